import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  /// Checks what scenarios set and expect. They are run by `evrep test`, not by a build.
  mutating func checkScenarios(_ declarations: [SyntaxNode]) {
    let scope = Scope(module: Self.reportModule)
    for declaration in declarations where declaration.kind == .scenarioDeclaration {
      for step in declaration.children {
        let parts = step.expressions
        switch step.kind {
        case .setStep:
          guard parts.count == 2 else { continue }
          let target = checkExpression(parts[0], scope, expected: nil)
          _ = converted(checkExpression(parts[1], scope, expected: target.type), to: target.type, parts[1])
        case .expectStep:
          if step.has(.problem), let name = step.name { references.append((name.text, name.place)) }
          let isCondition = !step.has(.printed) && !step.has(.sentence) && !step.has(.problem) && !step.has(.failure)
          if isCondition, let condition = parts.first { _ = checkCondition(condition, scope) }
          if step.has(.printed), let value = parts.first { _ = checkExpression(value, scope, expected: nil) }
        default: break
        }
      }
    }
  }
}
