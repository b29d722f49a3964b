import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Conditions that come out one way whatever the data says: a > 5 and a < 3, x >= 0 or x < 0, 类型 = 小学 且 类型 = 初中.
struct DecidedCondition {
  /// The value that is compared with literals, as the source spells it.
  let subject: String
  /// True where the condition always holds, false where it never does.
  let holds: Bool

  /// More comparisons than these are not looked at.
  private static let limit = 64

  /// A comparison of one value with a literal, or with itself.
  private struct Domain {
    var constants: [Number] = []
    var type = Type.bool
    /// True for a count or an amount without its sign.
    var isNotNegative = false
    /// True where it is somewhere said to differ.
    var differs = false
  }

  /// - Parameter spelled: the source of an expression, without blanks.
  init?(_ condition: Expression, _ program: borrowing Program, spelled: (Expression) -> String) {
    if Self.isOpen(condition, program) { return nil }
    var reader = Reader()
    reader.collect(condition, program, spelled)
    guard reader.count <= Self.limit else { return nil }
    for (subject, domain) in zip(reader.subjects, reader.domains) {
      let samples = Self.samples(domain)
      let outcome = samples.first.flatMap { Self.truth(condition, subject, $0, reader.texts, spelled) }
      let isDecided = samples.dropFirst().allSatisfy {
        Self.truth(condition, subject, $0, reader.texts, spelled) == outcome
      }
      guard let holds = outcome, isDecided else { continue }
      // Every case may well be named: primary or secondary.
      if holds, !domain.differs, case .enumeration = domain.type.settled { continue }
      (self.subject, self.holds) = (subject, holds)
      return
    }
    return nil
  }

  /// True for one comparison of a value with a literal where the value may lie on both sides of it: most conditions are that.
  private static func isOpen(_ condition: Expression, _ program: borrowing Program) -> Bool {
    guard case .comparison(let operands, let operators) = condition.operation, operands.count == 2,
      isLiteral(operands[0]) != isLiteral(operands[1])
    else { return false }
    let subject = isLiteral(operands[0]) ? operands[1] : operands[0]
    let isEquality = operators == [.equal] || operators == [.notEqual]
    switch subject.type.settled {
    case .quantity, .year, .date: return !isNotNegative(subject, program)
    case .enumeration(let enumeration): return isEquality && enumeration.cases.count > 1
    case .text: return isEquality
    default: return false
    }
  }

  /// True for a count or an amount without its sign.
  private static func isNotNegative(_ subject: Expression, _ program: borrowing Program) -> Bool {
    switch subject.resolved(in: program).operation {
    case .call(.count, _), .call(.abs, _): true
    default: false
    }
  }

  /// What is compared, and with what.
  private struct Reader {
    var subjects: [String] = []
    var domains: [Domain] = []
    var texts: [String] = []
    var count = 0

    mutating func collect(_ condition: Expression, _ program: borrowing Program, _ spelled: (Expression) -> String) {
      guard count <= DecidedCondition.limit else { return }
      switch condition.operation {
      case .and(let parts), .or(let parts): for part in parts { collect(part, program, spelled) }
      case .not(let inner): collect(inner, program, spelled)
      case .comparison(let operands, let operators):
        for (left, right) in zip(operands, operands.dropFirst()) {
          add(left, right, program, spelled, differs: operators.contains(.notEqual))
        }
      case .membership(let subject, let choices): for choice in choices { add(subject, choice, program, spelled) }
      default: break
      }
    }

    private mutating func add(
      _ left: Expression, _ right: Expression, _ program: borrowing Program, _ spelled: (Expression) -> String,
      differs: Bool = false
    ) {
      count += 1
      for (subject, other) in [(left, right), (right, left)] where !DecidedCondition.isLiteral(subject) {
        if case .constant(.text(let text)) = other.operation, !texts.contains(text) { texts.append(text) }
        guard let constant = DecidedCondition.literal(other, texts) else { continue }
        let name = spelled(subject)
        guard !name.isEmpty else { continue }
        let index = subjects.firstIndex(of: name) ?? subjects.endIndex
        if index == subjects.endIndex {
          subjects.append(name)
          domains.append(
            Domain(type: subject.type, isNotNegative: DecidedCondition.isNotNegative(subject, program)))
        }
        domains[index].constants.append(constant)
        if differs { domains[index].differs = true }
      }
    }
  }

  private static func isLiteral(_ expression: Expression) -> Bool {
    switch expression.operation {
    case .constant: true
    case .negation(let inner): isLiteral(inner)
    default: false
    }
  }

