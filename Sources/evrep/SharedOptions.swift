import ArgumentParser
import Evrep
import EvrepSource
import Glibc

extension CaseIterable where Self: RawRepresentable<String> {
  /// The form that the extension of an output's path names; nil for none, and for a folder.
  init?(extensionOf output: String?) {
    guard let output, let dot = output.lastIndex(of: "."), !DiskWorld().isFolder(output),
      let form = Self(rawValue: output[output.index(after: dot)...].lowercased())
    else { return nil }
    self = form
  }
}

/// What the subcommands have in common.
struct SharedOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(say("Treat warnings as errors.", "把警告当作错误。")))
  var strict = false

  @Flag(
    name: .shortAndLong,
    help: ArgumentHelp(say("Say which step begins, and after how much processor time.", "说明进行到哪一步，以及至此所用的处理器时间。")))
  var verbose = false

  @Option(
    help: ArgumentHelp(
      say(
        "The folder that data, modules and styles have to lie in; the report's own if left out.",
        "数据、模块和样式须在此文件夹内；默认为报告所在处。")),
    completion: .directory)
  var root: String?

  @OptionGroup(title: say("Messages", "消息")) var messages: MessageFlags

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      say(
        "Raise or lower a limit on data files: \(CompileOptions.limitNames.joined(separator: ", ")).",
        "限额： \(CompileOptions.limitNames.joined(separator: " "))"),
      valueName: "name=number"))
  var limits: [String] = []

  /// The options of a compile that these ask for.
  var compileOptions: CompileOptions {
    var options = CompileOptions()
    options.isStrict = strict
    options.searchesRepairs = true
    options.root = root
    options.limits = limits.compactMap { CompileOptions.limit($0) }
    options.onStep = StepReport(isVerbose: verbose, language: messageLanguage).handler
    return options
  }

  /// Prints findings in the form that is asked for.
  func print(_ reports: [Findings], _ world: some World) throws { try messages.print(reports, world) }

  /// The language of messages, as a value.
  var messageLanguage: MessageLanguage { messages.language }

  func validate() throws {
    for limit in limits where CompileOptions.limit(limit) == nil {
      let names = CompileOptions.limitNames
      throw ValidationError(
        en: "--limit takes name=number, not ‘\(limit)’; the names are \(names.joined(separator: ", "))",
        zh: "--limit 应为 名称=数，而不是“\(limit)”；名称有 \(names.joined(separator: "、"))")
    }
    if let root, !DiskWorld().isFolder(root) {
      throw ValidationError(en: "there is no folder ‘\(root)’ for --root", zh: "--root 指定的文件夹“\(root)”不存在")
    }
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

  /// A diff as standard output takes it: coloured and without what could steer it on a terminal, as it is elsewhere.
  static func painted(_ diff: String) -> String {
    guard isatty(STDOUT_FILENO) == 1 else { return diff }
    let lines = diff.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let code =
        switch line.first {
        case "+": "32"
        case "-": "31"
        case "@": "36"
        default: ""
        }
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      let shown = parts.map { SafeText.of($0) }.joined(separator: "\t")
      return code.isEmpty || !Terminal.isColored(STDOUT_FILENO) ? shown : "\u{1B}[\(code)m\(shown)\u{1B}[0m"
    }
    return lines.joined(separator: "\n")
  }

  /// The pairs of `--set name=value`.
  static func parameters(_ settings: [String]) throws -> [(name: String, value: String)] {
    try settings.map { setting in
      guard let equal = setting.firstIndex(of: "="), equal > setting.startIndex else {
        throw ValidationError(en: "--set takes name=value, not ‘\(setting)’", zh: "--set 应为 名称=值，而不是“\(setting)”")
      }
      return (String(setting[..<equal]), String(setting[setting.index(after: equal)...]))
    }
  }

  /// The width of standard output in cells, where it is a terminal, and whether it is one that takes colour.
  static var terminal: (width: Int, isColored: Bool) {
    (Terminal.width(STDOUT_FILENO) ?? TerminalEmitter.usualWidth, Terminal.isColored(STDOUT_FILENO))
  }

  /// Writes an output; to standard output where no path is given.
  func write(_ bytes: [UInt8], to path: String?, _ world: DiskWorld) throws {
    do {
      if let path { try world.write(bytes, to: path) } else { try world.writeStandardOutput(bytes) }
    } catch {
      let reason = Self.describe(error, writing: path)
      world.writeStandardError("evrep: \(path ?? "standard output"): \(reason)\n")
      throw ExitStatus.fileTrouble
    }
  }

  /// Why a file could not be written, or a folder not be made.
  ///
  /// - Parameter path: nil for standard output.
  static func describe(_ error: any Error, writing path: String?) -> String {
    guard let path, case .notFound? = error as? WorldError else { return describe(error) }
    let parent = Path.folder(of: path)
    guard !DiskWorld().isFolder(parent) else { return describe(error) }
    return say("there is no folder ‘\(parent)’ to write it into", "没有可写入的文件夹“\(parent)”")
  }

  /// A file error in plain words.
  static func describe(_ error: any Error) -> String {
    switch error as? WorldError {
    case .notFound: say("no such file or folder", "没有这个文件或文件夹")
    case .outsideRoot: say("outside the root", "在根文件夹之外")
    case .notARegularFile: say("not a regular file", "不是普通文件")
    case .tooLarge(let limit): say("more than \(limit) bytes", "超过 \(limit) 字节")
    case .system(let reason): say(reason, systemReasons[reason] ?? reason)
    case nil: "\(error)"
    }
  }

  /// What the system says in English, in Chinese.
  private static let systemReasons = [
    "Permission denied": "没有权限", "File exists": "已存在", "Is a directory": "是文件夹", "Not a directory": "不是文件夹",
    "No space left on device": "磁盘已满", "Read-only file system": "文件系统只读", "File name too long": "文件名过长",
    "Broken pipe": "输出已关闭", "Too many levels of symbolic links": "符号链接层数过多",
  ]
}
