package import EvrepModel
package import EvrepSource

/// A test of the report: what it sets, and what it then expects.
package struct Scenario: Sendable {
  package let name: String
  package let place: Place
  package let settings: [Setting]
  package let expectations: [Expectation]

  /// One value that stands instead of the report's own.
  package struct Setting: Sendable {
    package let target: Target
    /// Evaluated in the report as it is, so that the order of settings is of no account.
    package let value: Expression
    package let place: Place
  }

  /// What can be set.
  package enum Target: Sendable {
    case parameter(Int)
    /// An index of `Program.definitions`.
    case definition(Int)
    /// A cell of a table, in the row whose key field has this value; without a key, of a record.
    case cell(SchemaID, field: Int, key: (field: Int, value: Expression)?)
  }

  /// One thing that is expected, or, negated, that is not.
  package struct Expectation: Sendable {
    package let kind: Kind
    package let isNegated: Bool
    package let place: Place
  }

  package enum Kind: Sendable {
    /// The problem of this name is kept.
    case problem(String)
    case condition(Expression)
    /// The value prints as the hole's form says, with these texts around it.
    case printed(Hole, before: String, after: String, text: String)
    /// The text that a reader sees has this in it.
    case sentence(String)
    /// The evaluation gives this error.
    case failure(DiagnosticCode)
  }

  /// The errors that are expected.
  package var expectedFailures: [DiagnosticCode] {
    expectations.compactMap { expectation in
      if case .failure(let code) = expectation.kind, !expectation.isNegated { return code }
      return nil
    }
  }
}
