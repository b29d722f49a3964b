/// How much structure a text may have; a user may raise each.
package struct StructureLimits: Sendable, Hashable {
  /// Block quotes, list items and footnotes inside each other.
  package var containers = 32
  /// Columns of a table.
  package var columns = 64
  /// Cells that rows shorter than their header leave out, in the whole text.
  package var missingCells = 200_000
  /// Bytes of the resolved text.
  package var bytes = 256 << 20
  /// Steps that parsing may take again for each byte of the text, in scans that would grow faster than the text.
  package var costPerByte = 32

  package init() {}
}
