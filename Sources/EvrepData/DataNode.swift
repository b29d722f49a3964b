import EvrepModel
import EvrepSource

/// A value of a YAML or TOML file, with the bytes that it stands in.
indirect enum DataNode: Sendable {
  case scalar(DataScalar)
  case array([DataNode], ByteRange)
  case object([DataMember], ByteRange)

  var range: ByteRange {
    switch self {
    case .scalar(let scalar): scalar.range
    case .array(_, let range), .object(_, let range): range
    }
  }
}

/// A value that is no array and no object.
struct DataScalar: Sendable {
  let form: CellForm
  /// What it says, where that is not what its bytes say.
  let text: [UInt8]?
  let range: ByteRange
}

/// A key of an object with its value.
struct DataMember: Sendable {
  let key: String
  let keyRange: ByteRange
  let value: DataNode
}

/// Builds a tree from events in the order of the file, without recursion.
struct DataTreeBuilder {
  /// An array or object that is not yet closed.
  private struct Frame {
    let isObject: Bool
    let start: Int
    /// How many elements, or members, are those of frames around this one.
    let first: Int
    var keys = NameTable<ByteRange>()
    var key: (name: String, range: ByteRange)?
  }

  /// Why a tree cannot be built.
  enum Fault: Error {
    case duplicateKey(String, ByteRange, first: ByteRange)
    case tooDeep
    case tooManyValues
  }

  private let limits: DataLimits
  private var frames: [Frame] = []
  /// The elements of all open arrays, and the members of all open objects, the innermost last.
  private var elements: [DataNode] = []
  private var members: [DataMember] = []
  private var valueCount = 0
  private(set) var root: DataNode?

  init(_ limits: DataLimits) { self.limits = limits }

  /// True where the next scalar of the innermost object is a key.
  var awaitsKey: Bool { frames.last.map { $0.isObject && $0.key == nil } ?? false }

  mutating func open(isObject: Bool, at start: Int) throws(Fault) {
    guard frames.count < limits.nesting else { throw .tooDeep }
    frames.append(Frame(isObject: isObject, start: start, first: isObject ? members.count : elements.count))
  }

  mutating func key(_ name: String, _ range: ByteRange) throws(Fault) {
    guard let index = frames.indices.last else { return }
    if let first = frames[index].keys[name] { throw .duplicateKey(name, range, first: first) }
    frames[index].keys[name] = range
    frames[index].key = (name, range)
  }

  /// Adds a value; `size` is how many values it stands for.
  mutating func add(_ node: DataNode, size: Int = 1) throws(Fault) {
    valueCount += size
    guard valueCount <= limits.values else { throw .tooManyValues }
    guard let index = frames.indices.last else {
      root = node
      return
    }
    if let (name, range) = frames[index].key {
      members.append(DataMember(key: name, keyRange: range, value: node))
      frames[index].key = nil
    } else {
      elements.append(node)
    }
  }

  /// Closes the innermost array or object, which ends before byte `end`, and adds it to what it stands in.
  @discardableResult
  mutating func close(at end: Int) throws(Fault) -> DataNode? {
    guard let frame = frames.popLast() else { return nil }
    let range = frame.start..<max(frame.start, end)
    let node: DataNode
    if frame.isObject {
      node = .object(Array(members[frame.first...]), range)
      members.removeSubrange(frame.first...)
    } else {
      node = .array(Array(elements[frame.first...]), range)
      elements.removeSubrange(frame.first...)
    }
    try add(node)
    return node
  }
}
