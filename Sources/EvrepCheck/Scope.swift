import EvrepModel
import EvrepSource

/// What an `each` name or a function's parameter stands for.
struct Local: Sendable {
  let name: String
  let slot: Int
  let type: Type
  let isPrivate: Bool
}

/// The row or group that a `where` or `order by` looks at.
enum RowScope: Sendable {
  case row(SchemaID)
  case group(SchemaID, key: Int)

  /// What the row is of.
  var schema: SchemaID {
    switch self {
    case .row(let id), .group(let id, _): id
    }
  }
}

/// The names that an expression sees beside its module's declarations.
struct Scope: Sendable {
  var module: Int
  var locals: [Local] = []
  var rows: [RowScope] = []
  /// Expressions, as they are spelled, that a condition around has shown not to be missing.
  var settled: Set<Name> = []
  /// True where a hole's value can change from one printing to the next.
  var isRepeated = false

  /// Forgets what conditions settled about names that now mean something else.
  mutating func shadow(_ names: some Sequence<String>) {
    guard !settled.isEmpty else { return }
    for name in names { settled = settled.filter { !$0.text.contains(name) } }
  }
}
