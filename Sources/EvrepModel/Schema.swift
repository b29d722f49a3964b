package import EvrepSource
package import EvrepUnits

/// Names one schema of a program.
package struct SchemaID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

/// One field of a schema.
package struct Field: Hashable, Sendable {
  package let name: String
  /// A scalar, or an optional scalar.
  package var type: Type
  /// No two rows have the same value here.
  package let isKey: Bool
  /// Printed as `*` by `--redact`.
  package let isPrivate: Bool
  /// An empty cell has the value of the cell above, as cells that were merged downwards are written.
  package let isFilled: Bool
  /// Texts of cells that stand for no value.
  package let missingTexts: [String]
  /// The column's header or key in the file; of a table that no file holds, the field's other spelling.
  package let header: String
  /// Where the type is written, and each of its cases; nil and none where there is none.
  package var typePlace: Place?
  package var casePlaces: [Place] = []
  /// Where the header is written, or would be.
  package var headerPlace: Place?
  /// True where the declaration has a mistake, which has been reported: what the column holds is not known.
  package var isLost = false
  /// True for an amount that has a least of zero, unless its name says otherwise: of any unit but money.
  package var isAmount = false
  /// The field that has to hold each of this one's values.
  package var reference: Reference?
  /// The field's declaration.
  package let place: Place
  /// True for a number of things: whole, and not below zero.
  package let counts: Bool

  /// The name of the unit that it is declared in.
  package var typeName: String? {
    guard case .quantity(_, let unit?) = type.settled else { return nil }
    return unit.name
  }

  package init(
    name: String, type: Type, isKey: Bool, isPrivate: Bool, isFilled: Bool = false, missingTexts: [String] = [],
    header: String, counts: Bool = false, place: Place
  ) {
    self.name = name
    self.type = type
    self.isKey = isKey
    self.isPrivate = isPrivate
    self.isFilled = isFilled
    self.missingTexts = missingTexts
    self.header = header
    self.counts = counts
    self.place = place
  }
}

/// What `refers` names.
package struct Reference: Hashable, Sendable {
  package let schema: SchemaID
  /// The index of the field in that schema.
  package let field: Int
  /// Where the source names it.
  package let place: Place

  package init(schema: SchemaID, field: Int, place: Place) {
    self.schema = schema
    self.field = field
    self.place = place
  }
}

/// What a `data` declaration says of its file. A class, because every field access looks one up.
package final class Schema: Sendable {
  package let name: String
  package let fields: [Field]
  /// The unit that `count` counts rows in; nil counts with a bare number.
  package let countingUnit: Unit?
  /// True where the file holds one record and not a table.
  package let isRecord: Bool
  /// True where the rows are those of a national or local standard, each a level that figures are judged by.
  package let isStandard: Bool
  /// The file's path as it is written, relative to the source that declares it; empty for the report's own tables.
  package let path: String
  /// The path in the source.
  package let pathPlace: Place
  /// Where the table stands in the file.
  package let binding: Binding
  /// The declaration's name in the source.
  package let place: Place
  /// The whole declaration.
  package let declaration: Place

  package init(
    name: String, fields: [Field], countingUnit: Unit?, isRecord: Bool, isStandard: Bool = false, path: String,
    pathPlace: Place, binding: Binding = Binding(), place: Place, declaration: Place? = nil
  ) {
    self.name = name
    self.fields = fields
    self.countingUnit = countingUnit
    self.isRecord = isRecord
    self.isStandard = isStandard
    self.path = path
    self.pathPlace = pathPlace
    self.binding = binding
    self.place = place
    self.declaration = declaration ?? place
  }

  /// True where it is known which file holds the table, and where in it: a clause that makes no sense may be left out if
  /// the reader finds out by itself, or if it only says which rows are no data.
  package var isReadable: Bool {
    !path.isEmpty && binding.unknown.isSubset(of: [.skip, .encoding, .delimiter])
  }

  /// The fields of whose columns nothing is known.
  package var lostFields: Set<Int> {
    Set(fields.indices.filter { fields[$0].isLost || fields[$0].type.settled == .poison })
  }

  /// A copy with other fields.
  package func with(fields: [Field]) -> Schema {
    Schema(
      name: name, fields: fields, countingUnit: countingUnit, isRecord: isRecord, isStandard: isStandard, path: path,
      pathPlace: pathPlace, binding: binding, place: place, declaration: declaration)
  }

  /// The index of the field called `name`.
  package func index(of name: String) -> Int? {
    // Through the indices: a loop over the fields copies each one.
    fields.indices.first {
      fields[$0].name.isSpelled(like: name) || (path.isEmpty && fields[$0].header.isSpelled(like: name))
    }
  }
}
