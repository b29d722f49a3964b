import EvrepModel
import EvrepSource

extension Diagnostic {
  /// A fault of a JSON file: where it is, what was expected there and what was found.
  static func malformed(_ file: DataFile, _ fault: JSONFault) -> Diagnostic {
    if let slip = JSONSlip(file, fault) {
      var diagnostic = malformed(file, slip.range, slip.message)
      diagnostic.notes = [slip.remedy]
      diagnostic.evidence = .otherFile(file.id)
      return diagnostic
    }
    var diagnostic = malformed(file, fault.range, message(file, fault))
    if case .tooDeep = fault.problem { diagnostic.notes = [.raise("nesting")] }
    diagnostic.evidence = .otherFile(file.id)
    return diagnostic
  }

  private static func message(_ file: DataFile, _ fault: JSONFault) -> Message {
    let content = Quote.short(file.text(fault.range))
    switch fault.problem {
    case .unexpected(let expectation):
      let (wanted, found) = (name(expectation), found(file, fault.range.lowerBound))
      return Message(en: "expected \(wanted.en), found \(found.en)", zh: "此处应为\(wanted.zh)，却是\(found.zh)")
    case .unclosedString: return Message(en: "the text that opens here is never closed", zh: "此处的引号没有配对")
    case .controlCharacter:
      return Message(en: "a control character in a text has to be escaped", zh: "文字中的控制字符须转义")
    case .badEscape: return Message(en: "‘\(content)’ is no escape of JSON", zh: "“\(content)”不是 JSON 的转义")
    case .loneSurrogate: return Message(en: "‘\(content)’ is half a character", zh: "“\(content)”只是半个字符")
    case .badNumber: return Message(en: "‘\(content)’ is no number of JSON", zh: "“\(content)”不是 JSON 的数")
    case .duplicateKey: return Message(en: "the object has two keys ‘\(content)’", zh: "同一对象中有两个键“\(content)”")
    case .tooDeep(let limit):
      return Message(en: "more than \(limit) arrays and objects in one another", zh: "数组和对象嵌套超过 \(limit) 层")
    case .textAfterEnd: return Message(en: "something follows the end of the data", zh: "数据结束之后还有内容")
    }
  }

  static func name(_ expectation: JSONExpectation) -> (en: String, zh: String) {
    switch expectation {
    case .value: ("a value", "一个值")
    case .key: ("a key in quotes", "带引号的键")
    case .colon: ("‘:’", "“:”")
    case .commaOrBracket: ("‘,’ or ‘]’", "“,”或“]”")
    case .commaOrBrace: ("‘,’ or ‘}’", "“,”或“}”")
    case .array: ("an array of objects, as a table is declared", "对象的数组（声明的是表）")
    case .record: ("an object, as one record is declared", "一个对象（声明的是单条记录）")
    case .element: ("an object, one for each row", "对象（每行一个）")
    }
  }

  /// What begins at byte `offset`.
  private static func found(_ file: DataFile, _ offset: Int) -> (en: String, zh: String) {
    guard offset < file.bytes.count else { return ("the end of the file", "文件末尾") }
    switch file.bytes[offset] {
    case UInt8(ascii: "{"): return ("an object", "对象")
    case UInt8(ascii: "["): return ("an array", "数组")
    case UInt8(ascii: "\""): return ("a text", "文字")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return ("a number", "数")
    default:
      let rest = file.text(offset..<min(offset + 32, file.bytes.count))
      let word = rest.unicodeScalars.prefix { $0.properties.isAlphabetic }
      let shown = word.isEmpty ? String(rest.prefix(1)) : String(String.UnicodeScalarView(word))
      return ("‘\(shown)’", "“\(shown)”")
    }
  }
}
