import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// How messages are printed: what the subcommands that report findings have in common.
struct MessageFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say(
        "The form of messages: terminal, short, json, sarif, github or gitlab.",
        "消息的形式： terminal short json sarif github gitlab"),
      discussion: say(
        "json, sarif and gitlab go to standard output, the others to standard error.",
        "json、sarif、gitlab 写到标准输出，其余写到标准错误。")),
    completion: .list(MessageFormat.allCases.map(\.rawValue)))
  var format: String?

  // A dash may begin the value, so that what is said of it is what is wrong with it.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      say("Print at most so many errors and so many warnings; 0 for all.", "错误和警告各最多列出这么多；0 为全部。"), valueName: "count"))
  var maxErrors: Int?

  @Option(
    help: ArgumentHelp(
      say("The language of messages and outputs, en or zh; the locale's if left out.", "消息和输出的语言，en 或 zh；默认随系统。")),
    completion: .list(MessageLanguage.allCases.map(\.rawValue)))
  var lang: String?

  @Flag(name: .shortAndLong, help: ArgumentHelp(say("Print errors alone, no warnings.", "只列出错误，不列警告。")))
  var quiet = false

  func validate() throws {
    if let lang, MessageLanguage(rawValue: lang) == nil {
      throw ValidationError(en: "--lang is en or zh, not ‘\(lang)’", zh: "--lang 应为 en 或 zh，而不是“\(lang)”")
    }
    if let format, MessageFormat(rawValue: format) == nil {
      let names = MessageFormat.allCases.map(\.rawValue)
      let nearest = Nearest.match(for: format, in: names)
      throw ValidationError(
        en: "--format is \(names.joined(separator: ", ")), not ‘\(format)’"
          + (nearest.map { "; did you mean ‘\($0)’?" } ?? ""),
        zh: "--format 应为 \(names.joined(separator: "、"))，而不是“\(format)”" + (nearest.map { "；是否指“\($0)”？" } ?? ""))
    }
    if let maxErrors, maxErrors < 0 {
      throw ValidationError(
        en: "--max-errors is a number from 0 on, not \(maxErrors)", zh: "--max-errors 应为不小于 0 的数，而不是 \(maxErrors)")
    }
  }

  /// Refuses messages that would stand in one stream with an output of another form.
  func validate(outputIsStandard isStandard: Bool) throws {
    guard isStandard, messageFormat.isDocument else { return }
    throw ValidationError(
      en: "messages as \(messageFormat.rawValue) and an output both go to standard output",
      zh: "\(messageFormat.rawValue) 形式的消息与输出都写到标准输出")
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

  /// Prints findings in the form that is asked for, where that belongs; errors alone, where that is asked for.
  func print(_ reports: [Findings], _ world: some World) throws {
    ProgressLine.stop()
    defer { ProgressLine.start() }
    let shown = reports.map { report in
      Findings(
        quiet ? report.diagnostics.filter { $0.severity == .error } : report.diagnostics, report.sources, report.outline
      )
    }
    let text = messages(shown, options)
    guard messageFormat.isDocument else { return world.writeStandardError(text) }
    do { try world.writeStandardOutput(Array(text.utf8)) } catch {
      world.writeStandardError("evrep: standard output: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }
}
