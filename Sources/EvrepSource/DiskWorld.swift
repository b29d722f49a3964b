import Glibc

/// The machine's own files.
package struct DiskWorld: World {
  package init() {}

  package func read(_ path: String, within root: String?, limit: Int) throws(WorldError) -> [UInt8] {
    // Non-blocking, so that a FIFO nobody writes to is refused instead of waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(errno) }
    defer { close(descriptor) }
    if let root { try refuseOutside(root, descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile }
    return try readAll(descriptor, size: Int(status.st_size), limit: limit)
  }

  /// Asks the kernel where the *opened* file lies, so that no link can be changed between check and use.
  private func refuseOutside(_ root: String, _ descriptor: Int32) throws(WorldError) {
    guard let opened = resolved("/proc/self/fd/\(descriptor)"), let folder = resolved(root) else { throw .outsideRoot }
    let prefix = folder == "/" ? "/" : folder + "/"
    guard opened.utf8.starts(with: prefix.utf8) else { throw .outsideRoot }
  }

  /// The absolute path without links, or nil if there is none.
  private func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  private func readAll(_ descriptor: Int32, size: Int, limit: Int) throws(WorldError) -> [UInt8] {
    guard size <= limit else { throw .tooLarge(limit: limit) }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        count += got
      }
    }
    guard failure == 0 else { throw .system(failure) }
    return bytes
  }

  package func readStandardInput(limit: Int) throws(WorldError) -> [UInt8] {
    var bytes: [UInt8] = []
    var failure: Int32 = 0
    while bytes.count <= limit {
      let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        let got = Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
        if got < 0 { failure = errno }
        count = max(got, 0)
      }
      if piece.isEmpty && failure == EINTR {
        failure = 0
        continue
      }
      guard failure == 0 else { throw .system(failure) }
      if piece.isEmpty { return bytes }
      bytes += piece
    }
    throw .tooLarge(limit: limit)
  }

  package func writeStandardOutput(_ bytes: [UInt8]) throws(WorldError) {
    let failure = writeAll(bytes, to: STDOUT_FILENO)
    guard failure == 0 else { throw .system(failure) }
  }

  package func writeStandardError(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }

  /// The names in the folder at `path` that do not begin with a dot, sorted by their bytes; none where it cannot be listed.
  package func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = Self.name(of: entry)
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The files below the folder at `path` whose names end in `ending`, as seen from it; links to folders are not followed.
  package func files(below path: String, ending: String) -> [String] {
    names(in: path).flatMap { name -> [String] in
      let inner = path + "/" + name
      var status = stat()
      guard lstat(inner, &status) == 0 else { return [] }
      if status.st_mode & S_IFMT == S_IFDIR { return files(below: inner, ending: ending).map { name + "/" + $0 } }
      return name.hasSuffix(ending) && !isFolder(inner) ? [name] : []
    }
  }

  /// True where the folder at `path` can be listed and holds nothing.
  package func isEmpty(_ path: String) -> Bool {
    guard let directory = opendir(path) else { return false }
    defer { closedir(directory) }
    // Its own entry and its parent's are always there.
    for _ in 0..<3 where readdir(directory) == nil { return true }
    return false
  }

  package func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }

  /// Makes a folder, unless it is there; its parent has to be.
  package func makeFolder(_ path: String) throws(WorldError) {
    guard mkdir(path, 0o755) == 0 || (errno == EEXIST && isFolder(path)) else { throw .system(errno) }
  }

  package func write(_ bytes: [UInt8], to path: String) throws(WorldError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return try writeInPlace(bytes, to: path) }
    // Through a link, so that what is replaced is the file and not the link.
    try replace(resolved(path) ?? path, with: bytes)
  }

  /// Writes to a device or FIFO, which must not be replaced by a file.
  private func writeInPlace(_ bytes: [UInt8], to path: String) throws(WorldError) {
    guard !isFolder(path) else { throw .notARegularFile }
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno) }
    defer { close(descriptor) }
    let failure = writeAll(bytes, to: descriptor)
    guard failure == 0 else { throw .system(failure) }
  }

  /// Replaces a file whole: a temporary file beside it, synced, takes its name; then the folder is synced.
  private func replace(_ path: String, with bytes: [UInt8]) throws(WorldError) {
    let (folder, name) = Self.split(path)
    clearLeftovers(of: name, in: folder)
    let temporary = "\(folder)/.\(name).evrep-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .system(errno) }
    var failure = writeAll(bytes, to: descriptor)
    if failure == 0 && fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0 && failure == 0 { failure = errno }
    if failure == 0 && rename(temporary, path) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(temporary)
      throw .system(failure)
    }
    let folderDescriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folderDescriptor >= 0 else { throw .system(errno) }
    defer { close(folderDescriptor) }
    guard fsync(folderDescriptor) == 0 else { throw .system(errno) }
  }

  /// Writes all of `bytes`; the error number, 0 for none.
  private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { return errno }
        written += count
      }
      return 0
    }
  }

  /// Removes temporary files that a killed run left beside `name`.
  private func clearLeftovers(of name: String, in folder: String) {
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    let prefix = ".\(name).evrep-"
    while let entry = readdir(directory) {
      let found = Self.name(of: entry)
      guard found.hasPrefix(prefix), let process = Int32(found.dropFirst(prefix.count)) else { continue }
      // Signal 0 asks only whether the process is there.
      if kill(process, 0) != 0 && errno == ESRCH { unlink("\(folder)/\(found)") }
    }
  }

  /// What stands before the last slash, `.` where there is none, and what stands behind it.
  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }
}

extension WorldError {
  /// The error that `number`, an `errno`, stands for.
  fileprivate static func system(_ number: Int32) -> WorldError {
    switch number {
    case ENOENT, ENOTDIR: .notFound
    default: .system(String(cString: strerror(number)))
    }
  }
}
