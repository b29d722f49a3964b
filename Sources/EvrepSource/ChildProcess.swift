import Glibc

/// Another program, with a socket for its standard input and output. What it says on standard error goes nowhere.
package struct ChildProcess: ~Copyable {
  private let process: pid_t
  private let socket: Int32
  private var hasEnded = false
  /// Bytes that were read and not yet asked for.
  private var pending: ArraySlice<UInt8> = []

  /// Starts `words[0]`, which is looked for on the search path; throws `notFound` if it is not there.
  package init(_ words: [String]) throws(WorldError) {
    // A socket and not pipes: writing to a program that has ended must not raise a signal.
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .system(String(cString: strerror(errno))) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var child: pid_t = 0
    let failure = Self.spawn(words, &actions, &child)
    guard failure == 0 else {
      close(ends[0])
      throw failure == ENOENT ? .notFound : .system(String(cString: strerror(failure)))
    }
    process = child
    socket = ends[0]
  }

  deinit {
    close(socket)
    if !hasEnded { _ = Self.wait(for: process) }
  }

  /// The exit status of the program, once it has ended; -1 where a signal ended it.
  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }

  private static func spawn(
    _ words: [String], _ actions: inout posix_spawn_file_actions_t, _ child: inout pid_t
  ) -> Int32 {
    guard let program = words.first else { return ENOENT }
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let arguments = buffer.baseAddress else { return EINVAL }
      return posix_spawnp(&child, program, &actions, nil, arguments, environ)
    }
  }

  /// Runs a program to its end; its exit status, or -1 where a signal ended it, and what it printed.
  package static func run(_ words: [String], limit: Int = 1 << 28) throws(WorldError) -> (
    status: Int32, output: [UInt8]
  ) {
    var child = try ChildProcess(words)
    shutdown(child.socket, Int32(SHUT_WR))
    var output: [UInt8] = []
    while let piece = child.readPiece() {
      guard output.count + piece.count <= limit else { throw .tooLarge(limit: limit) }
      output += piece
    }
    child.hasEnded = true
    return (wait(for: child.process), output)
  }

  /// Sends bytes to the program; false if it no longer listens.
  package mutating func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(socket, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// The next line that the program prints, without its end; nil at the end of the output.
  package mutating func readLine() -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        line += pending[..<end]
        pending = pending[(end + 1)...]
        return line
      }
      line += pending
      guard let piece = readPiece() else { return nil }
      pending = piece[...]
    }
  }

  /// The next `count` bytes that the program prints; nil if it ends before.
  package mutating func read(_ count: Int) -> [UInt8]? {
    var bytes = Array(pending.prefix(count))
    pending = pending.dropFirst(bytes.count)
    bytes.reserveCapacity(count)
    while bytes.count < count {
      guard let piece = readPiece() else { return nil }
      let wanted = piece.prefix(count - bytes.count)
      bytes += wanted
      pending = piece[wanted.endIndex...]
    }
    return bytes
  }

  private func readPiece() -> [UInt8]? {
    while true {
      var failure: Int32 = 0
      let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        let got = Glibc.read(socket, buffer.baseAddress, buffer.count)
        if got < 0 { failure = errno }
        count = max(got, 0)
      }
      if failure == EINTR { continue }
      return piece.isEmpty ? nil : piece
    }
  }
}
