import EvrepSource
import EvrepTestSupport
import Glibc
import Testing

/// The built command, run in a folder of its own beside the test bundle.
final class Command {
  /// The folder, an absolute path.
  let folder: String
  private static let built = CommandLine.arguments[0].split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }

  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let messages: String
  }

  init(_ files: [String: String] = [:]) {
    var pattern = Array((Self.built + "/evrep-command-XXXXXX").utf8CString)
    folder = mkdtemp(&pattern).map { String(cString: $0) } ?? ""
    for (path, text) in files.sorted(by: { $0.key < $1.key }) { write(path, text) }
  }

  deinit { _ = spawn(["/bin/rm", "-rf", folder], input: "", prefix: folder + "-std") }

  /// Writes a file, its folders made first.
  func write(_ path: String, _ text: String) {
    var made = folder
    for part in path.split(separator: "/").dropLast() {
      made += "/" + part
      mkdir(made, 0o755)
    }
    try? DiskWorld().write(Array(text.utf8), to: folder + "/" + path)
  }

  func text(_ path: String) -> String? {
    (try? DiskWorld().read(folder + "/" + path, within: nil, limit: 1 << 20)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The names in the folder, hidden ones too.
  var names: [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.filter { $0 != "." && $0 != ".." && !$0.hasPrefix("std") }.sorted()
  }

  /// Runs `evrep` with the folder as its own.
  func run(_ arguments: String..., input: String = "") -> Outcome { run(arguments, input: input) }

  func run(_ arguments: [String], input: String = "", locale: String = "C") -> Outcome {
    spawn([Self.built + "/evrep"] + arguments, input: input, prefix: folder + "/std", locale: locale)
  }

  /// Runs a script of the shell that is named, with the folder as its own and `evrep` in the path.
  func run(shell: String, _ script: String) -> Outcome {
    // The checkout may stand in a folder with blanks in its name.
    let path = "PATH=\"$0:$PATH\"; export PATH; exec \"$@\""
    return spawn(["/bin/sh", "-c", path, Self.built, shell, "-c", script], input: "", prefix: folder + "/std")
  }

  private func spawn(_ words: [String], input: String, prefix: String, locale: String = "C") -> Outcome {
    let streams = ["in", "out", "err"].map { prefix + $0 }
    try? DiskWorld().write(Array(input.utf8), to: streams[0])
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams[0], O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, streams[1], O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, streams[2], O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    // A shell alone changes the folder of a child and not of the tests.
    let words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + words
    let environment = ["LC_ALL=\(locale)", "PATH=/usr/bin:/bin"]
    var child: pid_t = 0
    let failure = withPointers(words) { arguments in
      withPointers(environment) { posix_spawn(&child, words[0], &actions, nil, arguments, $0) }
    }
    guard failure == 0 else { return Outcome(status: -1, output: "", messages: String(cString: strerror(failure))) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let texts = streams.map { path in
      let bytes = try? DiskWorld().read(path, within: nil, limit: 1 << 24)
      unlink(path)
      return String(decoding: bytes ?? [], as: UTF8.self)
    }
    // What ended by a signal has no exit status.
    return Outcome(status: status & 0x7F == 0 ? status >> 8 : -status, output: texts[1], messages: texts[2])
  }

  /// Calls `body` with the words as a null-terminated list of C strings.
  private func withPointers<Result>(
    _ words: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      var none: UnsafeMutablePointer<CChar>?
      guard let base = buffer.baseAddress else { return body(&none) }
      return body(base)
    }
  }
}
