import EvrepData

/// The cells of a workbook or database as text, one a line, for a comparison line by line.
package func cellText(_ bytes: [UInt8]) -> [UInt8] { listCells(bytes, limits: DataLimits()) }
