import EvrepModel
import EvrepSource

extension Diagnostic {
  // MARK: Files

  static func malformed(_ file: DataFile, _ fault: YAMLFault) -> Diagnostic {
    switch fault {
    case .malformed(let words, let offset): return notWellFormed(file, "YAML", words, offset)
    case .tree(let fault, let offset): return malformed(file, fault, offset)
    case .unknownAlias(let name, let range):
      return malformed(file, range, Message(en: "nothing is called ‘&\(name)’", zh: "没有名为“&\(name)”的内容"))
    case .endlessAlias(let name, let range):
      return malformed(
        file, range, Message(en: "‘*\(name)’ stands inside of what it stands for", zh: "“*\(name)”指向包含它自己的内容"))
    case .keyNotText(let range):
      return malformed(file, range, Message(en: "a key has to be a text", zh: "键必须是文字"))
    case .mergeKey(let range):
      return malformed(
        file, range, Message(en: "‘<<’ is not read: write the keys out", zh: "不支持“<<”，请把各键写全"))
    case .unknownTag(let tag, let range):
      return malformed(
        file, range, Message(en: "the tag ‘\(Quote.short(tag))’ is not read", zh: "不支持标签“\(Quote.short(tag))”"))
    case .severalDocuments(let offset):
      return malformed(
        file, byte(file, offset),
        Message(en: "a second document begins here, and one is read", zh: "此处开始第二个文档，而只读取一个"))
    case .empty: return emptyFile(file)
    }
  }

  static func malformed(_ file: DataFile, _ fault: TOMLFault) -> Diagnostic {
    switch fault {
    case .malformed(let words, let offset): notWellFormed(file, "TOML", words, offset)
    case .tree(let fault, let offset): malformed(file, fault, offset)
    }
  }

  private static func notWellFormed(_ file: DataFile, _ format: String, _ words: String, _ offset: Int) -> Diagnostic {
    // toml++ quotes the key twice over.
    if words.contains("cannot redefine existing") {
      return malformed(
        file, byte(file, offset), Message(en: "a key of this line is given already", zh: "本行的键在前面已经出现"))
    }
    var diagnostic = malformed(
      file, byte(file, offset),
      Message(en: "the file is no \(format): \(words)", zh: "文件不是有效的 \(format)：\(words)"))
    if format == "TOML", offset < file.bytes.count, file.bytes[offset] >= 0x80 {
      diagnostic.notes = [
        Message(
          en: "TOML takes a key of other signs than A–Z, a–z, 0–9, - and _ in quotes alone",
          zh: "TOML 的键若含有英文字母、数字、“-”和“_”以外的字符，必须加引号")
      ]
    }
    return diagnostic
  }

  private static func malformed(_ file: DataFile, _ fault: DataTreeBuilder.Fault, _ offset: Int) -> Diagnostic {
    switch fault {
    case .duplicateKey(let name, let range, let first):
      var diagnostic = malformed(
        file, range,
        Message(
          en: "the object has two keys ‘\(Quote.short(name))’", zh: "同一对象中有两个键“\(Quote.short(name))”"))
      diagnostic.labels.append(Label(file.place(first), Message(en: "the first one is here", zh: "第一个在此")))
      return diagnostic
    case .tooDeep:
      var diagnostic = malformed(
        file, byte(file, offset),
        Message(
          en: "more than \(file.limits.nesting) arrays and objects in one another",
          zh: "数组和对象嵌套超过 \(file.limits.nesting) 层"))
      diagnostic.notes = [.raise("nesting")]
      return diagnostic
    case .tooManyValues:
      return Diagnostic(
        .fileTooLarge, at: file.place(byte(file, offset)),
        Message(
          en: "‘\(file.schema.path)’ stands for more than \(file.limits.values) values",
          zh: "“\(file.schema.path)”展开后超过 \(file.limits.values) 个值"),
        labels: [.namedHere(file)], notes: [.raise("values")])
    }
  }

  static func unexpected(_ file: DataFile, _ node: DataNode, _ wanted: JSONExpectation) -> Diagnostic {
    let (wanted, found) = (name(wanted), name(node))
    var diagnostic = malformed(
      file, byte(file, node.range.lowerBound),
      Message(en: "expected \(wanted.en), found \(found.en)", zh: "此处应为\(wanted.zh)，却是\(found.zh)"))
    if case .object(let members, _) = node, file.schema.binding.path == nil, let key = members.first?.key {
      diagnostic.notes.append(Message.pathHint(key))
    }
    return diagnostic
  }

  private static func name(_ node: DataNode) -> (en: String, zh: String) {
    switch node {
    case .object: ("an object", "对象")
    case .array: ("an array", "数组")
    case .scalar(let scalar) where scalar.form == .null: ("nothing", "空值")
    case .scalar: ("a single value", "单个值")
    }
  }

