import EvrepSource

extension Diagnostic {
  /// A file that could not be read.
  static func unreadable(_ path: String, _ error: WorldError, at place: Place?) -> Diagnostic {
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

  static func notUTF8(_ place: Place) -> Diagnostic {
    Diagnostic(
      .notUTF8, at: place,
      Message(en: "the file is not UTF-8: this byte is no part of a character", zh: "文件不是 UTF-8 编码：这个字节不构成字符"))
  }

  static func cyclicModules(_ path: String, at place: Place) -> Diagnostic {
    Diagnostic(
      .cyclicModules, at: place,
      Message(en: "‘\(path)’ is used by itself, directly or by way of others", zh: "“\(path)”直接或间接引用了自身"))
  }

  static func tooManyModules(at place: Place) -> Diagnostic {
    Diagnostic(
      .moduleTooDeep, at: place,
      Message(
        en: "modules are nested more than \(ModuleLoader.depthLimit) deep, or more than \(ModuleLoader.countLimit)",
        zh: "模块引用超过 \(ModuleLoader.depthLimit) 层，或多于 \(ModuleLoader.countLimit) 个"))
  }

  static func unknownStyle(_ name: String, at place: Place, names: [String]) -> Diagnostic {
    let nearest = Nearest.match(for: name, in: names)
    return Diagnostic(
      .unknownStyle, at: place, Message(en: "no style is called ‘\(name)’", zh: "没有名为“\(name)”的样式"),
      notes: [
        Message(
          en: "the built-in styles are \(names.joined(separator: ", ")); a style of your own is a path in quotes",
          zh: "内置样式有：\(names.joined(separator: "、"))；自己的样式写成带引号的路径")
      ],
      fixIts: nearest.map { [FixIt(Message(en: "did you mean ‘\($0)’?", zh: "是不是“\($0)”？"), replace: place, with: $0)] }
        ?? [])
  }
}
