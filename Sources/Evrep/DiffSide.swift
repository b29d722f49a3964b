package import EvrepReview
package import EvrepSource

/// One side of a comparison: a file or a folder, as it lies on disk or as a commit has it.
package struct DiffSide {
  private enum Storage {
    case disk
    case commit(GitRepository, name: String, GitWorld)
  }

  /// Why there is no such side.
  package enum Failure: Error {
    case git(GitRepository.Failure)
    case world(WorldError)
    /// The path lies outside the repository.
    case outsideRepository(String)
  }

  /// What the user calls it.
  package let name: String
  /// Seen from the working folder; in a commit from the repository's top folder.
  private let path: String
  private let storage: Storage

  /// What is at `path` on disk.
  package init(path: String) {
    name = path
    self.path = Path.normalised(path)
    storage = .disk
  }

  /// What a commit has at `path`.
  ///
  /// - Parameter isFromTop: the path is seen from the repository's top folder, not from the working folder.
  package init(revision: String, path: String, isFromTop: Bool) throws(Failure) {
    name = "\(revision):\(path)"
    let repository: GitRepository
    let commit: String
    var inner: String? = path
    do throws(GitRepository.Failure) {
      repository = try GitRepository(containing: isFromTop ? "." : Path.folder(of: path))
      commit = try repository.commit(revision)
      if !isFromTop { inner = try repository.path(fromTop: path) }
    } catch { throw .git(error) }
    guard let inner else { throw .outsideRepository(path) }
    self.path = Path.normalised(inner)
    do throws(WorldError) {
      storage = .commit(repository, name: commit, try GitWorld(repository, commit: commit))
    } catch {
      throw .world(error)
    }
  }

  /// The reports here by their paths as seen from the folder that was named; a file that was named is known as "".
  package var reports: [String] {
    get throws(Failure) {
      switch storage {
      case .disk:
        let world = DiskWorld()
        return world.isFolder(path) ? world.files(below: path, ending: ".evrep") : [""]
      case .commit(let repository, let commit, _):
        let files: [String]
        do throws(GitRepository.Failure) { files = try repository.files(in: commit, below: path) } catch {
          throw .git(error)
        }
        let folder = path == "." || path.isEmpty ? "" : path + "/"
        if files.isEmpty || files.contains(path) { return [""] }
        return files.filter { $0.hasSuffix(".evrep") }.map { String($0.dropFirst(folder.count)) }
      }
    }
  }

  /// Compiles one of `reports`; the report is nil where it has errors.
  package func review(_ report: String, options: CompileOptions) -> (compilation: Compilation, report: ReviewedReport?)
  {
    let name = report.isEmpty ? self.name : Path.join(self.name, report)
    let path = report.isEmpty ? self.path : Path.join(self.path, report)
    switch storage {
    case .disk: return Evrep.review(path, name: name, source: nil, options: options, world: DiskWorld())
    case .commit(_, _, let world): return Evrep.review(path, name: name, source: nil, options: options, world: world)
    }
  }
}
