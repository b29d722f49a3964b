#!/usr/bin/env python3
"""Makes the data files beside it by programs that are not evrep's own: openpyxl, xlsxwriter, LibreOffice and Python's sqlite3.

Needs `pip install openpyxl xlsxwriter` and `soffice` on PATH. The files are committed; the tests never run this.
"""

import datetime
import os
import re
import sqlite3
import subprocess
import tempfile
import zipfile

import openpyxl
import xlsxwriter
from openpyxl.styles import numbers

here = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(here, name)


def openpyxl_kinds():
    """Each kind of cell, in the sheet that is first though a hidden one stands before it."""
    book = openpyxl.Workbook()
    hidden = book.active
    hidden.title = "底稿"
    hidden.sheet_state = "hidden"
    hidden.append(["名称", "人数"])
    hidden.append(["底稿小学", 1])
    sheet = book.create_sheet("学校")
    sheet.append(["名称", "人数", "占比", "开办", "年份", "寄宿", "面积"])
    sheet.append(["第一小学", 1234, 0.125, datetime.date(2001, 9, 1), 2022, True, 0.28000000000000003])
    sheet.append(["第二小学", "１，２３４", "12.5%", "1999-12-31", "2021年", False, 0.1 + 0.2])
    sheet.append(["第三小学", -5, 1, datetime.datetime(2000, 2, 29), 2020, True, None])
    for row in range(2, 5):
        sheet.cell(row, 3).number_format = numbers.FORMAT_PERCENTAGE_00
    book.save(path("openpyxl-kinds.xlsx"))


