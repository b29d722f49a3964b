/// How a hole prints what is more than plain digits: numerals in words, years, dates and lists.
package struct TextForm: Sendable, Hashable {
  package enum Numeral: Sendable, Hashable {
    case digits
    /// 小写 一万二千三百, 二〇二二; twelve.
    case spelled
    /// 大写 壹万贰仟叁佰, as on a cheque.
    case formal
  }

  /// The parts of a date that are printed.
  package enum Calendar: Sendable, Hashable {
    case full
    /// 2022-12-31.
    case iso
    /// 2022年12月, December 2022.
    case yearMonth
    /// 12月31日, 31 December.
    case monthDay
  }

  /// What stands before the last item of a list.
  package enum Connective: Sendable, Hashable { case and, or }

  package var numeral = Numeral.digits
  package var calendar = Calendar.full
  /// A year by its distance from the year that the report is for: 上年.
  package var isRelative = false
  /// Nil for the language's default.
  package var connective: Connective?
  /// A longer list names so many items and says that there are more.
  package var itemLimit: Int?

  package init() {}
}
