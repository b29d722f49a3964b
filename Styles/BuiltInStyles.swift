/// The styles that ship with evrep: the files of this folder, embedded.
package enum BuiltInStyles {
  /// The names, in the order that messages list them.
  package static let names = ["gongwen", "plain"]

  /// The `.style` file and the sheet of a built-in style, nil where there is none of that name.
  package static func files(_ name: String) -> (style: [UInt8], sheet: [UInt8])? {
    switch name {
    case "gongwen": (PackageResources.gongwen_style, PackageResources.gongwen_css)
    case "plain": (PackageResources.plain_style, PackageResources.plain_css)
    default: nil
    }
  }
}
