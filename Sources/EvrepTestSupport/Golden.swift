import EvrepSource
import Glibc
package import Testing

/// Golden files: expected output that stands beside its case.
///
/// `EVREP_UPDATE_GOLDEN=1 swift test` writes what the program now says and *fails*, so that each renewed file is looked at.
package enum Golden {
  /// True where this run renews the files.
  package static var isUpdating: Bool { getenv("EVREP_UPDATE_GOLDEN").map { String(cString: $0) } == "1" }

  /// Holds `actual` against the file at `path`, an absolute path.
  package static func expect(
    _ actual: [UInt8], matches path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let world = DiskWorld()
    let expected = try? world.read(path, within: nil, limit: 1 << 28)
    guard actual != expected else { return }
    if isUpdating {
      do throws(WorldError) {
        try world.write(actual, to: path)
        Issue.record("renewed \(path): look at it", sourceLocation: sourceLocation)
      } catch {
        Issue.record("cannot renew \(path): \(error)", sourceLocation: sourceLocation)
      }
      return
    }
    let now = String(decoding: actual, as: UTF8.self)
    let before = expected.map { String(decoding: $0, as: UTF8.self) } ?? "(no file)"
    Issue.record("\(path) differs\n\(firstDifference(before, now))", sourceLocation: sourceLocation)
  }

  /// The first line in which two texts differ.
  private static func firstDifference(_ before: String, _ now: String) -> String {
    let old = before.split(separator: "\n", omittingEmptySubsequences: false)
    let new = now.split(separator: "\n", omittingEmptySubsequences: false)
    for line in 0..<max(old.count, new.count) {
      let (left, right) = (line < old.count ? old[line] : "(end)", line < new.count ? new[line] : "(end)")
      if left != right { return "line \(line + 1)\n- \(left)\n+ \(right)" }
    }
    return "line ends differ"
  }

  /// The bytes of the file at `path`, or a recorded issue and nothing.
  package static func bytes(of path: String, sourceLocation: SourceLocation = #_sourceLocation) -> [UInt8] {
    do throws(WorldError) { return try DiskWorld().read(path, within: nil, limit: 1 << 28) } catch {
      Issue.record("cannot read \(path): \(error)", sourceLocation: sourceLocation)
      return []
    }
  }

  /// The names in the folder at `path` that end in `suffix`, sorted.
  package static func names(in path: String, suffix: String = "") -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), name.hasSuffix(suffix) { names.append(name) }
    }
    return names.sorted()
  }
}
