import EvrepModel

/// How a number of a sheet is shown, as far as that says what it is.
enum NumberFormat: Equatable {
  /// General, or digits alone: the number is shown as its digits.
  case plain
  case percent
  /// A percent sign that is a text: the number is the percentage.
  case percentSign
  case date
  /// A date with its time.
  case dateTime
  /// A date of which only the year is shown.
  case year
  /// Hours, minutes or seconds without a date.
  case time
  /// Any other, such as digits with commas or a fixed number of decimals.
  case number

  /// The format of a code such as `yyyy"年"m"月"d"日"`: the letters of its first section that stand outside quotes,
  /// brackets and escapes decide.
  init(code: String) {
    var letters: Set<Character> = []
    var (isQuoted, isEscaped, bracket) = (false, false, "")
    var isInBracket = false
    scan: for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        isQuoted = character != "\""
      } else if isInBracket {
        if character == "]" {
          isInBracket = false
          // `[h]`, `[mm]` and `[ss]` count hours and more than a day has.
          if let first = bracket.first, bracket.allSatisfy({ $0 == first }) { letters.insert(first) }
        } else {
          bracket.append(character)
        }
      } else {
        switch character {
        case "\"": isQuoted = true
        case "\\", "!", "_", "*": isEscaped = true
        case "[": (isInBracket, bracket) = (true, "")
        case ";": break scan
        default: letters.insert(character)
        }
      }
    }
    self.init(letters: letters, code: code)
  }

  private init(letters: Set<Character>, code: String) {
    if code.lowercased() == "general" || code == "0" || code == "@" {
      self = .plain
    } else if letters.contains("y") || letters.contains("d") {
      let hasTime = letters.contains("h") || letters.contains("s")
      self = hasTime ? .dateTime : letters.contains("m") || letters.contains("d") ? .date : .year
    } else if letters.contains("h") || letters.contains("s") {
      self = .time
    } else if letters.contains("m"), !letters.contains("0"), !letters.contains("#") {
      self = .date
    } else {
      self = letters.contains("%") ? .percent : .number
    }
  }

  /// The format that has `id` without being written down; nil for one that has to be.
  init?(builtIn id: Int) {
    switch id {
    case 0, 1, 49: self = .plain
    case 9, 10: self = .percent
    case 14...17, 27...31, 34...36, 50...54, 57, 58: self = .date
    case 18...21, 32, 33, 45...47, 55, 56: self = .time
    case 22: self = .dateTime
    case 2...8, 11...13, 37...44, 48, 59...81: self = .number
    default: return nil
    }
  }
}

/// The number formats that the cells of a workbook name by the number of their style.
final class CellStyles: XMLVisitor {
  private var codes: [Int: (format: NumberFormat, shown: ShownNumber?)] = [:]
  private var formats: [NumberFormat] = []
  /// What each style shows beside the digits.
  private var shown: [ShownNumber?] = []
  private var isInCells = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case XMLName("numFmt"):
      guard let id = attributes[XMLName("numFmtId")].flatMap({ Int($0) }) else { return }
      codes[id] = Self.read(attributes[XMLName("formatCode")] ?? "General")
    case XMLName("cellXfs"): isInCells = true
    case XMLName("xf") where isInCells:
      let id = attributes[XMLName("numFmtId")].flatMap { Int($0) } ?? 0
      formats.append(codes[id]?.format ?? NumberFormat(builtIn: id) ?? .number)
      shown.append(codes[id]?.shown)
    default: break
    }
  }

  private static func read(_ code: String) -> (format: NumberFormat, shown: ShownNumber?) {
    let format = NumberFormat(code: code)
    guard format == .number, let shown = ShownNumber(code: code) else { return (format, nil) }
    let isPercentage = shown.sections.allSatisfy {
      $0.prefix.isEmpty && $0.shift == 0 && ["%", "％"].contains($0.suffix)
    }
    return isPercentage ? (.percentSign, nil) : (format, shown)
  }

  override func end(_ name: XMLName) {
    if name == XMLName("cellXfs") { isInCells = false }
  }

  /// What the style `index` shows beside a number's digits.
  @inline(__always)
  func shown(_ index: Int) -> ShownNumber? { index >= 0 && index < shown.count ? shown[index] : nil }

  /// The format of the style `index`; General where there is none.
  @inline(__always)
  subscript(_ index: Int) -> NumberFormat { index >= 0 && index < formats.count ? formats[index] : .plain }
}