  /// A literal as a number: a text by its place among those that are compared.
  private static func literal(_ expression: Expression, _ texts: [String]) -> Number? {
    switch expression.operation {
    case .constant(.number(let number)): number
    case .constant(.year(let value)), .constant(.date(let value)), .constant(.enumeration(let value)): Number(value)
    case .constant(.text(let text)): texts.firstIndex(of: text).map { Number($0) }
    case .negation(let inner): literal(inner, texts).map(\.negated)
    default: nil
    }
  }

  /// Values of which one behaves as any other would: the constants, and what lies between and beyond them.
  private static func samples(_ domain: Domain) -> [Number] {
    let constants = Set(domain.constants).sorted()
    switch domain.type.settled {
    case .enumeration(let enumeration): return enumeration.cases.indices.map { Number($0) }
    case .text: return constants + [Number(-1)]
    case .quantity, .year, .date: break
    default: return []
    }
    let half = Number(mantissa: 5, decimals: 1)
    var samples: [Number] = []
    for (index, constant) in constants.enumerated() {
      guard let before = try? constant.subtracting(.one), let behind = try? constant.adding(.one) else { return [] }
      samples += [before, constant, behind]
      if index > 0, case .quantity = domain.type.settled,
        let middle = (try? constants[index - 1].adding(constant)).flatMap({ try? $0.multiplied(by: half) })
      {
        samples.append(middle)
      }
    }
    return domain.isNotNegative ? samples.filter { $0.signum >= 0 } + [.zero] : samples
  }

  /// What a condition comes to where the subject has a value; nil where other values decide.
  private static func truth(
    _ condition: Expression, _ subject: String, _ value: Number, _ texts: [String], _ spelled: (Expression) -> String
  ) -> Bool? {
    func truth(_ expression: Expression) -> Bool? { Self.truth(expression, subject, value, texts, spelled) }
    func number(_ expression: Expression) -> Number? {
      isLiteral(expression) ? literal(expression, texts) : spelled(expression) == subject ? value : nil
    }
    switch condition.operation {
    case .not(let inner): return truth(inner).map { !$0 }
    case .and(let parts): return all(parts.map(truth))
    case .or(let parts): return all(parts.map { truth($0).map { !$0 } }).map { !$0 }
    case .comparison(let operands, let operators):
      return all(
        zip(operators, zip(operands, operands.dropFirst())).map { comparison, pair in
          // Literals alone are a writer's switch.
          guard !isLiteral(pair.0) || !isLiteral(pair.1), let left = number(pair.0), let right = number(pair.1)
          else { return nil }
          switch comparison {
          case .equal: return left == right
          case .notEqual: return left != right
          case .less: return left < right
          case .lessEqual: return left <= right
          case .greater: return left > right
          case .greaterEqual: return left >= right
          case .withinRounding: return nil
          }
        })
    case .membership(let member, let choices):
      guard let member = number(member) else { return nil }
      return all(choices.map { number($0).map { $0 != member } }).map { !$0 }
    default: return nil
    }
  }

  private static func all(_ outcomes: [Bool?]) -> Bool? {
    if outcomes.contains(false) { return false }
    return outcomes.contains(nil) ? nil : true
  }
}

extension Checker {
  /// A condition that the data does not decide, said once of each place.
  mutating func checkDecided(_ condition: Expression) {
    switch condition.operation {
    case .and, .or, .comparison, .membership, .not: break
    default: return
    }
    // Not the checker itself, which the closure would copy.
    let modules = modules
    let decided = DecidedCondition(condition, program) { expression in
      let range = expression.start..<expression.place.range.upperBound
      guard let module = modules.first(where: { $0.tree.file == expression.place.file }),
        range.upperBound <= module.tree.bytes.count
      else { return "" }
      return Self.withoutBlanks(module.tree.bytes[range])
    }
    guard let decided, decidedPlaces.insert(condition.place).inserted else { return }
    let subject = decided.subject
    report(
      .decidedCondition, condition.place,
      en: decided.holds ? "this holds whatever ‘\(subject)’ is" : "this holds for no value of ‘\(subject)’",
      zh: decided.holds ? "无论“\(subject)”是多少，这个条件都成立" : "无论“\(subject)”是多少，这个条件都不成立")
  }

  private static func withoutBlanks(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    // White space is a control, a space, or begins with one of these bytes; Unicode's tables take long to ask.
    let mayHoldBlanks = bytes.contains { $0 <= 0x20 || [0xC2, 0xE1, 0xE2, 0xE3].contains($0) }
    guard mayHoldBlanks else { return text }
    // Words stay apart: count(t where x=1).
    var result = ""
    var isApart = false
    for character in text {
      if character.isWhitespace {
        isApart = true
        continue
      }
      if isApart, let last = result.last, isPartOfWord(last), isPartOfWord(character) { result.append(" ") }
      isApart = false
      result.append(character)
    }
    return result
  }

  private static func isPartOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
