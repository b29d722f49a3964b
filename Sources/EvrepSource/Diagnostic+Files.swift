extension Diagnostic {
  /// Of a file that is not there: with the file that lies in its folder under a name near to it, if there is one.
  ///
  /// - Parameters:
  ///   - written: the path as the source writes it, at the finding's place, in quotes.
  ///   - path: the path as the world reads it.
  ///   - isReadable: whether a file of that name may be meant.
  package func suggestingFile(
    _ written: String, _ path: String, in world: some World, where isReadable: (String) -> Bool = { _ in true }
  ) -> Diagnostic {
    // Nothing is told of folders that the path would have to leave the root for.
    guard code == .fileNotFound || code == .unsupportedFormat, let place, !written.hasPrefix("/"),
      !written.split(separator: "/").contains("..")
    else { return self }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { path[..<$0] } ?? "."
    guard let fix = FixIt.nearestFile(to: written, among: world.names(in: String(folder)).filter(isReadable), at: place)
    else {
      return self
    }
    var diagnostic = self
    diagnostic.fixIts.append(fix)
    return diagnostic
  }

  /// Of a path that is written with backslashes, which make the next sign literal: as it is written.
  package func suggestingSlashes(in sources: SourceSet) -> Diagnostic {
    guard code == .fileNotFound, let place, case let written = sources[place.file].text(place.range),
      written.contains("\\")
    else { return self }
    let meant = written.replacing("\\\\", with: "/").replacing("\\", with: "/")
    var diagnostic = self
    diagnostic.notes = [Message(en: "the folders of a path are parted by ‘/’", zh: "路径中的文件夹用“/”隔开")]
    diagnostic.fixIts = [
      FixIt(Message(en: "write \(meant)", zh: "写作 \(meant)"), replace: place, with: meant, doubt: .anotherName)
    ]
    return diagnostic
  }

  /// A file that could not be read.
  package static func unreadable(_ path: String, _ error: WorldError, at place: Place?) -> Diagnostic {
    switch error {
    case .notFound:
      Diagnostic(
        .fileNotFound, at: place, Message(en: "there is no file ‘\(path)’", zh: "没有文件“\(path)”"))
    case .outsideRoot:
      Diagnostic(
        .outsideRoot, at: place,
        Message(en: "‘\(path)’ lies outside the report's folder", zh: "“\(path)”在报告所在文件夹之外"),
        notes: [
          Message(
            en: "a wider root is given by --root FOLDER", zh: "可用 --root 指定更大的根文件夹")
        ])
    case .notARegularFile:
      Diagnostic(
        .fileUnreadable, at: place, Message(en: "‘\(path)’ is no regular file", zh: "“\(path)”不是普通文件"))
    case .tooLarge(let limit):
      Diagnostic(
        .fileTooLarge, at: place,
        Message(en: "‘\(path)’ has more than \(limit) bytes", zh: "“\(path)”超过 \(limit) 字节"))
    case .system(let reason):
      Diagnostic(
        .fileUnreadable, at: place,
        Message(en: "‘\(path)’ cannot be read: \(reason)", zh: "无法读取“\(path)”：\(reason)"))
    }
  }
}
