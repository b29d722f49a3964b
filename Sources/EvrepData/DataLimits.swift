/// How much of a data file is read and reported.
///
/// A user may raise each.
package struct DataLimits: Hashable, Sendable {
  /// The most bytes of a file.
  package var bytes = 1 << 28
  /// The most bytes of one cell that a field reads.
  package var cellLength = 1 << 20
  /// The most arrays and objects of a JSON file inside one another, the outermost included; of the tables and arrays of TOML, the
  /// mappings and sequences of YAML, and the elements of a workbook's XML.
  package var nesting = 256
  /// The most rows, the header row not counted; below 2³².
  package var rows = 10_000_000
  /// The most columns of a header row.
  package var columns = 16_384
  /// The most bytes that the parts of a workbook that are read may unpack to, taken together.
  package var unpacked = 1 << 30
  /// The most parts of a workbook.
  package var parts = 10_000
  /// The most values of a YAML or TOML file, each alias counted as what it stands for.
  package var values = 10_000_000
  /// The most steps of SQLite's machine that a query may take.
  package var steps = 200_000_000
  /// The most bad cells that are reported one by one.
  package var reportedCells = 20

  package init() {}

  /// The names of the limits that `--limit` raises or lowers, in the order that help lists them.
  package static let names = limits.map(\.name)

  /// Each name with its limit and the most that it may be: deeper nesting would overrun the stack of a parser, and rows
  /// are counted in 32 bits.
  private static let limits: [(name: String, path: any WritableKeyPath<DataLimits, Int> & Sendable, most: Int)] = [
    ("bytes", \.bytes, 1 << 40), ("cell", \.cellLength, 1 << 30), ("nesting", \.nesting, 1_000),
    ("rows", \.rows, 1 << 31), ("columns", \.columns, 1 << 20), ("unpacked", \.unpacked, 1 << 40),
    ("parts", \.parts, 1 << 20), ("values", \.values, 1 << 40), ("steps", \.steps, 1 << 50),
    ("reported", \.reportedCells, 100_000),
  ]

  /// Sets the limit `name`; false where there is none, or `value` is not within 1 and the most that it may be.
  package mutating func set(_ name: String, to value: Int) -> Bool {
    guard let limit = Self.limits.first(where: { $0.name == name }), (1...limit.most).contains(value) else {
      return false
    }
    self[keyPath: limit.path] = value
    return true
  }
}
