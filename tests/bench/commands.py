"""The commands of calbook to measure, and the programs to compare them with."""
import itertools
import json

import files
from timing import Command

VERSION = "--version"
TEN = "upcoming --limit 10"
WEEK = "upcoming --days 7"
SEARCH = "slots search --days 7"
SEARCH_YEAR = "slots search --days 365"
WHY = "slots why"
BOOK = "book, accepted"
REFUSED = "book, refused"
BATCH = "book --batch, 10,000 lines"
EMPTY = "C: nothing"
QUERY = "C: the ten rows"
INSERT = "C: the durable insert"
SHELL = "sqlite3: the ten rows"
ALL = "upcoming --days 7 --all"
OURS = [VERSION, TEN, WEEK, SEARCH, SEARCH_YEAR, WHY, BOOK, REFUSED, ALL]
COUNTED = [*OURS, BATCH, EMPTY, QUERY, INSERT, SHELL]  # the instruction counts of peers say nothing

BATCH_LINES = 10_000
EXIT_TAKEN = 4

# The query behind `upcoming --owner owner-0 --limit 10`.
TEN_ROWS = """
    SELECT ref, start_at, end_at, name, email FROM appointment
    WHERE owner = (SELECT id FROM owner WHERE name = 'owner-0') AND live = 1 AND end_at > {now}
      AND occupied_from >= (SELECT max(occupied_from) FROM appointment
          WHERE owner = (SELECT id FROM owner WHERE name = 'owner-0') AND live = 1 AND occupied_from <= {now})
    ORDER BY occupied_from LIMIT 10""".format(now=files.opening(files.DAYS_BEFORE)[0] - 8 * 3600)


def without_a_file(calbook, programs):
    return [Command(EMPTY, None, lambda: [programs["empty"]]), Command(VERSION, None, lambda: [calbook, "--version"])]


def readers(calbook, programs, sqlite3, file, size):
    taken = files.as_iso(files.taken_start(size))

    def command(name, *words):
        return Command(name, size, lambda: [calbook, "--db", str(file), *words, "--owner", "owner-0"])

    return [
        Command(SHELL, size, lambda: [sqlite3, str(file), TEN_ROWS]),
        Command(QUERY, size, lambda: [programs["query"], str(file), TEN_ROWS]),
        command(TEN, "upcoming", "--limit", "10"),
        command(WEEK, "upcoming", "--days", "7"),
        command(SEARCH, "slots", "search", "--days", "7"),
        command(SEARCH_YEAR, "slots", "search", "--days", "365"),
        command(WHY, "slots", "why", taken),
    ]


def writers(calbook, programs, file, size):
    """Commands that book, each in its own file; each run takes the next free start."""
    free = files.free_starts(size)
    numbers = itertools.count(size)
    taken = files.as_iso(files.taken_start(size))

    def book(start):
        return [calbook, "--db", str(file), "book", start, "--owner", "owner-0", "--name", files.NAME]

    def insert():
        start = next(free)
        return [programs["insert"], str(file), files.reference(next(numbers)), str(start), str(start + files.LENGTH)]

    return [
        Command(BOOK, size, lambda: book(files.as_iso(next(free)))),
        Command(INSERT, size, insert),
        Command(REFUSED, size, lambda: book(taken), status=EXIT_TAKEN),
    ]


def batch(calbook, empty, folder):
    """A batch into an empty calendar, new for each run."""
    lines, file = folder / "batch.jsonl", folder / "batch.db"
    starts = itertools.islice(files.free_starts(0), BATCH_LINES)
    lines.write_text("".join(json.dumps({"at": files.as_iso(start), "name": files.NAME}) + "\n" for start in starts))
    return Command(BATCH, 0, lambda: [calbook, "--db", str(files.copy(empty, file)), "book", "--batch", str(lines),
                                      "--owner", "owner-0"])
