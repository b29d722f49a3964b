import EvrepSource

/// Looks for one small change of a data file with which several findings vanish, and no other comes: they are one slip.
///
/// It is to the files what `RepairSearch` is to the report: bounded by the bytes that it has read, so that the same files give the
/// same messages everywhere.
struct DataRepairSearch {
  /// What a compile of the report with another content of a file finds, and in which files.
  typealias Trial = (_ file: FileID, _ bytes: [UInt8]) -> (diagnostics: [Diagnostic], sources: SourceSet)

  /// How many bytes are read in all; a report, which is evaluated, counts for more than data.
  private static let byteLimit = 16 << 20
  private static let reportWeight = 5
  /// How many bytes a file may have to be looked into at all.
  static let sizeLimit = 1 << 18

  let sources: SourceSet
  /// What a trial reads besides the file, in bytes.
  let size: Int
  let trial: Trial
  /// All that is found at first.
  private let known: Set<Sighting>
  private var bytesLeft = byteLimit
  private var findings: [Diagnostic]

  /// - Parameters:
  ///   - findings: those of `original` that are no doing of others, in the order of the source.
  ///   - reportSize: how many bytes the report has, and `dataSize` all files.
  init(
    _ findings: [Diagnostic], of original: [Diagnostic], sources: SourceSet, reportSize: Int, dataSize: Int,
    trial: @escaping Trial
  ) {
    (self.findings, self.sources, self.trial) = (findings, sources, trial)
    known = Set(original.map { Sighting($0, sources) })
    size = Self.reportWeight * max(reportSize, RepairSearch.leastBytes) + dataSize
  }

  /// What is known again after a change: a finding in the report by where it stands, one in data by its line, and where in that.
  private struct Sighting: Hashable {
    let code: DiagnosticCode
    let path: String
    let offset: Int
    let line: ArraySlice<UInt8>

    init(_ finding: Diagnostic, _ sources: SourceSet) {
      code = finding.code
      guard let place = finding.place else {
        (path, offset, line) = ("", 0, [])
        return
      }
      let bytes = sources[place.file].bytes
      let at = min(place.range.lowerBound, bytes.count)
      path = sources[place.file].path
      guard place.cell != nil else {
        (offset, line) = (at, [])
        return
      }
      let start = bytes[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      (offset, line) = (at - start, bytes[start..<(bytes[at...].firstIndex(of: 0x0A) ?? bytes.count)])
    }
  }

  /// The findings that are left.
  mutating func run(in files: [FileID]) -> [Diagnostic] {
    for file in files where sources[file].bytes.count <= Self.sizeLimit {
      for edits in DataEdits.all(sources[file].bytes) {
        var index = 0
        while index < findings.count, isOpen {
          if let place = Self.place(of: findings[index], in: file) { search(for: index, around: place, edits) }
          index += 1
        }
      }
    }
    return findings
  }

  /// What alone may have such a cause: a row that is wider or narrower than the others, a cell that is none.
  private static let ofRows: Set<DiagnosticCode> = [.raggedRow, .badCell]

  /// True where several findings are left, or one that a change may explain.
  private var isOpen: Bool { findings.count > 1 || findings.first.map { Self.ofRows.contains($0.code) } ?? false }

  /// Where a finding is about a file: in it, or in the row of headers that it names.
  static func place(of finding: Diagnostic, in file: FileID) -> Place? {
    if let place = finding.place, place.file == file { return place }
    return finding.code == .columnMissing ? finding.labels.map(\.place).first { $0.file == file } : nil
  }

  private mutating func search(for index: Int, around place: Place, _ edits: DataEdits) {
    var best: (change: DataEdits.Change, gone: [Int])?
    for change in edits.changes(at: place.range.lowerBound) where bytesLeft > 0 {
      let gone = vanished(with: change.edit, in: place.file)
      if gone.contains(index), gone.count > best?.gone.count ?? 0 { best = (change, gone) }
      if gone.count == findings.count { break }
    }
    guard let best, best.gone.count > 1 || Self.ofRows.contains(findings[index].code) else { return }
    // A cell that is none may be misspelled too.
    if best.gone.count == 1, findings[index].code == .badCell {
      let note = Message(
        en: "or " + best.change.message[.english], zh: "或者，" + best.change.message[.chinese])
      if !findings[index].notes.contains(note) { findings[index].notes.append(note) }
      return
    }
    let gone = best.gone.map { findings[$0] }
    let first = gone.first { $0.place?.file == place.file } ?? gone[0]
    var cause = Diagnostic(
      first.code, at: first.place?.file == place.file ? first.place : place, best.change.message,
      labels: gone.filter { $0 != first }.prefix(RepairSearch.shownPlaces).compactMap { finding in
        finding.place.map { Label($0, finding.message) }
      },
      notes: [first.message])
    cause.severity = first.severity
    for index in best.gone.dropFirst().reversed() { findings.remove(at: index) }
    findings[best.gone[0]] = cause
  }

  /// The indices of the findings that vanish with a change; none where others come.
  private mutating func vanished(with edit: Edit, in file: FileID) -> [Int] {
    bytesLeft -= size
    let (found, sources) = trial(file, edit.applied(to: self.sources[file].bytes))
    let after = Set(found.map { Sighting($0, sources) })
    guard found.allSatisfy({ $0.severity != .error && $0.place?.cell == nil || known.contains(Sighting($0, sources)) })
    else {
      return []
    }
    return findings.indices.filter { !after.contains(Sighting(findings[$0], self.sources)) }
  }
}
