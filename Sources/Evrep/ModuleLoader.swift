import EvrepCheck
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Reads and parses a report and the modules that it uses.
struct ModuleLoader {
  /// The most bytes of one source.
  static let byteLimit = 1 << 28
  /// How deep modules use modules.
  static let depthLimit = 32
  /// The most modules of a report.
  static let countLimit = 256

  let world: any World
  let root: String
  var sources = SourceSet()
  var diagnostics: [Diagnostic] = []
  private var modules: [Module] = []
  /// Indices by normalised path; nil while a module's own uses are being read.
  private var known = NameTable<Int?>()

  init(world: any World, root: String) {
    self.world = world
    self.root = root
  }

  /// The standard library, the report, then its modules; the standard library alone where the report cannot be read.
  mutating func load(_ path: String, source: [UInt8]?) -> [Module] {
    let standard = sources.add(path: StandardLibrary.path, bytes: StandardLibrary.source)
    let parsed = parse(standard, StandardLibrary.source)
    diagnostics += parsed.diagnostics
    modules = [Module(tree: parsed.tree, uses: [])]
    var bytes = source
    if bytes == nil {
      do throws(WorldError) { bytes = try world.read(path, within: nil, limit: Self.byteLimit) } catch {
        diagnostics.append(.unreadable(path, error, at: nil))
      }
    }
    guard let bytes, let tree = self.parseSource(path, bytes) else { return modules }
    known[Path.normalised(path)] = .some(nil)
    // The report's place is second; its modules follow it.
    modules.append(Module(tree: tree, uses: []))
    let uses = self.uses(of: tree, path, depth: 0)
    modules[1] = Module(tree: tree, uses: uses)
    return modules
  }

  /// The tree of a source; nil, reported, where it is no UTF-8.
  private mutating func parseSource(_ path: String, _ bytes: [UInt8]) -> SyntaxTree? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    let file = sources.add(path: path, bytes: bytes)
    if let offset = firstIllFormedByte(of: bytes.span) {
      diagnostics.append(.notUTF8(Place(file, offset..<offset + 1)))
      return nil
    }
    let parsed = parse(file, bytes)
    diagnostics += parsed.diagnostics
    return parsed.tree
  }

  /// The module of each `use` declaration of a source.
  private mutating func uses(of tree: SyntaxTree, _ path: String, depth: Int) -> [Int?] {
    guard let header = tree.root.first(.header) else { return [] }
    return header.children.filter { $0.kind == .useDeclaration }.map { declaration in
      guard let node = declaration.first(.interpolation), let name = node.plainString else { return nil }
      return module(Path.join(Path.folder(of: path), name), at: node.place, depth: depth + 1)
    }
  }

  private mutating func module(_ path: String, at place: Place, depth: Int) -> Int? {
    let key = Path.normalised(path)
    if let found = known[key] {
      if found == nil { diagnostics.append(.cyclicModules(path, at: place)) }
      return found
    }
    guard depth <= Self.depthLimit, modules.count < Self.countLimit else {
      diagnostics.append(.tooManyModules(at: place))
      return nil
    }
    let bytes: [UInt8]
    do throws(WorldError) { bytes = try world.read(path, within: root, limit: Self.byteLimit) } catch {
      diagnostics.append(.unreadable(path, error, at: place))
      return nil
    }
    guard let tree = parseSource(path, bytes) else { return nil }
    known[key] = .some(nil)
    let index = modules.count
    modules.append(Module(tree: tree, uses: []))
    let uses = uses(of: tree, path, depth: depth)
    modules[index] = Module(tree: tree, uses: uses)
    known[key] = .some(index)
    return index
  }
}
