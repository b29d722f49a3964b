import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// What `evrep explain EV0304` prints: the page of a code.
struct CodePage {
  let code: String

  /// nil where the word is no code, but the path of a report.
  init?(_ word: String) {
    let letters = word.prefix { $0.isLetter }.uppercased()
    let digits = word.dropFirst(letters.count)
    guard ["EV", "W"].contains(letters), !digits.isEmpty, digits.allSatisfy(\.isNumber) else { return nil }
    code = word
  }

  func print(_ messages: MessageFlags, _ world: DiskWorld) throws {
    var options = MessageOptions(language: messages.language)
    options.isColored = Terminal.isColored(STDOUT_FILENO)
    options.width = Terminal.width(STDOUT_FILENO) ?? TerminalEmitter.usualWidth
    guard let text = Catalogue.explanation(of: code, options: options) else {
      let nearest = Nearest.match(for: code, in: DiagnosticCode.allCases.map(\.rawValue))
      throw ValidationError(
        en: "no message has the code ‘\(code)’" + (nearest.map { "; did you mean ‘\($0)’?" } ?? ""),
        zh: "没有代码为“\(code)”的消息" + (nearest.map { "；是否指“\($0)”？" } ?? ""))
    }
    do { try world.writeStandardOutput(Array(text.utf8)) } catch {
      world.writeStandardError("evrep: standard output: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }
}
