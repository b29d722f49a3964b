import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// What `evrep explain EV0304` prints: the page of a code.
struct CodePage {
  /// As it is written: EV0304, w10, or 304 alone.
  let code: String
  private let letters: String
  private let number: Int

  /// nil where the word is no code, but the path of a report.
  init?(_ word: String) {
    letters = word.prefix { $0.isLetter }.uppercased()
    let digits = word.dropFirst(letters.count)
    guard ["EV", "W", ""].contains(letters), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(digits)
    else { return nil }
    self.number = number
    code = word
  }

  /// The codes of this number, with these letters where there are some.
  private var codes: [String] {
    DiagnosticCode.allCases.map(\.rawValue).filter { code in
      Int(code.drop { $0.isLetter }) == number && (letters.isEmpty || code.prefix { $0.isLetter } == letters)
    }
  }

  func print(_ messages: MessageFlags, _ world: DiskWorld) throws {
    var options = MessageOptions(language: messages.language)
    options.isColored = Terminal.isColored(STDOUT_FILENO)
    options.width = Terminal.width(STDOUT_FILENO) ?? TerminalEmitter.usualWidth
    let codes = codes
    guard codes.count == 1, let text = Catalogue.explanation(of: codes[0], options: options) else {
      throw codes.isEmpty ? unknown : ambiguous(codes)
    }
    do { try world.writeStandardOutput(Array(text.utf8)) } catch {
      world.writeStandardError("evrep: standard output: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }

  private func ambiguous(_ codes: [String]) -> ValidationError {
    ValidationError(
      en: "‘\(code)’ may be \(codes.joined(separator: " or "))", zh: "“\(code)”可以是 \(codes.joined(separator: " 或 "))")
  }

  private var unknown: ValidationError {
    // A code of as many digits as others have: EV0399 for 399.
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, (letters == "W" ? 3 : 4) - digits.count))
    let nearest = Nearest.match(
      for: (letters.isEmpty ? "EV" : letters) + zeros + digits, in: DiagnosticCode.allCases.map(\.rawValue))
    return ValidationError(
      en: "no message has the code ‘\(code)’" + (nearest.map { "; did you mean ‘\($0)’?" } ?? ""),
      zh: "没有代码为“\(code)”的消息" + (nearest.map { "；是否指“\($0)”？" } ?? ""))
  }
}
