package import EvrepModel
package import EvrepSource

/// A field of a file that has no schema yet, as far as its cells tell.
package struct InferredField: Hashable, Sendable {
  /// What has to be said of a field beside its type.
  package enum Remark: Hashable, Sendable {
    /// The header states this unit, and no field can be declared in it.
    case undeclarable(String)
    /// A row above the headers states these units, and it is not known whether they are this column's.
    case title([String])
    /// A column of texts that would be one of numbers but for cells such as this.
    case exception(String)
  }

  /// The column's header or key.
  package let header: String
  /// Optional where a cell is empty. A number's unit is that of its header, or `%` where cells have the sign.
  package var type: Type
  package var isKey = false
  /// The texts that stand for no value.
  package var missing: [String] = []
  /// What prose calls the column: the header without its unit.
  package var title = ""
  /// True where the reader finds the column by its title alone.
  package var isFoundByTitle = false
  /// True where no row has a value.
  package var isEmpty = false
  package var remark: Remark?
  /// The first cells that the type does not take.
  package var faults: [CellAddress] = []
  /// The type that most of the cells have, of a column that is read as texts for the sake of the others.
  package var wanted: Type?

  static let faultLimit = 3

  init(header: String, type: Type) {
    self.header = header
    self.type = type
    title = header
  }
}

/// A column that no field reads, and why.
package struct InferredOmission: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The columns, from 1, have cells and no header.
    case unnamed([Int])
    /// Several columns have the header.
    case repeated
    /// The header has characters that a declaration cannot spell.
    case unspellable
    /// Arrays or objects.
    case nested
    /// Numbers and texts, of which no type takes all, as this cell shows.
    case mixed(CellAddress)
  }

  package let header: String
  package let reason: Reason
}

/// Rows of a file that are no data, and how they are known.
package struct InferredSkip: Hashable, Sendable {
  package enum Test: Hashable, Sendable {
    case isOne([String])
    case contains(String)
    case isBlank
  }

  package let header: String
  package fileprivate(set) var test: Test
}

extension [InferredSkip] {
  /// Adds rows to those that are left out; false where they are among them, or cannot be told.
  @discardableResult
  mutating func add(_ header: String, _ test: InferredSkip.Test) -> Bool {
    if case .isOne(let texts) = test {
      // A line break cannot be spelled.
      let texts = texts.filter { !$0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
      guard !texts.isEmpty else { return false }
      for index in indices where self[index].header == header {
        guard case .isOne(let known) = self[index].test else { continue }
        let new = texts.filter { !known.contains($0) }
        self[index].test = .isOne(known + new)
        return !new.isEmpty
      }
      append(InferredSkip(header: header, test: .isOne(texts)))
      return true
    }
    guard !contains(InferredSkip(header: header, test: test)) else { return false }
    append(InferredSkip(header: header, test: test))
    return true
  }
}

/// What a file's cells say of their types.
package struct InferredSchema: Hashable, Sendable {
  package let fields: [InferredField]
  package let leftOut: [InferredOmission]
  package let rowCount: Int
  package let skips: [InferredSkip]
  /// True where the file holds one object and not a table.
  package let isRecord: Bool
}
