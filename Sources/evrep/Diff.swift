import ArgumentParser
import Evrep
import EvrepReview
import EvrepSource
import Glibc

/// `evrep diff`: what changed for the reader of a report, and why.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: say("Compare two versions of a report: figures, problems, words.", "比较报告的两个版本：数、问题、文字。"),
    discussion: say(
      """
      EXAMPLES
        evrep diff old/report.evrep new/report.evrep   two files, or two folders
        evrep diff report.evrep                        last commit and work tree
        evrep diff HEAD~1 -- report.evrep              a commit and the work tree
        evrep diff v1 v2 -- Reports                    two commits; v1..v2 as well
        evrep diff v1:Reports/a.evrep a.evrep          one side from a commit
        evrep diff HEAD~1 --to md -- report.evrep      for a merge request
        evrep diff HEAD~1 -o redline.html -- report.evrep

      What is private is * on both sides, and none of its cells is named, unless
      --show-private asks for it.
      A commit's reports are compiled with the modules and data that it has.

      Exit status: 0 no difference, 1 there are differences, 2 a report has errors,
      or wrong use, 3 a file could not be read or written.
      """,
      """
      示例
        evrep diff old/report.evrep new/report.evrep   两个文件，或两个文件夹
        evrep diff report.evrep                        上次提交与工作区
        evrep diff HEAD~1 -- report.evrep              某次提交与工作区
        evrep diff v1 v2 -- Reports                    两次提交；也可写 v1..v2
        evrep diff v1:Reports/a.evrep a.evrep          一方取自某次提交
        evrep diff HEAD~1 --to md -- report.evrep      用于合并请求
        evrep diff HEAD~1 -o redline.html -- report.evrep

      保密内容在两方都印作 *，也不指出其单元格；
      写 --show-private 则照常比较。
      提交中的报告，用该提交自己的模块和数据编译。

      退出状态：0 没有差异，1 有差异，2 报告有错误或用法不对，
      3 文件无法读写。
      """))

  @Argument(
    help: ArgumentHelp(
      say(
        "Two files or folders, REV:PATH for those of a commit; or commits, with -- before the path.",
        "两个文件或文件夹，或 REV:PATH；或提交 -- 路径。"), valueName: "sides"),
    completion: .file())
  var words: [String]

  @Option(
    help: ArgumentHelp(
      say(
        "What to make; what the file's extension says if left out, else text.", "要什么；默认依扩展名。")))
  var to: Form?

  private var form: Form { to ?? Form(extensionOf: output) ?? .text }

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      say(
        "Where to write: a file, - for standard output, a folder/ for several pages.",
        "写到哪里：文件；- 为标准输出；几页时写“文件夹/”。")),
    completion: .file())
  var output: String?

  /// Where to write; nil for standard output.
  private var target: String? { output == "-" ? nil : output }

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(say("Give a parameter its value, on both sides.", "给参数一个值，两方都用。"), valueName: "name=value"))
  var settings: [String] = []

  @Flag(help: ArgumentHelp(say("Compare what is private too, which is * otherwise.", "保密内容也比较；否则印作 *。")))
  var showPrivate = false

  @OptionGroup(title: say("Messages", "消息")) var messages: MessageFlags

  /// What a comparison is written as.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case text, md, json, html
  }

  /// The words behind `--`, of which the parser keeps no note.
  private var paths: [String] {
    Array(words.suffix(CommandLine.arguments.drop { $0 != "--" }.dropFirst().count))
  }

  private var sides: [String] { words.dropLast(paths.count) }

  func validate() throws {
    try messages.validate(outputIsStandard: target == nil)
    if sides.count > 2 {
      throw ValidationError(en: "two sides are compared, not \(sides.count)", zh: "比较的是两方，而不是 \(sides.count) 方")
    }
    _ = try SharedOptions.parameters(settings)
  }

  func run() throws {
    let world = DiskWorld()
    var options = CompileOptions()
    options.parameters = try SharedOptions.parameters(settings)
    options.hidesPrivate = !showPrivate
    var diffs: [ReportDiff] = []
    var failed: [Compilation] = []
    for (old, new) in try pairs() {
      let (before, after) = (try reports(old, world), try reports(new, world))
      for report in (before + after.filter { !before.contains($0) }).sorted() {
        let left = before.contains(report) ? old.review(report, options: options) : nil
        let right = after.contains(report) ? new.review(report, options: options) : nil
        for side in [left, right] {
          guard let side, side.report == nil else { continue }
          failed.append(side.compilation)
        }
        guard left.map({ $0.report != nil }) ?? true, right.map({ $0.report != nil }) ?? true else { continue }
        guard let model = left?.report ?? right?.report, !model.isModule else { continue }
        diffs.append(
          ReportDiff(
            old: left?.report ?? .absent(old.name, as: model), new: right?.report ?? .absent(new.name, as: model)))
      }
    }
    try messages.print(failed.map(\.findings), world)
    try write(diffs, world)
    // What differs is status 1, so that a report with errors is not.
    if let status = SharedOptions.status(failed) { throw status == .fileTrouble ? status : ExitStatus.wrongUse }
    if diffs.contains(where: { !$0.isEmpty }) { throw ExitStatus.reportHasErrors }
  }

  // MARK: Sides

  /// What is compared with what.
  private func pairs() throws -> [(old: DiffSide, new: DiffSide)] {
    guard paths.isEmpty else {
      var revisions = sides
      if revisions.count == 1, let range = Self.range(revisions[0]) { revisions = range }
      return try paths.map { path in
        let old = try side(revision: revisions.first ?? "HEAD", path, isFromTop: false)
        guard revisions.count > 1 else { return (old, DiffSide(path: path)) }
        return (old, try side(revision: revisions[1], path, isFromTop: false))
      }
    }
    if sides.count == 1 {
      return [(try side(revision: "HEAD", sides[0], isFromTop: false), DiffSide(path: sides[0]))]
    }
    return [(try side(sides[0]), try side(sides[1]))]
  }

  /// `a..b` as two revisions; nil for anything else.
  private static func range(_ text: String) -> [String]? {
    let bytes = Array(text.utf8)
    guard bytes.count > 2 else { return nil }
    for at in 1..<bytes.count - 1 where bytes[at] == 0x2E && bytes[at + 1] == 0x2E {
      let (before, after) = (
        String(decoding: bytes[..<at], as: UTF8.self), String(decoding: bytes[(at + 2)...], as: UTF8.self)
      )
      return [before, after.isEmpty ? "HEAD" : after]
    }
    return nil
  }

  /// A side as the user names it: a path that is there, or `REV:PATH`.
  private func side(_ text: String) throws -> DiffSide {
    guard access(text, F_OK) != 0, let colon = text.firstIndex(of: ":"), colon > text.startIndex else {
      return DiffSide(path: text)
    }
    let (revision, path) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
    // As in git, a path that begins with a dot is seen from here.
    return try side(revision: revision, path, isFromTop: !path.hasPrefix("./") && !path.hasPrefix("../"))
  }

  private func side(revision: String, _ path: String, isFromTop: Bool) throws -> DiffSide {
    do throws(DiffSide.Failure) { return try DiffSide(revision: revision, path: path, isFromTop: isFromTop) } catch {
      throw Self.wrongUse(error)
    }
  }

  private func reports(_ side: DiffSide, _ world: DiskWorld) throws -> [String] {
    do throws(DiffSide.Failure) { return try side.reports } catch { throw Self.wrongUse(error) }
  }

  /// Why there is no such side, as wrong use.
  static func wrongUse(_ failure: DiffSide.Failure) -> ValidationError {
    switch failure {
    case .git(.noGit): ValidationError(en: "there is no git on the search path", zh: "搜索路径中没有 git")
    case .git(.noRepository): ValidationError(en: "this is no git repository", zh: "这里不是 git 仓库")
    case .git(.unknownRevision(let name)):
      ValidationError(en: "git knows no commit ‘\(name)’", zh: "git 中没有提交“\(name)”")
    case .git(.system(let error)), .world(let error): ValidationError("git: \(SharedOptions.describe(error))")
    case .outsideRepository(let path):
      ValidationError(en: "‘\(path)’ lies outside the repository", zh: "“\(path)”在仓库之外")
    }
  }

  // MARK: Output

  private func write(_ diffs: [ReportDiff], _ world: DiskWorld) throws {
    ProgressLine.stop()
    let language = messages.language
    let isColored = target == nil && Terminal.isColored(STDOUT_FILENO)
    var texts: [(name: String, text: String)] = []
    switch form {
    case .text:
      let parts = diffs.map { diff in
        var terminal = DiffTerminal(diff, language: language, isColored: isColored)
        return terminal.render()
      }
      texts = [("diff.txt", parts.joined(separator: "\n"))]
    case .md:
      let parts = diffs.map { diff in
        var markdown = DiffMarkdown(diff, language: language)
        return markdown.render()
      }
      texts = [("diff.md", parts.joined(separator: "\n"))]
    case .json: texts = [("diff.json", DiffJSON.text(diffs, language: language))]
    case .html:
      texts = diffs.map { diff in
        var page = DiffPage(diff, language: language)
        return (Path.stem(of: diff.new.reportName) + ".diff.html", page.render())
      }
    }
    let isFolder = target.map { $0.hasSuffix("/") || world.isFolder($0) } ?? false
    if form == .html, texts.count > 1, !isFolder {
      throw ValidationError(
        en: "there are \(texts.count) pages: name a folder that ends in / by -o",
        zh: "共有 \(texts.count) 页：请用 -o 指定以 / 结尾的文件夹")
    }
    do {
      for (name, text) in texts {
        guard let target else {
          try world.writeStandardOutput(Array(text.utf8))
          continue
        }
        if target.hasSuffix("/") { try world.makeFolder(String(target.dropLast())) }
        try world.write(Array(text.utf8), to: isFolder ? Path.join(target, name) : target)
      }
    } catch {
      let reason = SharedOptions.describe(error, writing: target)
      world.writeStandardError("evrep: \(target ?? "standard output"): \(reason)\n")
      throw ExitStatus.fileTrouble
    }
  }
}
