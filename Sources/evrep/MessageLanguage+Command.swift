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

  /// The language of what is said before the arguments are parsed, or because they are wrong.
  static let ofArguments: MessageLanguage = {
    let words = CommandLine.arguments.prefix { $0 != "--" }
    var option: String?
    for (word, next) in zip(words, words.dropFirst() + [""]) {
      if word == "--lang" { option = next }
      if word.hasPrefix("--lang=") { option = String(word.dropFirst("--lang=".count)) }
    }
    return chosen(option)
  }()
}

extension ValidationError {
  /// Wrong use, in the language of the arguments.
  init(en: String, zh: String) {
    self.init(MessageLanguage.ofArguments == .english ? en : zh)
  }
}
