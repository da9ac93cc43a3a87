"""calbook's promises about speed, and whether they hold here."""
import typing

import commands as c
import peers
from table import interval, table
from timing import ratio

MOST_MEMORY = 8 * 1024  # KiB
MOST_SYNCS = 5
SMALL, USUAL, LARGE = 1_000, 100_000, 1_000_000


class Goal(typing.NamedTuple):
    """The time of one command over that of another. At most `limit`, or at least."""
    words: str
    one: tuple
    other: tuple
    limit: float
    at_least: bool = False


RATIOS = [
    Goal("`upcoming --limit 10` at 100,000, of the sqlite3 shell", (c.TEN, USUAL), (c.SHELL, USUAL), 0.85),
    Goal("`upcoming --limit 10` at 100,000, of C on the SQLite library", (c.TEN, USUAL), (c.QUERY, USUAL), 1.5),
    Goal("`upcoming --limit 10` at 1,000,000, of the same at 1,000", (c.TEN, LARGE), (c.TEN, SMALL), 1.05),
    Goal("`slots search --days 7` at 100,000, of `upcoming`", (c.SEARCH, USUAL), (c.TEN, USUAL), 1.1),
    Goal("`slots search --days 365` at 1,000,000, of `upcoming`", (c.SEARCH_YEAR, LARGE), (c.TEN, LARGE), 3),
    Goal("`book` refused at 100,000, of `upcoming`", (c.REFUSED, USUAL), (c.TEN, USUAL), 1.1),
    Goal("`book` accepted at 100,000, of C doing the same insert", (c.BOOK, USUAL), (c.INSERT, USUAL), 1.1),
    Goal("`book --batch` of 10,000, of `upcoming`", (c.BATCH, 0), (c.TEN, USUAL), 100),
]


def peer_goals():
    """Every peer over calbook, listing the same seven days."""
    words = f"of `{c.ALL}`"
    return [Goal(f"{peer.name} at {size:,}, {words}", (peer.name, size), (c.ALL, size), limit, at_least=True)
            for size, limit in ((SMALL, 3), (USUAL, 100)) for peer in peers.PEERS]


def ratio_rows(goals, runs):
    for goal in goals:
        if goal.one not in runs or goal.other not in runs:
            yield goal.words, bound(goal), "", "not measured"
            continue
        found = ratio(runs[goal.one], runs[goal.other])
        met = found.median >= goal.limit if goal.at_least else found.median <= goal.limit
        yield goal.words, bound(goal), interval(found), verdict(met, certain=not found.low <= goal.limit <= found.high)


def bound(goal):
    return f"{'at least' if goal.at_least else 'at most'} {goal.limit:g}"


def verdict(met, certain=True):
    return ("met" if met else "NOT MET") + ("" if certain else ", not certain")


def count_rows(runs, calls):
    """Syncs of a booking, and peak memory of every command of calbook but a batch."""
    syncs = max((calls[key].syncs for key in calls if key[0] == c.BOOK), default=None)
    if syncs is not None:
        yield "syncs of `book` accepted", f"at most {MOST_SYNCS}", str(syncs), verdict(syncs <= MOST_SYNCS)
    peak = max(run.memory for key, found in runs.items() if key[0] in c.OURS for run in found)
    yield "peak memory of every command but a batch", f"at most {MOST_MEMORY // 1024} MiB", f"{peak / 1024:.1f} MiB", \
        verdict(peak <= MOST_MEMORY)


def goals_table(runs, calls, with_peers):
    """For each goal, the median of the rounds' ratios and its 95 % confidence interval."""
    goals = RATIOS + (peer_goals() if with_peers else [])
    return table(["goal", "limit", "measured", "is it met"], [*ratio_rows(goals, runs), *count_rows(runs, calls)])
