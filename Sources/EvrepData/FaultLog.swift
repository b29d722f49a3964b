import EvrepModel
import EvrepSource

/// The bad cells of one file: the first of them as diagnostics, the rest as counts.
struct FaultLog {
  /// What is counted apart where some are left out, in this order.
  static let kinds: [DiagnosticCode] = [
    .badCell, .emptyCell, .raggedRow, .duplicateKey, .brokenReference, .formulaWithoutValue,
    .rowIsNoData, .mixedPercent, .numberFormat,
  ]

  let limit: Int
  private(set) var diagnostics: [Diagnostic] = []
  /// How many there are of each of `kinds`.
  private var counts = [Int](repeating: 0, count: FaultLog.kinds.count)

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { total == 0 }

  private var total: Int { counts.reduce(0, +) }

  /// Counts one fault of `code`; its diagnostic is made only while there is room for it.
  mutating func report(_ code: DiagnosticCode, _ diagnostic: () -> Diagnostic) {
    if let kind = Self.kinds.firstIndex(of: code) { counts[kind] += 1 }
    if diagnostics.count < limit { diagnostics.append(diagnostic()) }
  }

  /// Takes in the faults of `other`, in the order of their places.
  mutating func merge(_ other: FaultLog) {
    guard !other.isEmpty else { return }
    for kind in counts.indices { counts[kind] += other.counts[kind] }
    diagnostics = Array((diagnostics + other.diagnostics).sortedAndUnique().prefix(limit))
  }

  /// The diagnostics; where some are left out, the last one says how many.
  func summary(_ schema: Schema) -> [Diagnostic] {
    let further = total - diagnostics.count
    guard further > 0, var last = diagnostics.last else { return diagnostics }
    let kinds = zip(Self.kinds, counts).filter { $0.1 > 0 }
    last.further = further
    last.notes.append(.furtherFaults(schema, further: further, of: Array(kinds)))
    return diagnostics.dropLast() + [last]
  }
}
