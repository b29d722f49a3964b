import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// Ratios that cannot be what their words or their making say: a part greater than its whole, rates added up, 1:0.07.
extension Evaluator {
  mutating func judgeRatio(_ hole: Hole, _ value: Number, _ unit: Unit) {
    if hole.form.oneTo { return judgeOneTo(hole, value) }
    if isForOne(unit) { return judgeForOne(hole, value) }
    guard unit.kind == .ratio, unit.factor < .one, hole.form.words == nil else { return }
    if judgeSumOfRates(hole, value, unit) { return }
    guard value > .one, let word = shareWord(hole), !isScaledByHand(hole),
      hole.claims?.first({ if case .change = $0 { true } else { false } }) == nil,
      diagnostics.count < Self.findingLimit, reportedClaims.insert(hole.place.range.lowerBound).inserted
    else { return }
    let printed = described(value, unit)
    report(
      .impossibleRatio, hole.place, en: "a part is greater than its whole: this is \(printed)",
      zh: "部分大于总体：这是 \(printed)",
      labels: word.map { [Label(Place(program.file, $0), Message(en: "said of a part", zh: "说的是部分"))] } ?? []
        + cells(of: hole.expression),
      notes: [
        Message(
          en: "see which of the two figures is wrong; what may exceed the whole is a quotient, a / b",
          zh: "请核对部分和总体；可以超过总体的是商，写作 a / b")
      ])
  }

  /// sum(t.rate): the rates of several schools do not add up to a rate. Shares of one whole may, to 100 % at most.
  private mutating func judgeSumOfRates(_ hole: Hole, _ value: Number, _ unit: Unit) -> Bool {
    guard case .call(.sum, let arguments) = meant(hole.expression).operation, let argument = arguments.first,
      case .column(let schema, _) = argument.type, case .column(let selection, let field, _) = self.value(argument),
      selection.rows.count > 1, value > Self.roundedWhole || isRate(program.schemas[schema.index], field)
    else { return false }
    guard diagnostics.count < Self.findingLimit,
      reportedClaims.insert(hole.place.range.lowerBound).inserted
    else { return true }
    let printed = described(value, unit)
    report(
      .impossibleRatio, hole.place,
      en: "the percentages of \(selection.rows.count) rows are added up: this is \(printed)",
      zh: "把 \(selection.rows.count) 行的百分数相加了：这是 \(printed)", labels: cells(of: hole.expression),
      notes: [
        Message(
          en:
            "a rate of several rows is the sum of the parts by the sum of the wholes; an average takes each row alike",
          zh: "几行合起来的比率是各行分子之和除以分母之和；“平均”则把各行同等看待")
      ])
    return true
  }

  /// True for a ratio that is so many things for one: `one teacher for every {x} pupils`.
  private func isForOne(_ unit: Unit) -> Bool {
    guard unit.kind == .ratio, unit.factor == .one,
      case .dimension? = program.registry.unit(named: unit.name)?.kind
    else { return false }
    return true
  }

  /// One teacher for every 0.06 pupils: the quotient is the wrong way round.
  private mutating func judgeForOne(_ hole: Hole, _ value: Number) {
    guard value < .one, value.signum > 0, diagnostics.count < Self.findingLimit,
      reportedClaims.insert(hole.place.range.lowerBound).inserted, let other = try? value.reciprocal()
    else { return }
    let (this, round) = (Self.digits(value, PrintedForm()), Self.digits(other, PrintedForm()))
    report(
      .impossibleRatio, hole.place,
      en: "the ratio may be the wrong way round: this is \(this) for one, and the other \(round)",
      zh: "比例可能颠倒了：这是每一个对应 \(this)，倒过来是 \(round)", labels: cells(of: hole.expression))
  }

  /// {r: 1:n} of 15 teachers a pupil prints 1:0.07: the quotient is the wrong way round.
  private mutating func judgeOneTo(_ hole: Hole, _ value: Number) {
    guard value > Number(2), diagnostics.count < Self.findingLimit,
      reportedClaims.insert(hole.place.range.lowerBound).inserted, let other = try? value.reciprocal()
    else { return }
    var form = PrintedForm()
    form.grouped = false
    let (one, round) = (Self.digits(other, form), Self.digits(value, form))
    report(
      .impossibleRatio, hole.place,
      en: "the ratio may be the wrong way round: this is 1:\(one), and the other 1:\(round)",
      zh: "比例可能颠倒了：这是 1:\(one)，倒过来是 1:\(round)", labels: cells(of: hole.expression),
      notes: [
        Message(en: "‘1:n’ prints a / b as 1 to b / a: the 1 stands for a", zh: "“1:n”把 a / b 印成 1 比 b / a：1 对应 a")
      ])
  }

