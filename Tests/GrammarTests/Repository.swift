import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// The repository that this test was built from.
enum Repository {
  /// The absolute path of what lies at `path` in the repository.
  static func path(_ path: String, file: StaticString = #filePath) -> String {
    let parts = "\(file)".split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/" + path
  }

  /// The text of the file at `path` in the repository; a recorded issue and nothing where there is none.
  static func text(_ path: String) -> String { String(decoding: Golden.bytes(of: Self.path(path)), as: UTF8.self) }
}

/// Compiles `source` to Markdown in a world of `files`.
func compileReport(_ source: String, files: [String: String] = [:], options: CompileOptions = CompileOptions())
  -> Compilation
{
  var options = options
  options.html = false
  return compile("report.evrep", source: Array(source.utf8), options: options, world: MemoryWorld(files))
}
