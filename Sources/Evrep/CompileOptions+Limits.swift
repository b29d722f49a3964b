import EvrepData

extension CompileOptions {
  /// The names of the limits on data files.
  public static var limitNames: [String] { DataLimits.names }

  /// The limit that `text`, `name=number`, sets; nil where there is none of the name, or the number is not one it may have.
  public static func limit(_ text: String) -> (name: String, value: Int)? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    var limits = DataLimits()
    guard parts.count == 2, let value = Int(parts[1]), limits.set(String(parts[0]), to: value) else { return nil }
    return (String(parts[0]), value)
  }
}
