"""Makes the data benchmark's CSV: 1,000,000 rows of 8 columns, 69 MB, the same bytes each time.

Columns as an office's export has them: a running number that is the key, a text, two small enumerations, a year, two
amounts with decimals, and a date.
"""

import random

HEADER = "id,school,phase,sector,year,pupils,spending,opened\n"
PHASES = ["kindergarten", "primary", "junior", "senior", "vocational", "special"]
SECTORS = ["public", "private"]


def lines(count):
    generator = random.Random(2022)
    names = [f"School {n:05d}-{n % 97:02d}" for n in range(20_000)]
    dates = [f"{1950 + n // 372}-{n // 31 % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(27_000)]
    choose, whole = generator.choice, generator.randrange
    for row in range(count):
        spending = whole(100_000, 99_999_999)
        yield (
            f"{row + 1},{choose(names)},{choose(PHASES)},{SECTORS[whole(10) < 2]},{2010 + whole(13)},{whole(5_000)},"
            f"{spending // 100}.{spending % 100:02d},{choose(dates)}\n"
        )


def write(path, count=1_000_000):
    with open(path, "w", encoding="ascii", newline="") as file:
        file.write(HEADER)
        file.writelines(lines(count))


REPORT = """---
language en
data schools from "million.csv" counted schools {
  id        number  key
  school    text
  phase     one of kindergarten | primary | junior | senior | vocational | special
  sector    one of public | private
  year      year
  pupils    pupils
  spending  元
  opened    date
}
---
# Spending by phase

| Phase | Number (schools) | Spending (元) |
|:--|--:|--:|
::: each p in schools by phase
| {p.phase} | {count(p)} | {sum(p.spending)} |
:::
"""
