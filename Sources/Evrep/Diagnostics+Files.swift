import EvrepData
import EvrepLibrary
import EvrepSource

extension Diagnostic {
  static func notUTF8(_ place: Place, _ path: String, _ bytes: [UInt8]) -> Diagnostic {
    Diagnostic(
      .notUTF8, at: place,
      Message(en: "the file is not UTF-8: this byte is no part of a character", zh: "文件不是 UTF-8 编码：这个字节不构成字符"),
      notes: .savingAsUTF8(path, bytes))
  }

  /// - Parameter links: the uses that lead from the module back to it, each with the module that it uses.
  static func cyclicModules(_ path: String, at place: Place, by links: [(path: String, use: Place)]) -> Diagnostic {
    Diagnostic(
      .cyclicModules, at: place,
      Message(en: "‘\(path)’ is used by itself, directly or by way of others", zh: "“\(path)”直接或间接引用了自身"),
      labels: links.map {
        Label($0.use, Message(en: "by way of ‘\($0.path)’, used here", zh: "经由此处引用的“\($0.path)”"))
      })
  }

  /// A module that is neither a file nor one of the standard library.
  static func unknownModule(_ path: String, _ name: String, at place: Place) -> Diagnostic {
    let names = Library.names
    var diagnostic = Diagnostic.unreadable(path, .notFound, at: place)
    diagnostic.notes = [
      Message(
        en: "the modules of the standard library are \(names.map { "‘\($0)’" }.joined(separator: ", "))",
        zh: "标准库的模块有：\(names.map { "“\($0)”" }.joined(separator: "、"))")
    ]
    if let nearest = Nearest.match(for: name, in: names) {
      diagnostic.fixIts = [
        FixIt(
          Message(en: "did you mean ‘\(nearest)’?", zh: "是不是“\(nearest)”？"), replace: place, with: "\"\(nearest)\"",
          doubt: .anotherName)
      ]
    }
    return diagnostic
  }

  /// A report that could not be read: with the report in its folder that has its name, or one near to it.
  static func noReport(_ path: String, _ error: WorldError, in world: some World) -> Diagnostic {
    var diagnostic = Diagnostic.unreadable(path, error, at: nil)
    guard case .notFound = error else { return diagnostic }
    let name = Path.name(of: path)
    let reports = world.names(in: Path.folder(of: path)).sorted().filter { $0.hasSuffix(".evrep") }
    let written = name.hasSuffix(".evrep") ? name : name + ".evrep"
    let near = reports.first { $0 == written } ?? Nearest.file(for: written, in: reports)
    if let near {
      let meant = path.dropLast(name.count) + near
      diagnostic.notes.append(Message(en: "did you mean ‘\(meant)’?", zh: "是不是“\(meant)”？"))
    }
    return diagnostic
  }

  /// A file of data where a module is asked for.
  static func dataIsNoModule(_ path: String, at place: Place) -> Diagnostic {
    Diagnostic(
      .fileUnreadable, at: place,
      Message(en: "‘\(path)’ is a data file, not a module", zh: "“\(path)”是数据文件，不是模块"),
      notes: [
        Message(
          en:
            "a module is a file of declarations, such as \"figures.evrep\", or one of the standard library; data is declared: ‘data t from \"\(path)\" {…}’",
          zh: "模块是只写声明的文件，如 \"figures.evrep\"，或标准库中的模块；数据则这样声明：“数据 表 来自 \"\(path)\" {…}”")
      ])
  }

  /// A file of data where a report is asked for.
  static func dataIsNoReport(_ path: String) -> Diagnostic {
    Diagnostic(
      .fileUnreadable, at: nil,
      Message(en: "‘\(path)’ is a file of data, not a report", zh: "“\(path)”是数据文件，不是报告"),
      notes: [
        Message(
          en:
            "‘evrep new FOLDER --from \(path)’ starts a report that reads it; ‘evrep schema \(path)’ prints its declaration",
          zh: "“evrep new 文件夹 --from \(path)”写出一份引用它的报告；“evrep schema \(path)”印出它的声明")
      ])
  }

  static func tooManyModules(at place: Place) -> Diagnostic {
    Diagnostic(
      .moduleTooDeep, at: place,
      Message(
        en: "modules are nested more than \(ModuleLoader.depthLimit) deep, or more than \(ModuleLoader.countLimit)",
        zh: "模块引用超过 \(ModuleLoader.depthLimit) 层，或多于 \(ModuleLoader.countLimit) 个"))
  }

  static func unknownStyle(_ name: String, at place: Place, names: [String]) -> Diagnostic {
    // There are so few that a beginning tells.
    let alike = names.filter { $0.prefix(3) == name.prefix(3) && name.count > 3 }
    let meant =
      FixIt.nearest(to: name, in: [], words: names, at: place)
      ?? (alike.count == 1 ? alike : []).map {
        FixIt(
          Message(en: "did you mean ‘\($0)’?", zh: "是不是“\($0)”？"), replace: place, with: $0, doubt: .anotherName)
      }.first
    return Diagnostic(
      .unknownStyle, at: place, Message(en: "no style is called ‘\(name)’", zh: "没有名为“\(name)”的样式"),
      notes: [
        Message(
          en: "the built-in styles are \(names.joined(separator: ", ")); a style of your own is a path in quotes",
          zh: "内置样式有：\(names.joined(separator: "、"))；自己的样式写成带引号的路径")
      ],
      fixIts: meant.map { [$0] } ?? [])
  }
}
