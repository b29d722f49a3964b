import ArgumentParser
import Evrep
import EvrepSource

/// `evrep git pre-commit`: the reports of which something is staged, laid out and without errors.
struct GitPreCommit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-commit",
    abstract: say("Check the layout and content of the reports that are staged.", "检查暂存的报告的排列和内容。"),
    discussion: say(
      """
      EXAMPLES
        evrep git pre-commit          what the hook runs before a commit

      What is looked at is what the commit would hold, not the work tree. Reports are
      built with their data; one whose data alone changes is built too. Data that git
      does not hold, and parameters without a value, are no errors here.

      Exit status: 0 clean, 1 a report is not laid out or has errors, 2 this is no
      repository, 3 a file could not be read.
      """,
      """
      示例
        evrep git pre-commit          提交前由钩子运行

      检查的是将要提交的内容，而不是工作区。报告连同数据一起编译，只有数据变动的
      报告也编译。不在 git 中的数据、没有给值的参数，在此不算错误。

      退出状态：0 正常，1 报告未整理或有错误，2 这里不是仓库，
      3 文件无法读取。
      """))

  @OptionGroup(title: say("Messages", "消息")) var messages: MessageFlags

  func run() throws {
    let world = DiskWorld()
    do {
      let repository = try GitRepository(containing: ".")
      let changed = Set(try repository.stagedFiles(matching: "*"))
      guard !changed.isEmpty else { return }
      let reports = try repository.indexedFiles(matching: "*.evrep")
      guard !reports.isEmpty else { return }
      let staged = try GitWorld(repository, commit: try repository.stagedTree())
      let isLaid = try reports.filter(changed.contains).map { try isLaidOut($0, staged, world) }
      let found = try reports.compactMap { try findings($0, changed, staged) }
      try messages.print(found, world)
      if isLaid.contains(false) || found.contains(where: \.diagnostics.hasErrors) {
        throw ExitStatus.reportHasErrors
      }
    } catch let failure as GitRepository.Failure {
      throw Diff.wrongUse(.git(failure))
    } catch let error as WorldError {
      world.writeStandardError("evrep: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }

  /// What is found in a report of which some file changes; nil for another.
  ///
  /// Data that git does not hold, and values that only the command line gives, are nothing that a commit lacks.
  private func findings(_ path: String, _ changed: Set<String>, _ staged: GitWorld) throws -> Findings? {
    let source = try staged.read(path, within: nil, limit: 1 << 28)
    var options = CompileOptions()
    options.searchesRepairs = true
    let compilation = compile(path, source: source, options: options, world: staged)
    guard compilation.sources.files.contains(where: { changed.contains($0.path) }) else { return nil }
    var findings = compilation.findings
    let outside: Set<DiagnosticCode> = [.fileNotFound, .parameterMissing]
    if findings.diagnostics.contains(where: { outside.contains($0.code) }) {
      // Of these the check of the sources alone finds modules.
      let checked = Set(check(path, source: source, options: options, world: staged).diagnostics)
      findings = Findings(
        findings.diagnostics.filter { !outside.contains($0.code) || checked.contains($0) }, findings.sources,
        findings.outline)
    }
    return findings
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
