import EvrepModel
import EvrepSource

extension Diagnostic {
  static func unreadable(_ file: DataFile, _ fault: SQLiteFault) -> Diagnostic {
    let path = file.schema.path
    switch fault {
    case .tooManySteps: return tooManySteps(file, at: file.schema.pathPlace)
    case .damaged(let words), .statement(let words, _), .denied(let words):
      return malformed(
        file, 0..<0,
        Message(
          en: "‘\(path)’ is no SQLite database, or is damaged: \(words)", zh: "“\(path)”不是 SQLite 数据库，或者已经损坏：\(words)"))
    case .severalStatements, .notASelect:
      return malformed(file, 0..<0, Message(en: "‘\(path)’ cannot be read", zh: "无法读取“\(path)”"))
    }
  }

  private static func tooManySteps(_ file: DataFile, at place: Place) -> Diagnostic {
    Diagnostic(
      .fileTooLarge, at: place,
      Message(
        en: "reading takes SQLite more than \(file.limits.steps) steps", zh: "SQLite 的计算超过 \(file.limits.steps) 步"),
      notes: [.raise("steps")])
  }

  static func unmergedLog(_ schema: Schema, _ suffix: String) -> Diagnostic {
    let path = schema.path
    return Diagnostic(
      .unmergedLog, at: schema.pathPlace,
      Message(
        en: "‘\(path + suffix)’ holds changes that are not in the database", zh: "“\(path + suffix)”中还有未写入数据库的改动"),
      notes: [
        Message(
          en: "close the program that writes the database, or run ‘sqlite3 \(path) vacuum’",
          zh: "请关闭正在写数据库的程序，或者运行“sqlite3 \(path) vacuum”"
        )
      ])
  }

  // MARK: Tables

  static func tableNotFound(_ name: String, at place: Place, tables: [String]) -> Diagnostic {
    var notes: [Message] = []
    if let near = Nearest.match(for: name, in: tables) {
      notes.append(Message(en: "did you mean ‘\(near)’?", zh: "是否指“\(near)”？"))
    }
    return Diagnostic(
      .tableNotFound, at: place,
      Message(en: "the database has no table ‘\(name)’", zh: "数据库中没有表“\(name)”"), notes: notes + [known(tables)])
  }

  static func tableNotNamed(_ file: DataFile, tables: [String]) -> Diagnostic {
    Diagnostic(
      .tableNotFound, at: file.schema.pathPlace,
      tables.isEmpty
        ? Message(en: "the database has no tables", zh: "数据库中没有表")
        : Message(en: "the database has \(tables.count) tables: say which", zh: "数据库中有 \(tables.count) 个表，请指明"),
      notes: tables.isEmpty
        ? []
        : [
          known(tables),
          file.probe == nil
            ? Message(en: "such as ‘table \"\(tables[0])\"’ behind the path", zh: "例如在路径之后写“表 \"\(tables[0])\"”")
            : Message(en: "such as: --table \(tables[0])", zh: "例如：--table \(tables[0])"),
        ])
  }

  private static func known(_ tables: [String]) -> Message {
    let list = Quote.list(tables)
    return Message(en: "the tables are \(list.en)", zh: "已有的表：\(list.zh)")
  }

  // MARK: Queries

  static func badQuery(_ file: DataFile, _ query: Binding.Clause<String>, _ fault: SQLiteFault) -> Diagnostic {
    let place = query.place
    switch fault {
    case .damaged: return unreadable(file, fault)
    case .tooManySteps: return tooManySteps(file, at: place)
    case .statement(let words, let offset):
      return Diagnostic(
        .badQuery, at: located(offset, query),
        Message(en: "SQLite does not take the query: \(words)", zh: "SQLite 不接受该查询：\(words)"))
    case .severalStatements(let offset):
      return Diagnostic(
        .badQuery, at: located(offset, query),
        Message(en: "a query is one ‘select’, and this is more", zh: "查询只能是一条 select，此处多了内容"))
    case .notASelect:
      return Diagnostic(
        .badQuery, at: place,
        Message(en: "a query is one ‘select’", zh: "查询必须是一条 select"),
        notes: [Message(en: "the database is only ever read", zh: "数据库只读，不会被改动")])
    case .denied(let name):
      return Diagnostic(
        .badQuery, at: place,
        Message(en: "a query may not use ‘\(name)’", zh: "查询不能使用“\(name)”"),
        notes: [
          Message(
            en: "a query reads tables; it changes nothing, opens no other file and asks for no time or chance",
            zh: "查询只读取表，不改动数据，不打开其他文件，也不取时间和随机数")
        ])
    }
  }

  /// The byte `offset` of a query that stands in the source as it is; the whole of one that has escapes.
  private static func located(_ offset: Int?, _ query: Binding.Clause<String>) -> Place {
    let range = query.place.range
    // Two quotes of one byte each, or the place has them not.
    guard let offset, range.count == query.value.utf8.count + 2 else { return query.place }
    let start = min(range.lowerBound + 1 + offset, range.upperBound - 1)
    return Place(query.place.file, start..<min(start + 1, range.upperBound))
  }
}
