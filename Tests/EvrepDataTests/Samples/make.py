#!/usr/bin/env python3
"""Writes the samples beside it: one table as different programs write it, and the characters of GB 18030.

`python-*` are by Python's csv, `pandas-*` by pandas, `libreoffice-*` by LibreOffice (headless) from `python-excel.csv`;
`excel-*` have the bytes that Excel and WPS write: their marks, encodings, line ends and quotes, by Python's codecs. Without
pandas or LibreOffice the others are written all the same.
"""

import csv
import io
import pathlib
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
HEADER = ["名称", "类型", "人数", "占比", "开办", "备注"]
ROWS = [
    ["第一小学", "公办", "1234", "12.5", "2001-09-01", "甲,乙"],
    ['"育才"学校', "民办", "-56.25", "0", "1999-12-31", "两行\n文字"],
    ["Ash; Beech", "公办", "0", "100", "2000-02-29", ""],
    [" 空格 ", "民办", "7", "3.125", "2022-01-05", 'say "hi"'],
    ["𠮷野家\t—", "公办", "9223372036854775807", "0.001", "2022-12-31", "㈱€ªñ"],
]


def text(**dialect):
    out = io.StringIO(newline="")
    writer = csv.writer(out, **dialect)
    writer.writerow(HEADER)
    writer.writerows(ROWS)
    return out.getvalue()


def write(name, content):
    (HERE / name).write_bytes(content)


def characters():
    """Every 41st character that GB 18030 has, with its code point in hex."""
    rows = ["code,character"]
    for code in [*range(0xA0, 0xD800, 41), *range(0xE000, 0x10000, 41), *range(0x10000, 0x110000, 9973), 0x10FFFF]:
        rows.append(f"{code:04X},[{chr(code)}]")
    return "\n".join(rows) + "\n"


write("python-excel.csv", text().encode())
write("python-unix.csv", text(dialect="unix").encode())
write("python-tab.tsv", text(dialect="excel-tab").encode())
write("python-nonnumeric.csv", text(quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r").encode())
write("excel-utf8.csv", text().encode("utf-8-sig"))
write("excel-gb18030.csv", text().encode("gb18030"))
write("excel-unicode.tsv", text(dialect="excel-tab").encode("utf-16"))
write("excel-semicolon.csv", ("sep=;\r\n" + text(delimiter=";")).encode("utf-8-sig"))
write("characters.csv", characters().encode("gb18030"))

try:
    import pandas

    frame = pandas.DataFrame(ROWS, columns=HEADER)
    write("pandas.csv", frame.to_csv(index=False).encode())
    write("pandas-pipe.csv", frame.to_csv(index=False, sep="|", quoting=csv.QUOTE_ALL).encode("gb18030"))
except ImportError:
    print("no pandas")

if office := shutil.which("soffice"):
    with tempfile.TemporaryDirectory() as folder:
        # Field delimiter, text delimiter, encoding, first line; then texts are quoted, cells as stored.
        for name, code in [("libreoffice-utf8.csv", 76), ("libreoffice-gb18030.csv", 85)]:
            into = f'csv:Text - txt - csv (StarCalc):44,34,{code},1,,0,true,true,false'
            command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--infilter=CSV:44,34,76,1,1/2/2/2/3/2/4/2/5/2/6/2"]
            command += ["--convert-to", into, "--outdir", folder, str(HERE / "python-excel.csv")]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            shutil.copy(pathlib.Path(folder) / "python-excel.csv", HERE / name)
else:
    print("no LibreOffice")
