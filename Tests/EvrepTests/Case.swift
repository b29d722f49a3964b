import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// The files beside the tests.
enum Folder {
  static let tests = String(#filePath.dropLast("Case.swift".count))
  static let fixtures = tests + "Fixtures/"
  static let reports = tests + "../../Reports/"
}

/// A case: a report with the files beside it, in memory, so that no message names a path of the machine.
struct Case {
  let world = MemoryWorld()
  var path = "case.evrep"
  var options = CompileOptions()

  /// The folder's files, and those of its folder `data`.
  ///
  /// A file `case.options` holds `set name=value`, `draft`, `redact` or `strict`, one a line.
  init(folder: String) {
    for name in Golden.names(in: folder) where name != "data" { world.set(name, Golden.bytes(of: folder + "/" + name)) }
    for name in Golden.names(in: folder + "/data") {
      world.set("data/" + name, Golden.bytes(of: folder + "/data/" + name))
    }
    for line in (world.text("case.options") ?? "").split(separator: "\n") {
      switch line {
      case "draft": options.isDraft = true
      case "redact": options.isRedacted = true
      case "strict": options.isStrict = true
      default:
        let parts = line.dropFirst(4).split(separator: "=", maxSplits: 1)
        options.parameters.append((String(parts[0]), parts.count > 1 ? String(parts[1]) : ""))
      }
    }
  }

  /// A report and its files.
  init(_ source: String, _ files: [String: String] = [:]) {
    world.set(path, Array(source.utf8))
    for (name, text) in files { world.set(name, Array(text.utf8)) }
  }

  func compile() -> Compilation { Evrep.compile(path, source: nil, options: options, world: world) }

  /// The compile of a report as a writer sees it, with the search for one change that mends several findings.
  static func searched(_ source: String, _ files: [String: String] = [:]) -> Compilation {
    var subject = Case(source, files)
    subject.options.searchesRepairs = true
    return subject.compile()
  }
}

extension Compilation {
  var markdownText: String { markdown.map { String(decoding: $0, as: UTF8.self) } ?? "" }
  var htmlText: String { html.map { String(decoding: $0, as: UTF8.self) } ?? "" }
  var codes: [DiagnosticCode] { diagnostics.map(\.code) }

  /// The file that a fix changes, as it is then.
  func text(with fix: FixIt) -> String {
    var bytes = sources[fix.place.file].bytes
    bytes.replaceSubrange(fix.place.range, with: fix.replacement.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  func replacingFirst(_ part: String, with other: String) -> String {
    replacing(part, with: other, maxReplacements: 1)
  }
}