  /// What names of definitions lead to; the program is not copied for it.
  func meant(_ expression: Expression) -> Expression {
    var expression = expression
    while case .definition(let index) = expression.operation { expression = program.definitions[index].expression }
    return expression
  }

  /// True for {a / b * 100}%, of which the hundred is what is wrong.
  private func isScaledByHand(_ hole: Hole) -> Bool {
    guard case .product(let operands) = hole.expression.resolved(in: program).operation else { return false }
    return operands.contains { operand in
      if case .constant(.number(let number)) = operand.expression.operation { number == Number(100) } else { false }
    }
  }

  /// Published shares of one whole add up to a little more at times.
  private static let roundedWhole = Number(mantissa: 105, decimals: 2)

  private func described(_ value: Number, _ unit: Unit) -> String {
    var form = PrintedForm()
    form.decimalLimit = 9
    form.grouped = false
    return (try? value.divided(by: unit.factor)).map { withUnit($0, form, unit) } ?? ""
  }

  private func isRate(_ schema: Schema, _ field: Int) -> Bool {
    let name = schema.fields[field].name
    return name.hasSuffix("率") || name.lowercased().hasSuffix("rate")
  }

  /// The word that says of a figure that it is a part: 占{x}%, {x}% of pupils; `.some(nil)` for a share that no word calls a rate.
  private func shareWord(_ hole: Hole) -> ByteRange?? {
    let bytes = program.bytes
    guard hole.place.file == program.file else { return nil }
    if let word = program.claimWords.lists.word(.rate, endingAt: hole.place.range.lowerBound, in: bytes) {
      let spelled = bytes[word]
      let isPart = ["占", "占比", "比重", "share"].contains { spelled.elementsEqual($0.utf8) }
      return isPart ? .some(word) : nil
    }
    if let of = partBehind(hole.place.range.upperBound) { return .some(of) }
    guard case .call(.share, _) = hole.expression.resolved(in: program).operation, !isCalledRate(hole) else {
      return nil
    }
    return .some(nil)
  }

  /// The words `of pupils`, `of all schools` behind a figure and its %.
  private func partBehind(_ end: Int) -> ByteRange? {
    let bytes = program.bytes
    var start = end
    while start < bytes.count, bytes[start] == UInt8(ascii: "*") { start += 1 }
    guard
      let sign = ["%", " percent", " per cent", " pct", " %"].first(where: { bytes[start...].starts(with: $0.utf8) })
    else { return nil }
    start += sign.utf8.count
    let of = start
    guard bytes[start...].starts(with: " of ".utf8) else { return nil }
    start += 4
    for word in ["all ", "the ", "our ", "its ", "their "] where bytes[start...].starts(with: word.utf8) {
      start += word.utf8.count
    }
    guard let match = program.registry.match(in: bytes, from: start, limit: min(bytes.count, start + 32)),
      match.unit.isLatin, case .dimension = match.unit.kind, Unit.signed(match.unit.name) == nil
    else { return nil }
    return of + 1..<match.end
  }

  /// True where the clause before a figure or the header above it calls it a rate, which may exceed 100 %: 完成率, 毛入学率, gross.
  private func isCalledRate(_ hole: Hole) -> Bool {
    let bytes = program.bytes
    func has(_ range: Range<Int>) -> Bool {
      let text = String(decoding: bytes[range], as: UTF8.self).lowercased()
      return ["率", "毛", "完成", "相当于", "rate", "gross", "achieve", "equal", "equivalent"].contains { text.contains($0) }
    }
    let start = hole.place.range.lowerBound
    guard let row = rowStart(hole) else {
      var line = start
      while line > 0, start - line < 48, bytes[line - 1] != UInt8(ascii: "\n") { line -= 1 }
      return has(line..<start)
    }
    var line = row
    while line > 0 {
      var previous = line - 1
      while previous > 0, bytes[previous - 1] != UInt8(ascii: "\n") { previous -= 1 }
      guard [UInt8(ascii: "|"), UInt8(ascii: ":")].contains(bytes[previous]) || program.openRows[previous] != nil else {
        break
      }
      line = previous
    }
    return has(line..<start)
  }
}