def openpyxl_formats():
    """Numbers whose formats show a unit, or leave out thousands."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["名称", "经费", "缩写", "支出（千元）", "占比", "人数"])
    sheet.append(["甲校", 12.5, 1250000, 1250, 12, 12345])
    sheet.append(["乙校", 13, 2500000.5, 2500, 98.5, 5])
    formats = ['#,##0.0"万元"', '"£"0.0,,"m"', "#,##0,", '0"%"', '[>=10000]0\\.0,"万";0']
    for row in range(2, 4):
        for column, code in enumerate(formats, 2):
            sheet.cell(row, column).number_format = code
    book.save(path("openpyxl-formats.xlsx"))


def changed_kinds():
    """The file of openpyxl's with one cell of a visible sheet changed, for a comparison."""
    with zipfile.ZipFile(path("openpyxl-kinds.xlsx")) as old, zipfile.ZipFile(path("changed-kinds.xlsx"), "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(b"<v>1234</v>", b"<v>4321</v>"))


def nested():
    """Sheets that no program writes: a row inside a cell, among the data and among the headers."""
    cell = '<c r="%s" t="str"><v>%s</v></c>'
    kinds = [("nested-row.xlsx", cell % ("A1", "name") + '</row><row r="2">' + cell % ("A2", "abc") + cell % ("B2", 'later<row r="3"/>'))]
    kinds.append(("nested-header.xlsx", cell % ("A1", 'name<row r="2"/>')))
    for name, rows in kinds:
        with zipfile.ZipFile(path(name), "w", zipfile.ZIP_DEFLATED) as target:
            target.writestr("_rels/.rels", '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>')
            target.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="b"/></sheets></workbook>')
            target.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="b" Type="x/worksheet" Target="sheet.xml"/></Relationships>')
            target.writestr("xl/sheet.xml", '<worksheet><sheetData><row r="1">' + rows + "</row></sheetData></worksheet>")


def openpyxl_merged():
    """A sheet made for people: a title, two header rows with merged cells, a merged key, a row of totals, a note."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "学校 情况"
    sheet["A1"] = "2022 年学校情况表（单位：人）"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "区域"
    sheet.merge_cells("A2:A3")
    sheet["B2"] = "名称"
    sheet.merge_cells("B2:B3")
    sheet["C2"] = "在校生"
    sheet.merge_cells("C2:D2")
    sheet["C3"] = "男"
    sheet["D3"] = "女"
    rows = [("东区", "甲校", 10, 11), (None, "乙校", 20, 21), ("西区", "丙校", 30, 31), ("合计", None, 60, 63)]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A4:A5")
    sheet["A9"] = "注：本表数据为虚构。"
    book.defined_names["学校表"] = openpyxl.workbook.defined_name.DefinedName("学校表", attr_text="'学校 情况'!$A$2:$D$7")
    book.save(path("openpyxl-merged.xlsx"))


def openpyxl_titled():
    """A title, the unit in a row above the headers, and percentages of which one has no percent format."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "经费"
    for row in [["教育经费统计表", None, None], [None, None, "单位：元"], ["年度", "占比", "支出"], [2022, 0.985, 120],
                [2023, 0.962, 130], ["合计", None, 250]]:
        sheet.append(row)
    sheet["B4"].number_format = "0.0%"
    book.save(path("openpyxl-titled.xlsx"))


def openpyxl_faults():
    """Error cells, formulas that no program has reckoned, a day that never was."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "错误"
    sheet.append(["名称", "人数", "开办"])
    sheet.append(["甲", "#N/A", datetime.date(2001, 9, 1)])
    sheet["B2"].data_type = "e"
    sheet.append(["乙", "=B2+1", 60])
    sheet.append(["丙", 7, 59])
    sheet.append(["丁", 8, 61])
    for row in range(3, 6):
        sheet.cell(row, 3).number_format = "yyyy-mm-dd"
    book.save(path("openpyxl-faults.xlsx"))


def xlsxwriter_kinds():
    """Cached results of formulas, rich text, dates since 1904, escapes, phonetic marks and Chinese date formats."""
    book = xlsxwriter.Workbook(path("xlsxwriter-kinds.xlsx"), {"use_future_functions": True})
    book.use_1904 = book.date_1904 = True
    sheet = book.add_worksheet("数据")
    date = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    year = book.add_format({"num_format": 'yyyy"年"'})
    money = book.add_format({"num_format": '#,##0.00_);[Red](#,##0.00)'})
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["名称", "人数", "开办", "年份", "支出"])
    sheet.write_rich_string(1, 0, "第", bold, "一", "小学")
    sheet.write_formula(1, 1, "=1+2", None, 3)
    sheet.write_datetime(1, 2, datetime.date(2001, 9, 1), date)
    sheet.write_datetime(1, 3, datetime.date(2022, 1, 1), year)
    sheet.write_number(1, 4, 1234.5600000000002, money)
    sheet.write_formula(2, 0, '="第"&"二小学"', None, "第二小学")
    sheet.write_number(2, 1, 1e20)
    sheet.write_datetime(2, 2, datetime.date(1904, 1, 1), date)
    sheet.write_number(2, 3, 2021)
    sheet.write_number(2, 4, 1e-7, money)
    book.close()
    inline = xlsxwriter.Workbook(path("xlsxwriter-inline.xlsx"), {"in_memory": True, "constant_memory": True})
    sheet = inline.add_worksheet("行内")
    sheet.write_row(0, 0, ["名称", "人数"])
    sheet.write_row(1, 0, [" 甲_x000D_\x01 ", 1])
    sheet.write_row(3, 0, ["<乙&>", 2])
    inline.close()


def libreoffice():
    """The same workbooks as LibreOffice writes them, also in the strict form and from a CSV file."""
    for name in ["openpyxl-kinds", "openpyxl-merged"]:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder,
                 path(name + ".xlsx")], check=True, capture_output=True)
            os.replace(os.path.join(folder, name + ".xlsx"), path(name.replace("openpyxl", "libreoffice") + ".xlsx"))


def strict():
    """The name spaces of Strict Open XML, ISO dates and prefixed elements, which no program at hand writes."""
    names = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    with zipfile.ZipFile(path("openpyxl-kinds.xlsx")) as source, \
            zipfile.ZipFile(path("strict-kinds.xlsx"), "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name).decode()
            for old, new in names.items():
                text = text.replace(old, new)
            if name == "xl/worksheets/sheet2.xml":
                text = re.sub(r'<c r="D2"[^>]*><v>[^<]*</v>', '<c r="D2" s="2" t="d"><v>2001-09-01T00:00:00</v>', text)
                text = re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=", 1).replace("<?x:xml", "<?xml")
            target.writestr(zipfile.ZipInfo(name, (2022, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def sqlite():
    """Tables with and without rowids, a view, every storage class; one database in WAL mode."""
    for name, mode in [("sqlite-kinds.sqlite", "delete"), ("sqlite-wal.sqlite", "wal")]:
        if os.path.exists(path(name)):
            os.remove(path(name))
        base = sqlite3.connect(path(name))
        base.execute(f"pragma journal_mode = {mode}")
        base.execute('create table "学校" (名称 text primary key, 人数 integer, 面积 real, 开办 text, 寄宿 integer, 图 blob)')
        base.executemany(
            'insert into "学校" (rowid, 名称, 人数, 面积, 开办, 寄宿) values (?, ?, ?, ?, ?, ?)',
            [(3, "甲校", 12, 0.1, "2001-09-01", 1), (7, "乙校", 2**53 + 1, 1e-7, "1999-12-31", 0),
             (9, "丙校", None, 0.1 + 0.2, "2000-02-29", 1)])
        base.execute('create table 代码 (代码 text primary key, 说明 text) without rowid')
        base.execute("insert into 代码 values ('b', '二'), ('a', '一')")
        base.execute('create view 大校 as select 名称, 人数 from "学校" where 人数 > 100')
        base.execute("create table 坏 (名称, 人数)")
        base.execute("insert into 坏 values ('甲', x'00ff'), (cast(x'ff' as text), 1), ('丙', 9e999)")
        base.commit()
        base.close()


openpyxl_kinds()
openpyxl_formats()
changed_kinds()
nested()
openpyxl_merged()
openpyxl_titled()
openpyxl_faults()
xlsxwriter_kinds()
libreoffice()
strict()
sqlite()
