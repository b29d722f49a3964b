"""Makes a large report of the flagship: its header and data once, its body again and again.

Every copy is a report's body of its own: problems and anchors are renamed and what refers to them follows. Copies are
identical otherwise, or *varied*: then each has tables of its own, the flagship's filtered by a condition that differs
from copy to copy, and its holes read those, so that no result can be remembered from one copy to the next.
"""

import re

# The tables that holes read, with a field and a unit to filter by.
VARIED = {
    ("在校生", "人"): "学校 中小学 园所 公办园 普惠园 义务学校 改革学校 民办学校 城区 职校 大班额学校 条件 小学校 初中校",
    ("投资", "万元"): "实施项目 完工项目 在建项目 在建义务 义务项目 学前项目 新建园 改扩建园 计划运动场 计划小学",
    ("隐患", "处"): "检查 未清零学校",
    ("金额", "万元"): "专项",
    ("学生", "人"): "赛事",
}
FIELD = {table: by for by, tables in VARIED.items() for table in tables.split()}
WORD = re.compile(r'"[^"]*"|\.?\w+')


def split(source):
    """The header with its fences, without scenarios, which name the flagship's own problems; and the body."""
    end = source.index("\n---\n", 4) + len("\n---\n")
    return re.sub(r"^(?:情景|scenario) .*?^\}\n", "", source[:end], flags=re.M | re.S), source[end:]


def renamed(body, copy):
    """The body with problem and anchor names of its own."""
    names = set(re.findall(r"\{#(\w+)\}", body)) | set(re.findall(r"^::: (?:问题|problem) (\w+)", body, re.M))
    suffix = lambda match: match[1] + match[2] + f"_{copy}" if match[2] in names else match[0]
    return re.sub(r"(\{#|\{ref |^::: (?:问题|problem) )(\w+)", suffix, body, flags=re.M)


def varied(body, copy):
    """The body with its holes reading the copy's own tables, and the declarations of those."""
    used = set()

    def own(match):
        if match[0] not in FIELD:
            return match[0]
        used.add(match[0])
        return f"{match[0]}_{copy}"

    in_hole = lambda match: match[0] if match[0].startswith(("{#", "{ref ")) else WORD.sub(own, match[0])
    body = re.sub(r"\{[^{}\n]*\}|(?<=^::: 逐项 )[^\n]*", in_hole, body, flags=re.M)
    # No school, project or grant has such a number: each filter runs and keeps the figures as they are.
    lets = [f"令 {table}_{copy} = {table} where {FIELD[table][0]} != {1_000_000 + copy} {FIELD[table][1]}\n" for table in sorted(used)]
    return body, "".join(lets)


def enlarge(source, copies, vary):
    """The report with its body `copies` times."""
    header, body = split(source)
    bodies, lets = [], []
    for copy in range(1, copies + 1):
        text = renamed(body, copy)
        if vary:
            text, declarations = varied(text, copy)
            lets.append(declarations)
        bodies.append(text)
    return header.removesuffix("---\n") + "".join(lets) + "---\n" + "\n".join(bodies)
