/// The standard library: units, written in evrep itself.
package enum StandardLibrary {
  /// The name that messages give the module.
  package static let path = "standard.evrep"
  /// The module's source, UTF-8.
  package static let source: [UInt8] = PackageResources.standard_evrep
}
