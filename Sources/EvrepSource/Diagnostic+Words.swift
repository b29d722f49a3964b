extension Severity {
  /// The word that stands before a message.
  package func word(_ language: MessageLanguage) -> String {
    switch (self, language) {
    case (.error, .english): "error"
    case (.error, .chinese): "错误"
    case (.warning, .english): "warning"
    case (.warning, .chinese): "警告"
    case (.remark, .english): "remark"
    case (.remark, .chinese): "提示"
    }
  }
}

extension Diagnostic {
  /// What a form of one line, which has no notes, says of the errors that it stands for besides its own.
  func furtherText(_ language: MessageLanguage) -> String {
    guard further > 0 else { return "" }
    return language == .english ? "; \(further) more in this file" : "；本文件另有 \(further) 处"
  }
}

extension CellAddress {
  /// Where the cell is and what it holds, in words.
  package func description(_ language: MessageLanguage) -> String {
    let scalars = content.unicodeScalars
    let held = scalars.count > 40 ? String(String.UnicodeScalarView(scalars.prefix(40))) + "…" : content
    switch language {
    case .english: return position(language) + (held.isEmpty ? isWhole ? "" : ", empty" : ": ‘\(held)’")
    case .chinese: return position(language) + (held.isEmpty ? isWhole ? "" : "，为空" : "：“\(held)”")
    }
  }

  /// True for the place of a whole row, or of a whole table.
  private var isWhole: Bool { column == 0 }

  /// Where the cell is, in the terms of the program that made its file.
  private func position(_ language: MessageLanguage) -> String {
    let isEnglish = language == .english
    let quoted = header.isEmpty ? "" : isEnglish ? " ‘\(header)’" : "“\(header)”"
    switch container {
    case nil:
      return isEnglish ? "row \(row), column \(columnLetters)\(quoted)" : "第 \(row) 行 \(columnLetters) 列\(quoted)"
    case .sheet(let name):
      let place = isEnglish ? "sheet ‘\(name)’, " : "工作表“\(name)”"
      if isWhole { return place + (isEnglish ? "row \(row)" : "第 \(row) 行") }
      return place + (isEnglish ? "cell \(columnLetters)\(row)" : "单元格 \(columnLetters)\(row) ") + quoted
    case .table(let name):
      let place = isEnglish ? "table ‘\(name)’" : "表“\(name)”"
      let line = row == 0 ? "" : isEnglish ? ", row \(row)" : "第 \(row) 行"
      return place + line + (isWhole ? "" : isEnglish ? ", column\(quoted)" : "，列\(quoted)")
    case .query:
      let line = row == 0 ? isEnglish ? "the query" : "查询" : isEnglish ? "row \(row) of the query" : "查询结果第 \(row) 行"
      return line + (isWhole ? "" : isEnglish ? ", column\(quoted)" : "，列\(quoted)")
    }
  }
}

extension MessageLanguage {
  /// How many findings there are of each weight.
  ///
  /// - Parameter shown: how many findings of each are printed, where some are not.
  func count(errors: Int, warnings: Int, shown: (errors: Int, warnings: Int)) -> String {
    func part(_ count: Int, _ shown: Int) -> String {
      if count == shown { return "" }
      return self == .english ? " (\(shown) shown)" : "（列出 \(shown) 个）"
    }
    let (errorPart, warningPart) = (part(errors, shown.errors), part(warnings, shown.warnings))
    switch self {
    case .english:
      return "\(errors) error\(errors == 1 ? "" : "s")\(errorPart), "
        + "\(warnings) warning\(warnings == 1 ? "" : "s")\(warningPart)"
    case .chinese: return "错误 \(errors) 个\(errorPart)，警告 \(warnings) 个\(warningPart)"
    }
  }
}
