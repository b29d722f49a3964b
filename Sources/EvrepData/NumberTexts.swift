package import EvrepModel

/// True where a column of texts holds numbers alone, two at least: it was hardly declared as what it is.
package func holdsNumbersAlone(_ texts: TextColumn) -> Bool {
  var found = 0
  for row in 0..<texts.count {
    guard let range = texts.range(row) else { continue }
    let bytes = Array(texts.bytes[range])
    guard Decimal(cell: bytes.span, allowsPercent: true) != nil else { return false }
    found += 1
  }
  return found > 1
}
