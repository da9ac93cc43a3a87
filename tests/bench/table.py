"""Tables in Markdown, readable as they are."""
import re


def table(heads, rows):
    """`heads` name the columns; a column whose cells begin with digits is set to the right."""
    rows = [[str(cell) for cell in row] for row in rows]
    columns = list(zip(heads, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    numeric = [all(re.match(r"[\d-]|$", cell) for cell in column[1:]) for column in columns]

    def line(cells):
        padded = (cell.rjust(width) if right else cell.ljust(width)
                  for cell, width, right in zip(cells, widths, numeric, strict=True))
        return f"| {' | '.join(padded)} |"

    rule = [("-" * (width - 1) + ":" if right else "-" * width) for width, right in zip(widths, numeric, strict=True)]
    return "\n".join([line(heads), line(rule), *map(line, rows)])


def thousands(number):
    return "" if number is None else f"{number:,}"


def milliseconds(seconds):
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def interval(ratio):
    digits = 2 if ratio.median < 20 else 0
    return f"{ratio.median:.{digits}f} ({ratio.low:.{digits}f}-{ratio.high:.{digits}f})"
