import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// `evrep explain`: what a code of a message means.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a code, such as EV0304 or W010.",
    discussion: """
      Prints what the code means, a report that is wrong with what the compiler says of it, the same put right, and why \
      the rule is there.
      """)

  @Argument(help: "The code, as it stands in brackets in a message.")
  var code: String

  @Option(help: "The language of the page, en or zh; the locale's if left out.")
  var lang: String?

  func validate() throws {
    if let lang, MessageLanguage(rawValue: lang) == nil {
      throw ValidationError("--lang is en or zh, not ‘\(lang)’")
    }
  }

  func run() throws {
    let world = DiskWorld()
    var options = MessageOptions(language: MessageLanguage.chosen(lang))
    options.isColored = Terminal.isColored(STDOUT_FILENO)
    options.width = Terminal.width(STDOUT_FILENO) ?? TerminalEmitter.usualWidth
    guard let text = Catalogue.explanation(of: code, options: options) else {
      let nearest = Nearest.match(for: code, in: DiagnosticCode.allCases.map(\.rawValue))
      throw ValidationError("no message has the code ‘\(code)’" + (nearest.map { "; did you mean ‘\($0)’?" } ?? ""))
    }
    do { try world.writeStandardOutput(Array(text.utf8)) } catch {
      world.writeStandardError("evrep: standard output: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }
}
