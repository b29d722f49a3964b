import EvrepModel
import EvrepUnits

/// How the cells of a field in `%` are written: `98.5%` with the sign, `98.5` or `0.985` without.
///
/// A spreadsheet writes 98.5% as 0.985 where the cells are not shown as percentages; beside cells with the sign that is
/// a hundredth of the figure.
struct PercentSigns {
  /// The first row that has the sign and more than one per cent.
  private(set) var firstSigned: Int?
  /// The first row without the sign that is not 0 and at most 1: a fraction, or less than one per cent.
  private(set) var firstBare: Int?
  private var hasSign = false
  private var hasBareAboveOne = false
  private var hasBareAboveHalf = false
  private var hasBareBelowHalf = false
  private var hasBareNearOne = false
  private var bareCount = 0

  @inline(__always)
  mutating func note(_ number: SmallDecimal, isSigned: Bool, row: Int) {
    let one = Number.powersOfTen[number.decimals]
    let isAboveOne = number.mantissa > one || number.mantissa < -one
    if isSigned {
      hasSign = true
      if isAboveOne, firstSigned == nil { firstSigned = row }
    } else if number.mantissa != 0 {
      bareCount += 1
      if isAboveOne { hasBareAboveOne = true } else if firstBare == nil { firstBare = row }
      if number.mantissa.magnitude >= UInt64(one) / 2 { hasBareAboveHalf = true } else { hasBareBelowHalf = true }
      if number.mantissa >= one / 10 * 9, number.decimals > 1 { hasBareNearOne = true }
    }
  }

  /// A number of too many digits for the table of fractions: nothing can be said of the column.
  mutating func noteLong() { hasBareAboveOne = true }

  /// A row with the sign and a row beside it that can be read in two ways.
  var mixed: (signed: Int, bare: Int)? {
    guard let firstSigned, let firstBare else { return nil }
    return (firstSigned, firstBare)
  }

  /// True for a column without any sign in which a number of at most 1 stands among greater ones.
  var mayHoldHundredths: Bool { !hasSign && hasBareAboveOne && firstBare != nil }

  /// The first row of a column without any sign, all of whose numbers are fractions of 1, and not small ones.
  var onlyFractions: Int? {
    guard !hasSign, !hasBareAboveOne, hasBareAboveHalf, bareCount > 1 else { return nil }
    return firstBare
  }

  /// True where such fractions are as rates of nearly all are, 0.951, and not as small percentages: such are never all above a half.
  var areNearOne: Bool { hasBareNearOne && !hasBareBelowHalf }
}
