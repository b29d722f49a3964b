package import EvrepSource
import Synchronization

/// A world of files in memory: what a test reads and writes instead of the disk.
///
/// Paths are normalised (`a/../b` is `b`); `within` is held to by the normalised path, as links do not exist here.
package final class MemoryWorld: World {
  private let files: Mutex<[String: [UInt8]]>
  private let input: [UInt8]
  private let output = Mutex<[UInt8]>([])

  package init(_ files: [String: String] = [:], input: String = "") {
    self.input = Array(input.utf8)
    self.files = Mutex(Dictionary(uniqueKeysWithValues: files.map { (Self.normalised($0.key), Array($0.value.utf8)) }))
  }

  /// Adds or replaces a file of any bytes.
  package func set(_ path: String, _ bytes: [UInt8]) { files.withLock { $0[Self.normalised(path)] = bytes } }

  /// The text of a file, or nil where there is none.
  package func text(_ path: String) -> String? {
    files.withLock { $0[Self.normalised(path)] }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every path, sorted.
  package var paths: [String] { files.withLock { $0.keys.sorted() } }

  package func read(_ path: String, within root: String?, limit: Int) throws(WorldError) -> [UInt8] {
    let path = Self.normalised(path)
    if let root {
      let folder = Self.normalised(root)
      guard folder.isEmpty ? !path.hasPrefix("..") && !path.hasPrefix("/") : path.hasPrefix(folder + "/") else {
        throw .outsideRoot
      }
    }
    guard let bytes = files.withLock({ $0[path] }) else { throw .notFound }
    guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    return bytes
  }

  package func readStandardInput(limit: Int) throws(WorldError) -> [UInt8] { input }

  package func write(_ bytes: [UInt8], to path: String) throws(WorldError) { set(path, bytes) }

  package func writeStandardOutput(_ bytes: [UInt8]) throws(WorldError) { output.withLock { $0 += bytes } }

  /// What has been written to standard output.
  package var standardOutput: String { output.withLock { String(decoding: $0, as: UTF8.self) } }

  package func writeStandardError(_ text: String) {}

  package func isFolder(_ path: String) -> Bool {
    let folder = Self.normalised(path) + "/"
    return files.withLock { $0.keys.contains { $0.hasPrefix(folder) } }
  }

  package func names(in path: String) -> [String] {
    let folder = Self.normalised(path)
    let prefix = folder.isEmpty ? "" : folder + "/"
    let inside = files.withLock { $0.keys.filter { $0.hasPrefix(prefix) } }
    return Set(inside.map { String($0.dropFirst(prefix.count).prefix { $0 != "/" }) }).sorted()
  }

  private static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
