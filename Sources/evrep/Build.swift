import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// `evrep build`: reports to HTML and Markdown.
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: say("Compile reports to HTML and Markdown.", "把报告编译为 HTML 和 Markdown。"),
    usage: say("evrep build <files> ... [<options>]", "evrep build <文件> ... [<选项>]"),
    discussion: say(
      """
      EXAMPLES
        evrep build report.evrep                report.html and report.md beside it
        evrep build report.evrep -o out.html    the HTML alone, into that file
        evrep build report.evrep -o - --to md   the Markdown to standard output
        evrep build *.evrep -o out/             several reports, into a folder
        evrep build r.evrep --set year=2022     with another value of a parameter

      Outputs are written beside the source, with its name, unless -o says
      otherwise; none where a report has errors.

      Exit status: 0 clean, 1 a report has errors (nothing is written), 2 wrong use,
      3 a file could not be read or written.
      """,
      """
      示例
        evrep build report.evrep                在源文件旁写出 HTML 和 Markdown
        evrep build report.evrep -o out.html    只要 HTML，写到该文件
        evrep build report.evrep -o - --to md   把 Markdown 写到标准输出
        evrep build *.evrep -o out/             把几份报告写到一个文件夹
        evrep build r.evrep --set year=2022     给参数另一个值

      输出写在源文件旁，名称相同，除非用 -o 另指；报告有错误时一概不写。

      退出状态：0 正常，1 报告有错误（不写任何输出），2 用法不对，
      3 文件无法读写。
      """))

  @OptionGroup var reports: ReportFiles

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      say(
        "Where to write: a file, a folder (or a path that ends in /), or - for standard output.",
        "写到哪里：文件、文件夹（以 / 结尾），或 - 为标准输出。")),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      say(
        "What to make: html, md or html,md. What a file's extension says if left out, HTML for standard output, else both.",
        "要什么：html、md 或 html,md；默认依扩展名或都要。")),
    completion: .list(["html", "md", "html,md"]))
  var to: String?

  @Option(
    name: .customLong("set"), help: ArgumentHelp(say("Give a parameter its value.", "给参数一个值。"), valueName: "name=value")
  )
  var settings: [String] = []

  @Flag(help: ArgumentHelp(say("Print * for figures without a value, instead of failing.", "没有值的数印作 *，而不报错。")))
  var draft = false

  @Flag(help: ArgumentHelp(say("Print * for every figure and all private text.", "所有的数和保密文字都印作 *。")))
  var redact = false

  @Flag(help: ArgumentHelp(say("Leave out the page around the HTML.", "HTML 只要正文，不要整页。")))
  var fragment = false

  /// What is made, in the order of writing.
  private enum Format: String, CaseIterable {
    case html, md
  }

  private var formats: [Format] {
    get throws {
      let named = Format(extensionOf: output)?.rawValue
      let to = to ?? named ?? (writesToStandardOutput ? "html" : "html,md")
      let names = to.split(separator: ",", omittingEmptySubsequences: false)
      let formats = names.compactMap { Format(rawValue: String($0)) }
      guard formats.count == names.count else {
        throw ValidationError(
          en: "--to is html, md or html,md, not ‘\(to)’", zh: "--to 应为 html、md 或 html,md，而不是“\(to)”")
      }
      return Format.allCases.filter(formats.contains)
    }
  }

  private var parameters: [(name: String, value: String)] {
    get throws { try SharedOptions.parameters(settings) }
  }

  func validate() throws {
    let outputs = try formats.count * reports.files.count
    _ = try parameters
    try shared.messages.validate(outputIsStandard: writesToStandardOutput)
    if writesToStandardOutput, outputs > 1 {
      throw ValidationError(
        en: "one output alone goes to standard output: name one report and --to html or --to md",
        zh: "标准输出只能写一个输出：请只给一份报告，并指定 --to html 或 --to md")
    }
  }

  private var writesToStandardOutput: Bool { output == "-" || (output == nil && reports.files == ["-"]) }

  func run() throws {
    let world = DiskWorld()
    var options = shared.compileOptions
    let formats = try formats
    options.html = formats.contains(.html)
    options.markdown = formats.contains(.md)
    options.fragment = fragment
    options.parameters = try parameters
    options.isDraft = draft
    options.isRedacted = redact
    let sources = try reports.sources(world)
    let targets = try sources.map { source in try formats.map { try target(source.path, $0, world) } }
    let compilations = sources.map { compile($0.path, source: $0.bytes, options: options, world: world) }
    try shared.print(compilations.map(\.findings), world)
    if let status = SharedOptions.status(compilations) { throw status }
    for (compilation, targets) in zip(compilations, targets) {
      for (format, target) in zip(formats, targets) {
        guard let bytes = format == .html ? compilation.html : compilation.markdown else { continue }
        try write(bytes, to: target, world)
      }
    }
    if !writesToStandardOutput { tell(targets.flatMap(\.self).compactMap(\.self), world) }
  }

  /// Says which files were written, where messages are for people.
  private func tell(_ paths: [String], _ world: DiskWorld) {
    guard !shared.messages.quiet, shared.messages.messageFormat == .terminal else { return }
    let isChinese = shared.messageLanguage == .chinese
    world.writeStandardError(
      isChinese ? "已写 \(paths.joined(separator: "、"))\n" : "wrote \(paths.joined(separator: ", "))\n")
  }

  /// The path of an output; nil for standard output.
  private func target(_ source: String, _ format: Format, _ world: DiskWorld) throws -> String? {
    if writesToStandardOutput { return nil }
    let name = (source == "-" ? "report" : Path.stem(of: source)) + "." + format.rawValue
    var path = Path.join(source == "-" ? "." : Path.folder(of: source), name)
    if let output {
      if output.hasSuffix("/") || world.isFolder(output) {
        path = Path.join(output, name)
      } else {
        guard try formats.count == 1, reports.files.count == 1 else {
          throw ValidationError(
            en:
              "-o names one file, but there are several outputs: end it in / for a folder, or in .html or .md for one output",
            zh: "-o 指定的是一个文件，而输出不止一个：路径以 / 结尾即为文件夹，以 .html 或 .md 结尾则只写一种")
        }
        path = output
      }
    }
    guard !reports.files.contains(where: { Path.normalised($0) == Path.normalised(path) }) else {
      throw ValidationError(en: "the output ‘\(path)’ would replace its source", zh: "输出“\(path)”会覆盖源文件")
    }
    return path
  }

  private func write(_ bytes: [UInt8], to path: String?, _ world: DiskWorld) throws {
    do {
      guard let path else { return try world.writeStandardOutput(bytes) }
      if let output, output.hasSuffix("/") { try world.makeFolder(String(output.dropLast())) }
      try world.write(bytes, to: path)
    } catch {
      let reason = path.map { SharedOptions.describe(error, writing: $0) } ?? SharedOptions.describe(error)
      world.writeStandardError("evrep: \(path ?? "standard output"): \(reason)\n")
      throw ExitStatus.fileTrouble
    }
  }
}
