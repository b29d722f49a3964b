import Glibc

/// What the environment asks of a run of the tests.
package enum Environment {
  /// The number that the variable holds; nil where it holds none.
  package static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }
}
