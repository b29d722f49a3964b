import Testing

/// Holds the sources to the house that they are built as.
@Suite struct ArchitectureTests {
  let tree: SourceTree

  init() throws { tree = try SourceTree() }

  /// What each target may import of the others: its arrows in `Package.swift`, and what is reached along them.
  static let arrows: [String: Set<String>] = [
    "EvrepSource": [],
    "EvrepUnits": [],
    "EvrepStyles": [],
    "EvrepLibrary": [],
    "CCmarkGFM": [],
    "CEvrepMarkdown": ["CCmarkGFM"],
    "CEvrepCatalogue": [],
    "CNettle": [],
    "EvrepSyntax": ["EvrepSource"],
    "EvrepFormat": ["EvrepSyntax", "EvrepSource"],
    "EvrepModel": ["EvrepSource", "EvrepUnits"],
    "EvrepCheck": ["EvrepSyntax", "EvrepModel", "EvrepSource", "EvrepUnits"],
    "CExpat": [],
    "CMinizip": [],
    "CSQLite": [],
    "CYAML": [],
    "CEvrepData": ["CMinizip"],
    "EvrepData": [
      "EvrepModel", "EvrepSource", "EvrepUnits", "CExpat", "CMinizip", "CSQLite", "CYAML", "CEvrepData",
    ],
    "EvrepEvaluate": ["EvrepCheck", "EvrepModel", "EvrepSource", "EvrepUnits"],
    "EvrepMarkdown": ["EvrepModel", "EvrepSource", "CCmarkGFM", "CEvrepMarkdown", "EvrepStyles"],
    "EvrepReview": ["EvrepModel", "EvrepSource", "EvrepUnits", "CNettle"],
    "Evrep": [
      "EvrepData", "EvrepEvaluate", "EvrepFormat", "EvrepMarkdown", "EvrepLibrary", "EvrepReview", "CEvrepCatalogue",
      "EvrepCheck", "EvrepSyntax", "EvrepModel", "EvrepSource", "EvrepUnits",
    ],
    "evrep": ["Evrep", "EvrepFormat", "EvrepReview", "EvrepModel", "EvrepSource"],
    "EvrepTestSupport": [
      "Evrep", "EvrepData", "EvrepEvaluate", "EvrepFormat", "EvrepMarkdown", "EvrepReview", "EvrepCheck", "EvrepSyntax",
      "EvrepModel",
      "EvrepSource", "EvrepUnits",
    ],
  ]

  /// Who may import modules from outside the house, as `target` or `target/file`; there are no others.
  static let outside: [String: Set<String>] = [
    "ArgumentParser": ["evrep"],
    "BigInt": ["EvrepUnits"],
    // The renderer takes `memchr` and `strlen` from it; files, environment and clock are the world's and the command's.
    "Glibc": [
      "EvrepSource/DiskWorld.swift", "EvrepSource/DiskWorld+Folders.swift", "EvrepSource/ChildProcess.swift",
      "EvrepMarkdown/Bytes.swift",
      "EvrepMarkdown/MarkdownTree.swift", "evrep",
      "EvrepTestSupport",
    ],
    // A world is read from any thread, and the process behind a commit answers one question at a time.
    "Synchronization": ["EvrepSource/GitWorld.swift", "EvrepData/FileProbe.swift", "EvrepTestSupport"],
    "Testing": ["EvrepTestSupport"],
  ]

  @Test func everyImportFollowsAnArrow() {
    for target in tree.targets {
      for file in target.swiftFiles {
        for module in file.imports {
          let isAllowed =
            Self.arrows[target.name, default: []].contains(module)
            || Self.outside[module, default: []].contains { $0 == target.name || $0 == "\(target.name)/\(file.name)" }
          #expect(isAllowed, "\(target.name)/\(file.name) may not import \(module)")
        }
      }
    }
  }

  @Test func theManifestDrawsTheSameArrows() {
    #expect(Set(tree.targets.map(\.name)) == Set(Self.arrows.keys))
    let declaration = /(?:module\(\s*|name: )"(\w+)"[^\]]*?(?:imports|dependencies): \[([^\]]*)\]/
    var drawn: Set<String> = []
    for match in tree.manifest.matches(of: declaration) {
      guard let allowed = Self.arrows[String(match.1)] else { continue }
      for module in match.2.matches(of: /"(\w+)"/).map({ String($0.1) }) {
        drawn.insert(String(match.1))
        #expect(allowed.contains(module), "Package.swift lets \(match.1) import \(module)")
      }
    }
    #expect(drawn.count == Self.arrows.count { !$0.value.isEmpty }, "some target's arrows were not found")
  }

  @Test func filesAreShort() throws {
    let files = tree.targets.flatMap(\.files)
    let lengths = files.map(\.length).sorted()
    try #require(lengths.count > 50)
    for file in files { #expect(file.length <= 600, "\(file.name) has \(file.length) lines") }
    #expect(lengths[lengths.count / 2] <= 150, "the median file is too long")
    #expect(lengths[lengths.count * 9 / 10] <= 400, "more than one file in ten has over 400 lines")
  }

  @Test func nothingTrapsOnPurpose() {
    for target in tree.targets {
      for file in target.swiftFiles {
        for (index, line) in file.code.enumerated() {
          let traps = ["try!", "as!", "fatalError(", "preconditionFailure("].contains { line.contains($0) }
          #expect(!traps, "\(target.name)/\(file.name):\(index + 1): \(line)")
        }
      }
    }
  }

  @Test func onlyTheFacadeIsPublic() {
    for target in tree.targets where target.name != "Evrep" && target.name != "evrep" {
      for file in target.swiftFiles {
        let isPublic = file.code.contains { line in
          (line.contains("public ") || line.contains("open ")) && line.contains(/^\s*(@\w+\s+)*(public|open)\s/)
        }
        #expect(!isPublic, "\(target.name)/\(file.name) declares something public")
      }
    }
  }

  @Test func everyTargetSaysWhatItIs() {
    for target in tree.targets {
      #expect(target.readme.contains { $0 == "\n" }, "\(target.name) has no README.md")
      let (named, stale) = target.named
      let unnamed = target.files.map(\.name).filter { !named.contains($0) }
      #expect(unnamed.isEmpty, "the README of \(target.name) names not all of its files")
      #expect(stale.isEmpty, "the README of \(target.name) names files that are not there")
    }
  }
}
