/// Other words for the words and signs of the language: what writers bring from speech, spreadsheets and other languages.
///
/// They are not read as what they mean: a message names the word that is.
package enum Synonyms {
  /// The spellings of what is meant, and what else is written for it. A word may be meant in several places of the
  /// language, `number` as a type and as a count; which it is, the candidates of the place decide.
  package static let table: [(meant: [String], others: [String])] =
    declarations + settings + fields + blocks + operators + functions
    + formats

  private static let declarations: [(meant: [String], others: [String])] = [
    (["report", "报告"], ["title", "标题", "题目", "题名"]),
    (["style", "样式"], ["theme", "template", "模板", "版式"]),
    (["language", "语言"], ["lang", "locale", "语种"]),
    (["use", "引用"], ["import", "include", "using", "require", "引入", "导入", "包含", "使用"]),
    (["param", "参数"], ["parameter", "input", "option", "输入", "选项"]),
    (["unit", "单位"], ["measure", "量词", "计量单位"]),
    (["data", "数据"], ["table", "source", "dataset", "数据表", "数据源", "表格", "表"]),
    (
      ["let", "令"],
      ["var", "const", "def", "define", "set", "val", "fn", "function", "变量", "定义", "设", "常量", "函数", "指标", "让"]
    ),
    (["check", "核验"], ["assert", "ensure", "verify", "validate", "检查", "校验", "检验", "验证", "断言", "核对", "审核"]),
    (["format", "格式"], ["格式化"]),
    (["words", "用词"], ["词语", "措辞", "用语"]),
    (["standard", "标准"], ["threshold", "target", "达标线", "指标标准"]),
    (["scenario", "情景"], ["test", "case", "场景", "情形", "测试"]),
  ]

  private static let settings: [(meant: [String], others: [String])] = [
    (["zh"], ["中文", "汉语", "汉文", "简体", "简体中文", "chinese", "cn", "zho", "zh_CN"]),
    (["en"], ["英文", "英语", "english", "eng", "en_GB", "en_US"]),
    (["gongwen"], ["公文", "红头文件", "official"]),
    (["plain"], ["普通", "简单", "简洁", "朴素", "默认", "default", "simple"]),
  ]

  private static let fields: [(meant: [String], others: [String])] = [
    (["from", "来自"], ["in", "at", "从", "取自", "来源", "自"]),
    (["counted", "计"], ["count", "unit", "计数", "计量", "以", "量词"]),
    (["since", "自"], ["from", "从", "自从", "起自", "starting"]),
    (["set", "设"], ["let", "令", "设为", "设置", "设定", "假设", "assign", "given"]),
    (["expect", "期望"], ["assert", "预期", "应为", "期待", "then", "应有"]),
    (["as", "为"], ["称", "作为", "叫", "叫做", "命名为"]),
    (["key", "主键"], ["primary", "unique", "id", "键", "唯一", "关键字", "主码"]),
    (["private", "保密"], ["secret", "confidential", "hidden", "机密", "秘密", "隐私", "不公开"]),
    (["text", "文本"], ["string", "str", "varchar", "char", "字符串", "字符", "文字"]),
    (["number", "数值"], ["int", "integer", "float", "double", "decimal", "num", "numeric", "数字", "整数", "小数", "数"]),
    (["bool", "是否"], ["boolean", "logical", "布尔", "真假", "逻辑"]),
    (["date", "日期"], ["day", "datetime", "时间", "日"]),
    (["year", "年份"], ["年度", "年"]),
    (["one", "取值"], ["enum", "枚举", "choice", "类别", "选自"]),
    (
      ["missing", "缺失"],
      ["null", "nil", "none", "empty", "NA", "nan", "blank", "undefined", "空", "空值", "为空", "空白", "缺", "缺少", "无值"]
    ),
  ]

  private static let blocks: [(meant: [String], others: [String])] = [
    (["when", "当"], ["if", "若", "如果", "假如", "如", "倘若", "若是", "条件"]),
    (
      ["otherwise", "否则"], ["else", "elif", "elseif", "default", "不然", "其他", "其它", "其他情况", "其它情况", "其余"]
    ),
    (["each", "逐项"], ["for", "foreach", "loop", "循环", "遍历", "逐个", "每个", "每", "对于"]),
    (["problem", "问题"], ["issue", "shortfall", "不足", "存在问题", "主要问题"]),
    (["measures", "措施"], ["actions", "remedies", "measure", "举措", "对策", "办法", "整改", "改进", "整改措施", "改进措施", "整改举措"]),
    (["series", "列举"], ["list", "enumerate", "列表", "分项", "分述"]),
    (["end", "结束"], ["endif", "fi", "fin", "endwhen", "完", "终", "结尾"]),
    (["ref", "参见"], ["see", "cite", "xref", "见", "详见", "参考", "参阅", "参看"]),
    (["in", "于"], ["of", "from", "在", "里", "中", "来自", "属于"]),
  ]

  private static let operators: [(meant: [String], others: [String])] = [
    (["and", "且"], ["&&", "&", "∧", "并且", "而且", "并", "同时", "以及", "与", "和", "及"]),
    (["or", "或"], ["||", "∨", "或者", "或是", "抑或"]),
    (["not", "非"], ["!", "！", "¬", "不", "不是", "并非", "没有"]),
    (["then", "则"], ["那么", "就", "那"]),
    (["else", "否则"], ["otherwise", "不然", "其他"]),
    (
      ["where", "其中"],
      [
        "when", "if", "filter", "whose", "having", "with", "当", "若", "如果", "筛选", "满足", "过滤", "条件", "中", "里", "在",
      ]
    ),
    (["by", "按"], ["group", "per", "分组", "按照", "依", "依照", "根据"]),
    (["order", "排序"], ["sort", "sorted", "orderby", "排列", "排"]),
    (["top", "前"], ["limit", "take", "head", "取前", "最高"]),
    (["descending", "降序"], ["desc", "倒序", "逆序", "从大到小", "从高到低", "由高到低"]),
    (["ascending", "升序"], ["asc", "正序", "顺序", "从小到大", "从低到高", "由低到高"]),
    (["skipping", "略去"], ["skip", "ignoring", "ignore", "omitting", "dropping", "跳过", "略过", "忽略", "除去", "去掉", "不计"]),
    (["meets", "达到"], ["reaches", "达标", "符合", "满足"]),
    (["misses", "未达到"], ["fails", "未达标", "不达标", "不符合", "不满足", "没有达到", "未达"]),
    (["="], ["==", "===", "eq", "equals", "equal", "等于", "即", "是"]),
    (["!="], ["<>", "!==", "=/=", "ne", "不等于", "不为", "不是"]),
    ([">"], ["gt", "exceeds", "大于", "高于", "多于", "超过", "超"]),
    ([">="], ["=>", "≧", "⩾", "gte", "ge", "大于等于", "大于或等于", "不小于", "不低于", "不少于"]),
    (["<"], ["lt", "below", "小于", "低于", "少于", "不足", "不到"]),
    (["<="], ["=<", "≦", "⩽", "lte", "le", "小于等于", "小于或等于", "不大于", "不高于", "不多于", "不超过"]),
    (["true", "真"], ["yes", "对", "成立"]),
    (["false", "假"], ["否", "不成立"]),
  ]

  private static let functions: [(meant: [String], others: [String])] = [
    (
      ["count", "计数"],
      ["number", "len", "length", "size", "rows", "counta", "nrow", "个数", "数量", "总数", "数目", "计算个数", "行数", "字数"]
    ),
    (["sum", "合计"], ["total", "sumif", "add", "求和", "总计", "总和", "加总", "和", "总数", "小计"]),
    (["average", "平均"], ["mean", "avg", "平均值", "均值", "平均数", "求平均"]),
    (["median", "中位数"], ["med", "中位", "中值"]),
    (["min", "最小"], ["minimum", "smallest", "lowest", "最小值", "最低", "最少", "最低值"]),
    (["max", "最大"], ["maximum", "greatest", "highest", "largest", "最大值", "最高", "最多", "最高值"]),
    (["share", "占比"], ["proportion", "percentage", "percent", "ratio", "fraction", "比例", "比重", "百分比", "占", "比率"]),
    (["growth", "增幅"], ["increase", "change", "增长", "增长率", "增速", "增加"]),
    (["only", "唯一"], ["single", "the", "one", "唯一行", "单行"]),
    (["first", "首项"], ["head", "第一", "第一个", "首个", "首行"]),
    (["last", "末项"], ["tail", "最后", "最后一个", "末个", "末行"]),
    (["list", "列出"], ["join", "concat", "enumerate", "列举", "列表", "拼接", "罗列"]),
    (["range", "区间"], ["span", "between", "范围"]),
    (["round", "舍入"], ["rounded", "四舍五入", "取整"]),
    (["abs", "绝对值"], ["absolute", "绝对"]),
    (["variation", "差异系数"], ["cv", "变异系数", "离散系数"]),
    (["quantile", "分位数"], ["percentile", "quartile", "百分位", "百分位数", "分位"]),
    (["rank", "名次"], ["position", "排名", "位次", "名列"]),
    (["cumulative", "累计"], ["cumsum", "running", "累积", "累加"]),
    (["yearOnYear", "同比"], ["yoy", "同比增长", "同比增幅", "较上年"]),
    (["gap", "差距"], ["shortfall", "差", "缺口", "差额"]),
    (["length", "字数"], ["长度", "字符数"]),
    (["contains", "含有"], ["includes", "has", "包含", "含"]),
    (["month", "月份"], ["月"]),
    (["day", "日"], ["日子", "几日", "天"]),
  ]

  private static let formats: [(meant: [String], others: [String])] = [
    (["spelled", "小写"], ["words", "spell", "numeral", "汉字", "中文", "中文数字", "汉字数字", "文字"]),
    (["formal", "大写"], ["capital", "大写金额", "财务大写", "人民币大写"]),
    (["grouped", "分节"], ["thousands", "comma", "commas", "千分位", "千位分隔", "千分号", "千位"]),
    (["ungrouped", "不分节"], ["plain", "无千分位"]),
    (["about", "约"], ["approximately", "roughly", "大约", "约数", "左右"]),
    (["half-up", "四舍五入"], ["rounded", "round"]),
    (["half-even", "四舍六入五成双"], ["bankers", "银行家", "四舍六入"]),
    (["relative", "相对"], ["relatively", "相对年份"]),
    (["year-month", "年月"], ["month", "月", "月份"]),
    (["%"], ["percentage", "percents", "百分比", "百分数", "百分号", "％"]),
    ([".0"], ["int", "integer", "whole", "整数", "取整", "无小数"]),
  ]

  /// True for the name of a function of the language.
  package static func isFunction(_ name: String) -> Bool { functions.contains { $0.meant.contains(name) } }

  /// The function of the language that `name` is, or is another word for, in its script; nil for none.
  package static func function(for name: String) -> String? {
    isFunction(name) ? name : match(for: name, in: functions.flatMap(\.meant))
  }

  /// The other words for `word`.
  package static func others(for word: String) -> [String] {
    table.filter { $0.meant.contains { $0.isSpelled(like: word) } }.flatMap(\.others)
  }

  /// What `text` is another word for, each spelling of it, in the order of the table. O(table).
  package static func meant(by text: String) -> [String] {
    let folded = text.lowercased()
    return table.filter { $0.others.contains { $0.isSpelled(like: folded) || $0.isSpelled(like: text) } }
      .flatMap(\.meant)
  }

  /// The candidate that `text` is another word for, in the script of `text` if there is one; nil where it is none.
  package static func match(for text: String, in candidates: [String]) -> String? {
    let meant = meant(by: text)
    guard !meant.isEmpty else { return nil }
    let found = candidates.filter { candidate in meant.contains { $0.isSpelled(like: candidate) } }
    let isLatin = text.utf8.allSatisfy { $0 < 0x80 }
    return found.first { $0.utf8.allSatisfy { $0 < 0x80 } == isLatin } ?? found.first
  }

  /// True where `text` is another word for several of the candidates: 总数 for 计数 and 合计. O(table · candidates).
  package static func isAmbiguous(_ text: String, in candidates: [String]) -> Bool {
    let rows = table.filter { row in
      row.others.contains { $0.isSpelled(like: text) }
        && row.meant.contains { meant in candidates.contains { $0.isSpelled(like: meant) } }
    }
    return rows.count > 1
  }
}
