extension FixIt {
  /// The fix with the letters that it would add taken in, where they stand right outside the brace beside it: of `{en}d`
  /// the `d` too.
  package func takingIn(_ bytes: [UInt8]) -> FixIt {
    let (range, text) = (place.range, Array(replacement.utf8))
    guard !range.isEmpty, range.upperBound < bytes.count else { return self }
    let written = bytes[range]
    if bytes[range.upperBound] == UInt8(ascii: "}"), text.starts(with: written) {
      let lost = text[written.count...]
      let outside = bytes[(range.upperBound + 1)...]
      if !lost.isEmpty, outside.starts(with: lost) {
        return moved(range.lowerBound..<range.upperBound + 1 + lost.count, replacement + "}")
      }
    }
    if range.lowerBound > 0, bytes[range.lowerBound - 1] == UInt8(ascii: "{"),
      text.reversed().starts(with: written.reversed())
    {
      let lost = text.dropLast(written.count)
      let outside = bytes[..<(range.lowerBound - 1)]
      if !lost.isEmpty, outside.suffix(lost.count).elementsEqual(lost) {
        return moved(range.lowerBound - 1 - lost.count..<range.upperBound, "{" + replacement)
      }
    }
    return self
  }

  private func moved(_ range: ByteRange, _ text: String) -> FixIt {
    FixIt(
      Message(en: "write ‘\(text)’", zh: "写作“\(text)”"), replace: Place(place.file, range), with: text, isSafe: isSafe,
      doubt: doubt)
  }
}
