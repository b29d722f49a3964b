import EvrepLibrary
package import EvrepSource

/// What the safe fixes of a report make of its sources.
package struct Fixes: Sendable {
  /// A source that changes.
  package struct Change: Sendable {
    package let path: String
    /// The file's bytes, a byte order mark included.
    package let before: [UInt8]
    package fileprivate(set) var after: [UInt8]
  }

  /// A fix that is offered and not made.
  package struct Left: Hashable, Sendable {
    package let path: String
    /// From 1, in the source as the changes leave it.
    package let line: Int
    package let code: DiagnosticCode
    package let remedy: Message
    package let reason: Message

    package func text(_ language: MessageLanguage) -> String {
      language == .english
        ? "left to you: \(path):\(line): \(code.rawValue): \(remedy[language]) (\(reason[language]))"
        : "留待作者：\(path):\(line): \(code.rawValue)：\(remedy[language])（\(reason[language])）"
    }
  }

  /// What is left to the writer, in the order in which it was found.
  package private(set) var left: [Left] = []

  /// By path, in the order in which they were first changed.
  package private(set) var changes: [Change] = []
  /// How many findings the changes mend.
  package private(set) var count = 0

  /// How often what a fix brings to light is mended too.
  private static let roundLimit = 10

  package init() {}

  /// The world with the changes so far in it.
  private func changed(_ world: some World) -> ChangedWorld {
    let contents = changes.map { (Path.normalised($0.path), $0.after) }
    return ChangedWorld(world: world, contents: Dictionary(contents) { first, _ in first })
  }

  /// Applies the safe fixes of what compiling finds in the report at `path`, on top of the changes so far, and checks again
  /// until nothing is left to mend. A round that would bring a new error is left out.
  ///
  /// - Returns: what checking, which reads no data, finds after the changes.
  package mutating func apply(to path: String, options: CompileOptions, world: some World) -> Compilation {
    var last = compile(path, source: nil, options: options, world: changed(world))
    for _ in 0..<Self.roundLimit {
      var next = self
      let mended = next.add(last, besides: doubted(last, path, options, world), world)
      guard mended > 0 else { break }
      let compiled = compile(path, source: nil, options: options, world: next.changed(world))
      func errors(_ compilation: Compilation) -> Int { compilation.diagnostics.count { $0.severity == .error } }
      guard errors(compiled) <= errors(last) else { break }
      next.count += mended
      (self, last) = (next, compiled)
    }
    leave(last)
    return check(path, source: nil, options: options, world: changed(world))
  }

  /// The places of the report's safe fixes that would leave an error in their line, or no fewer in all.
  private func doubted(_ compilation: Compilation, _ path: String, _ options: CompileOptions, _ world: some World)
    -> Set<Place>
  {
    // The standard library comes first.
    let report = FileID(1)
    guard compilation.sources.files.count > 1, compilation.diagnostics.contains(where: \.fixIts.hasSafe) else {
      return []
    }
    var options = options
    (options.searchesRepairs, options.onStep, options.html) = (false, nil, false)
    let (bytes, changed) = (compilation.sources[report].bytes, changed(world))
    let trial = FixTrial(report: report) { compile(path, source: $0, options: options, world: changed).diagnostics }
    return trial.doubted(compilation.diagnostics, of: trial.find(bytes), in: bytes)
  }

  /// Notes the fixes that are offered for what is still found, and why they are not made.
  private mutating func leave(_ compilation: Compilation) {
    for diagnostic in compilation.diagnostics {
      guard let fix = diagnostic.fixIts.first, !diagnostic.fixIts.hasSafe || diagnostic.severity == .error else {
        continue
      }
      let source = compilation.sources[fix.place.file]
      let line =
        source.bytes[..<min(fix.place.range.lowerBound, source.bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
      let entry = Left(
        path: source.path, line: line, code: diagnostic.code, remedy: fix.message, reason: fix.doubt.message)
      if !left.contains(entry) { left.append(entry) }
    }
  }

  /// Makes the edits of a compile's safe fixes; the first of those that overlap. Returns how many.
  private mutating func add(_ compilation: Compilation, besides doubted: Set<Place>, _ world: some World) -> Int {
    let fixes = compilation.diagnostics.compactMap { $0.fixIts.first(where: \.isSafe) }.filter {
      !doubted.contains($0.place)
    }
    var mended = 0
    let files = Set(fixes.map(\.place.file)).sorted()
    for file in files {
      let source = compilation.sources[file]
      guard Library.name(of: source.path) == nil else { continue }
      let edits = fixes.filter { $0.place.file == file }.sorted {
        ($0.place.range.lowerBound, $0.place.range.upperBound) < ($1.place.range.lowerBound, $1.place.range.upperBound)
      }
      let (bytes, count) = Self.edited(source.bytes, edits)
      guard count > 0, replace(source, with: bytes, world) else { continue }
      mended += count
    }
    return mended
  }

  /// The bytes with the edits made that do not touch the one before.
  static func edited(_ bytes: [UInt8], _ edits: [FixIt]) -> (bytes: [UInt8], count: Int) {
    var result: [UInt8] = []
    var (at, count) = (0, 0)
    for edit in edits where edit.place.range.lowerBound >= at && edit.place.range.upperBound <= bytes.count {
      // Two at one place would be the same remedy twice.
      if count > 0, edit.place.range.lowerBound == at { continue }
      result += bytes[at..<edit.place.range.lowerBound]
      result += Array(edit.replacement.utf8)
      at = edit.place.range.upperBound
      count += 1
    }
    return (result + bytes[at...], count)
  }

  private mutating func replace(_ source: SourceFile, with bytes: [UInt8], _ world: some World) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if let index = changes.firstIndex(where: { Path.normalised($0.path) == Path.normalised(source.path) }) {
      changes[index].after = (changes[index].before.starts(with: mark) ? mark : []) + bytes
      return true
    }
    guard let before = try? world.read(source.path, within: nil, limit: ModuleLoader.byteLimit) else { return false }
    let hasMark = before.starts(with: mark)
    // What was checked has to be what is changed.
    guard before.dropFirst(hasMark ? mark.count : 0).elementsEqual(source.bytes) else { return false }
    changes.append(Change(path: source.path, before: before, after: (hasMark ? mark : []) + bytes))
    return true
  }

  /// Writes every changed file, or none: where one cannot be written, those before it get their old bytes back.
  package func write(to world: some World) throws(WorldError) {
    for (index, change) in changes.enumerated() {
      do throws(WorldError) {
        guard try world.read(change.path, within: nil, limit: ModuleLoader.byteLimit) == change.before else {
          throw .system("it has changed since it was read")
        }
        try world.write(change.after, to: change.path)
      } catch {
        for earlier in changes[..<index] { try? world.write(earlier.before, to: earlier.path) }
        throw error
      }
    }
  }
}

extension [FixIt] {
  fileprivate var hasSafe: Bool { contains(where: \.isSafe) }
}
