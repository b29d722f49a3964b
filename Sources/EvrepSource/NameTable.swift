/// Values by name, in the order in which they were added, so that nothing printed depends on hashing.
///
/// Every table shares one dictionary type: the Swift runtime instantiates each such type when a process first needs it,
/// which takes as long as checking dozens of holes.
package struct NameTable<Value: Sendable>: Sendable {
  private var indices: [Name: Int] = [:]
  /// The names in the order of addition.
  package private(set) var names: [String] = []
  private var values: [Value] = []

  package init() {}

  /// The value of a name, or nil. Setting it anew keeps its place in the order; values are not removed.
  package subscript(_ name: String) -> Value? {
    get { indices[Name(name)].map { values[$0] } }
    set {
      guard let newValue else { return }
      if let index = indices[Name(name)] {
        values[index] = newValue
      } else {
        indices[Name(name)] = values.count
        names.append(name)
        values.append(newValue)
      }
    }
  }
}
