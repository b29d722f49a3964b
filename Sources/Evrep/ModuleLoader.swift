package import EvrepCheck
import EvrepLibrary
import EvrepModel
package import EvrepSource
import EvrepSyntax

/// Reads and parses a report and the modules that it uses: a file beside the one that uses it, or else a module of the
/// standard library.
package struct ModuleLoader {
  /// The most bytes of one source.
  static let byteLimit = 1 << 28
  /// How deep modules use modules.
  static let depthLimit = 32
  /// The most modules of a report.
  static let countLimit = 256

  let world: any World
  let root: String
  package private(set) var sources = SourceSet()
  package private(set) var diagnostics: [Diagnostic] = []
  private var modules: [Module] = []
  /// Indices by normalised path; nil while a module's own uses are being read.
  private var known = NameTable<Int?>()
  /// The modules whose uses are being read, outermost first, each with the place that uses it; nil for the first.
  private var chain: [(path: String, use: Place?)] = []

  package init(world: any World, root: String) {
    self.world = world
    self.root = root
  }

  /// The standard library's first module, the report, then what they use; the first alone where the report cannot be read.
  package mutating func load(_ path: String, source: [UInt8]?) -> [Module] {
    let standardPath = Library.path(of: Library.standard)
    guard let standardSource = Library.source(of: Library.standard),
      let standard = parseSource(standardPath, standardSource)
    else { return [] }
    modules = [Module(tree: standard, uses: [])]
    var bytes = source
    if bytes == nil, DataFormat(path: path) != nil {
      diagnostics.append(.dataIsNoReport(path))
      return modules
    }
    if bytes == nil {
      do throws(WorldError) { bytes = try world.read(path, within: nil, limit: Self.byteLimit) } catch {
        diagnostics.append(.noReport(path, error, in: world))
      }
    }
    guard let bytes, let tree = parseSource(path, bytes) else { return modules }
    // The report's place is second; what the standard library and it use follows.
    modules.append(Module(tree: tree, uses: []))
    modules[0] = Module(tree: standard, uses: uses(of: standard, standardPath, at: nil, depth: 0))
    known[standardPath] = .some(0)
    modules[1] = Module(tree: tree, uses: uses(of: tree, path, at: nil, depth: 0))
    return modules
  }

  /// The tree of a source; nil, reported, where it is no UTF-8.
  private mutating func parseSource(_ path: String, _ bytes: [UInt8]) -> SyntaxTree? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    let file = sources.add(path: path, bytes: bytes)
    if let offset = firstIllFormedByte(of: bytes.span) {
      diagnostics.append(.notUTF8(Place(file, offset..<offset + 1), path, bytes))
      return nil
    }
    let parsed = parse(file, bytes)
    diagnostics += parsed.diagnostics
    return parsed.tree
  }

  /// The module of each `use` declaration of a source, whose own place `use` is.
  private mutating func uses(of tree: SyntaxTree, _ path: String, at use: Place?, depth: Int) -> [Int?] {
    guard let header = tree.root.first(.header) else { return [] }
    known[Path.normalised(path)] = .some(nil)
    chain.append((Path.normalised(path), use))
    defer { chain.removeLast() }
    return header.children.filter { $0.kind == .useDeclaration }.map { declaration in
      guard let node = declaration.first(.interpolation), let name = node.plainString else { return nil }
      return module(name, usedBy: path, at: node.place, depth: depth + 1)
    }
  }

  /// The index of the module that a file at `path` calls `name`: a file seen from there, or else one of the library.
  private mutating func module(_ name: String, usedBy path: String, at place: Place, depth: Int) -> Int? {
    guard Library.name(of: path) == nil else { return libraryModule(name, at: place, depth: depth) }
    if DataFormat(path: name) != nil {
      diagnostics.append(.dataIsNoModule(name, at: place))
      return nil
    }
    let path = Path.join(Path.folder(of: path), name)
    if let found = found(path, at: place) { return found }
    guard hasRoom(depth, at: place) else { return nil }
    do throws(WorldError) {
      let bytes = try world.read(path, within: root, limit: Self.byteLimit)
      return add(path, bytes, at: place, depth: depth)
    } catch {
      if error == .notFound {
        if Library.source(of: name) != nil { return libraryModule(name, at: place, depth: depth) }
        let finding = Diagnostic.unknownModule(path, name, at: place)
        diagnostics.append(
          (finding.fixIts.isEmpty ? finding.suggestingFile(name, path, in: world) : finding)
            .suggestingSlashes(in: sources))
      } else {
        diagnostics.append(.unreadable(path, error, at: place))
      }
      return nil
    }
  }

  private mutating func libraryModule(_ name: String, at place: Place, depth: Int) -> Int? {
    let path = Library.path(of: name)
    if let found = found(path, at: place) { return found }
    guard hasRoom(depth, at: place), let source = Library.source(of: name) else { return nil }
    return add(path, source, at: place, depth: depth)
  }

  /// The module that has been read from `path`, nil in a circle, which is reported; nil where none has been.
  private mutating func found(_ path: String, at place: Place) -> Int?? {
    let key = Path.normalised(path)
    guard let found = known[key] else { return nil }
    if found == nil {
      let start = chain.lastIndex { $0.path == key } ?? chain.endIndex - 1
      let links = chain[(start + 1)...].compactMap { link in link.use.map { (link.path, $0) } }
      diagnostics.append(.cyclicModules(path, at: place, by: links))
    }
    return .some(found)
  }

  private mutating func hasRoom(_ depth: Int, at place: Place) -> Bool {
    if depth <= Self.depthLimit, modules.count < Self.countLimit { return true }
    diagnostics.append(.tooManyModules(at: place))
    return false
  }

  /// Parses a module and reads what it uses.
  private mutating func add(_ path: String, _ bytes: [UInt8], at place: Place, depth: Int) -> Int? {
    guard let tree = parseSource(path, bytes) else { return nil }
    let index = modules.count
    modules.append(Module(tree: tree, uses: []))
    modules[index] = Module(tree: tree, uses: uses(of: tree, path, at: place, depth: depth))
    known[Path.normalised(path)] = .some(index)
    return index
  }
}
