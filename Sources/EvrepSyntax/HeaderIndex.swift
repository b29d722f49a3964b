import EvrepSource

/// What a header is found to declare, for messages that name it: looked up only where something is wrong.
struct HeaderIndex {
  /// A table: its fields, and the one that is its key.
  struct Table {
    var fields: Set<String> = []
    var key: String?
  }

  var tables: [String: Table] = [:]
  /// The cases of a field, by its name.
  var cases: [String: Set<String>] = [:]
  /// What stands for a module, or a function of the writer's: what is called so may be called.
  var modules: Set<String> = []
  var functions: Set<String> = []
  /// Definitions and parameters.
  var values: Set<String> = []
  /// How many nodes it was made from.
  let size: Int

  /// O(nodes). Nodes that are still open are passed over.
  init(_ nodes: [RawNode], _ bytes: [UInt8]) {
    size = nodes.count
    for (index, node) in nodes.enumerated() where Int(node.next) > index {
      switch node.kind {
      case .dataDeclaration: addTable(index, nodes, bytes)
      case .useDeclaration: if let name = Self.name(in: index, nodes, bytes) { modules.insert(name) }
      case .letDeclaration, .parameterDeclaration:
        guard let name = Self.name(in: index, nodes, bytes) else { break }
        let takes = Self.children(of: index, nodes).contains { nodes[$0].kind == .parameterList }
        if takes { functions.insert(name) } else { values.insert(name) }
      default: break
      }
    }
  }

  private mutating func addTable(_ index: Int, _ nodes: [RawNode], _ bytes: [UInt8]) {
    guard let name = Self.name(in: index, nodes, bytes) else { return }
    var table = Table()
    for field in Self.children(of: index, nodes) where nodes[field].kind == .field {
      guard let name = Self.name(in: field, nodes, bytes) else { continue }
      table.fields.insert(name)
      if let type = Self.children(of: field, nodes).first(where: { nodes[$0].kind == .typeName }) {
        for word in Self.children(of: type, nodes) where nodes[word].kind == .name {
          cases[name, default: []].insert(
            String(decoding: bytes[Int(nodes[word].start)..<Int(nodes[word].end)], as: UTF8.self))
        }
      }
      let isKey = Self.children(of: field, nodes).contains {
        nodes[$0].kind == .keyword && Keyword.key.isSpelled(bytes[Int(nodes[$0].start)..<Int(nodes[$0].end)])
      }
      if isKey, table.key == nil { table.key = name }
    }
    tables[name] = table
  }

  private static func children(of index: Int, _ nodes: [RawNode]) -> [Int] {
    var (found, child) = ([Int](), index + 1)
    let end = min(Int(nodes[index].next), nodes.count)
    while child < end, Int(nodes[child].next) > child {
      found.append(child)
      child = Int(nodes[child].next)
    }
    return found
  }

  private static func name(in index: Int, _ nodes: [RawNode], _ bytes: [UInt8]) -> String? {
    children(of: index, nodes).first { nodes[$0].kind == .name }.map {
      String(decoding: bytes[Int(nodes[$0].start)..<Int(nodes[$0].end)], as: UTF8.self)
    }
  }
}

extension Parser {
  /// What the header is known to declare by now. Made anew where much has been read since: O(nodes) in all.
  mutating func declared() -> HeaderIndex {
    if let index = foreign.index, index.size <= builder.count, builder.count < 2 * index.size + 64 { return index }
    let index = HeaderIndex(builder.nodes, bytes)
    foreign.index = index
    return index
  }
}

/// What is looked up once something is wrong: a class, so that the parser itself stays small.
final class ForeignKnowledge {
  /// What the header declares, once something is wrong that is about it.
  var index: HeaderIndex?
  /// The names of checks, once one has none.
  var checkNames: Set<String>?
  /// Another word for `check`, with a condition behind it and no name.
  var checkWord: ByteRange?
  /// True where the call that has just been read is one of a function of another language, which has been reported.
  var isCallLost = false
  /// Up to where tags of another language are part of what has been reported.
  var tagsEnd = 0
}
