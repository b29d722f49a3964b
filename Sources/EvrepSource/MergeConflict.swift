/// A merge conflict that git left in a text: two sides between lines of markers.
package struct MergeConflict: Sendable, Equatable {
  /// The line `<<<<<<< ours`, without its end, and the line `>>>>>>> theirs`.
  package let opening, closing: ByteRange
  /// The lines of each side; what both come from (`|||||||`) is in neither.
  package let ours, theirs: ByteRange

  /// What git calls each side, behind its marker; empty where it says nothing.
  package func names(in bytes: [UInt8]) -> (ours: String, theirs: String) {
    func name(_ line: ByteRange) -> String {
      let text = bytes[line].dropFirst(Marker.length).drop { $0 == 0x20 }
      return String(decoding: text.last == 0x0D ? text.dropLast() : text, as: UTF8.self)
    }
    return (name(opening), name(closing))
  }

  /// The conflicts of a text, in order. Only a whole one counts: `=======` alone underlines a heading, and `>>>>>>>` may
  /// quote. O(bytes).
  package static func all(in bytes: [UInt8]) -> [MergeConflict] {
    var conflicts: [MergeConflict] = []
    guard mayHoldMarker(bytes) else { return [] }
    var opening: ByteRange?
    var oursEnd: Int?
    var theirsStart: Int?
    bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      while start < buffer.count {
        let marker = Marker(buffer, start)
        // The lines between are many, and most of them are no markers: their ends are all that is looked for.
        var end = start
        while end < buffer.count, buffer[end] != 0x0A { end += 1 }
        let next = min(end + 1, buffer.count)
        switch marker {
        case .ours: (opening, oursEnd, theirsStart) = (start..<end, nil, nil)
        case .base: if opening != nil, oursEnd == nil { oursEnd = start }
        case .separator:
          if opening != nil, theirsStart == nil { (oursEnd, theirsStart) = (oursEnd ?? start, next) }
        case .theirs:
          if let opening, let oursEnd, let theirsStart {
            let ours = min(opening.upperBound + 1, oursEnd)..<oursEnd
            conflicts.append(
              MergeConflict(opening: opening, closing: start..<end, ours: ours, theirs: theirsStart..<start))
          }
          (opening, oursEnd, theirsStart) = (nil, nil, nil)
        case nil: break
        }
        start = next
      }
    }
    return conflicts
  }

  /// False where no seven `<` stand side by side, told by every seventh byte: nearly every text, which costs next to nothing.
  private static func mayHoldMarker(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var offset = Marker.length - 1
      while offset < buffer.count {
        if buffer[offset] == UInt8(ascii: "<"),
          buffer[offset - 1] == UInt8(ascii: "<")
            || offset + 1 < buffer.count && buffer[offset + 1] == UInt8(ascii: "<")
        {
          return true
        }
        offset += Marker.length
      }
      return false
    }
  }

  private enum Marker {
    case ours, base, separator, theirs

    static let length = 7

    /// The marker that the line at `start` begins with: seven signs, and a blank or the line's end.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) {
      let sign = bytes[start]
      switch sign {
      case UInt8(ascii: "<"): self = .ours
      case UInt8(ascii: "|"): self = .base
      case UInt8(ascii: "="): self = .separator
      case UInt8(ascii: ">"): self = .theirs
      default: return nil
      }
      let end = start + Self.length
      guard end <= bytes.count, (start..<end).allSatisfy({ bytes[$0] == sign }) else { return nil }
      guard end == bytes.count || [0x20, 0x0A, 0x0D].contains(bytes[end]) else { return nil }
    }
  }
}

extension Diagnostic {
  /// How many lines of each side a message shows.
  private static let shownLines = 8

  /// Both sides of a conflict in the file `file`, whose bytes are `bytes`.
  package static func mergeConflict(_ conflict: MergeConflict, _ file: FileID, _ bytes: [UInt8]) -> Diagnostic {
    let names = conflict.names(in: bytes)
    /// The first lines of a side, the first of them with its name; the marker before it where the side is empty.
    func labels(_ side: ByteRange, _ marker: ByteRange, _ name: String) -> [Label] {
      let quoted = name.isEmpty ? (en: "one side", zh: "一方") : (en: "‘\(name)’", zh: "“\(name)”")
      let lines = bytes[side].split(separator: 0x0A).filter { !$0.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } }
      guard let first = lines.first else {
        return [
          Label(
            Place(file, marker), Message(en: "\(quoted.en) has nothing here", zh: "\(quoted.zh)在此处没有内容"))
        ]
      }
      let named = Label(
        Place(file, first.indices), Message(en: "\(quoted.en) says this", zh: "\(quoted.zh)的内容"))
      return [named]
        + lines.dropFirst().prefix(shownLines - 1).map { Label(Place(file, $0.indices), Message(en: "", zh: "")) }
    }
    let parties =
      names.ours.isEmpty || names.theirs.isEmpty
      ? (en: "", zh: "") : (en: " of ‘\(names.ours)’ and ‘\(names.theirs)’", zh: "“\(names.ours)”与“\(names.theirs)”的")
    return Diagnostic(
      .mergeConflict, at: Place(file, conflict.opening),
      Message(en: "the merge\(parties.en) left a conflict here", zh: "此处留有\(parties.zh)合并冲突"),
      labels: labels(conflict.ours, conflict.opening, names.ours)
        + labels(conflict.theirs, conflict.closing, names.theirs),
      notes: [
        Message(
          en: "keep one side, or what is right of both, and take out the lines ‘<<<<<<<’, ‘=======’ and ‘>>>>>>>’",
          zh: "保留其中一方，或取两方正确的部分，并删去“<<<<<<<”“=======”“>>>>>>>”各行")
      ])
  }

  /// Every conflict in a text.
  package static func mergeConflicts(_ file: FileID, _ bytes: [UInt8]) -> [Diagnostic] {
    MergeConflict.all(in: bytes).map { mergeConflict($0, file, bytes) }
  }
}
