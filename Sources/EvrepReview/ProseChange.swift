/// A passage whose words are others, or that one report only has. Passages that differ in figures alone are none.
package struct ProseChange: Hashable, Sendable {
  /// The headings over it.
  package let section: [String]
  /// The sentences that changed, each as its parts; a whole passage where it came or went.
  package let sentences: [[LinePart]]
}

/// A heading or a passage that came, went or moved.
package enum StructureChange: Hashable, Sendable {
  case added(String)
  case removed(String)
  case moved(String)
  case renamed(old: String, new: String)
  /// The beginning of a passage that stands elsewhere now.
  case movedText(String)
}

extension PassageDiff {
  /// What changed in the wording, in the order of the new report.
  package var prose: [ProseChange] {
    changes.compactMap { change in
      switch change {
      case .same, .movedAway, .movedHere: return nil
      case .changed(let i, let j):
        guard !new[j].isHeading, old[i].wording != new[j].wording else { return nil }
        let sentences = LineDiff.sentences(LineDiff.parts(from: old[i], to: new[j])).filter(Self.isRewritten)
        return sentences.isEmpty ? nil : ProseChange(section: new[j].section, sentences: sentences)
      case .removed(let i):
        return old[i].isHeading
          ? nil : ProseChange(section: old[i].section, sentences: [[.removed(old[i].text, figure: nil)]])
      case .added(let j):
        return new[j].isHeading
          ? nil : ProseChange(section: new[j].section, sentences: [[.added(new[j].text, figure: nil)]])
      }
    }
  }

  /// True where words came or went, and not figures alone, nor the ordinal of an item in a series.
  private static func isRewritten(_ sentence: [LinePart]) -> Bool {
    sentence.indices.contains { index in
      switch sentence[index] {
      case .removed(let text, nil), .added(let text, nil): !isOrdinal(text, before: sentence[index...])
      default: false
      }
    }
  }

  /// True for the 四 of 四是, which the style writes.
  private static func isOrdinal(_ text: String, before rest: ArraySlice<LinePart>) -> Bool {
    let isNumeral = text.allSatisfy { "一二三四五六七八九十".contains($0) }
    guard isNumeral, case .same(let next, nil)? = rest.first(where: { if case .same = $0 { true } else { false } })
    else {
      return false
    }
    return next.hasPrefix("是")
  }

  /// What changed in the headings, and passages that moved.
  package var structure: [StructureChange] {
    changes.compactMap { change in
      switch change {
      case .same, .movedAway: nil
      case .changed(let i, let j):
        new[j].isHeading && !new[j].isTitle && old[i].wording != new[j].wording
          ? StructureChange.renamed(old: old[i].text, new: new[j].text) : nil
      case .removed(let i): old[i].isHeading ? .removed(old[i].text) : nil
      case .added(let j): new[j].isHeading ? .added(new[j].text) : nil
      case .movedHere(let j):
        new[j].isHeading
          ? .moved(new[j].text) : .movedText(String(new[j].text.prefix(40)) + (new[j].text.count > 40 ? "…" : ""))
      }
    }
  }
}
