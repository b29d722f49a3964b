import EvrepSource

/// A world some of whose files have another content, and which nobody writes to.
struct ChangedWorld: World {
  let world: any World
  /// The contents by their normalised paths.
  let contents: [String: [UInt8]]

  func read(_ path: String, within root: String?, limit: Int) throws(WorldError) -> [UInt8] {
    let bytes = try world.read(path, within: root, limit: limit)
    return contents[Path.normalised(path)] ?? bytes
  }

  func readStandardInput(limit: Int) throws(WorldError) -> [UInt8] { try world.readStandardInput(limit: limit) }
  func write(_ bytes: [UInt8], to path: String) throws(WorldError) { throw .notFound }
  func writeStandardOutput(_ bytes: [UInt8]) throws(WorldError) {}
  func writeStandardError(_ text: String) {}
  func isFolder(_ path: String) -> Bool { world.isFolder(path) }
  func names(in path: String) -> [String] { world.names(in: path) }
}
