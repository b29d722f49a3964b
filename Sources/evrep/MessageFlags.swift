import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// How messages are printed: what the subcommands that report findings have in common.
struct MessageFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The form of messages: terminal, short, json, sarif, github or gitlab.",
      discussion: "json, sarif and gitlab go to standard output, the others to standard error."))
  var format: String?

  @Option(help: ArgumentHelp("Print at most so many errors and so many warnings; 0 for all.", valueName: "count"))
  var maxErrors: Int?

  @Option(help: "The language of messages, en or zh; the locale's if left out.")
  var lang: String?

  func validate() throws {
    try MessageLanguage.validate(lang)
    if let format, MessageFormat(rawValue: format) == nil {
      let names = MessageFormat.allCases.map(\.rawValue)
      let nearest = Nearest.match(for: format, in: names).map { "; did you mean ‘\($0)’?" } ?? ""
      throw ValidationError("--format is \(names.joined(separator: ", ")), not ‘\(format)’\(nearest)")
    }
    if let maxErrors, maxErrors < 0 { throw ValidationError("--max-errors is a number from 0 on, not \(maxErrors)") }
  }

  /// The form that is asked for.
  var messageFormat: MessageFormat { format.flatMap(MessageFormat.init) ?? .terminal }

  /// The language that is asked for, else the locale's.
  var language: MessageLanguage { .chosen(lang) }

  /// What these ask for, of messages to standard error.
  var options: MessageOptions {
    var options = MessageOptions(format: messageFormat, language: language)
    options.isColored = Terminal.isColored(STDERR_FILENO)
    options.hasHints = isatty(STDERR_FILENO) == 1
    options.width = Terminal.width(STDERR_FILENO) ?? TerminalEmitter.usualWidth
    let language = language
    options.describeRule = { Catalogue.description(of: $0, in: language) }
    if let maxErrors { options.limit = maxErrors == 0 ? nil : maxErrors }
    return options
  }

  /// Prints findings where their form belongs.
  func print(_ reports: [Findings], _ world: some World) throws {
    let text = messages(reports, options)
    guard messageFormat.isDocument else { return world.writeStandardError(text) }
    do { try world.writeStandardOutput(Array(text.utf8)) } catch {
      world.writeStandardError("evrep: standard output: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }
}
