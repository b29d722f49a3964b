import EvrepModel
import EvrepSource

/// What stands in the way of reading a workbook.
enum WorkbookFault: Error, Equatable {
  case archive(ArchiveFault)
  case xml(XMLFault, part: String)
  /// A part that every workbook has is not there.
  case partMissing(String)
}

/// The directory of a workbook: its sheets, names and epoch, but no cell yet.
struct Workbook {
  struct Sheet {
    let name: String
    let isHidden: Bool
    /// The path of its part in the archive.
    let part: String
  }

  /// A name that the workbook gives to cells.
  struct DefinedName {
    let name: String
    /// What it stands for, such as `学校!$A$3:$F$40`.
    let reference: String
    /// The index of the sheet that it is known in alone; nil for the whole workbook.
    let sheet: Int?
  }

  private(set) var sheets: [Sheet] = []
  private(set) var names: [DefinedName] = []
  /// Days count from 1904-01-01, as the first spreadsheets of the Macintosh did.
  private(set) var startsIn1904 = false
  private(set) var stringsPart: String?
  private(set) var stylesPart: String?

  init(_ archive: inout ZipArchive, depthLimit: Int) throws(WorkbookFault) {
    let package = Relations()
    if archive.contains("_rels/.rels") { try archive.visit("_rels/.rels", depthLimit, package) }
    let main = package.target(ofKind: "officeDocument", in: "") ?? "xl/workbook.xml"
    guard archive.contains(main) else { throw .partMissing(main) }
    let (folder, file) = Self.split(main)
    let relations = Relations()
    let path = "\(folder)_rels/\(file).rels"
    if archive.contains(path) { try archive.visit(path, depthLimit, relations) }
    let directory = Directory()
    try archive.visit(main, depthLimit, directory)
    startsIn1904 = directory.startsIn1904
    names = directory.names
    stringsPart = relations.target(ofKind: "sharedStrings", in: folder)
    stylesPart = relations.target(ofKind: "styles", in: folder)
    for entry in directory.sheets {
      guard let part = relations.target(id: entry.relation, in: folder) else { throw .partMissing(entry.name) }
      // Sheets of charts and of old macros have no cells.
      guard part.kind == "worksheet" else { continue }
      sheets.append(Sheet(name: entry.name, isHidden: entry.isHidden, part: part.path))
    }
  }

  /// The folder of a part, with its slash, and the part's own name.
  private static func split(_ path: String) -> (folder: String, file: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }
}

extension ZipArchive {
  /// Parses a part, and says of what is wrong in which part it is.
  mutating func visit(_ part: String, _ depthLimit: Int, _ visitor: XMLVisitor) throws(WorkbookFault) {
    let fault: XMLFault?
    do throws(ArchiveFault) {
      fault = try XMLReader.parse(part, of: &self, depthLimit: depthLimit, visitor)
    } catch { throw .archive(error) }
    if let fault { throw .xml(fault, part: part) }
  }
}

/// The relations of a part: ids and the parts that they lead to.
private final class Relations: XMLVisitor {
  private var entries: [(id: String, kind: String, target: String)] = []

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == XMLName("Relationship"), attributes[XMLName("TargetMode")] != "External" else { return }
    let kind = attributes[XMLName("Type")]?.split(separator: "/").last ?? ""
    entries.append((attributes[XMLName("Id")] ?? "", String(kind), attributes[XMLName("Target")] ?? ""))
  }

  func target(ofKind kind: String, in folder: String) -> String? {
    entries.first { $0.kind == kind }.map { Self.resolved($0.target, in: folder) }
  }

  func target(id: String, in folder: String) -> (kind: String, path: String)? {
    entries.first { $0.id == id }.map { ($0.kind, Self.resolved($0.target, in: folder)) }
  }

  /// The path in the archive of a target that is relative to `folder`, or begins with a slash.
  private static func resolved(_ target: String, in folder: String) -> String {
    var parts: [Substring] = []
    for part in ((target.hasPrefix("/") ? "" : folder) + target).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

/// The sheets and names of the workbook's main part.
private final class Directory: XMLVisitor {
  private(set) var sheets: [(name: String, isHidden: Bool, relation: String)] = []
  private(set) var names: [Workbook.DefinedName] = []
  private(set) var startsIn1904 = false
  private var current: (name: String, sheet: Int?)?
  private var content: [UInt8] = []

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case XMLName("sheet"):
      let state = attributes[XMLName("state")] ?? "visible"
      sheets.append((attributes[XMLName("name")] ?? "", state != "visible", attributes[XMLName("id")] ?? ""))
    case XMLName("workbookPr"):
      startsIn1904 = ["1", "true"].contains(attributes[XMLName("date1904")])
    case XMLName("definedName"):
      current = (attributes[XMLName("name")] ?? "", attributes[XMLName("localSheetId")].flatMap { Int($0) })
      content = []
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if current != nil { content.append(contentsOf: bytes) }
  }

  override func end(_ name: XMLName) {
    guard name == XMLName("definedName"), let (name, sheet) = current else { return }
    names.append(
      Workbook.DefinedName(name: name, reference: String(decoding: content, as: UTF8.self), sheet: sheet))
    current = nil
  }
}
