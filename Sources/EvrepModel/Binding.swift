package import EvrepSource

/// A clause of a `data` declaration that says where its table stands in the file.
package enum BindingClause: Sendable, Hashable, CaseIterable {
  case sheet, range, header, skip, encoding, delimiter, table, query, path
}

/// Where a declaration's table stands in a file that was made for people. What is nil is found by the reader.
package struct Binding: Sendable, Hashable {
  /// The value of a clause, and the clause's place in the source.
  package struct Clause<Value: Sendable & Hashable>: Sendable, Hashable {
    package let value: Value
    package let place: Place

    package init(_ value: Value, at place: Place) {
      self.value = value
      self.place = place
    }
  }

  /// The name of a sheet.
  package var sheet: Clause<String>?
  /// The cells of a sheet that are looked at, or a name for such.
  package var range: Clause<SheetRange>?
  /// The rows that hold the headers, from 1, counted as messages count rows: from the first of the file or sheet.
  package var headerRows: Clause<ClosedRange<Int>>?
  /// Which rows are no data.
  package var skip: Clause<RowCondition>?
  package var encoding: Clause<TextEncoding>?
  /// The ASCII character between cells.
  package var delimiter: Clause<UInt8>?
  /// The name of a database's table.
  package var table: Clause<String>?
  /// A statement that selects the rows from a database.
  package var query: Clause<String>?
  /// The keys, with dots between them, that lead from the outermost object to the rows.
  package var path: Clause<String>?
  /// The clauses that are there and make no sense, which has been reported.
  package var unknown: Set<BindingClause> = []

  package init() {}
}

/// Part of a sheet.
package enum SheetRange: Sendable, Hashable {
  /// Columns and rows, both from 1; nil for all of them.
  case cells(columns: ClosedRange<Int>?, rows: ClosedRange<Int>?)
  /// A name that the workbook defines.
  case named(String)

  /// Reads `A3:F40`, `A:F` or `3:40`; anything else is a name.
  package init(_ text: String) {
    let corners = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(Corner.init)
    guard corners.count == 2, let first = corners[0], let last = corners[1],
      (first.column == nil) == (last.column == nil), (first.row == nil) == (last.row == nil)
    else {
      self = .named(text)
      return
    }
    self = .cells(columns: Self.ordered(first.column, last.column), rows: Self.ordered(first.row, last.row))
  }

  private static func ordered(_ first: Int?, _ last: Int?) -> ClosedRange<Int>? {
    guard let first, let last else { return nil }
    return min(first, last)...max(first, last)
  }

  /// `A3`, `$A$3`, `A` or `3`.
  private struct Corner {
    var column: Int?
    var row: Int?

    init?(_ text: Substring.UTF8View) {
      var rest = text.filter { $0 != UInt8(ascii: "$") }[...]
      var (letters, digits) = (0, 0)
      while let letter = rest.first.map({ $0 & ~0x20 }), letter >= 0x41, letter <= 0x5A, letters <= 3 {
        column = (column ?? 0) * 26 + Int(letter - 0x40)
        letters += 1
        rest.removeFirst()
      }
      while let digit = rest.first, digit >= 0x30, digit <= 0x39, digits <= 7 {
        row = (row ?? 0) * 10 + Int(digit - 0x30)
        digits += 1
        rest.removeFirst()
      }
      // No sheet has more than three letters and seven digits.
      guard rest.isEmpty, letters <= 3, digits <= 7, row != 0, letters + digits > 0 else { return nil }
    }
  }
}

/// How bytes stand for text.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case gb18030
  case windows1252 = "windows-1252"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  /// The encoding called `name`, in any case; GBK and GB 2312 are read as GB 18030, which holds them, and Latin-1 as
  /// Windows-1252, as every browser does.
  package init?(name: String) {
    switch name.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "gb18030", "gbk", "gb2312", "cp936": self = .gb18030
    case "windows-1252", "windows1252", "cp1252", "latin-1", "latin1", "iso-8859-1": self = .windows1252
    case "utf-16le", "utf16le", "utf-16", "utf16": self = .utf16LittleEndian
    case "utf-16be", "utf16be": self = .utf16BigEndian
    default: return nil
    }
  }
}
