/// Values by name, in the order in which they were added, so that nothing printed depends on hashing.
package struct NameTable<Value: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
  private var index = NameIndex()
  private var values: [Value] = []

  package init() {}

  package init(dictionaryLiteral elements: (String, Value)...) {
    for (name, value) in elements { self[name] = value }
  }

  /// The names in the order of addition.
  package var names: [String] { index.names }

  /// The value of a name, or nil. Setting it anew keeps its place in the order; values are not removed.
  package subscript(_ name: String) -> Value? {
    get { index.number(of: name).map { values[$0] } }
    set {
      guard let newValue else { return }
      if let number = index.number(of: name) {
        values[number] = newValue
      } else {
        index.add(name)
        values.append(newValue)
      }
    }
  }

  /// The value of a name, which is added where it has none; changed in its place.
  package subscript(_ name: String, default value: @autoclosure () -> Value) -> Value {
    get { index.number(of: name).map { values[$0] } ?? value() }
    _modify {
      let number = index.number(of: name) ?? names.count
      if number == names.count {
        index.add(name)
        values.append(value())
      }
      yield &values[number]
    }
  }
}

/// Numbers names from zero on, in the order in which they are added: a hash table with open addressing.
///
/// A dictionary would do, but for the Swift runtime, which looks up the conformance of each key type among those of the
/// whole command when a process first needs such a dictionary: as long as checking dozens of holes.
private struct NameIndex: Sendable {
  private(set) var names: [String] = []
  private var hashes: [UInt64] = []
  /// Numbers plus 1, at the place that the hash gives or behind it; 0 is free. A power of two, half full.
  private var slots: [Int32] = []

  /// The number of a name; nil where it has not been added.
  func number(of name: String) -> Int? {
    guard !slots.isEmpty else { return nil }
    let hash = Self.hash(name)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, names[number].isSpelled(like: name) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a name that has no number yet.
  mutating func add(_ name: String) {
    let hash = Self.hash(name)
    names.append(name)
    hashes.append(hash)
    if names.count * 2 <= slots.count { return place(names.count - 1) }
    slots = Array(repeating: 0, count: max(8, slots.count * 2))
    for number in names.indices { place(number) }
  }

  private mutating func place(_ number: Int) {
    var slot = Int(truncatingIfNeeded: hashes[number]) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(number + 1)
  }

  private static func hash(_ name: String) -> UInt64 {
    name.utf8.withContiguousStorageIfAvailable { byteHash($0) } ?? byteHash(name.utf8)
  }
}
