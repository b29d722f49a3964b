/// The standard library: modules written in evrep that the command carries with it.
///
/// None has a privilege: what one of them does, any report can do. All that sets `standard` apart is that every report
/// uses it unasked.
package enum Library {
  /// The module that every report uses.
  package static let standard = "standard"

  /// The names that `use` finds where no file has them, in the order of the reference.
  package static let names = ["standard", "units", "claims", "cn/education"]

  /// A module's source, UTF-8; nil where there is none of this name. An ending `.evrep` is passed over.
  package static func source(of name: String) -> [UInt8]? {
    switch name.hasSuffix(".evrep") ? String(name.dropLast(6)) : name {
    case "standard": PackageResources.standard_evrep
    case "units": PackageResources.units_evrep
    case "claims": PackageResources.claims_evrep
    case "cn/education": PackageResources.education_evrep
    default: nil
    }
  }

  /// How messages name the file of a module, so that it is not taken for one of the writer's.
  package static func path(of name: String) -> String {
    "evrep:" + name + (name.hasSuffix(".evrep") ? "" : ".evrep")
  }

  /// The module whose path for messages this is; nil for a file of the writer's.
  package static func name(of path: String) -> String? {
    path.hasPrefix("evrep:") && path.hasSuffix(".evrep") ? String(path.dropFirst(6).dropLast(6)) : nil
  }
}
