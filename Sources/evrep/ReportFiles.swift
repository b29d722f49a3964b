import ArgumentParser
import Evrep
import EvrepSource

/// The reports that a subcommand takes.
struct ReportFiles: ParsableArguments {
  @Argument(
    help: ArgumentHelp(say("The reports; - reads standard input.", "报告；- 表示从标准输入读。")),
    completion: .file(extensions: ["evrep"]))
  var files: [String] = []

  func validate() throws {
    if files.isEmpty { throw Self.noReport }
  }

  /// Every file's name and, for `-`, its bytes.
  func sources(_ world: some World) throws -> [ReportSource] {
    guard files.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError(en: "- can be given once only", zh: "“-”只能出现一次")
    }
    return try files.map { try Self.source($0, world) }
  }

  /// A file's name and, for `-`, its bytes.
  static func source(_ file: String, _ world: some World) throws -> ReportSource {
    guard file == "-" else { return (file, nil) }
    do { return ("-", try world.readStandardInput(limit: 1 << 28)) } catch {
      world.writeStandardError("evrep: standard input: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }

  /// What is said where no report is named.
  static var noReport: ValidationError { ValidationError(en: "no report is named", zh: "没有指定报告") }
}

/// A report's name, and its bytes where they do not come from the file of that name.
typealias ReportSource = (path: String, bytes: [UInt8]?)
