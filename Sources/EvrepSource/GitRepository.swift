/// A git repository, asked through the `git` command: what its revisions hold.
package struct GitRepository: Sendable {
  /// The top folder of the work tree, an absolute path.
  package let top: String

  /// Why git could not be asked, or did not know.
  package enum Failure: Error, Hashable, Sendable {
    /// There is no `git` on this machine.
    case noGit
    /// The folder is in no repository.
    case noRepository
    /// No commit has this name.
    case unknownRevision(String)
    case system(WorldError)
  }

  /// The repository that `folder` lies in.
  package init(containing folder: String) throws(Failure) {
    guard let line = try Self.line(["-C", folder.isEmpty ? "." : folder, "rev-parse", "--show-toplevel"]) else {
      throw .noRepository
    }
    top = line
  }

  /// The name of the commit that `revision` (a branch, a tag, `HEAD~1`) stands for.
  package func commit(_ revision: String) throws(Failure) -> String {
    // What begins with a hyphen would be an option.
    guard !revision.hasPrefix("-"),
      let line = try Self.line(["-C", top, "rev-parse", "--verify", "--quiet", revision + "^{commit}"])
    else { throw .unknownRevision(revision) }
    return line
  }

  /// The paths of the files below `folder` in a commit, seen from the top folder, in git's order.
  package func files(in commit: String, below folder: String) throws(Failure) -> [String] {
    let place = folder.isEmpty || folder == "." ? [] : ["--", folder]
    let (status, output) = try Self.ask(
      ["-C", top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit] + place)
    guard status == 0 else { throw .unknownRevision(commit) }
    return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// `path`, as it is seen from the working folder, as seen from the top folder; nil where it lies outside.
  package func path(fromTop path: String) throws(Failure) -> String? {
    let (folder, name) = DiskWorld.split(path)
    guard let prefix = try Self.line(["-C", folder, "rev-parse", "--show-prefix"]) else { return nil }
    return prefix + name
  }

  /// The one line that git answers; nil where it does not know.
  static func line(_ arguments: [String]) throws(Failure) -> String? {
    let (status, output) = try ask(arguments)
    guard status == 0 else { return nil }
    return String(decoding: output.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  static func ask(_ arguments: [String]) throws(Failure) -> (status: Int32, output: [UInt8]) {
    do { return try ChildProcess.run(["git"] + arguments) } catch {
      throw error == .notFound ? .noGit : .system(error)
    }
  }
}
