extension GitRepository {
  /// The absolute path that git has for a file or folder of its own, such as `config`, `info/attributes` or `hooks`.
  package func path(ofGit name: String) throws(Failure) -> String {
    guard let line = try Self.line(["-C", top, "rev-parse", "--path-format=absolute", "--git-path", name]) else {
      throw .noRepository
    }
    return line
  }

  /// The folder that all work trees of the repository share, an absolute path.
  package func commonFolder() throws(Failure) -> String {
    guard let line = try Self.line(["-C", top, "rev-parse", "--path-format=absolute", "--git-common-dir"]) else {
      throw .noRepository
    }
    return line
  }

  /// The paths, seen from the top folder, that match `pattern` and that the next commit adds or changes.
  package func stagedFiles(matching pattern: String) throws(Failure) -> [String] {
    let (status, output) = try Self.ask([
      "-C", top, "diff", "--cached", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--diff-filter=ACMT", "--",
      pattern,
    ])
    guard status == 0 else { throw .system(.system("git cannot compare the index")) }
    return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The paths, seen from the top folder, that match `pattern` and that the next commit would hold.
  package func indexedFiles(matching pattern: String) throws(Failure) -> [String] {
    let (status, output) = try Self.ask(["-C", top, "ls-files", "--cached", "-z", "--full-name", "--", pattern])
    guard status == 0 else { throw .system(.system("git cannot list the index")) }
    return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// True where the user, or the machine, has given the setting `name` a value for all repositories.
  package func isSetElsewhere(_ name: String) throws(Failure) -> Bool {
    for scope in ["--global", "--system"] where try Self.line(["config", scope, "--get", name]) != nil { return true }
    return false
  }

  /// The name of a tree that holds what is staged: what the next commit would hold.
  package func stagedTree() throws(Failure) -> String {
    guard let line = try Self.line(["-C", top, "write-tree"]) else {
      throw .system(.system("the index holds conflicts"))
    }
    return line
  }
}
