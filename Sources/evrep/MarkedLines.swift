/// Lines that the command adds to a file of the user's, between marks, so that they can be taken out exactly.
struct MarkedLines {
  private static let begin = Array("# evrep git install: begin".utf8)
  private static let end = Array("# evrep git install: end\n".utf8)
  /// What the first mark says where there was no file.
  private static let newFile = Array(" (in a new file)".utf8)
  /// What it says where the last line of the file had no end.
  private static let openLine = Array(" (behind a line without an end)".utf8)

  /// The file with `lines` in it, those of an earlier call replaced where they stand.
  ///
  /// - Parameter file: nil where there is none.
  static func put(_ lines: [UInt8], in file: [UInt8]?) -> [UInt8] {
    let content = file ?? []
    if let found = find(content) {
      return content[..<found.block.lowerBound] + begin + found.note + [0x0A] + lines + end
        + content[found.block.upperBound...]
    }
    let isOpen = content.last.map { $0 != 0x0A } ?? false
    let note = file == nil ? newFile : isOpen ? openLine : []
    return content + (isOpen ? [0x0A] : []) + begin + note + [0x0A] + lines + end
  }

  /// The file as it was before; nil where there was none.
  static func remove(from file: [UInt8]) -> [UInt8]? {
    guard let found = find(file) else { return file }
    var before = file[..<found.block.lowerBound]
    let after = file[found.block.upperBound...]
    if found.note == openLine, after.isEmpty, before.last == 0x0A { before.removeLast() }
    return found.note == newFile && before.isEmpty && after.isEmpty ? nil : Array(before + after)
  }

  private static func find(_ content: [UInt8]) -> (block: Range<Int>, note: [UInt8])? {
    var start = 0
    var open: (start: Int, note: [UInt8])?
    while start < content.count {
      let stop = content[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? content.count
      let line = content[start..<stop]
      if let open, line.elementsEqual(end) { return (open.start..<stop, open.note) }
      if open == nil, line.starts(with: begin), line.last == 0x0A {
        open = (start, Array(line.dropFirst(begin.count).dropLast()))
      }
      start = stop
    }
    return nil
  }
}
