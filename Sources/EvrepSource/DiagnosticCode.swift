/// The catalogue of codes. A code is never used again for another meaning.
///
/// Errors are `EVnnnn`: 00 files, 01 syntax, 02 names, 03 types and units, 04 data, 05 evaluation, 06 rendering.
/// Warnings are `Wnnn`; a writer silences one with `<!-- evrep: allow Wnnn reason -->`.
package enum DiagnosticCode: String, Sendable, CaseIterable, Hashable {
  // Files
  case fileNotFound = "EV0001"
  case fileUnreadable = "EV0002"
  case notUTF8 = "EV0003"
  case outsideRoot = "EV0004"
  case fileTooLarge = "EV0005"
  case reservedCharacter = "EV0006"
  case moduleTooDeep = "EV0007"
  case unknownStyle = "EV0008"
  case badStyle = "EV0009"
  case badSetting = "EV0010"

  // Syntax
  case unexpectedToken = "EV0101"
  case unclosedBracket = "EV0102"
  case unclosedHole = "EV0103"
  case unclosedString = "EV0104"
  case unclosedBlock = "EV0105"
  case strayFence = "EV0106"
  case unknownBlock = "EV0107"
  case unknownDeclaration = "EV0108"
  case unclosedHeader = "EV0109"
  case unclosedInlineWhen = "EV0110"
  case strayInlineWord = "EV0111"
  case nestedTooDeep = "EV0112"
  case emptyHole = "EV0113"
  case badNumber = "EV0114"
  case badFormat = "EV0115"
  case misplacedBlock = "EV0116"
  case clauseUnsuitable = "EV0117"
  case badClause = "EV0118"
  case badSkip = "EV0119"
  case mergeConflict = "EV0120"
  case misspelledFence = "EV0121"
  case brokenTable = "EV0122"
  case cellNotPrinted = "EV0123"
  case strayBrace = "EV0124"

  // Names
  case unknownName = "EV0201"
  case duplicateName = "EV0202"
  case cyclicDefinition = "EV0203"
  case unknownField = "EV0204"
  case unknownFunction = "EV0205"
  case unknownUnit = "EV0206"
  case unknownCase = "EV0207"
  case unknownReference = "EV0208"
  case cyclicModules = "EV0209"
  case moduleHasBody = "EV0210"
  case badClaimWord = "EV0211"

  // Types and units
  case typeMismatch = "EV0301"
  case dimensionMismatch = "EV0302"
  case unitMissing = "EV0303"
  case unitContradicts = "EV0304"
  case unitDoubled = "EV0305"
  case wrongArguments = "EV0306"
  case optionalUnsettled = "EV0307"
  case notPrintable = "EV0308"
  case notACondition = "EV0309"
  case pointsForPercent = "EV0310"
  case bareNumberAgainstRatio = "EV0311"
  case formatUnsuitable = "EV0312"
  case problemWithoutMeasures = "EV0313"
  case constantRequired = "EV0314"
  case notSettable = "EV0315"
  case reportingYearMissing = "EV0316"
  case numeralBesideSign = "EV0317"
  case unreadUnit = "EV0318"
  case notAStandard = "EV0320"
  case unevenStandard = "EV0321"
  case yearUnknown = "EV0322"

  // Data
  case unsupportedFormat = "EV0401"
  case columnMissing = "EV0402"
  case badCell = "EV0403"
  case raggedRow = "EV0404"
  case duplicateKey = "EV0405"
  case emptyCell = "EV0406"
  case malformedData = "EV0407"
  case duplicateColumn = "EV0408"
  case brokenReference = "EV0410"
  case headerUnit = "EV0411"
  case rowIsNoData = "EV0412"
  case mixedPercent = "EV0413"
  case numberFormat = "EV0414"
  case sheetNotFound = "EV0420"
  case rangeNotFound = "EV0421"
  case formulaWithoutValue = "EV0422"
  case tableNotFound = "EV0423"
  case badQuery = "EV0424"
  case pathNotFound = "EV0425"
  case unmergedLog = "EV0426"

  // Evaluation
  case divisionByZero = "EV0501"
  case overflow = "EV0502"
  case growthBase = "EV0503"
  case notExactlyOne = "EV0504"
  case noRows = "EV0505"
  case checkFailed = "EV0507"
  case parameterMissing = "EV0508"
  case referenceAbsent = "EV0509"
  case tooMuchOutput = "EV0510"
  case outOfRange = "EV0511"
  case expectationFailed = "EV0512"
  case notInForce = "EV0513"
  case notOfThoseRows = "EV0514"

  // Printed agreement
  case printedContradiction = "EV0520"
  case listedNamesMismatch = "EV0521"

  // Rendering
  case structureTooDeep = "EV0601"
  case tableTooWide = "EV0602"
  case textTooCostly = "EV0603"
  case anchorMisplaced = "EV0604"

  // Warnings
  case scaleWithoutUnit = "W001"
  case rawHTMLDropped = "W002"
  case addressDropped = "W003"

  // Claims: what the words around a figure say of it
  case falseDirection = "W010"
  case falseApproximation = "W011"
  case falseBound = "W012"
  case multipleOfFall = "W013"
  case levelOrDifference = "W014"
  case redundantApproximation = "W015"

  // What the printed figures say together, numbers typed by hand, and further claims
  case typedFigure = "W020"
  case blurredThreshold = "W021"
  case misplacedExcess = "W022"
  case multipleOfLevel = "W023"
  case falseDoubling = "W024"
  case swappedYears = "W036"
  case falseExtreme = "W037"

  // What is typed by hand and would not print as it is meant
  case typedLabel = "W038"
  case headingWithoutBlank = "W039"
  case maskReadAsEmphasis = "W040"
  case hundredfold = "W041"
  case shortRow = "W042"
  case lineReadAsRow = "W043"

  // Conditions
  case decidedCondition = "W044"

  // Data that fits its schema and may say something else than it is read as
  case oddCount = "W045"
  case totalRow = "W046"
  case onlyFractions = "W047"
  case textNowhere = "W048"
  case alikeTexts = "W049"

  // Figures that cannot be what they print as
  case printsAsZero = "W050"
  case impossibleRatio = "W051"

  // Formats that are hardly meant
  case oddPair = "W052"
  case manyDecimals = "W053"

  // What is typed in prose and was meant as a hole, or as a declaration
  case literalHole = "W054"

  // Cells far away from the others of their column
  case outlier = "W055"

  // What a table and an order say beside their rows
  case silentTie = "W063"
  case totalNotOfRows = "W064"

  // What a figure or a verdict rests on
  case unconfirmedStandard = "W065"

  // What the words before a figure say of its rows
  case otherCase = "W066"

  /// Codes that messages had once, and that none has again.
  ///
  /// EV0409 counted the faulty cells that were not shown, which the last one shown does now; EV0506 was a value that is
  /// missing where none may be, which is EV0307.
  package static let retired = ["EV0409", "EV0506"]

  package var severity: Severity { rawValue.hasPrefix("W") ? .warning : .error }
}
