extension FixIt {
  /// Why a fix is offered, and not made unasked.
  package enum Doubt: Hashable, Sendable {
    /// A name that is near may not be the one that is meant: 男生 is one letter off 女生.
    case anotherName
    /// The finding could be mended elsewhere as well.
    case anotherRemedy
    /// What the data says contradicts the prose, and it may be the data that is wrong.
    case data
    /// What is not closed may end elsewhere.
    case anotherPlace

    package var message: Message {
      switch self {
      case .anotherName: Message(en: "another name may be meant", zh: "可能另有所指")
      case .anotherRemedy: Message(en: "it can be mended in another way", zh: "也可以有别的改法")
      case .data: Message(en: "it may be the data that is wrong", zh: "错的也可能是数据")
      case .anotherPlace: Message(en: "it may end elsewhere", zh: "也可能止于别处")
      }
    }
  }
}
