import EvrepModel
import EvrepSource
import EvrepUnits

extension Diagnostic {
  /// A number format that shows a field's numbers in another unit than they are read in.
  static func numberFormat(_ shown: ShownNumber, _ reading: FormatReading, _ field: Field, at place: Place)
    -> Diagnostic
  {
    let (name, code) = (field.name, Quote.short(shown.code))
    let message: Message
    var note = Message(
      en:
        "state the unit that is shown in the header, in brackets, and declare the field in it; or show the numbers in full",
      zh: "请在表头用括号写明所显示的单位，并按该单位声明字段；或让单元格显示完整的数")
    switch reading {
    case .divided: message = Message(en: "", zh: "")
    case .contradicts(let unit):
      var declared: Unit?
      if case .quantity(_, let unit) = field.type.settled { declared = unit }
      message = Message(
        en: "the number format shows ‘\(name)’ in ‘\(unit.name)’, and it is declared "
          + (declared.map { "in ‘\($0.name)’" } ?? "as a bare number"),
        zh: "数字格式把“\(name)”显示为“\(unit.name)”，而声明为" + (declared.map { "“\($0.name)”" } ?? "不带单位的数"))
      note = Message(
        en: "declare it in the unit that is shown: \(name) \(unit.name); or mend the number format",
        zh: "请按所显示的单位声明：\(name) \(unit.name)；或改正数字格式")
    case .unread(let text):
      message = Message(
        en: "the number format shows ‘\(name)’ with ‘\(Quote.short(text))’, which is no unit that is known",
        zh: "数字格式在“\(name)”旁显示“\(Quote.short(text))”，不是已知的单位")
      note = Message(
        en: "declare it as a unit, and the field in it; or take it out of the number format",
        zh: "请将其声明为单位，字段也用该单位；或从数字格式中去掉")
    case .unstated(let shift):
      let zeros = "1" + String(repeating: "0", count: shift)
      message = Message(
        en: "the number format shows ‘\(name)’ divided by \(zeros), and nothing says in which unit",
        zh: "数字格式把“\(name)”除以 \(zeros) 显示，却没有写明单位")
    case .varies:
      message = Message(
        en:
          "the number format shows some numbers of ‘\(name)’ in the unit that it is declared in, and others in another",
        zh: "数字格式把“\(name)”的一部分数按声明的单位显示，另一部分按别的单位显示")
    }
    return Diagnostic(
      .numberFormat, at: place, message, labels: [.declaredHere(field)],
      notes: [
        Message(
          en: "the format is ‘\(code)’, and the number that is stored is \(place.cell?.content ?? "")",
          zh: "数字格式为“\(code)”，单元格中存放的数是 \(place.cell?.content ?? "")"), note,
      ])
  }
}
