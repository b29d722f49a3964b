import EvrepMarkdown
import EvrepModel
import EvrepSource
import Glibc
import Testing

@Suite(.serialized) struct StructureGuardTests {
  private static func of(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// Inputs on which cmark takes more than linear time; refused by this code from this size on, or never.
  static let costly: [(name: String, code: DiagnosticCode?, make: @Sendable (Int) -> String)] = [
    ("columns", .tableTooWide, { of("a|", $0) + "\n" + of("-|", $0) + "\n" + of("a\n", $0) }),
    ("short rows", .textTooCostly, { of("a|", 64) + "\n" + of("-|", 64) + "\n" + of("a\n", $0) }),
    ("delimiter rows", .textTooCostly, { of("a\n|-|-|\n", $0) }),
    ("lists", .structureTooDeep, { of("- ", $0) + of("x\n", $0) }),
    ("lists by indentation", .structureTooDeep, { (0..<min($0, 500)).map { of("  ", $0) + "- a\n" }.joined() }),
    ("quotes", .structureTooDeep, { of(">", $0) + of("a*", $0) }),
    ("pictures", .textTooCostly, { of("![[]()", $0) }),
    ("emphasis", .textTooCostly, { of("*a ", $0) + of("_a*_ ", $0) }),
    ("CDATA", .textTooCostly, { of("a<![CDATA[", $0) }),
    ("declarations", .textTooCostly, { of("a<!A ", $0) }),
    ("instructions", .textTooCostly, { of("a<?", $0) }),
    ("comments", .textTooCostly, { of("a<!--", $0) }),
    ("definitions", .textTooCostly, { "[a]: /" + of("x", $0) + "\n\n" + of("[a]", $0) }),
    ("footnotes in footnotes", .structureTooDeep, { of("[^1]:", $0) + of("\n", $0) }),
    ("brackets", .textTooCostly, { of("[", $0) + of("]", $0) }),
    ("header", .tableTooWide, { "|" + of("a|", $0) + "\n|" + of("-|", $0) + "\n" }),
    ("row", .tableTooWide, { "|a|\n|-|\n" + of("|", $0) }),
    ("pipes", nil, { of("|", $0) }), ("items", nil, { of("- *a\n", $0) }), ("numbers", nil, { of("2. [a\n", $0) }),
    ("open links", nil, { of("[a](", $0) }), ("addresses", nil, { of("http://-", $0) }),
    ("www", nil, { of("www.", $0) }),
    ("backticks", nil, { (0..<$0).map { of("`", $0 % 100) + " " }.joined() }), ("tags", nil, { of("<a b=\"", $0) }),
    ("footnotes", nil, { of("[^1]: a\n", $0) + of("[^1]", $0) }), ("setext", nil, { of("a\n=\n", $0) }),
  ]

  /// What this thread has worked, which does not grow with what else the machine does.
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(arguments: costly.indices) func isRefusedOrFast(_ index: Int) {
    let input = Self.costly[index]
    for size in [1_000, 10_000, 100_000] {
      let sample = Sample(input.make(size))
      let start = Self.processorSeconds
      let rendered = sample.rendered()
      let time = Self.processorSeconds - start
      #expect(time < 3, "\(input.name) \(size): \(time) s")
      if size == 100_000 || rendered.html == nil {
        #expect(rendered.diagnostics.first?.code == input.code, "\(input.name) \(size)")
        #expect((rendered.html == nil) == (input.code != nil), "\(input.name) \(size)")
      }
    }
  }

  @Test func messagesAreLocated() {
    let sample = Sample("好\n\n" + Self.of("> ", 40) + "a\n")
    let diagnostic = sample.rendered().diagnostics.first
    #expect(diagnostic?.code == .structureTooDeep)
    #expect(diagnostic?.place?.range == 5..<86)
  }

  @Test func limitsMayBeRaised() {
    var limits = StructureLimits()
    limits.containers = 50
    let document = Sample(Self.of("> ", 40) + "a\n").document
    let options = RenderOptions(html: true, limits: limits)
    #expect(render(document, style: Style(name: "x"), options: options).html != nil)
    limits.bytes = 10
    let small = render(document, style: Style(name: "x"), options: RenderOptions(html: true, limits: limits))
    #expect(small.diagnostics.map(\.code) == [.textTooCostly])
  }

  @Test(arguments: [
    "```\n" + of("> ", 50) + "x\n```\n", of("- ", 50) + "\n", of("共有*所，其中*所，", 3000), of("a_b_c [0, 1) `*` 3*4 ", 2000),
    of("**甲**、*乙*、[丙](d)、", 3000), "<?php " + of("a", 5000), of("# *a [b\n", 5000), of("- 甲*乙\n", 5000),
    of("|a|b|\n", 5000),
    "|a|b|\n|-|-|\n" + of("|*|[|\n", 5000),
  ])
  func honestTextPasses(_ text: String) {
    let diagnostics = Sample(text).rendered().diagnostics
    #expect(!diagnostics.contains { $0.severity == .error })
  }
}
