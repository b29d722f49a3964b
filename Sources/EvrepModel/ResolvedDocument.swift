package import EvrepSource

/// The language of a report: numbers, lists and labels follow it.
package enum ReportLanguage: String, Sendable, Hashable {
  case chinese = "zh"
  case english = "en"
}

/// The marks that stand in resolved Markdown for what may not be parsed as Markdown.
///
/// A mark is a Unicode noncharacter, then decimal digits and `end`: no source can hold one (EV0006), so a value is never
/// read as markup, whatever it is. U+FDD0 to U+FDD5 are `EF B7 90` to `EF B7 95` in UTF-8.
package enum Mark: UInt8, Sendable {
  /// Stands for `insertions[n]`.
  case value = 0x90
  /// Ends the digits of every mark but `glue`.
  case end = 0x91
  /// A paragraph of its own: `regions[n]` begins.
  case open = 0x92
  /// A paragraph of its own: `regions[n]` ends.
  case close = 0x93
  /// In a heading or a caption: its name is `anchors[n]`.
  case anchor = 0x94
  /// Alone, without digits: keeps an emphasis delimiter beside East Asian text from being read as literal.
  case glue = 0x95

  /// U+FFFE, a noncharacter, for `RenderOptions.marksLabels`; no mark, and never in an output.
  package static let afterLabel = String(decoding: [0xEF, 0xBF, 0xBE], as: UTF8.self)

  /// The first two bytes of every mark.
  package static let lead: (UInt8, UInt8) = (0xEF, 0xB7)

  /// Appends the mark numbered `index`, which is not negative, to Markdown text.
  package static func append(_ mark: Mark, _ index: Int, to text: inout [UInt8]) {
    text.append(lead.0)
    text.append(lead.1)
    text.append(mark.rawValue)
    var power = 1
    while index / power > 9 { power *= 10 }
    while power > 0 {
      text.append(UInt8(ascii: "0") + UInt8(index / power % 10))
      power /= 10
    }
    text.append(lead.0)
    text.append(lead.1)
    text.append(Mark.end.rawValue)
  }
}

/// What a hole puts into the text.
package enum Insertion: Hashable, Sendable {
  /// Text, never markup.
  case text(String)
  /// A figure without a value, in a draft: printed `*`.
  case missing
  /// A figure or private text in a redacted copy: printed `*`.
  case redacted
  /// The number of the heading, caption or problem that has this name; the style writes it.
  case reference(String)
}

/// A block that the style gives a form.
package struct Region: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A kept problem: its name, nil where it has none, and its number among those kept, from 1.
    case problem(name: String?, number: Int)
    /// The measures of a problem.
    case measures
    /// Items numbered in words; a tight list runs in, a loose one has a paragraph each.
    case series
  }

  package let kind: Kind
  /// The block's opening fence.
  package let place: Place
  /// True where the block follows a line of text without a blank line, so that run-in items join that paragraph.
  package let joinsParagraph: Bool

  package init(kind: Kind, place: Place, joinsParagraph: Bool) {
    self.kind = kind
    self.place = place
    self.joinsParagraph = joinsParagraph
  }
}

/// A name that `{#name}` gives to a heading or a table's caption.
package struct Anchor: Hashable, Sendable {
  package let name: String
  package let place: Place

  package init(name: String, place: Place) {
    self.name = name
    self.place = place
  }
}

/// A stretch of resolved text that was copied from a source.
package struct SourceRun: Hashable, Sendable {
  /// Where the stretch begins in the resolved text.
  package let offset: Int
  /// Where it begins in its source.
  package let sourceOffset: Int

  package init(offset: Int, sourceOffset: Int) {
    self.offset = offset
    self.sourceOffset = sourceOffset
  }
}

/// A report with every hole evaluated and every block decided: what the renderer reads.
package struct ResolvedDocument: Sendable {
  /// The report's title, plain text; nil where the file declares none.
  package var title: [Insertion]?
  package var language: ReportLanguage
  /// The report's source.
  package var file: FileID
  /// GitHub-flavoured Markdown with marks, UTF-8.
  package var text: [UInt8] = []
  package var insertions: [Insertion] = []
  package var regions: [Region] = []
  package var anchors: [Anchor] = []
  /// Ascending by `offset`.
  package var runs: [SourceRun] = []
  package var figures: [Figure] = []
  package var problems: [ProblemStatement] = []
  /// True where the printed parts of some total do not add up to it as it is printed.
  package var hasRoundedTotals = false

  package init(language: ReportLanguage, file: FileID) {
    self.language = language
    self.file = file
  }

  /// The place in the source of byte `offset` of `text`, `length` bytes long; O(log runs).
  package func place(of offset: Int, length: Int) -> Place {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return Place(file, 0..<0) }
    let start = runs[low - 1].sourceOffset + (offset - runs[low - 1].offset)
    return Place(file, start..<start + max(length, 0))
  }
}
