import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// What the subcommands have in common.
struct SharedOptions: ParsableArguments {
  @Argument(help: "The reports; - reads standard input.", completion: .file(extensions: ["evrep"]))
  var files: [String]

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Flag(name: .shortAndLong, help: "Print errors alone, no warnings.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say which step is taken and how long it took.")
  var verbose = false

  @Option(
    help: "The folder that data, modules and styles have to lie in; the report's own if left out.",
    completion: .directory)
  var root: String?

  @Option(help: "The language of messages, en or zh; the locale's if left out.", completion: .list(["en", "zh"]))
  var lang: String?

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "Raise or lower a limit on data files: \(CompileOptions.limitNames.joined(separator: ", ")).",
      valueName: "name=number"))
  var limits: [String] = []

  /// The options of a compile that these ask for.
  var compileOptions: CompileOptions {
    var options = CompileOptions()
    options.isStrict = strict
    options.root = root
    options.limits = limits.compactMap { CompileOptions.limit($0) }
    options.onStep = StepReport(isVerbose: verbose, language: messageLanguage).handler
    return options
  }

  /// Every file's name and, for `-`, its bytes.
  func sources(_ world: some World) throws -> [(path: String, bytes: [UInt8]?)] {
    guard files.count(where: { $0 == "-" }) <= 1 else { throw ValidationError("- can be given once only") }
    return try files.map { file in
      guard file == "-" else { return (file, nil) }
      do { return ("-", try world.readStandardInput(limit: 1 << 28)) } catch {
        world.writeStandardError("evrep: standard input: \(Self.describe(error))\n")
        throw ExitStatus.fileTrouble
      }
    }
  }

  /// Prints the findings of a compile to standard error.
  func report(_ compilation: Compilation, _ world: some World) {
    ProgressLine.stop()
    defer { ProgressLine.start() }
    let text = (quiet ? compilation.withErrorsAlone : compilation).messages(
      language: messageLanguage.rawValue, isColored: isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil)
    world.writeStandardError(text)
  }

  /// The language of messages.
  var messageLanguage: MessageLanguage { .chosen(lang) }

  func validate() throws {
    try MessageLanguage.validate(lang)
    for limit in limits where CompileOptions.limit(limit) == nil {
      throw ValidationError(
        "--limit takes name=number, not ‘\(limit)’; the names are \(CompileOptions.limitNames.joined(separator: ", "))")
    }
    if files.isEmpty { throw ValidationError("no report is named") }
  }

  /// The exit status that findings ask for; nil for none.
  static func status(_ compilations: [Compilation]) -> ExitStatus? {
    let failed = compilations.filter(\.hasErrors)
    guard !failed.isEmpty else { return nil }
    let trouble: Set<DiagnosticCode> = [.fileNotFound, .fileUnreadable, .fileTooLarge]
    let isTrouble = failed.contains { compilation in
      compilation.diagnostics.contains { $0.severity == .error && trouble.contains($0.code) }
    }
    return isTrouble ? .fileTrouble : .reportHasErrors
  }

  /// The pairs of `--set name=value`.
  static func parameters(_ settings: [String]) throws -> [(name: String, value: String)] {
    try settings.map { setting in
      guard let equal = setting.firstIndex(of: "="), equal > setting.startIndex else {
        throw ValidationError("--set takes name=value, not ‘\(setting)’")
      }
      return (String(setting[..<equal]), String(setting[setting.index(after: equal)...]))
    }
  }

  /// The width of standard output in cells, where it is a terminal, and whether it is one that takes colour.
  static var terminal: (width: Int, isColored: Bool) {
    var size = winsize()
    let hasSize = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return (
      hasSize ? max(60, Int(size.ws_col)) : TerminalEmitter.usualWidth,
      isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil
    )
  }

  /// Writes an output; to standard output where no path is given.
  func write(_ bytes: [UInt8], to path: String?, _ world: DiskWorld) throws {
    do {
      if let path { try world.write(bytes, to: path) } else { try world.writeStandardOutput(bytes) }
    } catch {
      world.writeStandardError("evrep: \(path ?? "standard output"): \(Self.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }

  /// A file error in plain words.
  static func describe(_ error: any Error) -> String {
    switch error as? WorldError {
    case .notFound: "no such file or folder"
    case .outsideRoot: "outside the root"
    case .notARegularFile: "not a regular file"
    case .tooLarge(let limit): "more than \(limit) bytes"
    case .system(let reason): reason
    case nil: "\(error)"
    }
  }
}
