import Testing

@testable import EvrepUnits

@Suite struct ChineseNumeralReadingTests {
  @Test(arguments: [
    ("二十", "20"), ("十二", "12"), ("三百零五", "305"), ("二〇二四", "2024"), ("百分之五十五", "55%"), ("一万二千", "12000"),
    ("三亿零五十", "300000050"), ("两", "2"), ("一般", nil), ("百分之", nil), ("五五十", nil), ("万", nil), ("", nil),
    ("九亿亿亿亿", nil),
  ]) func digits(text: String, digits: String?) { #expect(ChineseNumeralReading(text)?.digits == digits) }
}
