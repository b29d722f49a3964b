import Glibc

/// What `evrep git install` writes.
struct GitSettings {
  /// The absolute path of the command.
  let program: String
  /// Whether paths are to be shown as they are written: git shows Chinese ones as numbers of bytes unless it is told.
  var showsPaths = false

  /// The running command.
  static var running: GitSettings {
    var path = [CChar](repeating: 0, count: 1 << 14)
    let count = readlink("/proc/self/exe", &path, path.count)
    return GitSettings(
      program: count > 0 ? String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : "evrep")
  }

  /// Lines for git's `config`. The word pattern holds bytes that are no characters: it has to work in any locale.
  var config: [UInt8] {
    // Where the command has moved, the search path may know it.
    let textconv =
      "f() { evrep=\(quotedProgram); [ -x \"$evrep\" ] || evrep=evrep; \"$evrep\" git textconv \"$1\"; }; f"
    let core = showsPaths ? "[core]\n\tquotePath = false\n" : ""
    return Array((core + "[diff \"evrep\"]\n\txfuncname = \"\(Self.headings)\"\n\twordRegex = \"").utf8) + Self.words
      + Array("\"\n[diff \"evrep-data\"]\n\txfuncname = \"^((sheet|table) .*)$\"\n\ttextconv = \"".utf8)
      + Array(Self.escaped(textconv).utf8) + Array("\"\n".utf8)
  }

  /// Headings, blocks and declarations, in both languages.
  private static let headings =
    "^(#+[[:space:]].*|(:::|：：：).*[^:[:space:]].*|"
    + "(use|引用|param|参数|unit|单位|data|数据|let|令|check|核验|standard|标准|scenario|情景)[[:space:]].*)$"

  /// Numbers with separators and sign, Latin words, single characters of any other script, and single signs.
  private static let words: [UInt8] =
    Array("[0-9]([0-9,.]*[0-9])?(%|‰)?|[A-Za-z_]+|[".utf8) + [0xC0, 0x2D, 0xFF] + Array("][".utf8)
    + [0x80, 0x2D, 0xBF] + Array("]+|[^[:space:]]".utf8)

  /// Lines for git's attributes.
  var attributes: [UInt8] {
    let data = ["xlsx", "xlsm", "sqlite", "sqlite3", "db"].map { "*.\($0) diff=evrep-data\n" }
    return Array(("*.evrep diff=evrep\n" + data.joined()).utf8)
  }

  /// The hook; `isFolderNew` is kept in it for the way back.
  func hook(isFolderNew: Bool) -> [UInt8] {
    Array((Self.hookStart(isFolderNew) + quotedProgram + Self.hookEnd).utf8)
  }

  /// Whether the folder of a hook was made for it; nil for a hook that is not ours, or that someone has changed.
  static func hasNewFolder(_ hook: [UInt8]) -> Bool? {
    for isNew in [false, true] {
      let (start, end) = (Array(hookStart(isNew).utf8), Array(hookEnd.utf8))
      guard hook.starts(with: start), hook.count > start.count + end.count, hook.suffix(end.count).elementsEqual(end)
      else { continue }
      return isNew
    }
    return nil
  }

  private static func hookStart(_ isFolderNew: Bool) -> String {
    "#!/bin/sh\n# Written by `evrep git install`\(isFolderNew ? " in a new folder" : ""), removed by `evrep git uninstall`.\nevrep="
  }

  private static let hookEnd = "\n[ -x \"$evrep\" ] || evrep=evrep\nexec \"$evrep\" git pre-commit\n"

  /// The path as a word of the shell.
  private var quotedProgram: String {
    "'" + program.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  private static func escaped(_ value: String) -> String {
    value.reduce(into: "") { text, character in
      if character == "\"" || character == "\\" { text.append("\\") }
      text.append(character)
    }
  }
}
