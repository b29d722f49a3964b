internal import CCmarkGFM
internal import CEvrepMarkdown
internal import Glibc

/// A node of cmark's tree; it lives as long as the `MarkdownTree` that it came from.
typealias Node = OpaquePointer

/// What a node is, as cmark numbers it.
enum NodeType {
  static let quote: UInt32 = 0x8002
  static let list: UInt32 = 0x8003
  static let item: UInt32 = 0x8004
  static let codeBlock: UInt32 = 0x8005
  static let htmlBlock: UInt32 = 0x8006
  static let customBlock: UInt32 = 0x8007
  static let paragraph: UInt32 = 0x8008
  static let heading: UInt32 = 0x8009
  static let thematicBreak: UInt32 = 0x800A
  static let footnote: UInt32 = 0x800B
  static let text: UInt32 = 0xC001
  static let softBreak: UInt32 = 0xC002
  static let lineBreak: UInt32 = 0xC003
  static let code: UInt32 = 0xC004
  static let htmlInline: UInt32 = 0xC005
  static let emphasis: UInt32 = 0xC007
  static let strong: UInt32 = 0xC008
  static let link: UInt32 = 0xC009
  static let image: UInt32 = 0xC00A
  static let footnoteReference: UInt32 = 0xC00B
  // The extensions' own, which cmark numbers when it registers them; `MarkdownTree.type(of:)` gives these.
  static let table: UInt32 = 0x1
  static let row: UInt32 = 0x2
  static let cell: UInt32 = 0x3
  static let strike: UInt32 = 0xC0FF
}

/// The extensions of one text; each costs time, so a text gets those that it has signs of.
struct ExtensionSet: OptionSet {
  let rawValue: Int
  static let table = ExtensionSet(rawValue: 1)
  static let strikethrough = ExtensionSet(rawValue: 2)
  static let taskList = ExtensionSet(rawValue: 4)
  /// An option of the parser's, not an extension, which makes it walk the tree twice more.
  static let footnotes = ExtensionSet(rawValue: 8)
}

/// cmark's tree of one text, in memory of its own.
///
/// Only one tree may live on a thread at a time: `withTree` takes and returns the thread's arena.
struct MarkdownTree {
  let root: Node
  let hasTaskLists: Bool
  private let table, row, cell, strike: UInt32

  /// Bytes of a text from which on it is worth the time to give free memory back to the system.
  private static let largeText = 1 << 20

  /// Registers cmark's extensions, once in a process.
  private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Parses `text` and hands the tree to `body`; nil if cmark gave none.
  static func withTree<Result>(
    _ text: [UInt8], extensions: ExtensionSet, _ body: (MarkdownTree) -> Result
  ) -> Result? {
    if text.count > largeText { evrep_arena_make_room() }
    defer { evrep_arena_reset() }
    let footnotes = extensions.contains(.footnotes) ? CMARK_OPT_FOOTNOTES : 0
    let options = CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE | footnotes
    guard let parser = cmark_parser_new_with_mem(options, evrep_arena_memory()) else { return nil }
    if !extensions.subtracting(.footnotes).isEmpty {
      _ = registered
      for (member, name) in [(ExtensionSet.table, "table"), (.strikethrough, "strikethrough"), (.taskList, "tasklist")]
      where extensions.contains(member) {
        if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
      }
    }
    defer { cmark_parser_free(parser) }
    text.withUnsafeBytes { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    guard let root = evrep_parser_finish(parser, extensions.contains(.strikethrough)) else { return nil }
    return body(MarkdownTree(root: root, extensions: extensions))
  }

  private init(root: Node, extensions: ExtensionSet) {
    self.root = root
    hasTaskLists = extensions.contains(.taskList)
    (table, row, cell) =
      extensions.contains(.table) ? (evrep_type_table(), evrep_type_row(), evrep_type_cell()) : (.max, .max, .max)
    strike = extensions.contains(.strikethrough) ? evrep_type_strike() : .max
  }

  /// The node's type: a member of `NodeType`.
  func type(of node: Node) -> UInt32 {
    let type = cmark_node_get_type(node).rawValue
    if type & 0x3FFF <= 0xB { return type }
    if type == cell { return NodeType.cell }
    if type == row { return NodeType.row }
    if type == strike { return NodeType.strike }
    if type == table { return NodeType.table }
    return type
  }

  /// True for an item with a box, checked or not.
  func isTask(_ item: Node) -> Bool {
    // Of the items' two names, "item" and "tasklist", the first letter tells.
    hasTaskLists && cmark_node_get_type_string(item).pointee == CChar(UInt8(ascii: "t"))
  }
}

/// The bytes of a C string, without its end.
func bytes(_ pointer: UnsafePointer<CChar>?) -> Bytes {
  guard let pointer else { return Bytes(start: nil, count: 0) }
  let raw = UnsafeRawPointer(pointer)
  return Bytes(start: raw.assumingMemoryBound(to: UInt8.self), count: strlen(pointer))
}

/// The literal of a text, code or HTML node.
func literal(_ node: Node) -> Bytes { bytes(cmark_node_get_literal(node)) }
