import EvrepModel
import EvrepSource

/// The keys that lead from the outermost value of a file to its rows: `数据.学校`, with a number for an element of an array.
struct DataPath {
  let keys: [String]

  init(_ text: String?) {
    keys = text.map { $0.split(separator: ".", omittingEmptySubsequences: false).map(String.init) } ?? []
  }

  /// The index that `key` is in an array, from 1 as messages count; nil where it is none.
  static func index(_ key: String) -> Int? {
    guard let number = Int(key), number >= 1 else { return nil }
    return number - 1
  }
}

/// Why a path leads nowhere.
enum DataPathFault: Error {
  /// The object in these bytes has no such key; its keys.
  case noKey(String, in: ByteRange, keys: [String])
  /// The array in these bytes has no such element.
  case noElement(String, in: ByteRange, count: Int)
  /// What stands in these bytes has nothing inside.
  case notNested(String, in: ByteRange)
}

extension DataNode {
  /// The value that `path` leads to.
  func descend(_ path: DataPath) throws(DataPathFault) -> DataNode {
    var node = self
    for key in path.keys {
      switch node {
      case .scalar(let scalar): throw .notNested(key, in: scalar.range)
      case .array(let elements, let range):
        guard let index = DataPath.index(key), index < elements.count else {
          throw .noElement(key, in: range, count: elements.count)
        }
        node = elements[index]
      case .object(let members, let range):
        guard let member = members.first(where: { $0.key.isSpelled(like: key) }) else {
          throw .noKey(key, in: range, keys: members.map(\.key))
        }
        node = member.value
      }
    }
    return node
  }
}

extension JSONScanner {
  /// Goes to the value that `path` leads to; at a fault of the text the scanner's own `fault` is set, and false returned.
  mutating func descend(_ path: DataPath, limit: Int) throws(DataPathFault) -> Bool {
    for (depth, key) in path.keys.enumerated() {
      skipBlanks()
      let start = offset
      switch next {
      case UInt8(ascii: "{"): guard try descendObject(key, start, depth, limit) else { return false }
      case UInt8(ascii: "["): guard try descendArray(key, start, depth, limit) else { return false }
      default:
        guard let scalar = scalar() else { return false }
        throw .notNested(key, in: scalar.range)
      }
    }
    skipBlanks()
    return true
  }

  private mutating func descendObject(_ key: String, _ start: Int, _ depth: Int, _ limit: Int) throws(DataPathFault)
    -> Bool
  {
    var keys: [String] = []
    _ = take(UInt8(ascii: "{"))
    skipBlanks()
    if !take(UInt8(ascii: "}")) {
      while true {
        guard let found = self.key() else { return false }
        let name = String(decoding: decoded(found), as: UTF8.self)
        if name.isSpelled(like: key) { return true }
        keys.append(name)
        guard skipValue(depth + 1, limit) else { return false }
        skipBlanks()
        guard take(UInt8(ascii: ",")) else {
          guard require(UInt8(ascii: "}"), .commaOrBrace) else { return false }
          break
        }
        skipBlanks()
      }
    }
    throw .noKey(key, in: start..<start + 1, keys: keys)
  }

  private mutating func descendArray(_ key: String, _ start: Int, _ depth: Int, _ limit: Int) throws(DataPathFault)
    -> Bool
  {
    var count = 0
    _ = take(UInt8(ascii: "["))
    skipBlanks()
    if !take(UInt8(ascii: "]")) {
      while true {
        if DataPath.index(key) == count { return true }
        guard skipValue(depth + 1, limit) else { return false }
        count += 1
        skipBlanks()
        guard take(UInt8(ascii: ",")) else {
          guard require(UInt8(ascii: "]"), .commaOrBracket) else { return false }
          break
        }
        skipBlanks()
      }
    }
    throw .noElement(key, in: start..<start + 1, count: count)
  }

  private mutating func skipValue(_ depth: Int, _ limit: Int) -> Bool {
    isAtNested ? skipNested(depth: depth, limit: limit) != nil : scalar() != nil
  }
}
