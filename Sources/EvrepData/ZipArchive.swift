import CEvrepData
import CMinizip

/// Why an archive, or a part of it, cannot be read.
enum ArchiveFault: Error, Equatable {
  /// No ZIP archive, or a damaged one.
  case damaged
  /// More parts than `DataLimits.parts`.
  case tooManyParts
  /// More than `DataLimits.unpacked` bytes, or more than its packed size can honestly hold.
  case tooLarge
  /// Packed in a way that is not read, or encrypted.
  case unreadable
}

/// A ZIP archive in memory, whose parts are unpacked piece by piece. It lives no longer than the bytes it is opened on.
struct ZipArchive {
  private struct Part {
    let position: unz64_file_pos
    let packedSize: Int
    let isEncrypted: Bool
  }

  private let file: unzFile
  private let limits: DataLimits
  private var parts: [String: Part] = [:]
  /// How many bytes have been unpacked so far, of all parts together.
  private var unpacked = 0

  /// Parts smaller than this may be packed as well as they like.
  private static let honestSize = 1 << 26
  /// Real sheets are packed to no less than about a hundredth.
  private static let honestRatio = 200

  /// Opens the archive in `bytes` for the time of `body`.
  static func with<Result>(
    _ bytes: [UInt8], limits: DataLimits, _ body: (inout ZipArchive) throws(ArchiveFault) -> Result
  ) throws(ArchiveFault) -> Result {
    let result = bytes.withUnsafeBufferPointer { buffer -> Swift.Result<Result, ArchiveFault> in
      guard let file = evrep_archive_open(buffer.baseAddress, buffer.count) else { return .failure(.damaged) }
      defer { unzClose(file) }
      do throws(ArchiveFault) {
        var archive = try ZipArchive(file, limits)
        return .success(try body(&archive))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  private init(_ file: unzFile, _ limits: DataLimits) throws(ArchiveFault) {
    self.file = file
    self.limits = limits
    var status = unzGoToFirstFile(file)
    while status == UNZ_OK {
      guard parts.count < limits.parts else { throw .tooManyParts }
      var info = unz_file_info64()
      var name = [CChar](repeating: 0, count: 1024)
      var position = unz64_file_pos()
      guard unzGetCurrentFileInfo64(file, &info, &name, UInt(name.count - 1), nil, 0, nil, 0) == UNZ_OK,
        unzGetFilePos64(file, &position) == UNZ_OK
      else { throw .damaged }
      let length = min(Int(info.size_filename), name.count - 1)
      let path = String(decoding: name[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      // Of two parts of one name the first counts, as in most readers.
      if parts[Self.normal(path)] == nil {
        parts[Self.normal(path)] = Part(
          position: position, packedSize: Int(clamping: info.compressed_size), isEncrypted: info.flag & 1 != 0)
      }
      status = unzGoToNextFile(file)
    }
    guard status == UNZ_END_OF_LIST_OF_FILE else { throw .damaged }
  }

  /// Part names are told apart without regard to case; some programs write `\` for `/`.
  private static func normal(_ path: String) -> String {
    let slashed = String(decoding: path.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }, as: UTF8.self)
    return (slashed.hasPrefix("/") ? String(slashed.dropFirst()) : slashed).lowercased()
  }

  func contains(_ path: String) -> Bool { parts[Self.normal(path)] != nil }

  /// Unpacks the part at `path`.
  ///
  /// - Parameter body: is given a function that fills a buffer and returns how many bytes it has put there, 0 at the end.
  mutating func read(
    _ path: String,
    _ body: ((UnsafeMutableRawPointer, Int) throws(ArchiveFault) -> Int) throws(ArchiveFault) -> Void
  ) throws(ArchiveFault) {
    guard var position = parts[Self.normal(path)]?.position, let part = parts[Self.normal(path)] else { throw .damaged }
    guard !part.isEncrypted else { throw .unreadable }
    guard unzGoToFilePos64(file, &position) == UNZ_OK else { throw .damaged }
    guard unzOpenCurrentFile(file) == UNZ_OK else { throw .unreadable }
    defer { unzCloseCurrentFile(file) }
    let (file, limits) = (file, limits)
    var (unpacked, own) = (unpacked, 0)
    defer { self.unpacked = unpacked }
    try body { buffer, capacity throws(ArchiveFault) in
      let count = Int(unzReadCurrentFile(file, buffer, UInt32(clamping: capacity)))
      guard count >= 0 else { throw .damaged }
      unpacked += count
      own += count
      guard unpacked <= limits.unpacked else { throw .tooLarge }
      guard own <= Self.honestSize || own / Self.honestRatio <= part.packedSize else { throw .tooLarge }
      return count
    }
    // A reader may stop early; only at the end is the check sum known.
    if unzeof(file) == 1, unzCloseCurrentFile(file) == UNZ_CRCERROR { throw .damaged }
  }
}
