/// How much of a data file is read and reported.
///
/// A user may raise each.
package struct DataLimits: Hashable, Sendable {
  /// The most bytes of a file.
  package var bytes = 1 << 28
  /// The most bytes of one cell that a field reads.
  package var cellLength = 1 << 20
  /// The most arrays and objects of a JSON file inside one another, the outermost included.
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
}
