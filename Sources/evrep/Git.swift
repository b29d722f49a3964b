import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// `evrep git`: what git offers, set up for reports and their data.
struct Git: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git", abstract: "Set git up for reports: word diffs, diffs of data cells, a check before a commit.",
    discussion: """
      EXAMPLES
        evrep git install --dry-run      what would be written, and where
        evrep git install                git diff knows reports and data files; commits are checked
        evrep git install --shared       the file patterns go into .gitattributes, which others get too
        git diff --word-diff             the words and figures of reports that changed
        evrep git uninstall              everything as it was
      """,
    subcommands: [GitInstall.self, GitUninstall.self, GitTextconv.self, GitPreCommit.self])
}

/// `evrep git textconv`: a data file as git compares it.
struct GitTextconv: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "textconv", abstract: "Print the cells of a workbook or database, one a line.",
    discussion: """
      EXAMPLES
        evrep git textconv data/schools.xlsx

      A line is named by the first cell of its row and the header of its column. Hidden sheets are listed; formulas by \
      their values. What cannot be read is said in a line. Exit status: 0 printed, 3 the file could not be read.
      """)

  @Argument(help: "The file.", completion: .file())
  var file: String

  func run() throws {
    let world = DiskWorld()
    do throws(WorldError) {
      try world.writeStandardOutput(cellText(try world.read(file, within: nil, limit: 1 << 28)))
    } catch {
      world.writeStandardError("evrep: \(file): \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }
}

/// `evrep git pre-commit`: the staged reports, laid out and without errors.
struct GitPreCommit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-commit", abstract: "Check the layout and the content of the reports that are staged.",
    discussion: """
      It is what the hook runs. What is looked at is what the commit would hold, not the work tree. Exit status: 0 \
      clean, 1 a report is not laid out or has errors, 2 this is no repository, 3 a file could not be read.
      """)

  @OptionGroup var messages: MessageFlags

  func run() throws {
    let world = DiskWorld()
    do {
      let repository = try GitRepository(containing: ".")
      let paths = try repository.stagedFiles(matching: "*.evrep")
      guard !paths.isEmpty else { return }
      let staged = try GitWorld(repository, commit: try repository.stagedTree())
      let isLaid = try paths.map { try isLaidOut($0, staged, world) }
      let compilations = try paths.map { path in
        check(
          path, source: try staged.read(path, within: nil, limit: 1 << 28), options: CompileOptions(), world: staged)
      }
      try messages.print(compilations.map(\.findings), world)
      if isLaid.contains(false) || SharedOptions.status(compilations) != nil { throw ExitStatus.reportHasErrors }
    } catch let failure as GitRepository.Failure {
      throw Diff.wrongUse(.git(failure))
    } catch let error as WorldError {
      world.writeStandardError("evrep: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }

  private func isLaidOut(_ path: String, _ staged: GitWorld, _ world: DiskWorld) throws -> Bool {
    let bytes = try staged.read(path, within: nil, limit: 1 << 28)
    let formatted = formatSource(path, bytes)
    // What has errors of syntax cannot be laid out: the check says them.
    let isLaid = formatted.isRefused || formatted.text == bytes
    if !isLaid { world.writeStandardError("\(path): not laid out: run evrep fmt, then git add\n") }
    return isLaid
  }
}
