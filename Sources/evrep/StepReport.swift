import Evrep
import EvrepSource
import Glibc

/// Tells of the steps of compiles: on a line of its own each where the user asks for it, else by the progress line.
struct StepReport {
  let isVerbose: Bool
  let language: MessageLanguage

  /// What a compile calls as each step begins.
  var handler: @Sendable (CompileStep) -> Void {
    let (isVerbose, language) = (isVerbose, language)
    return { step in
      let text = Self.text(step)[language]
      guard isVerbose else { return ProgressLine.show(text) }
      DiskWorld().writeStandardError("evrep: \(Self.elapsed()) \(text)\n")
    }
  }

  private static func text(_ step: CompileStep) -> Message {
    switch step {
    case .checking(let path): Message(en: "checking \(path)", zh: "检查 \(path)")
    case .loading(let path): Message(en: "reading \(path)", zh: "读取 \(path)")
    case .evaluating: Message(en: "evaluating", zh: "求值")
    case .rendering: Message(en: "rendering", zh: "排版")
    case .testing(let name): Message(en: "testing \(name)", zh: "测试 \(name)")
    }
  }

  /// The processor time of the run so far, in milliseconds with one decimal: `  12.3 ms`.
  private static func elapsed() -> String {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    let tenths = Int(time.tv_sec) * 10_000 + Int(time.tv_nsec) / 100_000
    let text = "\(tenths / 10).\(tenths % 10) ms"
    return String(repeating: " ", count: max(0, 10 - text.utf8.count)) + text
  }
}
