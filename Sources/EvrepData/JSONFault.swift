import EvrepSource

/// Why a file is no JSON of RFC 8259, or not the JSON that a table is read from.
enum JSONProblem: Equatable {
  /// Something else was expected here; `JSONScanner.describe` says what was found.
  case unexpected(JSONExpectation)
  case unclosedString
  case controlCharacter
  case badEscape
  case loneSurrogate
  case badNumber
  case duplicateKey
  case tooDeep(limit: Int)
  case textAfterEnd
}

/// What has to stand at some place of a JSON file.
enum JSONExpectation: Equatable {
  case value, key, colon, commaOrBracket, commaOrBrace
  /// The whole file is an array of objects.
  case array
  /// The whole file is an object.
  case record
  /// An element of the outermost array is an object.
  case element
}

/// A problem with the bytes that it concerns.
struct JSONFault: Equatable {
  let problem: JSONProblem
  let range: ByteRange
}
