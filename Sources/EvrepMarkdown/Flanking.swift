internal import EvrepModel

/// How a run of emphasis delimiters stands between what is before and after it.
struct Flanking {
  /// By CommonMark's own rules, the run may open, or close, emphasis.
  let isLeft, isRight: Bool
  /// The run would open, or close, if a letter stood between it and the punctuation inside: where East Asian text is
  /// written without blanks, as markdown-cjk-friendly has it.
  let wantsGlueAfter, wantsGlueBefore: Bool
  let afterIsPunctuation, beforeIsPunctuation: Bool

  /// Reads the run `range` of `text`.
  ///
  /// - Parameter marksAreWide: a value counts as an East Asian letter, not as a Latin one.
  init(_ text: Bytes, _ range: Range<Int>, marksAreWide: Bool) {
    let before = Side(scalar: text.scalar(before: range.lowerBound)?.value ?? 0, marksAreWide)
    let after = Side(scalar: text.scalar(at: range.upperBound)?.value ?? 0, marksAreWide)
    isLeft = !after.isSpace && (!after.isPunctuation || before.isSpace || before.isPunctuation)
    isRight = !before.isSpace && (!before.isPunctuation || after.isSpace || after.isPunctuation)
    wantsGlueAfter = !isLeft && !after.isSpace && (before.isWide || after.isWide)
    wantsGlueBefore = !isRight && !before.isSpace && (before.isWide || after.isWide)
    afterIsPunctuation = after.isPunctuation
    beforeIsPunctuation = before.isPunctuation
  }

  private struct Side {
    let isSpace, isPunctuation, isWide: Bool

    init(scalar: UInt32, _ marksAreWide: Bool) {
      if scalar >= 0xFDD0 && scalar <= 0xFDEF {
        (isSpace, isPunctuation, isWide) = (false, false, marksAreWide)
      } else {
        isSpace = CharacterClass.isSpace(scalar)
        isPunctuation = CharacterClass.isPunctuation(scalar)
        isWide = CharacterClass.isWide(scalar)
      }
    }
  }
}
