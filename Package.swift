// swift-tools-version: 6.3
import PackageDescription

/// Settings of every target: the upcoming language features; in CI (`EVREP_STRICT=1`) each warning is an error.
let settings: [SwiftSetting] =
  ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "ImmutableWeakCaptures"]
  .map { .enableUpcomingFeature($0) }
  + (Context.environment["EVREP_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// The same for C.
let cSettings: [CSetting] =
  Context.environment["EVREP_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// The same for C++.
let cxxSettings: [CXXSetting] =
  Context.environment["EVREP_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// A module of the compiler, with its README beside its sources; `tools` are the scripts that made what it embeds.
func module(
  _ name: String, imports: [Target.Dependency] = [], embeds: [String] = [], tools: [String] = []
) -> Target {
  .target(
    name: name, dependencies: imports, exclude: ["README.md"] + tools, resources: embeds.map { .embedInCode($0) },
    swiftSettings: settings)
}

/// The tests of the module `name`, with the fixtures that they read from disk.
func tests(_ name: String, fixtures: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "EvrepTestSupport"], exclude: fixtures,
    swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")

/// The house: each module with what it may import. `ArchitectureTests` holds the sources to the same arrows.
let package = Package(
  name: "evrep",
  products: [
    .executable(name: "evrep", targets: ["evrep"]),
    .library(name: "Evrep", targets: ["Evrep"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
  ],
  targets: [
    module("EvrepSource"),
    module("EvrepUnits", imports: [bigInt]),
    module("EvrepLibrary", embeds: ["standard.evrep", "units.evrep", "claims.evrep", "cn/education.evrep"]),
    module("EvrepSyntax", imports: ["EvrepSource"]),
    module("EvrepFormat", imports: ["EvrepSyntax"]),
    module("EvrepModel", imports: ["EvrepSource", "EvrepUnits"]),
    module("EvrepCheck", imports: ["EvrepSyntax", "EvrepModel"]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev", "zlib1g-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(
      name: "CEvrepData", dependencies: ["CMinizip"], exclude: ["README.md"], cSettings: cSettings,
      cxxSettings: cxxSettings),
    module(
      "EvrepData", imports: ["EvrepModel", "CExpat", "CMinizip", "CSQLite", "CYAML", "CEvrepData"],
      embeds: ["gb18030.index"], tools: ["gb18030.py"]),
    module("EvrepEvaluate", imports: ["EvrepCheck"]),
    .systemLibrary(
      name: "CCmarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .target(name: "CEvrepMarkdown", dependencies: ["CCmarkGFM"], exclude: ["README.md"], cSettings: cSettings),
    .target(name: "CEvrepCatalogue", exclude: ["README.md"], cSettings: cSettings),
    .target(
      name: "EvrepStyles", path: "Styles", exclude: ["README.md"],
      resources: ["gongwen/gongwen.style", "gongwen/gongwen.css", "plain/plain.style", "plain/plain.css"]
        .map { .embedInCode($0) },
      swiftSettings: settings),
    module("EvrepMarkdown", imports: ["EvrepModel", "CCmarkGFM", "CEvrepMarkdown", "EvrepStyles"]),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    module("EvrepReview", imports: ["EvrepModel", "CNettle"]),
    module(
      "Evrep",
      imports: [
        "EvrepData", "EvrepEvaluate", "EvrepFormat", "EvrepMarkdown", "EvrepLibrary", "EvrepReview", "CEvrepCatalogue",
      ]),
    .executableTarget(
      name: "evrep", dependencies: ["Evrep", argumentParser], exclude: ["README.md"], swiftSettings: settings),
    module("EvrepTestSupport", imports: ["Evrep"]),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    tests("EvrepSource"),
    tests("EvrepUnits"),
    tests("EvrepSyntax"),
    tests("EvrepFormat", fixtures: ["Fixtures"]),
    tests("EvrepData", fixtures: ["Fixtures", "Samples"]),
    tests("EvrepCheck"),
    tests("EvrepEvaluate"),
    tests("EvrepMarkdown"),
    tests("EvrepReview"),
    .testTarget(
      name: "GrammarTests", dependencies: ["EvrepCheck", "EvrepFormat", "EvrepSyntax", "Evrep", "EvrepTestSupport"],
      swiftSettings: settings),
    tests("Evrep", fixtures: ["Fixtures"]),
    .testTarget(
      name: "PropertyTests", dependencies: ["EvrepCheck", "EvrepSyntax", "EvrepLibrary", "Evrep", "EvrepTestSupport"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
