import EvrepUnits
import Testing

@Suite struct OrdinalSuffixTests {
  @Test(arguments: [
    ("1", "st"), ("2", "nd"), ("3", "rd"), ("4", "th"), ("11", "th"), ("12", "th"), ("13", "th"), ("21", "st"),
    ("101", "st"), ("111", "th"), ("1,002", "nd"), ("0", "th"), ("2.1", "th"),
  ])
  func theLastDigitsDecide(digits: String, suffix: String) { #expect(EnglishNumeral.ordinalSuffix(digits) == suffix) }
}