  private static func byte(_ file: DataFile, _ offset: Int) -> ByteRange {
    min(offset, file.bytes.count)..<min(offset + 1, file.bytes.count)
  }

  // MARK: Keys

  /// A key that a field needs, and one object lacks.
  ///
  /// - Parameter near: the key that it has instead.
  static func keyAbsent(_ field: Field, at place: Place, near: String?) -> Diagnostic {
    Diagnostic(
      .emptyCell, at: place,
      Message(
        en: "the object has no key ‘\(field.header)’, and ‘\(field.name)’ is not optional",
        zh: "该对象没有键“\(field.header)”，而“\(field.name)”不可缺省"),
      labels: [.declaredHere(field)], notes: [near.map { .meant($0, for: field.header) } ?? .optionalField])
  }

  /// A key that a field needs, and no object has.
  ///
  /// - Parameters:
  ///   - keys: those of the first object, which begins at `place`.
  ///   - near: the one of them that is probably meant.
  static func keyMissing(_ field: Field, keys: [String], near: String?, first place: Place) -> Diagnostic {
    var finding = Diagnostic(
      .columnMissing, at: field.place,
      Message(en: "no object has the key ‘\(field.header)’", zh: "文件的对象都没有键“\(field.header)”"),
      labels: [firstObject(place)], notes: (near.map { [.meant($0, for: field.header)] } ?? []) + [known(keys)])
    if let near { finding.suggest(near, for: field) }
    return finding
  }

  /// None of the fields has a key: one message, as there is one reason.
  static func keysMissing(_ fields: [Field], keys: [String], first place: Place) -> Diagnostic {
    let wanted = Quote.list(fields.map(\.header))
    var finding = Diagnostic(
      .columnMissing, at: fields.first?.place,
      Message(
        en: "no object has any of the \(fields.count) keys", zh: "声明的 \(fields.count) 个键，文件的对象中一个也没有"),
      labels: [firstObject(place)],
      notes: [Message(en: "the fields are \(wanted.en)", zh: "声明的字段：\(wanted.zh)"), known(keys)])
    finding.evidence = .otherFile(place.file)
    return finding
  }

  private static func firstObject(_ place: Place) -> Label {
    Label(place, Message(en: "the first object begins here", zh: "第一个对象从此处起"))
  }

  private static func known(_ keys: [String]) -> Message {
    let list = Quote.list(keys)
    return keys.isEmpty
      ? Message(en: "the object is empty", zh: "该对象是空的")
      : Message(en: "the keys are \(list.en)", zh: "已有的键：\(list.zh)")
  }

  // MARK: Paths

  static func pathNotFound(_ file: DataFile, _ path: Binding.Clause<String>?, _ fault: DataPathFault) -> Diagnostic {
    let place = path?.place ?? file.schema.pathPlace
    switch fault {
    case .noKey(let key, let range, let keys):
      var notes: [Message] = []
      if let near = Nearest.match(for: key, in: keys) {
        notes.append(Message(en: "did you mean ‘\(near)’?", zh: "是否指“\(near)”？"))
      }
      if !keys.isEmpty { notes.append(known(keys)) }
      var finding = Diagnostic(
        .pathNotFound, at: place, Message(en: "the path meets no key ‘\(key)’", zh: "路径中没有键“\(key)”"),
        labels: [searched(file, range)], notes: notes)
      finding.evidence = .otherFile(file.id)
      return finding
    case .noElement(let key, let range, let count):
      return Diagnostic(
        .pathNotFound, at: place,
        Message(
          en: "the path asks an array of \(count) for ‘\(key)’", zh: "路径要在有 \(count) 个元素的数组中取“\(key)”"),
        labels: [searched(file, range)],
        notes: [Message(en: "elements are numbered from 1", zh: "元素从 1 开始编号")])
    case .notNested(let key, let range):
      return Diagnostic(
        .pathNotFound, at: place,
        Message(en: "the path asks a single value for ‘\(key)’", zh: "路径要在单个值中取“\(key)”"),
        labels: [searched(file, range)])
    }
  }

  private static func searched(_ file: DataFile, _ range: ByteRange) -> Label {
    Label(
      file.place(byte(file, range.lowerBound)), Message(en: "this was searched", zh: "查找的是这里"))
  }
}

extension Message {
  /// How to lead to rows that stand inside of something.
  static func pathHint(_ key: String) -> Message {
    let key = Quote.short(key)
    return Message(
      en: "rows that stand under a key are named by a path: ‘path \"\(key)\"’ behind the file",
      zh: "数据在某个键之下时，在文件之后写明路径：“路径 \"\(key)\"”")
  }
}
