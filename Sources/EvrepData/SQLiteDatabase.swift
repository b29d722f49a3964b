import CSQLite
import EvrepModel
import EvrepSource

/// Why a database, or a statement on it, cannot be read.
enum SQLiteFault: Error, Equatable {
  /// No database, or a damaged one; SQLite's own words.
  case damaged(String)
  /// The statement is wrong; SQLite's own words, and the byte of the statement where it noticed.
  case statement(String, offset: Int?)
  /// More than the statement; it does not stop behind this byte.
  case severalStatements(offset: Int)
  case notASelect
  /// A function that is refused.
  case denied(String)
  /// More steps than `DataLimits.steps`.
  case tooManySteps
}

/// A database in memory, open for reading alone: no statement can change it, open another file, load code, read the clock
/// or run for ever.
final class SQLiteDatabase {
  private let handle: OpaquePointer
  /// The database's bytes; SQLite reads them in place.
  private let image: UnsafeMutableBufferPointer<UInt8>
  /// The function that the authorizer refused last.
  fileprivate var denied: String?
  /// The authorizer refused what is no reading.
  private var isWriting = false
  private var stepsLeft: Int

  /// How many steps lie between two looks at the budget.
  private static let stride = 10_000

  init(_ bytes: [UInt8], steps: Int) throws(SQLiteFault) {
    image = .allocate(capacity: bytes.count)
    _ = image.initialize(fromContentsOf: bytes)
    // Bytes 18 and 19 ask for a write-ahead log, which no database in memory has; what matters has been merged.
    if image.count > 19, image[18] == 2 || image[19] == 2 { (image[18], image[19]) = (1, 1) }
    stepsLeft = steps
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(":memory:", &opened, flags, nil) == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      image.deallocate()
      throw .damaged("out of memory")
    }
    handle = opened
    let size = Int64(image.count)
    guard evrep_sqlite3_harden(handle) == SQLITE_OK,
      sqlite3_deserialize(handle, "main", image.baseAddress, size, size, UInt32(SQLITE_DESERIALIZE_READONLY))
        == SQLITE_OK
    else { throw .damaged(words) }
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_set_authorizer(
      handle,
      { context, action, first, second, _, _ in
        guard let context else { return SQLITE_DENY }
        return Unmanaged<SQLiteDatabase>.fromOpaque(context).takeUnretainedValue().authorize(action, first, second)
      }, context)
    sqlite3_progress_handler(
      handle, Int32(Self.stride),
      { context in
        guard let context else { return 1 }
        let database = Unmanaged<SQLiteDatabase>.fromOpaque(context).takeUnretainedValue()
        database.stepsLeft -= SQLiteDatabase.stride
        return database.stepsLeft > 0 ? 0 : 1
      }, context)
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 28)
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 1 << 20)
    sqlite3_limit(handle, SQLITE_LIMIT_WORKER_THREADS, 0)
    sqlite3_hard_heap_limit64(1 << 30)
  }

  deinit {
    sqlite3_close_v2(handle)
    image.deallocate()
  }

  /// SQLite's words for what went wrong last.
  fileprivate var words: String { sqlite3_errmsg(handle).map { String(cString: $0) } ?? "" }

  /// What is refused because a report that reads it would not be the same tomorrow.
  private static let inconstant: Set<String> = [
    "random", "randomblob", "date", "time", "datetime", "julianday", "unixepoch", "strftime", "current_date",
    "current_time", "current_timestamp", "load_extension", "changes", "total_changes", "last_insert_rowid",
    "sqlite_version", "sqlite_source_id", "fts3_tokenizer",
  ]

  private func authorize(
    _ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?
  ) -> Int32 {
    switch action {
    case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
    case SQLITE_FUNCTION:
      let name = second.map { String(cString: $0) } ?? ""
      guard Self.inconstant.contains(name.lowercased()) else { return SQLITE_OK }
      denied = name
    default: isWriting = true
    }
    return SQLITE_DENY
  }

  /// Prepares one statement that reads.
  func prepare(_ sql: String) throws(SQLiteFault) -> SQLiteRows {
    (denied, isWriting) = (nil, false)
    var statement: OpaquePointer?
    var rest = 0
    let status = sql.withCString { text in
      var tail: UnsafePointer<CChar>?
      let status = sqlite3_prepare_v2(handle, text, -1, &statement, &tail)
      rest = tail.map { $0 - text } ?? 0
      return status
    }
    guard status == SQLITE_OK else {
      if let denied { throw .denied(denied) }
      if isWriting { throw .notASelect }
      let offset = sqlite3_error_offset(handle)
      throw fault(status, offset: offset < 0 ? nil : Int(offset))
    }
    guard let statement else { throw .notASelect }
    let rows = SQLiteRows(statement, self)
    let bytes = Array(sql.utf8)
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ";")]
    if let next = bytes[rest...].firstIndex(where: { !blanks.contains($0) }) {
      throw .severalStatements(offset: next)
    }
    guard sqlite3_stmt_readonly(statement) != 0, sqlite3_stmt_isexplain(statement) == 0, rows.columnCount > 0 else {
      throw .notASelect
    }
    return rows
  }

  fileprivate func fault(_ status: Int32, offset: Int? = nil) -> SQLiteFault {
    switch status & 0xFF {
    case SQLITE_INTERRUPT: .tooManySteps
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR, SQLITE_CANTOPEN: .damaged(words)
    case SQLITE_AUTH: .denied(denied ?? "")
    default: .statement(words, offset: offset)
    }
  }
}

