import EvrepCheck
import EvrepModel
import EvrepSource

/// What can be numbered.
protocol InternKey: Hashable {
  /// Equal for equal keys, and spread over the low bits.
  var internHash: Int { get }
}

extension InternKey {
  var internHash: Int { hashValue }
}

extension Builtin: InternKey {}
extension Int: InternKey {}
extension ObjectIdentifier: InternKey {}
extension Place: InternKey {}
extension Scalar: InternKey {}

/// Keys by the order in which they were first seen, which numbers them from zero.
///
/// A dictionary would do, but for the Swift runtime, which looks up the conformance of each key type among those of the
/// whole command when a process first needs such a dictionary: as long as evaluating dozens of figures.
struct InternTable<Key: InternKey> {
  private(set) var keys: [Key] = []
  /// The number of a key, or -1: at the place that its hash says or, where others have that, behind it. At most half of
  /// the places are taken; their count is a power of two.
  private var slots: [Int32] = []

  /// The number of `key`; nil where it has not been seen. O(1).
  func index(of key: Key) -> Int? {
    guard !slots.isEmpty else { return nil }
    let index = slots[place(of: key)]
    return index < 0 ? nil : Int(index)
  }

  /// The number of `key`, and whether it had not been seen before. O(1) amortised.
  mutating func intern(_ key: Key) -> (index: Int, isNew: Bool) {
    if keys.count * 2 >= slots.count { grow() }
    let place = place(of: key)
    if slots[place] >= 0 { return (Int(slots[place]), false) }
    slots[place] = Int32(keys.count)
    keys.append(key)
    return (keys.count - 1, true)
  }

  /// Where the key stands, or where it is to stand.
  private func place(of key: Key) -> Int {
    let mask = slots.count - 1
    var place = key.internHash & mask
    while slots[place] >= 0, keys[Int(slots[place])] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: max(16, slots.count * 2))
    for (index, key) in keys.enumerated() { slots[place(of: key)] = Int32(index) }
  }
}
