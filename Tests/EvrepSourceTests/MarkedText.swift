import EvrepSource

/// A source in which `⟦…⟧` marks a finding's own place and `⟨…⟩` the places of its labels.
struct MarkedText {
  let sources: SourceSet
  let diagnostic: Diagnostic

  /// - Parameter labels: what each label says, in the order of the source.
  init(_ marked: String, labels: [String] = [], path: String = "r.evrep", cell: CellAddress? = nil) {
    var bytes: [UInt8] = []
    var starts: [Int] = []
    var primary: ByteRange?
    var ranges: [ByteRange] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟦", "⟨": starts.append(bytes.count)
      case "⟧": primary = starts.removeLast()..<bytes.count
      case "⟩": ranges.append(starts.removeLast()..<bytes.count)
      default: bytes += Array(String(scalar).utf8)
      }
    }
    var sources = SourceSet()
    let file = sources.add(path: path, bytes: bytes)
    self.sources = sources
    diagnostic = Diagnostic(
      .unitContradicts, at: primary.map { Place(file, $0, cell: cell) }, Message(en: "this is wrong", zh: "有误"),
      labels: zip(ranges, labels).map { Label(Place(file, $0), Message(en: $1, zh: $1)) })
  }

  /// What stands below the message and above the count.
  func frame(width: Int = 60, outline: Outline = .none) -> [String] {
    var emitter = TerminalEmitter(
      sources: sources, outline: outline, language: .english, isColored: false, width: width)
    return emitter.render([diagnostic]).split(separator: "\n").dropFirst().map(String.init)
  }
}
