import CYAML
import EvrepModel
import EvrepSource

/// Reads a YAML file: an array of mappings as a table, a mapping as a record.
func readYAML(_ file: DataFile) -> (table: Table?, diagnostics: [Diagnostic]) {
  var tree = YAMLTree(file)
  do throws(YAMLFault) { return readRows(file, try tree.parse()) } catch {
    return (nil, [.malformed(file, error)])
  }
}

/// Why a file is no YAML that is read.
enum YAMLFault: Error {
  /// Not well-formed; libyaml's own words.
  case malformed(String, at: Int)
  case tree(DataTreeBuilder.Fault, at: Int)
  case unknownAlias(String, ByteRange)
  /// An alias inside of what it stands for.
  case endlessAlias(String, ByteRange)
  case keyNotText(ByteRange)
  case mergeKey(ByteRange)
  case unknownTag(String, ByteRange)
  case severalDocuments(at: Int)
  case empty
}

/// The tree of a YAML file, built from libyaml's events.
private struct YAMLTree {
  /// What an anchor names.
  private struct Anchor {
    let node: DataNode
    /// How many values it stands for.
    let size: Int
  }

  private let file: DataFile
  private let points: CodePoints
  private var builder: DataTreeBuilder
  private var anchors: [String: Anchor] = [:]
  /// The anchor of each open array and object, and how many values came before it.
  private var open: [(anchor: String?, before: Int)] = []
  private var size = 0

  init(_ file: DataFile) {
    self.file = file
    points = CodePoints(file.bytes)
    builder = DataTreeBuilder(file.limits)
  }

  mutating func parse() throws(YAMLFault) -> DataNode {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw .malformed("out of memory", at: 0) }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    // The parser holds the pointer while it parses, which is all inside of the closure.
    let result = file.bytes.withUnsafeBufferPointer { buffer -> Result<Void, YAMLFault> in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      do throws(YAMLFault) { return .success(try run(&parser)) } catch { return .failure(error) }
    }
    try result.get()
    guard let root = builder.root else { throw .empty }
    return root
  }

  private mutating func run(_ parser: inout yaml_parser_t) throws(YAMLFault) {
    var documents = 0
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else {
        let words = parser.problem.map { String(cString: $0) } ?? ""
        // The reader's own faults have no mark, but an offset.
        let isReader = parser.error == YAML_READER_ERROR
        throw .malformed(words, at: isReader ? parser.problem_offset : points.offset(parser.problem_mark.index))
      }
      defer { yaml_event_delete(&event) }
      let range = points.offset(event.start_mark.index)..<points.offset(event.end_mark.index)
      switch event.type {
      case YAML_STREAM_END_EVENT: return
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        if documents > 1 { throw .severalDocuments(at: range.lowerBound) }
      case YAML_SEQUENCE_START_EVENT: try begin(text(event.data.sequence_start.anchor), range, isObject: false)
      case YAML_MAPPING_START_EVENT: try begin(text(event.data.mapping_start.anchor), range, isObject: true)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try end(range)
      case YAML_SCALAR_EVENT: try scalar(event, range)
      case YAML_ALIAS_EVENT: try alias(text(event.data.alias.anchor) ?? "", range)
      default: break
      }
    }
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  /// Does something to the tree, and says of a fault where it is.
  private mutating func build<Result>(
    _ range: ByteRange, _ step: (inout DataTreeBuilder) throws(DataTreeBuilder.Fault) -> Result
  ) throws(YAMLFault) -> Result {
    do throws(DataTreeBuilder.Fault) { return try step(&builder) } catch { throw .tree(error, at: range.lowerBound) }
  }

  private mutating func begin(_ anchor: String?, _ range: ByteRange, isObject: Bool) throws(YAMLFault) {
    if builder.awaitsKey { throw .keyNotText(range) }
    open.append((anchor, size))
    try build(range) { (tree) throws(DataTreeBuilder.Fault) in try tree.open(isObject: isObject, at: range.lowerBound) }
  }

  private mutating func end(_ range: ByteRange) throws(YAMLFault) {
    guard let (anchor, before) = open.popLast() else { return }
    size += 1
    let node = try build(range) { (tree) throws(DataTreeBuilder.Fault) in try tree.close(at: range.upperBound) }
    if let anchor, let node { anchors[anchor] = Anchor(node: node, size: size - before) }
  }

  private mutating func alias(_ name: String, _ range: ByteRange) throws(YAMLFault) {
    if builder.awaitsKey { throw .keyNotText(range) }
    guard let anchor = anchors[name] else {
      throw open.contains { $0.anchor == name } ? .endlessAlias(name, range) : .unknownAlias(name, range)
    }
    // Each is at most the limit, so the sum cannot overflow.
    size += anchor.size
    try build(range) { (tree) throws(DataTreeBuilder.Fault) in try tree.add(anchor.node, size: anchor.size) }
  }

  private mutating func scalar(_ event: yaml_event_t, _ range: ByteRange) throws(YAMLFault) {
    let data = event.data.scalar
    let content = data.value.map { Array(UnsafeBufferPointer(start: $0, count: data.length)) } ?? []
    let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE
    if builder.awaitsKey {
      if isPlain, content.elementsEqual("<<".utf8) { throw .mergeKey(range) }
      let name = String(decoding: content, as: UTF8.self)
      return try build(range) { (tree) throws(DataTreeBuilder.Fault) in try tree.key(name, range) }
    }
    var form = isPlain ? YAMLScalar.form(content) : .string
    switch text(data.tag) {
    case nil, "!": break
    case "tag:yaml.org,2002:str": form = .string
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
      form = YAMLScalar.form(content)
    case .some(let tag): throw .unknownTag(tag, range)
    }
    size += 1
    let node = DataNode.scalar(place(content, range, isPlain: isPlain, form))
    try build(range) { (tree) throws(DataTreeBuilder.Fault) in try tree.add(node) }
    if let anchor = text(data.anchor) { anchors[anchor] = Anchor(node: node, size: 1) }
  }

  /// A scalar whose range is its content: without its quotes where it has any, and without the text where that stands as it is.
  private func place(_ content: [UInt8], _ range: ByteRange, isPlain: Bool, _ form: CellForm) -> DataScalar {
    var range = range
    if !isPlain, range.count >= 2, let first = file.bytes[range].first, first == file.bytes[range.upperBound - 1],
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    {
      range = range.lowerBound + 1..<range.upperBound - 1
    }
    let stands = file.bytes[range].elementsEqual(content)
    return DataScalar(form: form, text: stands ? nil : content, range: range)
  }
}

/// What a plain scalar of YAML is, as the core schema of YAML 1.2 says.
enum YAMLScalar {
  private static let words: [(String, CellForm)] = [
    ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("true", .bool), ("True", .bool),
    ("TRUE", .bool), ("false", .bool), ("False", .bool), ("FALSE", .bool),
  ]

  /// A number that is one of JSON too is a number; any other text without quotes is read as its field asks, as in CSV.
  static func form(_ content: [UInt8]) -> CellForm {
    guard let first = content.first else { return .null }
    if first == UInt8(ascii: "-") || first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9") {
      var scanner = JSONScanner(content)
      return scanner.number() != nil && scanner.isAtEnd ? .number : .untyped
    }
    return words.first { content.elementsEqual($0.0.utf8) }?.1 ?? .untyped
  }
}
