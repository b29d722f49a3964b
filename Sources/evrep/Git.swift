import ArgumentParser
import Evrep
import EvrepSource

/// `evrep git`: what git offers, set up for reports and their data.
struct Git: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git",
    abstract: say("Set git up for reports: diffs of words and cells, a check.", "为报告设置 git：文字和单元格的差异、提交前检查。"),
    discussion: say(
      """
      EXAMPLES
        evrep git install --dry-run   what would be written, and where
        evrep git install             git diff knows reports; commits are checked
        evrep git install --shared    the file patterns go into .gitattributes
        git diff --word-diff          the words and figures that changed
        evrep git uninstall           everything as it was
      """,
      """
      示例
        evrep git install --dry-run   列出将写什么、写到哪里
        evrep git install             git diff 认得报告，提交前检查
        evrep git install --shared    文件规则写入 .gitattributes，供他人共用
        git diff --word-diff          有变动的文字和数
        evrep git uninstall           全部恢复原样
      """),
    subcommands: [GitInstall.self, GitUninstall.self, GitTextconv.self, GitPreCommit.self])
}

/// `evrep git textconv`: a data file as git compares it.
struct GitTextconv: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "textconv",
    abstract: say("Print the cells of a workbook or database, one a line.", "逐行输出工作簿或数据库的单元格。"),
    discussion: say(
      """
      EXAMPLES
        evrep git textconv data/schools.xlsx

      A line is named by the first cell of its row and the header of its column.
      Hidden sheets are listed; formulas by their values. What cannot be read is
      said in a line.

      Exit status: 0 printed, 2 wrong use, 3 the file could not be read.
      """,
      """
      示例
        evrep git textconv data/schools.xlsx

      每行以所在行的首个单元格和所在列的表头为名。隐藏的工作表也列出，
      公式列出其结果；读不了的内容也用一行说明。

      退出状态：0 已输出，2 用法不对，3 文件无法读取。
      """))

  @Argument(help: ArgumentHelp(say("The file.", "文件。")), completion: .file())
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
