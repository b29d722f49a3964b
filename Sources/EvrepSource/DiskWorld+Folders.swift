import Glibc

extension DiskWorld {
  /// The paths of the regular files under the folder at `path` whose names end in `suffix`, sorted.
  ///
  /// Hidden files and folders are left out, and links to folders are not followed, so that the walk ends.
  package func files(under path: String, suffix: String) throws(WorldError) -> [String] {
    var found: [String] = []
    var pending = [path]
    while let folder = pending.popLast() {
      guard let directory = opendir(folder) else { throw .system(String(cString: strerror(errno))) }
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = Self.name(of: entry)
        guard !name.hasPrefix(".") else { continue }
        let child = folder.hasSuffix("/") ? folder + name : folder + "/" + name
        var status = stat()
        guard lstat(child, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: pending.append(child)
        case S_IFREG where name.hasSuffix(suffix): found.append(child)
        default: break
        }
      }
    }
    return found.sorted()
  }
}
