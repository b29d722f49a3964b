/// What a reader knows of a cell beside its bytes.
enum CellForm {
  /// A cell of a format that has only text (CSV): the field says how to read it.
  case untyped
  /// A text that the format tells from a number.
  case string
  /// A number token of JSON.
  case number
  /// `true` or `false`.
  case bool
  /// Explicitly nothing.
  case null
  /// An array or an object, which no field can hold.
  case nested
  /// What the program that made the file shows where it has no value: `#N/A`, `#DIV/0!`.
  case fault
}

/// Why a cell cannot be had as its field's type.
enum CellProblem {
  /// Nothing where the field is not optional.
  case empty
  /// Not what the field's type asks for.
  case unfit
  /// A number of too many digits.
  case tooManyDigits
  /// More bytes than the limit.
  case tooLong
  /// A text with a control character that is neither a tab nor a line end.
  case controlCharacter
}
