/// What a compile begins to do, for those who watch it.
public enum CompileStep: Sendable, Hashable {
  /// Reads and checks the report at this path with its modules.
  case checking(String)
  /// Reads this data file.
  case loading(String)
  case evaluating
  case rendering
  /// Runs the scenario of this name.
  case testing(String)
}
