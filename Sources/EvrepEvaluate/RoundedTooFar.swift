import EvrepCheck
import EvrepSource
import EvrepUnits

/// How far the printed figure may be from the exact one where a word lets it be rounded one way.
///
/// 近2万 is read as hardly less than 20000, so that the exact figure is nine tenths of it at least. 超过1万 and 1万余 leave
/// more open, but from half as much again on the next round number is nearer. “Less than 3” is a bound: half of it is enough, and
/// of a percentage anything.
extension ClaimedValue {
  func isTooFar(_ printed: Number, isUp: Bool, isBound: Bool = false) -> Bool {
    if isBound, isUp, unit.kind == .ratio { return false }
    let limit = isUp ? isBound ? Self.boundLimit : Self.upLimit : Self.downLimit
    guard exact != printed, let nearest = try? printed.multiplied(by: limit) else { return false }
    return isUp ? exact < nearest : exact >= nearest
  }

  private static let boundLimit = Number(decimal: "0.5") ?? .one
  private static let upLimit = Number(decimal: "0.9") ?? .one
  private static let downLimit = Number(decimal: "1.5") ?? .one

  /// The format that leaves the figure rounded, and not too far: with fewer decimals, else with fewer digits; nil where
  /// there is none.
  func coarserFormat(isUp: Bool) -> Message? {
    let rule: RoundingRule = isUp ? .up : .down
    func suits(_ text: String) -> Bool {
      guard let printed = Number(decimal: text) else { return false }
      return printed != exact && !isTooFar(printed, isUp: isUp)
    }
    let decimals = exact.decimalsNeeded(limit: 18) ?? 18
    for fewer in stride(from: decimals - 1, through: 0, by: -1)
    where suits(exact.formatted(decimals: fewer, rule: rule)) {
      return Message(en: "or ask for fewer decimals: ‘{…: .\(fewer)}’", zh: "或少留小数：“{…: .\(fewer)}”")
    }
    for digits in stride(from: 3, through: 1, by: -1) where suits(exact.formatted(significant: digits, rule: rule)) {
      return Message(
        en: "or ask for fewer digits: {…: \(digits) digits}", zh: "或少留有效数字：{…: \(digits) 位}")
    }
    return nil
  }

  /// What a word cannot be told from, for a message.
  func tooFarNote(isUp: Bool) -> Message {
    isUp
      ? Message(
        en: "the exact figure has to be nine tenths of the printed one at least; ask for more decimals",
        zh: "实际数至少要有印出数的九成；可多留小数")
      : Message(
        en: "the exact figure has to be less than half as much again as the printed one; ask for more decimals",
        zh: "实际数应不到印出数的一倍半；可多留小数")
  }
}
