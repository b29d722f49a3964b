/// A half-open range of UTF-8 bytes, `lower ..< upper`, counted from the start of a file.
package typealias ByteRange = Range<Int>

/// Names one file of a `SourceSet`.
package struct FileID: Hashable, Sendable, Comparable {
  /// The file's index in its set.
  package let index: Int

  package init(_ index: Int) { self.index = index }

  package static func < (left: FileID, right: FileID) -> Bool { left.index < right.index }
}

/// A file that was read: a source, a module, a style or a data file.
package struct SourceFile: Sendable {
  /// The path as a message shows it: relative to the folder that the command was given, `/` between parts.
  package let path: String
  /// The content, without a byte order mark, in UTF-8; readers of other encodings transcode first.
  package let bytes: [UInt8]
  /// What messages may not quote of it.
  package fileprivate(set) var concealment = Concealment.nothing

  /// What a redacted copy's messages leave out of the lines of a file.
  package enum Concealment: Sendable {
    case nothing
    /// Lines that hold a digit or a string: a source.
    case figures
    /// Every line: a data file.
    case everything
  }

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// The text of `range`; ill-formed UTF-8 comes out as U+FFFD.
  package func text(_ range: ByteRange) -> String {
    let lower = min(max(range.lowerBound, 0), bytes.count)
    let upper = min(max(range.upperBound, lower), bytes.count)
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }
}

extension SourceFile {
  /// True where a message may show the line.
  func shows(line: ByteRange) -> Bool {
    switch concealment {
    case .nothing: true
    case .figures:
      !text(line).unicodeScalars.contains { $0.properties.numericType != nil || $0 == "\"" || $0 == "“" }
    case .everything: false
    }
  }
}

/// Every file that a compile has read, in the order of reading.
package struct SourceSet: Sendable {
  package private(set) var files: [SourceFile] = []

  package init() {}

  /// Adds a file and names it; one that is read again is the same file, so that what is found in it is found once. Files
  /// keep their number for the life of the set.
  package mutating func add(path: String, bytes: [UInt8]) -> FileID {
    if let known = files.firstIndex(where: { $0.path.isSpelled(like: path) && $0.bytes == bytes }) {
      return FileID(known)
    }
    files.append(SourceFile(path: path, bytes: bytes))
    return FileID(files.count - 1)
  }

  /// The set with less for messages to quote.
  package func concealing(_ concealment: (FileID) -> SourceFile.Concealment) -> SourceSet {
    var set = self
    for index in files.indices { set.files[index].concealment = concealment(FileID(index)) }
    return set
  }

  package subscript(_ id: FileID) -> SourceFile { files[id.index] }
}
