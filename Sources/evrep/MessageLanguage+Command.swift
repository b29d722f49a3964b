import ArgumentParser
import EvrepSource
import Glibc

extension MessageLanguage {
  /// The language that `--lang` asks for, else the locale's.
  static func chosen(_ option: String?) -> MessageLanguage {
    if let language = option.flatMap(MessageLanguage.init(rawValue:)) { return language }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
      return value.hasPrefix("zh") ? .chinese : .english
    }
    return .english
  }

  /// Refuses a `--lang` that names no language.
  static func validate(_ option: String?) throws {
    guard let option, MessageLanguage(rawValue: option) == nil else { return }
    throw ValidationError("--lang is en or zh, not ‘\(option)’")
  }
}
