import EvrepModel
import EvrepSource
import EvrepUnits

/// What the cells of one column may be, counted while they are read: as each type, by what reads it in a report.
struct ColumnCensus {
  /// A type that the column may have.
  struct Trial {
    let type: Type
    fileprivate let field: Field
    fileprivate var builder: ColumnBuilder
    /// How many cells it takes, and how many it does not; marks are neither.
    private(set) var fits = 0
    private(set) var misfits = 0
    /// The first cell that does not fit.
    private(set) var firstMisfit: String?
    /// So many cells that do not fit show that the type is none, where fewer do.
    private static let misfitLimit = 32

    fileprivate init(_ type: Type, header: String) {
      self.type = type
      field = Field(
        name: header, type: .optional(type), isKey: false, isPrivate: false, header: header,
        place: Place(FileID(0), 0..<0))
      builder = ColumnBuilder(field, allowsControls: true)
    }

    var isHopeless: Bool { misfits >= Self.misfitLimit && misfits > fits }

    /// Counts a cell; false where the type does not take it.
    fileprivate mutating func take(_ cell: Span<UInt8>, _ form: CellForm) -> Bool {
      guard builder.append(cell, form, lengthLimit: .max) == nil else { return false }
      fits += 1
      // What was read is of no use here, and would hold the whole file.
      if fits & 0xFFF == 0 { builder = ColumnBuilder(field, allowsControls: true) }
      return true
    }

    fileprivate mutating func miss(_ cell: Span<UInt8>) {
      misfits += 1
      if firstMisfit == nil { firstMisfit = cell.extracting(0..<min(cell.count, 64)).text }
    }

    fileprivate mutating func fit() { fits += 1 }
  }

  let header: String
  /// The types in the order of preference.
  private(set) var trials: [Trial]
  /// The bare number among them, and the percentage, which takes all that the number does.
  private let number: Int?
  private let percent: Int?
  private(set) var blanks = 0
  private(set) var filled = 0
  /// Cells that are marks for no value, `—`, and each once.
  private(set) var markCount = 0
  private(set) var marks: [String] = []
  /// Cells that no text field takes.
  private(set) var notTexts = 0
  /// Arrays and objects among them.
  private(set) var nested = 0
  /// Digits with a zero in front that is part of them.
  private(set) var hasCode = false
  /// Texts with blanks around them, which no case is.
  private(set) var hasPadding = false
  /// The words of totals among the cells, each once, and how many cells are such.
  private(set) var totals: [String] = []
  private(set) var totalCount = 0
  private static let markLimit = 8
  private static let totalLimit = 64

  init(header: String, types: [Type]) {
    self.header = header
    trials = types.map { Trial($0, header: header) }
    number = types.firstIndex { $0 == .number }
    percent = types.firstIndex { type in
      if case .quantity(.ratio, _) = type { true } else { false }
    }
  }

  /// Counts a cell; true where it has content.
  mutating func note(_ cell: Span<UInt8>, _ form: CellForm) -> Bool {
    let content = cell.rangeWithoutBlanks()
    guard form != .null, !content.isEmpty || form == .nested || form == .fault else {
      blanks += 1
      return false
    }
    filled += 1
    switch form {
    case .untyped, .string: noteText(cell, content)
    case .nested:
      nested += 1
      notTexts += 1
    default: notTexts += 1
    }
    var isTried = false
    var isMisfit = false
    for index in trials.indices where !trials[index].isHopeless {
      if index == percent, let number, !trials[number].isHopeless {
        // What is a number is a percentage without its sign.
        guard isNumberMissed else {
          trials[index].fit()
          continue
        }
      }
      isTried = true
      if trials[index].take(cell, form) {
        if index == number { isNumberMissed = false }
      } else {
        if index == number { isNumberMissed = true }
        isMisfit = true
        missed.append(index)
      }
    }
    guard isTried, isMisfit else { return true }
    let isMark = (form == .untyped || form == .string) && content.count <= 12 && noteMark(cell.extracting(content))
    if !isMark { for index in missed { trials[index].miss(cell.extracting(content)) } }
    missed.removeAll(keepingCapacity: true)
    return true
  }

  /// The trials that do not take the cell that is being counted.
  private var missed: [Int] = []
  private var isNumberMissed = false

  mutating func noteMissing() { blanks += 1 }

  /// Counts a mark; false for another text.
  private mutating func noteMark(_ text: Span<UInt8>) -> Bool {
    let text = text.text
    if marks.contains(text) {
      markCount += 1
      return true
    }
    guard CellRemedy.isMark(text), marks.count < Self.markLimit else { return false }
    marks.append(text)
    markCount += 1
    return true
  }

  private mutating func noteText(_ cell: Span<UInt8>, _ content: Range<Int>) {
    if content.count < cell.count { hasPadding = true }
    let text = cell.extracting(content)
    if !hasCode, text.count > 1, text[0] == UInt8(ascii: "0") {
      hasCode = text.indices.allSatisfy { (0x30...0x39).contains(text[$0]) }
    }
    if NonDataRow.isTotal(text) { noteTotal(text.text) }
  }

  mutating func noteTotal(_ text: String) {
    totalCount += 1
    if totals.count < Self.totalLimit, !totals.contains(text) { totals.append(text) }
  }

  // MARK: Verdict

  /// The type that the cells have; nil for texts.
  ///
  /// One that takes all cells is the first choice, then one that takes all but marks, then one that takes most cells where
  /// the header states it, or where some cell is no text.
  ///
  /// - Parameter stated: the type that the header states.
  func type(stated: Type?) -> (type: Type, marks: [String])? {
    let tried = trials.filter { $0.fits > 0 && $0.misfits == 0 && !$0.isHopeless }
    if let found = tried.first(where: { $0.fits == filled }) { return (found.type, []) }
    if let found = tried.first(where: { $0.fits >= markCount && $0.fits + markCount >= filled }) {
      return (found.type, marks)
    }
    // What no text field takes has to be of some type.
    let likely =
      stated == nil && notTexts > 0
      ? trials.max { $0.fits < $1.fits } : trials.first { $0.type == stated }
    guard let found = likely, !found.isHopeless, found.fits >= found.misfits, found.fits > 0 else { return nil }
    return (found.type, found.fits + found.misfits < filled ? marks : [])
  }

  /// The first cell that keeps a column of texts from being one of numbers, where most are, or the header states a unit.
  ///
  /// - Parameter stated: the type that the header states.
  func exception(stated: Type?) -> String? {
    guard let trial = trials.first(where: { $0.type == stated ?? .number }), trial.fits > 0 else { return nil }
    return stated != nil || trial.fits >= trial.misfits * 9 ? trial.firstMisfit : nil
  }
}
