import Foundation

/// The package as it lies on disk.
struct SourceTree {
  /// A target's folder.
  struct Target {
    let name: String
    /// Its sources, Swift and C, by name.
    let files: [File]
    /// Its README; empty where there is none.
    let readme: String

    var swiftFiles: [File] { files.filter { $0.name.hasSuffix(".swift") } }
  }

  /// A source file.
  struct File {
    /// The name with its extension.
    let name: String
    /// The lines without their comments of the form `//`.
    let code: [Substring]
    /// How many lines there are.
    let length: Int
  }

  /// Every target under `Sources`, and the styles, by name.
  let targets: [Target]
  /// The manifest's text.
  let manifest: String

  init(root: URL = Self.root) throws {
    manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    let sources = root.appending(path: "Sources")
    let names = try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted()
    targets =
      try names.map { try Self.target($0, at: sources.appending(path: $0)) }
      + [Self.target("EvrepStyles", at: root.appending(path: "Styles"))]
  }

  /// The package's folder: two above the one of this file.
  private static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  private static func target(_ name: String, at folder: URL) throws -> Target {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    let files = try paths.filter { $0.contains(/\.(swift|c|h)$/) }
      .map { try file(at: folder.appending(path: $0)) }
    let readme = try? String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    return Target(name: name, files: files, readme: readme ?? "")
  }

  private static func file(at path: URL) throws -> File {
    let text = try String(contentsOf: path, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // The text ends in a line end, behind which there is no line.
    let length = lines.count - (lines.last == "" ? 1 : 0)
    return File(name: path.lastPathComponent, code: lines.map { $0.prefix(upTo: commentStart(in: $0)) }, length: length)
  }

  private static func commentStart(in line: Substring) -> Substring.Index {
    line.firstRange(of: "//")?.lowerBound ?? line.endIndex
  }
}

extension SourceTree.File {
  /// The modules that the file imports, whatever the access level.
  var imports: [String] {
    code.filter { $0.contains("import ") }.compactMap { line in
      let pattern =
        /\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+).*/
      return line.wholeMatch(of: pattern).map { String($0.1) }
    }
  }
}

extension SourceTree.Target {
  /// The files that the README names between backticks: `Lexer.swift`; `+Value` behind `Scanner.swift` for
  /// `Scanner+Value.swift`; `Checker+*.swift` for every aspect of `Checker`.
  var named: (files: Set<String>, stale: [String]) {
    var found: Set<String> = []
    var stale: [String] = []
    var stem = ""
    for match in readme.matches(of: /`([^`\s]+)`/) {
      var name = match.1.split(separator: "/").last.map(String.init) ?? ""
      if name.hasPrefix("+") { name = stem + name + ".swift" }
      guard name.wholeMatch(of: /\w+(\+(\w+|\*))?\.(swift|c|h)/) != nil else { continue }
      stem = String(name.prefix { $0 != "+" && $0 != "." })
      let meant = files.map(\.name).filter {
        name.hasSuffix("+*.swift") ? $0.hasPrefix(stem + "+") : $0 == name
      }
      if meant.isEmpty { stale.append(name) }
      found.formUnion(meant)
    }
    return (found, stale)
  }
}
