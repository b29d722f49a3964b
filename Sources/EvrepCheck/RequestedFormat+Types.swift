import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension RequestedFormat {
  /// True where everything that is asked for can be done to a value of `type` in a report in `language`.
  func suits(_ type: Type, _ language: ReportLanguage) -> Bool {
    switch type {
    case .quantity:
      return !asksForCalendar && !asksForItems && (language == .chinese || numeral != .formal)
        && !(oneTo && numeral != nil)
    case .date: return !isForNumbers && !asksForItems && !isRelative && suitsYears(language)
    case .year: return !isForNumbers && !asksForItems && calendar == nil && suitsYears(language)
    case .list(let element):
      var ofElement = self
      ofElement.connective = nil
      ofElement.itemLimit = nil
      return ofElement.suits(element, language)
    case .range(let element): return words == nil && suits(element, language)
    case .text, .enumeration: return !isForNumbers && !asksForItems && !asksForCalendar && numeral == nil
    default: return true
    }
  }

  private var asksForCalendar: Bool { calendar != nil || isRelative }
  private var asksForItems: Bool { connective != nil || itemLimit != nil }

  /// Years are spelled digit by digit, in Chinese alone.
  private func suitsYears(_ language: ReportLanguage) -> Bool {
    numeral == nil || (numeral == .spelled && language == .chinese)
  }

  /// The form of a text, year, date or list, where nothing that is asked for goes before `declared`.
  func textForm(_ declared: TextForm?) -> TextForm {
    var form = declared ?? TextForm()
    if let numeral { form.numeral = numeral }
    if let calendar { form.calendar = calendar }
    if isRelative { form.isRelative = true }
    if let connective { form.connective = connective }
    if let itemLimit { form.itemLimit = itemLimit }
    return form
  }
}

/// The default forms of types that are no quantities.
struct TypeFormats {
  var date: TextForm?
  var year: TextForm?
  var list: TextForm?

  /// The default of a type; that of a list of years is the list's, with what the year's says of years.
  func form(of type: Type) -> TextForm? {
    switch type {
    case .date: return date
    case .year: return year
    case .range(let element): return form(of: element)
    case .list(let element):
      guard var form = form(of: element) else { return list }
      form.connective = list?.connective
      form.itemLimit = list?.itemLimit
      return form
    default: return nil
    }
  }
}

extension Checker {
  /// `format unit: …`, `format number: …`, `format date: …`, `format year: …`, `format list: …`.
  mutating func checkFormatDeclaration(_ declaration: SyntaxNode) {
    guard declaration.first(.error) == nil, let name = declaration.first(.unitName),
      let node = declaration.first(.format), node.first(.error) == nil
    else { return }
    let findings = diagnostics.count
    let asked = readFormat(node)
    guard diagnostics.count == findings else { return }
    if asked.unit != nil || asked.oneTo || asked.words != nil { return reportNoDefault(node) }
    let types: [(Keyword, Type, WritableKeyPath<TypeFormats, TextForm?>)] = [
      (.date, .date, \.date), (.year, .year, \.year), (.list, .list(.text), \.list),
    ]
    if let (_, type, path) = types.first(where: { $0.0.isSpelled(name.bytes) }) {
      guard asked.suits(type, program.language) else { return reportFormatUnsuitable(node, type) }
      if asked.isRelative, program.reportingYear == nil, !isReportingYearLost() {
        return reportNoReportingYear(node.place)
      }
      typeFormats[keyPath: path] = asked.textForm(typeFormats[keyPath: path])
      return
    }
    var unit = Unit.number
    if !Keyword.number.isSpelled(name.bytes) {
      guard let named = self.unit(name) else { return }
      unit = named
    }
    let type = Type.quantity(unit.kind, unit: unit)
    guard asked.suits(type, program.language) else { return reportFormatUnsuitable(node, type) }
    var form = PrintedForm()
    form.decimals = asked.decimals
    form.significant = asked.significant
    form.saysAbout = asked.about
    form.grouped = asked.grouped ?? (program.language == .english)
    form.rounding = asked.rounding ?? .halfUp
    form.text = asked.textForm(nil)
    formats[unit.name] = form
  }

  /// The year that the report is for: `report "…" for 年份`.
  mutating func checkReportingYear(_ declaration: SyntaxNode) {
    guard declaration.has(.for), let node = declaration.children.filter(\.isExpression).dropFirst().first else {
      return
    }
    let checked = checkExpression(node, Scope(module: Self.reportModule), expected: .year)
    let year = converted(checked, to: .year, node)
    if year.type != .poison { program.reportingYear = year }
  }

  // MARK: Findings

  mutating func reportFormatUnsuitable(_ format: SyntaxNode, _ type: Type) {
    let what = describe(type)
    report(
      .formatUnsuitable, format.place, en: "this format does not fit \(what[.english])",
      zh: "这个格式不适用于\(what[.chinese])")
  }

  /// A format that says what one figure is.
  mutating func reportNoDefault(_ node: SyntaxNode) {
    report(
      .badFormat, node.place, en: "‘\(node.text)’ is a format of one figure and no default: it stands in a hole",
      zh: "“\(node.text)”只能写在填空里，不能作默认格式",
      notes: [
        Message(
          en: "a default says how numbers look: .1, 2 digits, grouped, half-even, spelled",
          zh: "默认格式规定数的写法：.1、2 位、分节、四舍六入五成双、小写")
      ])
  }

  mutating func reportNoReportingYear(_ place: Place) {
    report(
      .reportingYearMissing, place, en: "‘relative’ asks which year this one is seen from, and the report is for none",
      zh: "“相对”要有一个参照的年份，而报告没有写明年度",
      notes: [
        Message(
          en: "name the year behind the title: report \"…\" for year", zh: "在报告标题之后写明：报告 \"…\" 年度 年份")
      ])
  }

  /// - Parameter unit: a sign that stands around a hole, which prints words.
  mutating func reportNumeralBesideSign(_ place: Place, _ unit: Unit) {
    let name = unit.name
    report(
      .numeralBesideSign, place, en: "the sign ‘\(name)’ stands beside a number in words",
      zh: "数用文字写出，旁边不能用符号“\(name)”",
      notes: [
        unit.isPrefix
          ? Message(en: "write the currency as a word behind it", zh: "把货币写成后面的文字单位")
          : Message(
            en: "put the unit in the format, as in ‘{…: spelled \(name)}’, or write it as a word",
            zh: "把单位写进格式，如“{…: 小写 \(name)}”，或改用文字单位")
      ])
  }
}
