import Evrep
import EvrepSource
import Glibc

/// A line on the terminal that says what a long run is at: it comes after a second, and goes before anything else is
/// written.
///
/// A timer's signal draws it, so that a step of minutes shows itself too, and work of less than a second costs one system
/// call. There is one timer in a process, hence the statics.
enum ProgressLine {
  /// The text that the signal's handler writes, and how much of it there is: plain memory, which a handler may read.
  nonisolated(unsafe) private static let text = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
  nonisolated(unsafe) private static var length = 0
  nonisolated(unsafe) private static var isDrawn = false
  private static let capacity = 512
  /// Back to the line's first column, and empty it.
  private static let clearing: StaticString = "\r\u{1B}[K"

  /// Begins to watch; does nothing where standard error is no terminal.
  static func start() {
    guard isatty(STDERR_FILENO) == 1 else { return }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in ProgressLine.draw() }
    // A system call that the signal interrupts goes on.
    action.sa_flags = SA_RESTART
    sigaction(SIGALRM, &action, nil)
    setTimer(after: 1)
  }

  /// What the run is at now.
  static func show(_ status: String) {
    // A handler that comes in between draws nothing.
    length = 0
    var count = 0
    for byte in status.utf8 where count < capacity {
      text[count] = byte
      count += 1
    }
    length = count
  }

  /// Takes the line away and draws it no more.
  static func stop() {
    setTimer(after: 0)
    length = 0
    guard isDrawn else { return }
    isDrawn = false
    _ = write(STDERR_FILENO, clearing.utf8Start, clearing.utf8CodeUnitCount)
  }

  /// The signal's handler: writes, and touches nothing else.
  private static func draw() {
    guard length > 0 else { return }
    isDrawn = true
    _ = write(STDERR_FILENO, clearing.utf8Start, clearing.utf8CodeUnitCount)
    _ = write(STDERR_FILENO, text, length)
  }

  /// The first signal comes after `seconds`, further ones a quarter of a second apart; 0 stops them.
  private static func setTimer(after seconds: Int) {
    let pause = timeval(tv_sec: 0, tv_usec: seconds == 0 ? 0 : 250_000)
    var timer = itimerval(it_interval: pause, it_value: timeval(tv_sec: seconds, tv_usec: 0))
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
  }
}