/// The rows that a statement yields, one after the other.
final class SQLiteRows {
  private let statement: OpaquePointer
  private let database: SQLiteDatabase

  fileprivate init(_ statement: OpaquePointer, _ database: SQLiteDatabase) {
    self.statement = statement
    self.database = database
  }

  deinit { sqlite3_finalize(statement) }

  var columnCount: Int { Int(sqlite3_column_count(statement)) }

  var columnNames: [String] {
    (0..<sqlite3_column_count(statement)).map { column in
      sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
    }
  }

  /// Goes to the next row; false behind the last.
  func next() throws(SQLiteFault) -> Bool {
    let status = sqlite3_step(statement)
    if status == SQLITE_ROW { return true }
    guard status == SQLITE_DONE else { throw database.fault(status) }
    return false
  }

  /// The integer of a column of the current row.
  func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }

  /// Calls `body` with the bytes of a column of the current row, where they are a blob; nil for anything else.
  func withBlob<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    let index = Int32(column)
    guard sqlite3_column_type(statement, index) == SQLITE_BLOB else { return nil }
    let start = sqlite3_column_blob(statement, index)
    let count = Int(sqlite3_column_bytes(statement, index))
    return body(UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : count))
  }

  /// Calls `body` with the bytes of a column of the current row and what they are; a number is written out exactly.
  func withCell<Result>(_ column: Int, _ body: (Span<UInt8>, CellForm) -> Result) -> Result {
    let index = Int32(column)
    switch sqlite3_column_type(statement, index) {
    case SQLITE_NULL: return body([UInt8]().span, .null)
    case SQLITE_BLOB: return body(Array("BLOB".utf8).span, .fault)
    case SQLITE_FLOAT:
      let value = sqlite3_column_double(statement, index)
      // The shortest decimal that is read back as the same double.
      let text = Array(value.description.utf8)
      guard value.isFinite, let number = SheetNumber(text.span, rounds: false), let plain = number.text() else {
        return body(text.span, .fault)
      }
      return body(plain.span, .number)
    default:
      guard let pointer = sqlite3_column_text(statement, index) else { return body([UInt8]().span, .null) }
      let bytes = UnsafeBufferPointer(start: pointer, count: Int(sqlite3_column_bytes(statement, index)))
      let isText = firstIllFormedByte(of: bytes.span) == nil
      return body(bytes.span, isText ? .untyped : .fault)
    }
  }
}
