internal import EvrepModel
import EvrepSource

/// What `{ref name}` prints and where it leads.
struct Reference {
  /// The number in words: 第一部分, 表2, problem 3.
  let text: String
}

/// What both writers read: the document, its style, and what lowering has numbered.
struct RenderContext {
  let document: ResolvedDocument
  let style: Style
  /// By name; the first of a name counts.
  var references = NameTable<Reference>()
  /// The labels of footnote definitions, in the order of their numbers.
  var footnoteLabels: [[UInt8]] = []
  /// How often each footnote is referred to.
  var footnoteUses: [Int] = []

  var language: ReportLanguage { document.language }

  /// The insertion of a value mark, nil where it has none.
  func insertion(_ mark: FoundMark) -> Insertion? {
    guard mark.mark == .value, mark.index < document.insertions.count else { return nil }
    return document.insertions[mark.index]
  }

  /// What the reference `name` prints; the name itself where nothing has it.
  func referenceText(_ name: String) -> String { references[name]?.text ?? name }

  /// Calls `body` with the insertion as plain text.
  func withPlain<Result>(_ insertion: Insertion, _ body: (Bytes) -> Result) -> Result {
    switch insertion {
    case .text(let text): text.withBytes(body)
    case .missing, .redacted: "*".withBytes(body)
    case .reference(let name): referenceText(name).withBytes(body)
    }
  }

  /// Appends `text` without marks, each value written by `value`, the rest by `plain`.
  func splitMarks(_ text: Bytes, plain: (Range<Int>) -> Void, value: (Insertion) -> Void) {
    var at = 0
    while at < text.count {
      let found = text.nextMark(from: at)
      if found > at { plain(at..<found) }
      guard found < text.count else { return }
      let mark = text.mark(at: found)
      if let insertion = insertion(mark) { value(insertion) }
      at = mark.end
    }
  }

  /// An address with its values put in, each as a component, percent-encoded; not yet encoded otherwise. A value that is
  /// the whole address is one itself where the rules for addresses in the prose allow it, and a component where not: so
  /// no value makes a link go.
  func address(_ url: Bytes, isImage: Bool) -> [UInt8] {
    var out: [UInt8] = []
    if url.nextMark(from: 0) == 0, !url.isEmpty, url.mark(at: 0).end == url.count,
      let whole = insertion(url.mark(at: 0))
    {
      withPlain(whole) { value in
        if isImage ? Address.isAllowedImage(value) : Address.isAllowed(value) {
          out.append(value, 0..<value.count)
        } else {
          Address.appendComponent(value, to: &out)
        }
      }
      return out
    }
    splitMarks(
      url, plain: { out.append(url, $0) },
      value: { insertion in withPlain(insertion) { Address.appendComponent($0, to: &out) } })
    return out
  }

  /// True where a soft break between two scalars prints nothing.
  func joins(_ before: UInt32, _ after: UInt32) -> Bool {
    let (left, right) = (CharacterClass.isWide(before), CharacterClass.isWide(after))
    if left && right { return true }
    guard language == .chinese, left || right else { return false }
    // 。 and its like bring their own space: nothing is wanted between them and a figure or a Latin word.
    if CharacterClass.isFullWidthPunctuation(left ? before : after) { return true }
    return CharacterClass.isSharedPunctuation(left ? after : before)
  }
}
