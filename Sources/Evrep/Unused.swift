import EvrepCheck
import EvrepLibrary
import EvrepModel
package import EvrepSource

/// What a report declares and does not use, and numbers that its prose spells itself.
package struct UnusedReport: Sendable {
  /// The findings that forbid an answer, and the files that it speaks of.
  package let compilation: Compilation
  package let declarations: [UnusedDeclarationNote]
  package let numbers: [(place: Place, text: String)]
}

/// A declaration that no figure, condition or check leads to.
package struct UnusedDeclarationNote: Sendable {
  package let what: Message
  package let place: Place
}

/// Finds what the report at `path` declares and no figure, condition or check uses. Reads no data.
package func unused(_ path: String, source: [UInt8]?, options: CompileOptions, world: any World) -> UnusedReport {
  var compiler = Compiler(path: path, options: options, world: world)
  return compiler.unused(source)
}

extension Compiler {
  fileprivate mutating func unused(_ source: [UInt8]?) -> UnusedReport {
    guard let program = program(source), !settled.hasErrors else {
      return UnusedReport(compilation: finish(), declarations: [], numbers: [])
    }
    let declarations = program.unusedDeclarations().filter { !isLibrary($0.place.file) }
    return UnusedReport(
      compilation: finish(),
      declarations: declarations.map { UnusedDeclarationNote(what: Self.words($0), place: $0.place) },
      numbers: program.typedNumbers().map { number in
        (Place(program.file, number.range), String(decoding: program.bytes[number.range], as: UTF8.self))
      })
  }

  /// True for a module that the command carries with it.
  func isLibrary(_ file: FileID) -> Bool { Library.name(of: sources[file].path) != nil }

  private static func words(_ declaration: UnusedDeclaration) -> Message {
    let name = declaration.name
    return switch declaration.kind {
    case .table: Message(en: "the table ‘\(name)’", zh: "表“\(name)”")
    case .column: Message(en: "the column ‘\(name)’", zh: "列“\(name)”")
    case .definition: Message(en: "the named value ‘\(name)’", zh: "定义“\(name)”")
    case .function: Message(en: "the function ‘\(name)’", zh: "函数“\(name)”")
    case .parameter: Message(en: "the parameter ‘\(name)’", zh: "参数“\(name)”")
    }
  }
}

extension UnusedReport {
  /// For a terminal: a line each, and a count.
  package func text(_ language: MessageLanguage, isColored: Bool) -> String {
    var positions = SourcePositions(compilation.sources)
    let isChinese = language == .chinese
    let paint = Paint(isColored: isColored)
    func line(_ place: Place, _ text: String) -> String {
      let position = positions.position(place.file, place.range.lowerBound)
      let path = SafeText.of(compilation.sources[place.file].path)
      return "  " + paint("\(path):\(position.line):\(position.column)", .blue) + "  " + SafeText.of(text) + "\n"
    }
    var text = ""
    if !declarations.isEmpty {
      text += isChinese ? "没有数据、条件或核验用到：\n" : "used by no figure, condition or check:\n"
      for declaration in declarations { text += line(declaration.place, declaration.what[language]) }
    }
    if !numbers.isEmpty {
      text += isChinese ? "正文中手写、没有数据支撑的数：\n" : "typed in the prose, with no data behind it:\n"
      for number in numbers { text += line(number.place, number.text) }
    }
    let (unused, typed) = (declarations.count, numbers.count)
    return text
      + (isChinese
        ? "未用到的声明 \(unused) 个，手写的数 \(typed) 处\n"
        : "\(unused) unused declaration\(unused == 1 ? "" : "s"), \(typed) typed number\(typed == 1 ? "" : "s")\n")
  }
}
