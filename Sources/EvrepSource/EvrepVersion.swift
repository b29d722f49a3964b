/// The version of the compiler, as `evrep --version` and what programs read of it say.
package enum EvrepVersion {
  package static let text = "0.1.0"
}
