package import EvrepSource

/// Test runs as JUnit XML, the form that pipelines read. Without times, so that the same runs give the same bytes.
package func junit(_ runs: [TestRun], language: MessageLanguage) -> [UInt8] {
  var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  let errors = runs.count { $0.compilation.hasErrors }
  let tests = runs.reduce(errors) { $0 + $1.results.count }
  let failures = runs.reduce(0) { $0 + $1.failureCount }
  text += "<testsuites tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\">\n"
  for run in runs { text += suite(run, language) }
  return Array((text + "</testsuites>\n").utf8)
}

/// A report. One with errors is a single case that has them.
private func suite(_ run: TestRun, _ language: MessageLanguage) -> String {
  let errors = run.compilation.hasErrors ? 1 : 0
  let path = attribute(run.path)
  var text = "  <testsuite name=\"\(path)\" tests=\"\(run.results.count + errors)\""
  text += " failures=\"\(run.failureCount)\" errors=\"\(errors)\">\n"
  if errors > 0 {
    let first = run.compilation.diagnostics.first { $0.severity == .error }
    text += "    <testcase classname=\"\(path)\" name=\"\(path)\">\n"
    text += "      <error message=\"\(attribute(first?.message[language] ?? ""))\">"
    text += escaped(run.compilation.messages(language: language.rawValue)) + "</error>\n    </testcase>\n"
  }
  for result in run.results {
    text += "    <testcase classname=\"\(path)\" name=\"\(attribute(result.name))\""
    guard let first = result.failures.first else {
      text += "/>\n"
      continue
    }
    var shown: Set<Statement> = []
    text += ">\n      <failure message=\"\(attribute(first.message[language]))\">"
    text += escaped(run.messages(result, language: language, shown: &shown)) + "</failure>\n    </testcase>\n"
  }
  return text + "  </testsuite>\n"
}

/// Text for a quoted attribute, where a line end or tab would be read as a blank.
private func attribute(_ text: String) -> String {
  var result = ""
  for scalar in escaped(text).unicodeScalars {
    switch scalar {
    case "\n": result += "&#10;"
    case "\t": result += "&#9;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Text with markup escaped, and U+FFFD for what XML 1.0 cannot hold.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x26: result += "&amp;"
    case 0x3C: result += "&lt;"
    case 0x3E: result += "&gt;"
    case 0x22: result += "&quot;"
    case 0x09, 0x0A: result.unicodeScalars.append(scalar)
    case 0..<0x20, 0xFFFE...0xFFFF: result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
