/// The sections of a report, to tell in which one a place stands.
package struct Outline: Sendable {
  /// Where a section begins, and the titles that lead to it, the outermost first, as they are printed.
  package struct Section: Sendable, Hashable {
    package let start: Int
    package let titles: [String]

    package init(start: Int, titles: [String]) {
      self.start = start
      self.titles = titles
    }
  }

  private let file: FileID
  /// In the order of the source; each reaches to the next one.
  private let sections: [Section]

  /// - Parameter sections: in the order of the source.
  package init(file: FileID, sections: [Section]) {
    self.file = file
    self.sections = sections
  }

  /// An outline that knows no section.
  package static let none = Outline(file: FileID(0), sections: [])

  /// The titles of the sections that hold a place, the outermost first; empty outside all. O(log sections).
  package func titles(at place: Place) -> [String] {
    guard place.file == file else { return [] }
    var (low, high) = (0, sections.count)
    while low < high {
      let middle = (low + high) / 2
      if sections[middle].start <= place.range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? [] : sections[low - 1].titles
  }
}
