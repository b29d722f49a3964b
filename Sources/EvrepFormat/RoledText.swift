import EvrepSource
import EvrepSyntax

/// Text of a body, and what each byte of it is to the layout of prose.
struct RoledText {
  enum Role: UInt8 {
    case prose
    /// A hole or a reference: it prints something that the source does not show.
    case hole
    /// The braces and words of an inline condition, or an anchor: they print nothing.
    case head
    /// A code span or a comment.
    case literal
    /// Code on lines of its own.
    case code
    /// A fence line of a block.
    case fence
  }

  private(set) var bytes: [UInt8] = []
  private(set) var roles: [Role] = []

  var count: Int { bytes.count }

  mutating func reserveCapacity(_ capacity: Int) {
    bytes.reserveCapacity(capacity)
    roles.reserveCapacity(capacity)
  }

  mutating func append(_ bytes: some Collection<UInt8>, _ role: Role) {
    self.bytes.append(contentsOf: bytes)
    roles.append(contentsOf: repeatElement(role, count: bytes.count))
  }

  mutating func append(_ other: RoledText, _ range: ByteRange) {
    bytes.append(contentsOf: other.bytes[range])
    roles.append(contentsOf: other.roles[range])
  }

  /// The scalar at `offset`, and its length; 0 at the end.
  func scalar(at offset: Int) -> (value: UInt32, length: Int) {
    offset < count ? UTF8Scalar.read(bytes, at: offset, limit: count) : (0, 0)
  }

  /// The scalar that ends before `offset`; 0 at the beginning.
  func scalar(before offset: Int) -> UInt32 {
    guard offset > 0 else { return 0 }
    var start = offset - 1
    while start > 0, offset - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return UTF8Scalar.read(bytes, at: start, limit: offset).value
  }

  /// What stands to the left of `offset`, as far as a line break there goes.
  func side(before offset: Int) -> LineBreak.Side {
    guard offset > 0, roles[offset - 1] == .prose else { return .unknown }
    let scalar = scalar(before: offset)
    // `![` would be a picture, `\\x` an escape.
    return scalar == 0x5C ? .unknown : LineBreak.Side(scalar)
  }

  /// What stands to the right of `offset`.
  func side(at offset: Int) -> LineBreak.Side {
    guard offset < count, roles[offset] == .prose else { return .unknown }
    let scalar = scalar(at: offset).value
    return scalar == UInt32(UInt8(ascii: "!")) ? .unknown : LineBreak.Side(scalar)
  }
}
