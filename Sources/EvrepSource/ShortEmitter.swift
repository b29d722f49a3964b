/// A finding on one line, as compilers have printed them for long: `path:line:column: error EV0301: message`.
enum ShortEmitter {
  static func line(_ diagnostic: Diagnostic, _ positions: inout SourcePositions, _ language: MessageLanguage) -> String
  {
    let weight = "\(diagnostic.severity.word(language)) \(diagnostic.code.rawValue): "
    let message = SafeText.of(diagnostic.message[language])
    guard let place = diagnostic.place else { return weight + message }
    let position = positions.position(place.file, place.range.lowerBound)
    let cell = place.cell.map { " (\(SafeText.of($0.description(language))))" } ?? ""
    let path = SafeText.of(positions.sources[place.file].path)
    return "\(path):\(position.line):\(position.column): " + weight + message + cell
      + diagnostic.furtherText(language)
  }
}
