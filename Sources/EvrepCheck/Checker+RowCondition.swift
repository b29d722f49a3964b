import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  /// The condition of `skip where`, on the texts of a row's cells; nil, reported, where texts cannot decide it.
  mutating func rowCondition(_ node: SyntaxNode, _ fields: [Field]) -> RowCondition? {
    let operands = node.expressions
    switch node.kind {
    case .parenthesized: return operands.first.flatMap { rowCondition($0, fields) }
    case .notExpression: return operands.first.flatMap { rowCondition($0, fields) }.map(RowCondition.not)
    case .andExpression, .orExpression:
      let conditions = operands.compactMap { rowCondition($0, fields) }
      guard conditions.count == operands.count else { return nil }
      return node.kind == .andExpression ? .all(conditions) : .any(conditions)
    case .comparison: return comparison(node, operands, fields)
    case .membership:
      guard let subject = operands.first, let field = field(subject, fields), let list = node.first(.arguments) else {
        return nil
      }
      return choices(list.expressions).map { .isOne(field: field, of: $0) }
    case .missingTest:
      guard let field = operands.first.flatMap({ self.field($0, fields) }) else { return nil }
      return node.has(.not) ? .not(.isMissing(field: field)) : .isMissing(field: field)
    case .call:
      guard let name = node.name, Builtin.named(name.text) == .contains, let list = node.first(.arguments)?.expressions,
        list.count == 2
      else { break }
      guard let field = field(list[0], fields), let part = choices([list[1]])?.first else { return nil }
      return .contains(field: field, part)
    default: break
    }
    reportBadSkip(node)
    return nil
  }

  private mutating func comparison(_ node: SyntaxNode, _ operands: [SyntaxNode], _ fields: [Field]) -> RowCondition? {
    guard operands.count == 2, let sign = node.children.first(where: { $0.kind == .equal || $0.kind == .notEqual })
    else {
      reportBadSkip(node)
      return nil
    }
    guard let field = field(operands[0], fields), let texts = choices([operands[1]]) else { return nil }
    let condition = RowCondition.isOne(field: field, of: texts)
    return sign.kind == .equal ? condition : .not(condition)
  }

  /// The index of the field that a name spells.
  private mutating func field(_ node: SyntaxNode, _ fields: [Field]) -> Int? {
    guard node.kind == .nameExpression else {
      reportBadSkip(node)
      return nil
    }
    let name = node.text
    guard let index = fields.firstIndex(where: { $0.name.isSpelled(like: name) }) else {
      // The schema is the one that is being declared.
      if !isFieldLost(name, of: SchemaID(program.schemas.count)) { reportUnknownField(node, among: fields.map(\.name)) }
      return nil
    }
    return index
  }

  /// The texts of strings without holes.
  private mutating func choices(_ nodes: [SyntaxNode]) -> [String]? {
    var texts: [String] = []
    for node in nodes {
      guard let text = node.plainString else {
        reportTextRequired(node)
        return nil
      }
      texts.append(text)
    }
    return texts
  }
}
