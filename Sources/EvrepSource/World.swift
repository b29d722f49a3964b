/// Why a file could not be read or written.
package enum WorldError: Error, Hashable, Sendable {
  case notFound
  /// The path, or a symbolic link on it, leaves the project's root.
  case outsideRoot
  /// A folder, FIFO, socket or device.
  case notARegularFile
  /// The file is larger than the limit, in bytes.
  case tooLarge(limit: Int)
  /// The system refused; its own words.
  case system(String)
}

/// The outside: files and the standard streams. The compiler sees no more of the machine than this.
package protocol World: Sendable {
  /// The content of the file at `path`.
  ///
  /// - Parameters:
  ///   - path: relative to the folder that the command runs in, or absolute.
  ///   - root: the folder that the file has to lie in, links resolved; nil where the user named the path itself.
  ///   - limit: the most bytes that are read.
  func read(_ path: String, within root: String?, limit: Int) throws(WorldError) -> [UInt8]

  /// Everything on standard input.
  func readStandardInput(limit: Int) throws(WorldError) -> [UInt8]

  /// Replaces the file at `path` whole, or leaves it as it was.
  func write(_ bytes: [UInt8], to path: String) throws(WorldError)

  /// Writes to standard output.
  func writeStandardOutput(_ bytes: [UInt8]) throws(WorldError)

  /// Writes a message to standard error; a failure to is nobody's concern.
  func writeStandardError(_ text: String)

  /// True where `path` is a folder.
  func isFolder(_ path: String) -> Bool

  /// The names of the files and folders in `path`, sorted, hidden ones left out; none where it is no folder.
  func names(in path: String) -> [String]
}
