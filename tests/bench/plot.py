"""Draws time against the number of appointments, both logarithmic, as an SVG.

Colours are of middle lightness and nothing lies behind them: the picture reads on white and on black.
"""
import math

import commands
from timing import median

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 46, 56
COLOURS = ["#2f81f7", "#d97b16", "#2f9e58", "#a26bf0", "#e0524a", "#12979f"]
GREY = "#7b838c"
LABEL_DISTANCE = 17
FONT = "font-family=\"system-ui, 'Segoe UI', Helvetica, Arial, sans-serif\""


class Axis:
    """Maps a value from a range to a position in the picture, logarithmically."""

    def __init__(self, low, high, start, end):
        self.low, self.high = math.log10(low), math.log10(high)
        self.start, self.end = start, end

    def at(self, value):
        return self.start + (math.log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def powers(self):
        return [10.0**power for power in range(math.ceil(self.low - 1e-9), math.floor(self.high + 1e-9) + 1)]


def text(x, y, words, anchor="start", colour=GREY, size=13, more=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}" {more}>'
            f"{words}</text>")


def line(x1, y1, x2, y2, width=1.0, opacity=1.0):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{GREY}" stroke-width="{width}"'
            f' stroke-opacity="{opacity}"/>')


def duration(milliseconds):
    """In two digits."""
    if milliseconds >= 995:
        return f"{milliseconds / 1000:.2g} s"
    return f"{float(f'{milliseconds:.2g}'):g} ms"


def spread(heights):
    """The same heights, from top to bottom, moved apart if labels would touch."""
    out = []
    for height in sorted(heights):
        out.append(max(height, out[-1] + LABEL_DISTANCE) if out else height)
    return out


def frame(x, y):
    for value in y.powers():
        yield line(LEFT, y.at(value), WIDTH - RIGHT, y.at(value), opacity=0.35)
        yield text(LEFT - 8, y.at(value) + 4, duration(value), "end")
    for value in x.powers():
        yield line(x.at(value), HEIGHT - BOTTOM, x.at(value), HEIGHT - BOTTOM + 5)
        yield text(x.at(value), HEIGHT - BOTTOM + 20, f"{value:,.0f}", "middle")
    yield line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM)
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, "appointments in the calendar", "middle")
    yield text(LEFT, 22, "Listing the next seven days of all ten owners: time of the whole process, median", size=15)


def curve(points, name, colour, strong, x, y):
    places = [(x.at(size), y.at(value)) for size, value in points]
    if len(places) > 1:
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{3.5 if strong else 2}"/>'
    for (px, py), (size, value) in zip(places, points, strict=True):
        yield (f'<circle cx="{px:.1f}" cy="{py:.1f}" r="{5 if strong else 3.5}" fill="{colour}">'
               f"<title>{name}, {size:,} appointments: {duration(value)}</title></circle>")


def labels(curves, colours, x, y):
    """The name of each line next to its last point, moved apart if several end at the same size."""
    for size in {points[-1][0] for points in curves.values()}:
        here = sorted((y.at(points[-1][1]), name) for name, points in curves.items() if points[-1][0] == size)
        for (_, name), height in zip(here, spread([height for height, _ in here]), strict=True):
            weight = 'font-weight="bold"' if name == next(iter(curves)) else ""
            yield text(x.at(size) + 10, height + 4, f"{name}, {duration(curves[name][-1][1])}", colour=colours[name],
                       more=weight)


def picture(curves):
    """`curves` has the points (appointments, milliseconds) of each name in order; the first is drawn strong."""
    sizes = [size for points in curves.values() for size, _ in points]
    values = [value for points in curves.values() for _, value in points]
    x = Axis(min(sizes), max(max(sizes), 10 * min(sizes)), LEFT + 14, WIDTH - RIGHT)
    y = Axis(10 ** math.floor(math.log10(min(values))), 1.5 * max(values), HEIGHT - BOTTOM, TOP)
    colours = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(curves)}
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
             f' role="img" {FONT}>',
             "<title>Time to list the next seven days, by the number of appointments</title>", *frame(x, y)]
    first = next(iter(curves))
    for name in reversed(curves):  # the first on top
        parts += curve(curves[name], name, colours[name], name == first, x, y)
    parts += [*labels(curves, colours, x, y), "</svg>"]
    return "\n".join(parts) + "\n"


def write(file, runs):
    curves = {}
    for (name, size), found in sorted(runs.items(), key=lambda item: item[0][1]):
        curves.setdefault("calbook" if name == commands.ALL else name, []).append((size, median(found) * 1000))
    file.write_text(picture(curves))
    print(f"\nDrew {file}")
