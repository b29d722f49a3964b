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

extension CellAddress {
  /// Where the cell is and what it holds, in words.
  func description(_ language: MessageLanguage) -> String {
    let scalars = content.unicodeScalars
    let held = scalars.count > 40 ? String(String.UnicodeScalarView(scalars.prefix(40))) + "…" : content
    switch language {
    case .english:
      let name = header.isEmpty ? "" : " ‘\(header)’"
      return "row \(row), column \(column)\(name)" + (held.isEmpty ? ", empty" : ": ‘\(held)’")
    case .chinese:
      let name = header.isEmpty ? "" : "“\(header)”"
      return "第 \(row) 行第 \(column) 列\(name)" + (held.isEmpty ? "，为空" : "：“\(held)”")
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
