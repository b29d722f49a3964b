extension FixIt {
  /// Puts the candidate nearest to `name` in the place of the name; nil if none is near.
  ///
  /// It is safe where the two differ in case, width or blanks alone: then nothing else can be meant. So it is where the
  /// name is another word for one of `words`, the candidates that are words of the language, and for no second.
  package static func nearest(
    to name: String, in candidates: [String], words: [String] = [], at place: Place
  ) -> FixIt? {
    guard let (nearest, manner) = Nearest.find(for: name, in: words + candidates) else { return nil }
    let isWord = manner == .meaning && words.contains { $0.isSpelled(like: nearest) }
    return FixIt(
      isWord
        ? Message(en: "write ‘\(nearest)’", zh: "写作“\(nearest)”")
        : Message(en: "did you mean ‘\(nearest)’?", zh: "是不是“\(nearest)”？"), replace: place, with: nearest,
      isSafe: isWord && !Synonyms.isAmbiguous(name, in: words) || Nearest.differInFormAlone(nearest, name),
      doubt: .anotherName)
  }

  /// Puts the nearest of the files that lie in the folder of `path` in its place; nil if none is near. It is safe as the
  /// nearest of names is.
  ///
  /// - Parameters:
  ///   - path: as it is written, without the quotes.
  ///   - names: what lies in the folder that the path names.
  ///   - place: the path in the source, its quotes included.
  package static func nearestFile(to path: String, among names: [String], at place: Place) -> FixIt? {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let nearest = Nearest.file(for: String(path[slash...]), in: names.sorted()) else { return nil }
    let meant = path[..<slash] + nearest
    return FixIt(
      Message(en: "did you mean ‘\(meant)’?", zh: "是不是“\(meant)”？"), replace: place, with: "\"\(meant)\"",
      isSafe: Nearest.differInFormAlone(nearest, String(path[slash...])), doubt: .anotherName)
  }
}
