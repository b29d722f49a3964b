import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// `evrep git install`.
struct GitInstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: say("Set up this repository: diff drivers, file patterns, a hook.", "设置本仓库：差异驱动、文件规则、钩子。"),
    discussion: say(
      """
      EXAMPLES
        evrep git install --dry-run   what would be written, and where
        evrep git install             in .git alone
        evrep git install --shared    the file patterns into .gitattributes
        evrep git install --no-hook   no check before a commit

      Lines are added between marks, and nothing else is touched; installing twice
      changes nothing. A pre-commit hook that is there is kept: nothing is written
      then, unless --no-hook is given.

      Exit status: 0 done, 1 a hook is in the way, 2 this is no repository, 3 a file
      could not be read or written.
      """,
      """
      示例
        evrep git install --dry-run   列出将写什么、写到哪里
        evrep git install             只写在 .git 里
        evrep git install --shared    文件规则写入 .gitattributes
        evrep git install --no-hook   提交前不检查

      只在标记之间添加几行，其余一概不动；装两遍与装一遍相同。已有 pre-commit
      钩子时予以保留，什么都不写，除非给出 --no-hook。

      退出状态：0 完成，1 已有钩子，2 这里不是仓库，3 文件无法读写。
      """))

  @Flag(
    help: ArgumentHelp(say("Put the file patterns into .gitattributes of the work tree.", "文件规则写入工作区的 .gitattributes。"))
  )
  var shared = false

  @Flag(name: .customLong("no-hook"), help: ArgumentHelp(say("Install no pre-commit hook.", "不装 pre-commit 钩子。")))
  var noHook = false

  @Flag(help: ArgumentHelp(say("Write nothing; print what would be written.", "不写文件；列出将写的内容。")))
  var dryRun = false

  func run() throws {
    var settings = GitSettings.running
    try GitPlaces.run(dryRun: dryRun) { places, world in
      settings.showsPaths = try places.mayShowPaths()
      var changes = [
        GitPlaces.Change(
          path: places.config, bytes: MarkedLines.put(settings.config, in: try places.read(places.config)))
      ]
      for (path, isWanted) in [(places.shared, shared), (places.attributes, !shared)] {
        let old = try places.read(path)
        let new = isWanted ? MarkedLines.put(settings.attributes, in: old) : old.flatMap(MarkedLines.remove)
        changes.append(GitPlaces.Change(path: path, bytes: new))
      }
      guard !noHook else { return changes }
      let old = try places.read(places.hook)
      let folder = Path.folder(of: places.hook)
      let isFolderNew = old.map(GitSettings.hasNewFolder) ?? !world.isFolder(folder)
      guard let isFolderNew, places.isHookInside else {
        world.writeStandardError(
          """
          evrep: \(places.hook): \(places.isHookInside ? "there is a hook already" : "this folder of hooks is not the repository's own")
            nothing was written: add the line `evrep git pre-commit` to a hook by hand, and give --no-hook

          """)
        throw ExitStatus.reportHasErrors
      }
      return changes + [
        GitPlaces.Change(path: places.hook, bytes: settings.hook(isFolderNew: isFolderNew), isProgram: true)
      ]
    }
  }
}

/// `evrep git uninstall`.
struct GitUninstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: say("Take out what evrep git install wrote, and nothing else.", "撤除 evrep git install 所写的内容。"),
    discussion: say(
      """
      EXAMPLES
        evrep git uninstall --dry-run   what would be changed
        evrep git uninstall             everything as it was

      A hook that was changed since is kept.

      Exit status: 0 done, 2 this is no repository, 3 a file could not be read or
      written.
      """,
      """
      示例
        evrep git uninstall --dry-run   列出将有的改动
        evrep git uninstall             全部恢复原样

      后来改动过的钩子予以保留。

      退出状态：0 完成，2 这里不是仓库，3 文件无法读写。
      """))

  @Flag(help: ArgumentHelp(say("Write nothing; print what would be written.", "不写文件；列出将写的内容。")))
  var dryRun = false

  func run() throws {
    try GitPlaces.run(dryRun: dryRun) { places, _ in
      var changes: [GitPlaces.Change] = []
      for path in [places.config, places.shared, places.attributes] {
        changes.append(GitPlaces.Change(path: path, bytes: try places.read(path).flatMap(MarkedLines.remove)))
      }
      if let isFolderNew = try places.read(places.hook).flatMap(GitSettings.hasNewFolder) {
        changes.append(GitPlaces.Change(path: places.hook, bytes: nil, removesFolder: isFolderNew))
      }
      return changes
    }
  }
}

/// The files of a repository that are written, absolute paths.
struct GitPlaces {
  let config: String
  let attributes: String
  let shared: String
  let hook: String
  /// False where git is told to look for hooks outside the repository, where others would run them too.
  let isHookInside: Bool
  private let repository: GitRepository
  private let world = DiskWorld()

  /// A file as it is to be; no bytes for one that is not to be.
  struct Change {
    let path: String
    let bytes: [UInt8]?
    var isProgram = false
    var removesFolder = false
  }

  private init() throws(GitRepository.Failure) {
    repository = try GitRepository(containing: ".")
    config = try repository.path(ofGit: "config")
    attributes = try repository.path(ofGit: "info/attributes")
    shared = repository.top + "/.gitattributes"
    hook = try repository.path(ofGit: "hooks") + "/pre-commit"
    let common = try repository.commonFolder()
    isHookInside = hook.hasPrefix(common + "/") || hook.hasPrefix(repository.top + "/")
  }

  /// Makes the changes that `plan` asks for, all of them known before the first, and says which files they are.
  static func run(dryRun: Bool, _ plan: (GitPlaces, DiskWorld) throws -> [Change]) throws {
    let world = DiskWorld()
    do {
      let places = try GitPlaces()
      for change in try plan(places, world) where try places.read(change.path) != change.bytes {
        var line = change.bytes == nil ? "remove \(change.path)\n" : "write \(change.path)\n"
        if dryRun, let bytes = change.bytes { line += String(decoding: bytes, as: UTF8.self) }
        try world.writeStandardOutput(Array(line.utf8))
        if !dryRun { try places.make(change) }
      }
    } catch let failure as GitRepository.Failure {
      throw Diff.wrongUse(.git(failure))
    } catch let error as WorldError {
      world.writeStandardError("evrep: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }

  /// True where nobody has said how git is to show paths that are not ASCII.
  func mayShowPaths() throws -> Bool {
    let own = try read(config).flatMap(MarkedLines.remove) ?? []
    let isSet = String(decoding: own, as: UTF8.self).lowercased().contains("quotepath")
    return try !isSet && !repository.isSetElsewhere("core.quotePath")
  }

  /// The bytes of a file; nil where it is not there.
  func read(_ path: String) throws -> [UInt8]? {
    do throws(WorldError) { return try world.read(path, within: nil, limit: 1 << 26) } catch {
      guard error == .notFound else { throw error }
      return nil
    }
  }

  private func make(_ change: Change) throws {
    let folder = Path.folder(of: change.path)
    guard let bytes = change.bytes else {
      guard unlink(change.path) == 0 else { throw WorldError.system(String(cString: strerror(errno))) }
      if change.removesFolder { rmdir(folder) }
      return
    }
    try world.makeFolder(folder)
    try world.write(bytes, to: change.path)
    guard !change.isProgram || chmod(change.path, 0o755) == 0 else {
      throw WorldError.system(String(cString: strerror(errno)))
    }
  }
}
