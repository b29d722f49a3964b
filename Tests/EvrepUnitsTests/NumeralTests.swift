import EvrepUnits
import Testing

@Suite struct NumeralTests {
  @Test(arguments: [
    ("0", "零"), ("2", "二"), ("10", "十"), ("12", "十二"), ("20", "二十"), ("105", "一百零五"), ("110", "一百一十"), ("1000", "一千"),
    ("1005", "一千零五"), ("1050", "一千零五十"), ("12300", "一万二千三百"), ("100000", "十万"), ("100500", "十万零五百"),
    ("10001", "一万零一"), ("123456789", "一亿二千三百四十五万六千七百八十九"), ("100000001", "一亿零一"), ("1000000000000", "一万亿"),
    ("-3.05", "负三点零五"), ("-12", "负十二"), ("0.5", "零点五"),
  ])
  func spelledInChinese(digits: String, words: String) { #expect(ChineseNumeral.spelled(digits) == words) }

  @Test(arguments: [
    ("12300", "壹万贰仟叁佰元整"), ("10", "壹拾元整"), ("0", "零元整"), ("105.3", "壹佰零伍元叁角"), ("105.03", "壹佰零伍元零叁分"), ("0.05", "伍分"),
    ("0.30", "叁角"), ("1680.32", "壹仟陆佰捌拾元叁角贰分"), ("107000.53", "壹拾万柒仟元伍角叁分"), ("-20", "负贰拾元整"),
  ])
  func moneyInFormalChinese(digits: String, words: String) { #expect(ChineseNumeral.money(digits) == words) }

  @Test func yearsAreSpelledDigitByDigit() {
    #expect(ChineseNumeral.year("2022") == "二〇二二")
    #expect(ChineseNumeral.year("2000") == "二〇〇〇")
  }

  @Test(arguments: [
    ("0", "zero"), ("12", "twelve"), ("21", "twenty-one"), ("100", "one hundred"),
    ("342", "three hundred and forty-two"),
    ("2005", "two thousand and five"), ("1000000", "one million"), ("-3.5", "minus three point five"),
    ("1234567", "one million two hundred and thirty-four thousand five hundred and sixty-seven"),
  ])
  func spelledInEnglish(digits: String, words: String) { #expect(EnglishNumeral.spelled(digits) == words) }

  @Test func whatIsTooLargeHasNoEnglishWords() {
    #expect(EnglishNumeral.spelled("1000000000000000000") == nil)
    #expect(ChineseNumeral.spelled("1" + String(repeating: "0", count: 30)).isEmpty == false)
  }

  @Test(arguments: [
    ("12987", 2, "13000"), ("0.012345", 2, "0.012"), ("9.96", 2, "10"), ("9.94", 2, "9.9"), ("1", 3, "1"),
    ("0.999", 1, "1"),
    ("-1250", 2, "-1300"), ("0", 2, "0"), ("99999", 3, "100000"),
  ])
  func significantDigits(number: String, digits: Int, text: String) throws {
    #expect(try #require(Number(decimal: number)).formatted(significant: digits) == text)
  }
}
