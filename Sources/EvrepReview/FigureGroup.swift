import EvrepModel

/// Changed figures of one sentence.
struct FigureGroup {
  let section: [LedgerHeading]
  let sentence: String
  var changes: [FigureChange]

  /// The changes, neighbours of one sentence together.
  static func groups(_ changes: [FigureChange]) -> [FigureGroup] {
    var groups: [FigureGroup] = []
    for change in changes {
      guard let entry = change.new ?? change.old else { continue }
      if let last = groups.last, last.section == entry.section, last.sentence == entry.sentence {
        groups[groups.count - 1].changes.append(change)
      } else {
        groups.append(FigureGroup(section: entry.section, sentence: entry.sentence, changes: [change]))
      }
    }
    return groups
  }
}
