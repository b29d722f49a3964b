import Testing

/// `evrep schema` and `evrep new --from`: what is found of a file without a declaration.
@Suite struct SchemaCommandTests {
  private let kinds = """
    名称,性质,支出（万元）,占比,日期,年度,备注,寄宿,2 班
    甲园,公办,120.5,12.5%,2022-01-05,2022,,是,1
    乙园,民办,90,30%,2022-02-01,2022,x y,否,2
    丙园,公办,1,8%,2022-02-01,2022,,否,3
    丁园,民办,3,8%,2022-02-01,2022,,否,12a

    """

  @Test func everyColumnGetsTheTypeThatAllItsCellsHave() {
    let command = Command(["园.csv": kinds])
    #expect(
      command.run("schema", "园.csv", "--lang", "zh").output == """
        数据 园 来自 "园.csv" {
          名称  文本              主键
          性质  取值 公办 | 民办
          支出  万元
          占比  %
          日期  日期
          年度  年份
          备注  文本?
          寄宿  是否
          班2   文本              来自 "2 班"
        }

        """)
  }

  @Test(arguments: ["zh", "en"]) func aReportOnAFileCompilesAtOnceWithoutAWarning(language: String) {
    let files = [
      "t.csv": kinds, "a.json": "[{\"name\":\"Ash\",\"n\":3,\"ok\":true},{\"name\":\"B\",\"n\":null,\"ok\":false}]",
      "r.json": "{\"x\":1,\"人数 (人)\":5,\"岁(岁)\":2}", "in.json": "{\"data\":[{\"x\":1}]}", "one.csv": "a\n1\n",
      "empty.csv": "a,b\n", "q.csv": "a \"b\" {c},\\d\n1,2\n", "t.tsv": "a\tb\n1\t2\n",
      "y.yaml": "- x: 1\n  y: a\n- x: 2\n", "missing.csv": "name,n\nAsh,1\nElm,2\n", "若.csv": "a,b\nx,1\n",
      "lines.csv": "name,\"pupils\n(人)\"\nAsh,1\nElm,2\n", "semicolons.csv": "name;cost\nAsh;3,5\nElm;4,5\n",
      "twice.csv": "name,n,n\nAsh,1,2\nElm,2,3\n", "bom.csv": "\u{FEFF}name,n\nAsh,\"1,200\"\n",
      "digits.csv": "2021年（人）,2022年（人）,3rd quarter,a-b,a.b,e%,\"h,i\",{m},$n\n1,2,3,4,5,6,7,8,9\n",
      "words.csv": "data,let,check,when,count,sum,each,from,missing,是\na,1,2,3,4,5,6,7,8,9\nb,1,2,3,4,5,6,7,8,9\n",
    ]
    for name in files.keys.sorted() {
      let command = Command(files)
      let place = name == "in.json" ? ["--at", "data"] : []
      let new = command.run(["new", "n", "--from", name, "--lang", language] + place)
      #expect(new.status == 0, "\(name): \(new.messages)")
      let build = command.run("build", "--strict", "n/report.evrep")
      #expect(
        build.status == 0 && build.messages == "wrote n/report.html, n/report.md\n",
        "\(name): \(build.messages)\(command.text("n/report.evrep") ?? "")")
    }
  }

  @Test(arguments: [
    // A code keeps the zeros in front.
    ("code,name\n0012,Ash\n0013,Elm\n", "  code  text  key\n  name  text\n"),
    // The digits of a header do not get lost: two years are two names.
    ("name,2021年（人）,2022年（人）\nAsh,1,2\nElm,1,3\n", "  年2021  人    from \"2021年（人）\"\n"),
    ("name;cost\nAsh;3\nElm;4\n", "\"t.csv\" delimiter \";\" {\n  name  text    key\n  cost  number\n"),
    ("name\tcost\nAsh\t3\n", "\"t.csv\" delimiter tab {\n"),
    ("name,\"在校生\r\n（人）\"\nAsh,3\n", "  在校生  人\n"),
    ("name,\"a\nb\"\nAsh,3\n", "  a_b   number  from \"a b\"\n"),
    (
      "name,,n\nAsh,x,2\n", "  name  text    key\n  n     number\n  // column B has cells and no header: give it one\n}"
    ),
    ("name,n,\nAsh,1,\n", "  name  text    key\n  n     number\n}"),
    ("name,n,,\nAsh,1,2,3\n", "  n     number\n  // columns C, D have no header, and cells: give each one\n}"),
    ("name,n,,\nAsh,1,,\n", "  name  text    key\n  n     number\n}"),
    // Units of two words and codes of money, as a field can be declared in them; counts that are called numbers.
    ("k,Absence (per cent)\na,3.5\nb,4.5\n", "  Absence  percent\n"),
    ("k,Change (percentage points)\na,1\nb,2\n", "  Change  pp\n"), ("k,Cost (GBP m)\na,1\nb,2\n", "  Cost  £m\n"),
    ("k,Number of pupils\na,5\nb,6\n", "  Number_of_pupils  number  from \"Number of pupils\"\n"),
    // Rows that are the sum of all others, whatever they are called, above or below them, or without a name.
    ("name,n,m\nA,1,10\nB,2,20\nC,4,40\nAll schools,7,70\n", "skip where name = \"All schools\" {\n"),
    ("name,n,m\nTotal (3 schools),7,70\nA,1,10\nB,2,20\nC,4,40\n", "skip where name = \"Total (3 schools)\" {\n"),
    ("name,n,m\nA,1,10\nB,2,20\nC,4,40\n,7,70\n", "skip where name is missing {\n  name  text    key\n"),
    ("name,n,m\nA,1,10\nB,2,20\nC,4,40\nD,7,71\n", "data t from \"t.csv\" {\n"),
    ("name,n\nA,1\nB,2\nC,4\nD,7\n", "data t from \"t.csv\" {\n"),
    ("name,n,n\nAsh,1,2\n", "  name  text  key\n  // several columns are called ‘n’: give each its own header\n}"),
  ])
  func awkwardHeadersGetFields(file: String, lines: String) {
    let schema = Command(["t.csv": file]).run("schema", "t.csv", "--lang", "en")
    #expect(schema.output.contains(lines), "\(schema.output)\(schema.messages)")
  }

  @Test func aFileThatCannotBeReadIsExplainedWithoutADeclaration() {
    let command = Command(["bad.csv": "a,b\n1,\"x\n", "x.txt": ""])
    for name in ["bad.csv", "none.csv", "x.txt"] {
      let schema = command.run("schema", name)
      #expect(schema.status == 3 && schema.output == "" && schema.messages != "", "\(name) \(schema)")
      #expect(!schema.messages.contains("standard.evrep"), "\(schema.messages)")
      #expect(command.run("new", "n", "--from", name).status == 3)
    }
    #expect(command.names == ["bad.csv", "x.txt"])
    #expect(command.run("schema", "bad.csv", "--header-row", "0").status == 2)
  }

  @Test func whatCanBeReadGetsADeclaration() {
    let command = Command(["t.csv": "name,n,note\nAsh,1,x\nElm,2\nOak,3,\u{1}\n"])
    let schema = command.run("schema", "t.csv", "--lang", "en")
    #expect(schema.status == 3)
    #expect(
      schema.output == "data t from \"t.csv\" {\n  name  text    key\n  n     number\n  note  text\n}\n",
      "\(schema.output)")
    #expect(schema.messages.contains("EV0404") && schema.messages.contains("EV0403"))
    #expect(command.run("new", "r", "--from", "t.csv").status == 3)
    #expect(command.names == ["t.csv"])
  }

  /// An option that says nothing of the file's format would be a clause that is an error.
  @Test(arguments: [
    ["--sheet", "s"], ["--at", "a.b"], ["--table", "t"],
  ])
  func anOptionOfAnotherFormatIsWrongUse(option: [String]) {
    let command = Command(["p.csv": "a\n1\n", "p.json": "[{\"a\":1}]"])
    let schema = command.run(["schema", "p.csv"] + option)
    #expect(schema.status == 2 && schema.output == "" && schema.messages.contains("‘p.csv’ is none"), "\(schema)")
    #expect(command.run(["new", "n", "--from", "p.csv"] + option).status == 2)
    #expect(command.run("schema", "p.json", "--header-row", "2").status == 2)
    #expect(command.names == ["p.csv", "p.json"])
  }

  @Test func anEncodingThatIsNotGuessedIsAskedForAndTaken() {
    let command = Command()
    _ = command.run(shell: "sh", "printf 'name,town\\nA,Orl\\351ans\\n' > w.csv")
    let refused = command.run("schema", "w.csv", "--lang", "en")
    #expect(refused.status == 3 && refused.messages.contains("if that is right, give --encoding windows-1252"))
    let schema = command.run("schema", "w.csv", "--lang", "en", "--encoding", "latin-1")
    #expect(
      schema.status == 0 && schema.output.hasPrefix("data w from \"w.csv\" encoding windows-1252 {\n"), "\(schema)")
    #expect(command.run("schema", "w.csv", "--encoding", "ebcdic").status == 2)
  }
}
