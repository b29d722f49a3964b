extension Expression {
  /// True where a name of an `each` has a part in the value.
  package var mentionsLocals: Bool {
    switch operation {
    case .local: true
    // In a function's body its parameters are locals too; what they are stands in the arguments.
    case .apply(_, let arguments, _): arguments.contains { $0.mentionsLocals }
    default: parts.contains { $0.mentionsLocals }
    }
  }

  /// True where the value changes with the local name in `slot`.
  package func mentions(_ slot: Int) -> Bool {
    if case .local(slot) = operation { return true }
    return parts.contains { $0.mentions(slot) }
  }
}
