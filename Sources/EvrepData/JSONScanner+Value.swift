import EvrepSource

extension JSONScanner {
  /// A value that is no array and no object.
  struct Scalar {
    let form: CellForm
    /// The token; a string's without its quotes.
    let range: ByteRange
    let hasEscapes: Bool
  }

  /// True when an array or an object begins here.
  var isAtNested: Bool { next == UInt8(ascii: "{") || next == UInt8(ascii: "[") }

  /// The string, number, `true`, `false` or `null` that begins here.
  mutating func scalar() -> Scalar? {
    switch next {
    case UInt8(ascii: "\""):
      return string().map { Scalar(form: .string, range: $0.range, hasEscapes: $0.hasEscapes) }
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return number().map { Scalar(form: .number, range: $0, hasEscapes: false) }
    default:
      if let range = take(word: "null") { return Scalar(form: .null, range: range, hasEscapes: false) }
      if let range = take(word: "true") ?? take(word: "false") {
        return Scalar(form: .bool, range: range, hasEscapes: false)
      }
      fail(.unexpected(.value))
      return nil
    }
  }

  /// Where `skipNested` stands.
  private enum Step {
    case value, firstElement, firstKey, key, afterValue
  }

  /// Passes over the array or object that begins here, holding it to the grammar; without recursion.
  ///
  /// - Parameters:
  ///   - depth: how many arrays and objects it stands in.
  ///   - limit: the most that may stand in one another.
  /// - Returns: its bytes.
  mutating func skipNested(depth: Int, limit: Int) -> ByteRange? {
    let start = offset
    // The keys of each open object; nil for an array.
    var open: [JSONKeys?] = []
    var step = Step.value
    repeat {
      skipBlanks()
      switch step {
      case .firstElement where take(UInt8(ascii: "]")), .firstKey where take(UInt8(ascii: "}")):
        open.removeLast()
        step = .afterValue
      case .value, .firstElement:
        guard isAtNested else {
          guard scalar() != nil else { return nil }
          step = .afterValue
          continue
        }
        guard depth + open.count < limit else {
          fail(.tooDeep(limit: limit))
          return nil
        }
        if take(UInt8(ascii: "[")) {
          open.append(nil)
          step = .firstElement
        } else {
          _ = take(UInt8(ascii: "{"))
          open.append(JSONKeys())
          step = .firstKey
        }
      case .firstKey, .key:
        guard let key = key() else { return nil }
        guard open[open.count - 1]?.insert(key, self) != false else {
          fail(.duplicateKey, key.range)
          return nil
        }
        step = .value
      case .afterValue:
        let isObject = open[open.count - 1] != nil
        if take(UInt8(ascii: ",")) {
          step = isObject ? .key : .value
        } else if require(UInt8(ascii: isObject ? "}" : "]"), isObject ? .commaOrBrace : .commaOrBracket) {
          open.removeLast()
        } else {
          return nil
        }
      }
    } while !open.isEmpty
    return start..<offset
  }
}

/// The keys of one object, so that a second of a name is found.
struct JSONKeys {
  private var few: [JSONScanner.Text] = []
  /// Every key, decoded, once there are many.
  private var many: Set<[UInt8]> = []
  private static let mostFew = 16

  /// Adds a key of the scanner's file; false if it is there already.
  mutating func insert(_ key: JSONScanner.Text, _ scanner: JSONScanner) -> Bool {
    if many.isEmpty, few.count < Self.mostFew {
      for other in few where isEqual(other, key, scanner) { return false }
      few.append(key)
      return true
    }
    if many.isEmpty { many = Set(few.map { scanner.decoded($0) }) }
    return many.insert(scanner.decoded(key)).inserted
  }

  private func isEqual(_ left: JSONScanner.Text, _ right: JSONScanner.Text, _ scanner: JSONScanner) -> Bool {
    if left.hasEscapes || right.hasEscapes { return scanner.decoded(left) == scanner.decoded(right) }
    let bytes = scanner.bytes.span
    return bytes.extracting(left.range).isEqual(to: bytes.extracting(right.range))
  }
}
