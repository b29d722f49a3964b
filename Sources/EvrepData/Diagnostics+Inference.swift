import EvrepModel
import EvrepSource

/// What keeps a schema from being found where the file can be read.
extension Diagnostic {
  /// The row that headers should stand in is empty.
  static func noHeaders(_ path: String, row: Int) -> Diagnostic {
    Diagnostic(
      .columnMissing, at: nil,
      Message(
        en: "row \(row) of ‘\(path)’ holds no headers, which columns are found by",
        zh: "“\(path)”第 \(row) 行没有表头，而各列要凭表头查找"),
      notes: [
        Message(
          en: "write a header above each column; where the headers stand in another row: --header-row 3",
          zh: "请在每列上方写表头；表头在别的行时用：--header-row 3")
      ])
  }

  /// An empty array or object.
  static func noKeys(_ path: String) -> Diagnostic {
    Diagnostic(
      .malformedData, at: nil,
      Message(
        en: "‘\(path)’ holds nothing that could be declared: there is no object with a key",
        zh: "“\(path)”中没有可声明的内容：没有带键的对象"))
  }

  static func noTable(_ path: String) -> Diagnostic {
    Diagnostic(
      .malformedData, at: nil,
      Message(
        en: "‘\(path)’ holds neither an array of objects nor an object with values",
        zh: "“\(path)”中既没有对象组成的数组，也没有带值的对象"))
  }

  static func severalTables(_ path: String, _ paths: [String]) -> Diagnostic {
    let list = Quote.list(paths)
    return Diagnostic(
      .malformedData, at: nil,
      Message(
        en: "‘\(path)’ holds \(paths.count) tables or records: say which", zh: "“\(path)”中有 \(paths.count) 处表或记录，请指明"),
      notes: [
        Message(en: "they stand at \(list.en)", zh: "位置：\(list.zh)"),
        Message(en: "such as: --at \(paths[0])", zh: "例如：--at \(paths[0])"),
      ])
  }
}
