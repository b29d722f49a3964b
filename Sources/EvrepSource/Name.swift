/// A name, compared and hashed by its bytes.
///
/// `String` compares by canonical equivalence, which normalises text that is not ASCII: for a table of Chinese names that
/// is most of a compile. Names that a writer sees as equal are the same bytes, as one input method made them.
package struct Name: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// The words of a piece of source, whatever they are there.
  package static func words(in bytes: ArraySlice<UInt8>) -> [Name] {
    let words = String(decoding: bytes, as: UTF8.self).unicodeScalars.split { scalar in
      scalar != "_" && !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
    return words.map { Name(String($0)) }
  }

  package static func == (left: Name, right: Name) -> Bool { left.text.isSpelled(like: right.text) }

  package func hash(into hasher: inout Hasher) {
    let isContiguous: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isContiguous == nil { for byte in text.utf8 { hasher.combine(byte) } }
  }
}

extension String {
  /// True where the bytes of `part` stand in it. O(bytes of both, multiplied).
  package func holds(_ part: String) -> Bool {
    let (text, part) = (Array(utf8), Array(part.utf8))
    guard part.count <= text.count else { return false }
    return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }

  /// True where the two are the same bytes.
  package func isSpelled(like other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        for index in left.indices where left[index] != right[index] { return false }
        return true
      }
    }
    if case .some(.some(let isSame)) = isSame { return isSame }
    return utf8.elementsEqual(other.utf8)
  }
}
