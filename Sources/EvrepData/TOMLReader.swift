import CEvrepData
import EvrepModel
import EvrepSource

/// Reads a TOML file: an array of tables as a table, a table as a record.
func readTOML(_ file: DataFile) -> (table: Table?, diagnostics: [Diagnostic]) {
  var nesting = TOMLNesting(file.bytes)
  if let offset = nesting.firstTooDeep(limit: file.limits.nesting) {
    return (nil, [.malformed(file, TOMLFault.tree(.tooDeep, at: offset))])
  }
  let tree = TOMLTree(file)
  file.bytes.withUnsafeBufferPointer { buffer in
    buffer.withMemoryRebound(to: CChar.self) { bytes in
      let context = Unmanaged.passUnretained(tree).toOpaque()
      evrep_toml_parse(bytes.baseAddress, bytes.count, context) { context, event in
        guard let context, let event else { return 0 }
        return Unmanaged<TOMLTree>.fromOpaque(context).takeUnretainedValue().take(event.pointee) ? 1 : 0
      }
    }
  }
  if let fault = tree.fault { return (nil, [.malformed(file, fault)]) }
  guard let root = tree.root else { return (nil, [.emptyFile(file)]) }
  return readRows(file, root)
}

/// Why a file is no TOML that is read.
enum TOMLFault: Error {
  /// Not TOML; toml++'s own words.
  case malformed(String, at: Int)
  case tree(DataTreeBuilder.Fault, at: Int)
}

/// The tree of a TOML file, built from toml++'s events. A class, because C calls it through a pointer.
private final class TOMLTree {
  private let file: DataFile
  private let points: CodePoints
  private var builder: DataTreeBuilder
  private(set) var fault: TOMLFault?

  var root: DataNode? { builder.root }

  init(_ file: DataFile) {
    self.file = file
    points = CodePoints(file.bytes)
    builder = DataTreeBuilder(file.limits)
  }

  /// Takes one event in; false where no more are wanted.
  func take(_ event: evrep_toml_event) -> Bool {
    let start = points.offset(line: Int(event.line) - 1, column: Int(event.column) - 1)
    let end = points.offset(line: Int(event.end_line) - 1, column: Int(event.end_column) - 1)
    let range = start..<max(start, end)
    let text = event.text.map { pointer in
      pointer.withMemoryRebound(to: UInt8.self, capacity: event.length) {
        Array(UnsafeBufferPointer(start: $0, count: event.length))
      }
    }
    do throws(DataTreeBuilder.Fault) {
      switch event.kind {
      case EVREP_TOML_ERROR:
        fault = .malformed(String(decoding: text ?? [], as: UTF8.self), at: start)
        return false
      case EVREP_TOML_KEY: try builder.key(String(decoding: text ?? [], as: UTF8.self), range)
      case EVREP_TOML_TABLE_BEGIN: try builder.open(isObject: true, at: start)
      case EVREP_TOML_ARRAY_BEGIN: try builder.open(isObject: false, at: start)
      case EVREP_TOML_TABLE_END, EVREP_TOML_ARRAY_END: try builder.close(at: end)
      default: try builder.add(.scalar(scalar(event.kind, text ?? [], range)))
      }
      return true
    } catch {
      fault = .tree(error, at: start)
      return false
    }
  }

  private func scalar(_ kind: evrep_toml_kind, _ text: [UInt8], _ range: ByteRange) -> DataScalar {
    switch kind {
    case EVREP_TOML_STRING:
      let content = content(of: range)
      return DataScalar(form: .string, text: file.bytes[content].elementsEqual(text) ? nil : text, range: content)
    case EVREP_TOML_INTEGER: return number(text, range)
    case EVREP_TOML_FLOAT:
      // The text, and not the binary number that it was turned into.
      return number(file.bytes[range].filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "+") }, range)
    case EVREP_TOML_BOOLEAN: return DataScalar(form: .bool, text: nil, range: range)
    default: return DataScalar(form: .string, text: nil, range: range)
    }
  }

  /// `inf` and `nan` are numbers of TOML, and of nothing else.
  private func number(_ text: [UInt8], _ range: ByteRange) -> DataScalar {
    var scanner = JSONScanner(text)
    let isNumber = scanner.number() != nil && scanner.isAtEnd
    let stands = file.bytes[range].elementsEqual(text)
    return DataScalar(form: isNumber ? .number : .fault, text: stands ? nil : text, range: range)
  }

  /// The bytes between the quotes of a string: one or three on each side.
  private func content(of range: ByteRange) -> ByteRange {
    let bytes = file.bytes[range]
    guard let quote = bytes.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return range }
    let isLong = bytes.count >= 6 && bytes.prefix(3).allSatisfy { $0 == quote }
    let width = isLong ? 3 : 1
    guard bytes.count >= 2 * width else { return range }
    return range.lowerBound + width..<range.upperBound - width
  }
}
