/// Lines and columns of the files of a compile. The index of a file is made when it is first asked for.
package struct SourcePositions {
  let sources: SourceSet
  private var indexes: [FileID: LineIndex] = [:]

  package init(_ sources: SourceSet) { self.sources = sources }

  /// Where the lines of a file begin.
  package mutating func index(of file: FileID) -> LineIndex {
    if let index = indexes[file] { return index }
    let index = LineIndex(sources[file].bytes)
    indexes[file] = index
    return index
  }

  /// Line and column of byte `offset` of a file.
  package mutating func position(_ file: FileID, _ offset: Int) -> LineColumn {
    index(of: file).position(of: offset, in: sources[file].bytes)
  }
}
