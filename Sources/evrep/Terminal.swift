import Glibc

/// What the environment says of a terminal.
enum Terminal {
  /// The variable's value; nil where it is not set, or empty.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// True where text on the stream may be coloured: on a terminal, unless `NO_COLOR` or `CLICOLOR=0` says no; anywhere
  /// where `CLICOLOR_FORCE` says so.
  static func isColored(_ stream: Int32) -> Bool {
    if variable("NO_COLOR") != nil { return false }
    if let force = variable("CLICOLOR_FORCE"), force != "0" { return true }
    return isatty(stream) == 1 && variable("CLICOLOR") != "0" && variable("TERM") != "dumb"
  }

  /// The terminal's width in cells, no more than is good to read; nil where the stream is none.
  static func width(_ stream: Int32) -> Int? {
    var size = winsize()
    guard isatty(stream) == 1, ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return min(Int(size.ws_col), 140)
  }
}
