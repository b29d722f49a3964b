import ArgumentParser
import EvrepSource
import Glibc

/// The command `evrep`.
@main
struct EvrepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evrep",
    abstract: "Compile reports of prose and figures.",
    discussion: """
      evrep build report.evrep            writes report.html and report.md beside the source
      evrep build report.evrep -o - --to md   prints the Markdown
      evrep check report.evrep            checks names, types and units; reads no data
      evrep fmt report.evrep              lays its text out, a sentence a line
      evrep test report.evrep             runs the report's scenarios
      evrep explain EV0304                explains a code that a message has
      evrep explain report.evrep --at 12  shows why what stands on line 12 is what it is
      evrep trace report.evrep            shows where every figure comes from
      evrep git install                   makes git diff and git commit know reports
      """,
    version: EvrepVersion.text,
    subcommands: [
      Build.self, Check.self, Fmt.self, Test.self, Explain.self, Trace.self, Diff.self, New.self, SchemaCommand.self,
      Git.self,
    ])

  /// Runs the command. Exit status: 0 clean, 1 a report has errors, 2 wrong use, 3 a file could not be read or written.
  static func main() {
    do {
      var command = try named(CommandLine.arguments.dropFirst()) ?? parseAsRoot()
      ProgressLine.start()
      defer { ProgressLine.stop() }
      try command.run()
    } catch let status as ExitStatus {
      Glibc.exit(status.rawValue)
    } catch {
      let isHelp = exitCode(for: error) == .success
      let text = fullMessage(for: error) + "\n"
      let world = DiskWorld()
      if isHelp { try? world.writeStandardOutput(Array(text.utf8)) } else { world.writeStandardError(text) }
      Glibc.exit(isHelp ? 0 : ExitStatus.wrongUse.rawValue)
    }
  }

  /// The subcommand that the first argument names, with its options; nil where it does not accept them.
  ///
  /// Parsed without the commands around it, which halves the time to start. Whatever else is asked, help, the version
  /// or with wrong options, is parsed from the root, which knows every command's full name.
  private static func named(_ arguments: ArraySlice<String>) -> (any ParsableCommand)? {
    guard let name = arguments.first,
      let command = configuration.subcommands.first(where: { $0.configuration.commandName == name })
    else { return nil }
    return try? command.parseAsRoot(Array(arguments.dropFirst()))
  }
}

/// How a run ends other than well.
enum ExitStatus: Int32, Error {
  case reportHasErrors = 1
  case wrongUse = 2
  case fileTrouble = 3
}
