import EvrepSource
import Testing

@testable import EvrepData

@Suite struct SpelledNumberTests {
  @Test(arguments: [
    ("二十", "20"), ("约300", "300"), ("300余", "300"), ("1,2345", "12345"), ("1。5", "1.5"), ("3,20", "3.20"),
    ("1,23,45", "12345"), ("三百多", nil), ("300", nil), ("一般", nil), ("1,a", nil), (",", nil), ("", nil), ("约", nil),
  ]) func whatToWrite(text: String, number: String?) {
    let remedy = SpelledNumber(text).remedy?.first?[.chinese]
    if let number { #expect(remedy?.contains(number) == true) } else { #expect(remedy == nil) }
  }
}
