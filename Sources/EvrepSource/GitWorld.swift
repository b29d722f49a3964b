import Synchronization

/// The files of one commit. Paths are seen from the top folder of its repository; what is not a file of it is not there.
///
/// Nothing is checked out: one `git cat-file` process answers every read.
package final class GitWorld: World {
  private let commit: String
  private let objects: Mutex<ChildProcess>

  /// - Throws: what starting `git` meets.
  package init(_ repository: GitRepository, commit: String) throws(WorldError) {
    self.commit = commit
    objects = Mutex(try ChildProcess(["git", "-C", repository.top, "cat-file", "--batch", "--follow-symlinks"]))
  }

  package func read(_ path: String, within root: String?, limit: Int) throws(WorldError) -> [UInt8] {
    guard let name = Self.normalised(path) else { throw .outsideRoot }
    if let root, let folder = Self.normalised(root), !folder.isEmpty, !name.hasPrefix(folder + "/") {
      throw .outsideRoot
    }
    // A line is a question, so a path with a line break cannot be asked for.
    guard !name.utf8.contains(0x0A) else { throw .notFound }
    let answer = objects.withLock { objects in Self.ask(&objects, "\(commit):\(name)", limit: limit) }
    return try answer.get()
  }

  private static func ask(_ objects: inout ChildProcess, _ object: String, limit: Int) -> Result<[UInt8], WorldError> {
    let silence = WorldError.system("git does not answer")
    guard objects.send(Array((object + "\n").utf8)), let line = objects.readLine() else { return .failure(silence) }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard words.count >= 2, let size = words.last.flatMap({ Int($0) }) else { return .failure(.notFound) }
    // `symlink`, `dangling`, `loop` and `notdir` come with the text of the link, which is read away.
    guard words.count == 3, words[1] == "blob" else {
      guard objects.read(size + 1) != nil else { return .failure(silence) }
      return .failure(words[0] == "symlink" ? .outsideRoot : words.count == 3 ? .notARegularFile : .notFound)
    }
    guard let bytes = objects.read(size), objects.read(1) != nil else { return .failure(silence) }
    return size <= limit ? .success(bytes) : .failure(.tooLarge(limit: limit))
  }

  /// The path without `.`, `..` and doubled slashes; nil where it leaves the top folder.
  private static func normalised(_ path: String) -> String? {
    var parts: [Substring] = []
    guard !path.hasPrefix("/") else { return nil }
    for part in path.split(separator: "/") where part != "." {
      if part != ".." { parts.append(part) } else if parts.popLast() == nil { return nil }
    }
    return parts.joined(separator: "/")
  }

  package func isFolder(_ path: String) -> Bool { false }

  // No file of a commit is offered in the place of one that is missing.
  package func names(in path: String) -> [String] { [] }

  // A commit takes no output, and the streams are the command's.
  package func readStandardInput(limit: Int) throws(WorldError) -> [UInt8] { throw .notFound }
  package func write(_ bytes: [UInt8], to path: String) throws(WorldError) {
    throw .system("a commit cannot be written to")
  }
  package func writeStandardOutput(_ bytes: [UInt8]) throws(WorldError) {
    throw .system("a commit cannot be written to")
  }
  package func writeStandardError(_ text: String) {}
}
