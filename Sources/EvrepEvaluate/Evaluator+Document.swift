import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  // MARK: Problems

  /// Decides which problems are kept, before anything is printed, so that text before them can count them.
  mutating func decideProblems() {
    decide(program.items)
    problemsAreKnown = true
    var names = TextColumn()
    for index in decisions.indices where decisions[index] {
      if let name = decidedProblems[index].name { names.append(name.utf8) } else { names.appendMissing() }
    }
    tables[Program.problemsSchema.index] = Table(
      schema: Program.problemsSchema, columns: [.texts(names)], rowCount: names.count, source: nil)
  }

  private mutating func decide(_ items: [Item]) {
    for item in items {
      switch item {
      case .problem(let index, let condition, _, _):
        decidedProblems.append(program.problems[index])
        // A draft keeps what cannot be decided.
        decisions.append(condition.map { isKept($0) } ?? true)
        if recorder != nil { recordProblem(condition) }
      case .when(let branches) where Self.hasProblems(items: branches.flatMap(\.items)):
        if let branch = chosen(branches) { decide(branch.items) }
      case .each(let slot, let collection, let inner) where Self.hasProblems(items: inner):
        for element in elements(collection) {
          slots[slot] = element
          decide(inner)
        }
      case .series(let inner, _): decide(inner)
      default: break
      }
    }
  }

  private static func hasProblems(items: [Item]) -> Bool {
    items.contains { item in
      switch item {
      case .problem: true
      case .when(let branches): branches.contains { hasProblems(items: $0.items) }
      case .each(_, _, let inner), .series(let inner, _): hasProblems(items: inner)
      default: false
      }
    }
  }

  /// The first branch whose condition holds. One that cannot be decided is kept: the draft shows it.
  private mutating func chosen(_ branches: [Branch], isMet: Bool = false) -> Branch? {
    for branch in branches {
      guard let condition = branch.condition else { return branch }
      if isMet, !hides(condition) { emission.meet(condition) }
      if recorder != nil, problemsAreKnown { answer(condition.place) }
      if isKept(condition) { return branch }
    }
    return nil
  }

  /// A condition that cannot be decided counts as true. So does, in a redacted copy, one that draws on what is private:
  /// which text stands there would tell.
  private mutating func isKept(_ condition: Expression) -> Bool {
    if hides(condition) { return true }
    return truth(condition) ?? true
  }

  /// What `each` goes through; in a redacted copy a private collection has one element, which nothing is known of: how
  /// many there are would tell.
  private mutating func elements(_ collection: Expression) -> [Value] {
    if hides(collection) { return [.poison] }
    switch value(collection) {
    case .table(let selection): return records(selection)
    case .group(let group): return records(group.selection)
    case .groups(let groups): return groups.map { .group($0) }
    case .list(let scalars): return scalars.map { .scalar($0) }
    // What is in it is not known, so nothing is said of how much it is.
    case .poison where settings.isPartial: return [.poison]
    default: return []
    }
  }

  private func records(_ selection: Selection) -> [Value] {
    (0..<selection.rows.count).map { .record(selection.schema, row: selection.rows[$0]) }
  }

  // MARK: Text

  /// Appends what items print.
  mutating func emit(_ items: [Item]) {
    // True where the item before was a block, whose closing fence is no part of a table.
    var isBehindBlock = false
    for item in items {
      guard !isExhausted else { return }
      if isBehindBlock { endTable(before: item) }
      isBehindBlock = false
      switch item {
      case .text(let range): copy(range)
      case .hole(let hole): emit(hole)
      case .when(let branches):
        if let branch = chosen(branches, isMet: true) {
          if isDecided(branches.map(\.condition)) { emit(branch.items) } else { emitUnjudged { $0.emit(branch.items) } }
        }
        isBehindBlock = true
      case .each(let slot, let collection, let inner):
        if recorder != nil {
          answer(collection.place)
          recordCollection(slot, collection)
        }
        let elements = elements(collection)
        let run = emission.begin(slot, collection, elements)
        for (index, element) in elements.enumerated() {
          guard step(at: collection.place), !isExhausted else { return }
          slots[slot] = element
          emission.enter(run, index)
          emit(inner)
        }
        emission.end(run)
        isBehindBlock = true
      case .problem(let index, let condition, let inner, let place):
        if let condition, !hides(condition) { emission.meet(condition) }
        if isDecided([condition]) {
          emitProblem(index, inner, place)
        } else {
          emitUnjudged { $0.emitProblem(index, inner, place) }
        }
      case .measures(let inner, let place): emitRegion(.measures, inner, place)
      case .series(let inner, let place): emitRegion(.series, inner, place)
      case .reference(let name, let place):
        references.append((name, place))
        insert(.reference(name))
      case .anchor(let name, let place):
        emittedAnchors[name] = place
        Mark.append(.anchor, document.anchors.count, to: &document.text)
        document.anchors.append(Anchor(name: name, place: place))
      }
    }
  }

  /// False where the condition that decides has an error, so that it is not known which branch is kept.
  private mutating func isDecided(_ conditions: [Expression?]) -> Bool {
    guard settings.isPartial else { return true }
    for condition in conditions {
      guard let condition else { return true }
      guard let isMet = truth(condition) else { return false }
      if isMet { return true }
    }
    return true
  }

  /// Emits what may not be there; no warning about it is kept.
  private mutating func emitUnjudged(_ body: (inout Evaluator) -> Void) {
    let before = diagnostics.count
    body(&self)
    let errors = diagnostics[before...].filter { $0.severity == .error }
    diagnostics.replaceSubrange(before..., with: errors)
  }

  private mutating func copy(_ range: ByteRange) {
    document.runs.append(SourceRun(offset: document.text.count, sourceOffset: range.lowerBound))
    document.text.append(contentsOf: program.bytes[range])
    guard document.text.count <= Self.outputLimit else {
      isExhausted = true
      report(
        .tooMuchOutput, Place(program.file, range), en: "the report prints more than \(Self.outputLimit >> 20) MB",
        zh: "报告的篇幅超过 \(Self.outputLimit >> 20) MB")
      return
    }
  }

  private mutating func insert(_ insertion: Insertion) {
    Mark.append(.value, document.insertions.count, to: &document.text)
    document.insertions.append(insertion)
  }

  private mutating func emit(_ hole: Hole) {
    var printed = print(hole) ?? lost(hole)
    moveSign(&printed, hole)
    document.runs.append(SourceRun(offset: document.text.count, sourceOffset: hole.place.range.lowerBound))
    if recorder != nil { record(hole, printed, insertion: document.insertions.count) }
    insert(printed.insertion)
    if !printed.suffix.isEmpty { document.text.append(contentsOf: printed.suffix.utf8) }
    if let (value, unit) = printed.figure {
      judgeFigure(hole, value, unit)
      emission.print(hole, insertion: document.insertions.count - 1)
      previousFigure = (hole.place.range.upperBound, value, unit)
      document.figures.append(Figure(place: hole.place, printed: printed.text, value: value, unit: unit))
    } else if !settings.isRedacted, !hides(hole.expression) {
      if case .year = hole.expression.type, case .scalar(.year(let year)) = value(hole.expression) {
        printedYear = SaidYear.Printed(range: hole.place.range, year: year)
      }
      emission.printText(hole, insertion: document.insertions.count - 1)
      if case .list = hole.expression.type {
        judgeListedNames(hole)
        judgeTopNames(hole)
      }
    }
  }

  /// Writes a minus before the currency sign that stands before its hole, as English has it: -£11.
  private mutating func moveSign(_ printed: inout Printed, _ hole: Hole) {
    guard program.language == .english, case .text(let text) = printed.insertion, text.hasPrefix("-"),
      let sign = hole.form.unit.flatMap({ Unit.signed($0.name) })?.sign.utf8, !hole.form.printsUnit
    else { return }
    let (start, count) = (hole.place.range.lowerBound, document.text.count)
    guard start >= sign.count, program.bytes[start - sign.count..<start].elementsEqual(sign),
      count >= sign.count, document.text[(count - sign.count)...].elementsEqual(sign)
    else { return }
    // US$ is one word.
    let before = count > sign.count ? document.text[count - sign.count - 1] : 0x0A
    guard before == 0x20 || before == 0x0A || before == UInt8(ascii: "(") || before == UInt8(ascii: "*") else { return }
    document.text.insert(UInt8(ascii: "-"), at: count - sign.count)
    printed.insertion = .text(String(text.dropFirst()))
  }

  /// What stands for a hole without a value, so that it is never a blank.
  private mutating func lost(_ hole: Hole) -> Printed {
    if !settings.isPartial, !diagnostics.hasErrors { reportMissing(hole) }
    return masked(hole)
  }

  private mutating func emitProblem(_ index: Int, _ items: [Item], _ place: BlockPlace) {
    guard nextDecision < decisions.count else { return }
    let isKept = decisions[nextDecision]
    nextDecision += 1
    let problem = program.problems[index]
    guard isKept else {
      document.problems.append(ProblemStatement(name: problem.name, place: problem.place, number: nil))
      return
    }
    keptCount += 1
    if let name = problem.name { emittedAnchors[name] = problem.place }
    document.problems.append(ProblemStatement(name: problem.name, place: problem.place, number: keptCount))
    emitRegion(.problem(name: problem.name, number: keptCount), items, place)
  }

  /// Items between the marks of a region, each mark a paragraph of its own.
  private mutating func emitRegion(_ kind: Region.Kind, _ items: [Item], _ place: BlockPlace) {
    let index = document.regions.count
    document.regions.append(Region(kind: kind, place: place.place, joinsParagraph: followsText))
    emitMark(.open, index, place)
    emit(items)
    emitMark(.close, index, place)
  }

  private mutating func emitMark(_ mark: Mark, _ index: Int, _ place: BlockPlace) {
    document.text.append(contentsOf: [0x0A, 0x0A])
    document.runs.append(SourceRun(offset: document.text.count, sourceOffset: place.indent.lowerBound))
    document.text.append(contentsOf: program.bytes[place.indent])
    Mark.append(mark, index, to: &document.text)
    document.text.append(contentsOf: [0x0A, 0x0A])
  }

  /// True where the line before is no blank one, so that what follows would go on with its paragraph.
  private var followsText: Bool {
    guard document.text.count > 1, document.text.last == 0x0A else { return false }
    // A line of blanks is blank too, and a carriage return before the line feed is none of it.
    var end = document.text.count - 1
    while end > 0, [0x20, 0x09, 0x0D].contains(document.text[end - 1]) { end -= 1 }
    return end > 0 && document.text[end - 1] != 0x0A
  }

  /// The title's pieces.
  mutating func insertions(_ pieces: [TextPiece]) -> [Insertion] {
    var result: [Insertion] = []
    // Neighbouring texts are one text, so that no blank stands at the end of one.
    func append(_ insertion: Insertion) {
      if case .text(let text) = insertion, case .text(let before)? = result.last {
        result[result.count - 1] = .text(before + text)
      } else {
        result.append(insertion)
      }
    }
    for piece in pieces {
      switch piece {
      case .text(let text): append(.text(text))
      case .hole(let hole):
        guard let printed = print(hole) else { continue }
        if recorder != nil { record(hole, printed, insertion: nil) }
        append(printed.insertion)
        if !printed.suffix.isEmpty { append(.text(printed.suffix)) }
      }
    }
    return result
  }

  mutating func reportAbsentReference(_ reference: (name: String, place: Place)) {
    report(
      .referenceAbsent, reference.place, en: "‘\(reference.name)’ is cited, but the data does not keep it",
      zh: "引用了“\(reference.name)”，但按数据它没有出现",
      notes: [
        Message(
          en: "cite it inside a ‘when’ with the same condition", zh: "把引用放进条件相同的“当”里")
      ])
  }
}
