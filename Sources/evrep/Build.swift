import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// `evrep build`: reports to HTML and Markdown.
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Compile reports to HTML and Markdown.",
    discussion: """
      Outputs are written beside the source, with its name, unless -o says otherwise; none where a report has errors.
      Exit status: 0 clean, 1 a report has errors (nothing is written), 2 wrong use, 3 a file could not be read or \
      written.
      """)

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .shortAndLong, help: "Where to write: a file, a folder (or a path that ends in /), or - for standard output.")
  var output: String?

  @Option(help: "What to make: html, md, or both as html,md. Both if left out; HTML alone for standard output.")
  var to: String?

  @Option(name: .customLong("set"), help: ArgumentHelp("Give a parameter its value.", valueName: "name=value"))
  var settings: [String] = []

  @Flag(help: "Print * for figures without a value, instead of failing.")
  var draft = false

  @Flag(help: "Print * for every figure and all private text.")
  var redact = false

  @Flag(help: "Leave out the page around the HTML.")
  var fragment = false

  /// What is made, in the order of writing.
  private enum Format: String, CaseIterable {
    case html, md
  }

  private var formats: [Format] {
    get throws {
      let to = to ?? (writesToStandardOutput ? "html" : "html,md")
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
    let outputs = try formats.count * shared.files.count
    _ = try parameters
    try shared.messages.validate(outputIsStandard: writesToStandardOutput)
    if writesToStandardOutput, outputs > 1 {
      throw ValidationError(
        en: "one output alone goes to standard output: name one report and --to html or --to md",
        zh: "标准输出只能写一个输出：请只给一份报告，并指定 --to html 或 --to md")
    }
  }

  private var writesToStandardOutput: Bool { output == "-" || (output == nil && shared.files == ["-"]) }

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
    let sources = try shared.sources(world)
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
        guard try formats.count == 1, shared.files.count == 1 else {
          throw ValidationError(
            en: "-o names one file, but there are several outputs: end it in / for a folder",
            zh: "-o 指定的是一个文件，而输出不止一个：路径以 / 结尾即为文件夹")
        }
        path = output
      }
    }
    guard !shared.files.contains(where: { Path.normalised($0) == Path.normalised(path) }) else {
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
      world.writeStandardError("evrep: \(path ?? "standard output"): \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }
}
