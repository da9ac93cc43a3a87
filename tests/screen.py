#!/usr/bin/env python3
"""Draws README's first picture, what calbook prints, as an SVG: python3 tests/screen.py CALBOOK >tests/screen.svg"""

import html
import re
import sys
import tempfile
import unicodedata

from calbook_file import CalbookFile

CELL, LINE, MARGIN = 8.4, 19, 18
FONT = "font-family=\"ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\""
GROUND, PLAIN = "#1b2027", "#c9d1d9"
LOOKS = {"": f'fill="{PLAIN}"', "1": 'fill="#ffffff" font-weight="bold"', "2": 'fill="#8b949e"'}
SHOWN = ("week tomorrow", "day tomorrow")
BOOKED = """
availability set mon-fri 09:00-12:00,13:00-16:00 sat-sun closed
availability override 2026-11-27 09:00-12:00
availability override 2026-11-28 10:00-13:00
book 2026-11-23 10:00 --name Bob_Stone --phone 0170_5551234
book 2026-11-23 11:00 --name 山田太郎
book 2026-11-24 09:00 --name Mary_Ann_Evans
book 2026-11-24 15:00 --name Ada_King
book 2026-11-26 09:00 --name Kim_Park
book 2026-11-28 11:00 --name Max_Roe
busy add 2026-11-23 14:00..16:00 --note team_meeting
busy add 2026-11-25 13:00..16:00
busy add 2026-11-26 11:00 1h
"""


def printed(calbook):
    """The commands and what they print on a terminal, with its colours."""
    with tempfile.TemporaryDirectory() as folder:
        calendar = CalbookFile(calbook, folder).open()

        def run(line, *more):
            status, out, err = calendar.run(*(word.replace("_", " ") for word in line.split()), *more)
            assert status == 0, err
            return out.splitlines()

        for line in BOOKED.strip().splitlines():
            run(line)
        return [line for command in SHOWN for line in (f"$ calbook {command}", *run(command, "--color", "always"))]


def cells(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def runs(line):
    """The words of a line as (column, text, look)."""
    column, look = 0, ""
    for part in re.split(r"(\x1b\[\d*m)", line):
        if escape := re.fullmatch(r"\x1b\[(\d*)m", part):
            look = escape[1].replace("0", "")
            continue
        for word in re.split("( +)", part):
            if word.strip():
                yield column, word, look
            column += cells(word)


def drawn(calbook):
    """The SVG. Each word has its place and its width, whatever font there is."""
    lines = printed(calbook)
    width, height = 80 * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" {FONT}>',
             f'<rect width="100%" height="100%" rx="8" fill="{GROUND}"/>']
    for row, line in enumerate(lines):
        for column, text, look in runs(line):
            x, y = MARGIN + column * CELL, MARGIN + row * LINE + 14
            parts.append(f'<text x="{x:.1f}" y="{y}" textLength="{cells(text) * CELL:.1f}" '
                         f'lengthAdjust="spacingAndGlyphs" {LOOKS[look]}>{html.escape(text)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    print(drawn(sys.argv[1]), end="")
