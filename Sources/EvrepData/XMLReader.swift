import CExpat
import EvrepModel
import EvrepSource

/// Why a part of a workbook is not the XML that is read.
enum XMLFault: Equatable {
  /// Not well-formed; expat's own words.
  case malformed(String)
  case hasDoctype
  case tooDeep
  /// One name, tag or attribute longer than anything honest.
  case tokenTooLong
}

/// The local name of an element or attribute: its first eight bytes and its length, which tell all that are looked for apart.
struct XMLName: Equatable {
  private let head: UInt64
  private let length: Int

  init(_ text: StaticString) {
    self = text.withUTF8Buffer { buffer in
      var head: UInt64 = 0
      for byte in buffer.prefix(8) { head = head << 8 | UInt64(byte) }
      return XMLName(head: head, length: buffer.count)
    }
  }

  private init(head: UInt64, length: Int) {
    self.head = head
    self.length = length
  }

  /// The name that `text` ends in behind its last colon: prefixes and name spaces differ between programs and mean nothing here.
  @inline(__always)
  fileprivate init(_ text: UnsafePointer<XML_Char>) {
    var (head, length, offset) = (UInt64(0), 0, 0)
    while text[offset] != 0 {
      let byte = UInt8(bitPattern: text[offset])
      if byte == UInt8(ascii: ":") {
        (head, length) = (0, 0)
      } else {
        if length < 8 { head = head << 8 | UInt64(byte) }
        length += 1
      }
      offset += 1
    }
    self.init(head: head, length: length)
  }
}

/// The attributes of the element that begins, for the time of the call.
struct XMLAttributes {
  fileprivate let pointer: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

  /// Calls `body` with every attribute's name and value.
  @inline(__always)
  func forEach(_ body: (XMLName, UnsafeBufferPointer<UInt8>) -> Void) {
    guard var next = pointer else { return }
    while let name = next[0], let value = next[1] {
      var count = 0
      while value[count] != 0 { count += 1 }
      value.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
        body(XMLName(name), UnsafeBufferPointer(start: bytes, count: count))
      }
      next += 2
    }
  }

  subscript(_ wanted: XMLName) -> String? {
    var found: String?
    forEach { name, value in if name == wanted { found = String(decoding: value, as: UTF8.self) } }
    return found
  }
}

/// Is told what an XML part holds. A class, because expat calls it through a pointer.
class XMLVisitor {
  /// True once nothing more is of interest.
  private(set) final var isDone = false
  fileprivate final var parser: XML_Parser?
  fileprivate final var depth = 0
  fileprivate final var depthLimit = 0
  fileprivate final var fault: XMLFault? {
    didSet { stop() }
  }
  /// Raised by every event, so that a token without end is noticed.
  fileprivate final var eventCount = 0

  /// Stops the reader.
  final func stop() {
    isDone = true
    if let parser { XML_StopParser(parser, 0) }
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {}
  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Reads XML by expat, piece by piece; a DOCTYPE, and with it every entity, is refused.
enum XMLReader {
  private static let pieceSize = 1 << 16
  private static let tokenLimit = 1 << 22

  /// Parses the part at `path` of `archive`; nil if it is well-formed up to where the visitor was done.
  static func parse(
    _ path: String, of archive: inout ZipArchive, depthLimit: Int, _ visitor: XMLVisitor
  ) throws(ArchiveFault) -> XMLFault? {
    guard let parser = XML_ParserCreate(nil) else { return .malformed("out of memory") }
    defer { XML_ParserFree(parser) }
    visitor.parser = parser
    defer { visitor.parser = nil }
    visitor.depthLimit = depthLimit
    attach(visitor, to: parser)
    var fault: XMLFault?
    try archive.read(path) { (fill) throws(ArchiveFault) in
      fault = try feed(parser, visitor, fill)
    }
    return fault
  }

  private static func feed(
    _ parser: XML_Parser, _ visitor: XMLVisitor,
    _ fill: (UnsafeMutableRawPointer, Int) throws(ArchiveFault) -> Int
  ) throws(ArchiveFault) -> XMLFault? {
    var (lastEvent, silent) = (0, 0)
    while true {
      guard let buffer = XML_GetBuffer(parser, Int32(pieceSize)) else { return .malformed("out of memory") }
      let count = try fill(buffer, pieceSize)
      let status = XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)
      if let fault = visitor.fault { return fault }
      if visitor.isDone { return nil }
      guard status == XML_STATUS_OK else {
        let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) }
        return .malformed(words ?? "")
      }
      if count == 0 { return nil }
      silent = visitor.eventCount == lastEvent ? silent + count : 0
      lastEvent = visitor.eventCount
      guard silent <= tokenLimit else { return .tokenTooLong }
    }
  }

  /// Lets `parser` call `visitor`, which outlives it.
  private static func attach(_ visitor: XMLVisitor, to parser: XML_Parser) {
    XML_SetUserData(parser, Unmanaged.passUnretained(visitor).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let context, let name else { return }
        Unmanaged<XMLVisitor>.fromOpaque(context)._withUnsafeGuaranteedRef { visitor in
          guard !visitor.isDone else { return }
          visitor.eventCount &+= 1
          visitor.depth += 1
          if visitor.depth > visitor.depthLimit { visitor.fault = .tooDeep }
          visitor.start(XMLName(name), XMLAttributes(pointer: attributes))
        }
      },
      { context, name in
        guard let context, let name else { return }
        Unmanaged<XMLVisitor>.fromOpaque(context)._withUnsafeGuaranteedRef { visitor in
          guard !visitor.isDone else { return }
          visitor.eventCount &+= 1
          visitor.depth -= 1
          visitor.end(XMLName(name))
        }
      })
    XML_SetCharacterDataHandler(parser) { context, bytes, count in
      guard let context, let bytes, count > 0 else { return }
      Unmanaged<XMLVisitor>.fromOpaque(context)._withUnsafeGuaranteedRef { visitor in
        guard !visitor.isDone else { return }
        visitor.eventCount &+= 1
        bytes.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
          visitor.text(UnsafeBufferPointer(start: $0, count: Int(count)))
        }
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let context else { return }
      Unmanaged<XMLVisitor>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.fault = .hasDoctype }
    }
  }
}
