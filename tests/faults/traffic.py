"""Backing up and restoring while others book."""
import contextlib
import json
import sqlite3
import threading
import time

import operations
from attack import Attack
from copies import beside, names, with_copy
from injection import traced
from verdict import STORAGE, check_no_overlap, differences, verdict

BUSY = 7
REFUSALS = (3, 4, BUSY)  # possible exit codes of a booking during a restore


class Writer(threading.Thread):
    """Books slots that nobody else books, until stopped; remembers how each booking ended."""

    def __init__(self, calendar, numbers):
        super().__init__()
        self.calendar, self.numbers, self.ends, self.stopped = calendar, numbers, {}, False

    def run(self):
        for number in self.numbers:
            if self.stopped:
                return
            code, _, err = self.calendar.run("book", operations.at(number), "--name", f"n{number:04}")
            self.ends[f"n{number:04}"] = (code, operations.slot(number), err)


def acknowledged(writers):
    return {name: (start, 1) for writer in writers for name, (code, start, _) in list(writer.ends.items()) if code == 0}


@contextlib.contextmanager
def four_writers(calendar):
    writers = [Writer(calendar, range(100 + first, 1300, 4)) for first in range(4)]
    for writer in writers:
        writer.start()
    try:
        yield writers
    finally:
        for writer in writers:
            writer.stopped = True
        for writer in writers:
            writer.join()


def test_a_backup_among_writers_has_every_booking_acknowledged_before_it(attack):
    calendar = attack.calendar()
    copy = beside(calendar, "copy.db")
    with four_writers(calendar) as writers:
        for turn in range(attack.times(10, 30, 300)):
            with attack.attempt(f"backup {turn}"):
                known = acknowledged(writers)
                code, _, err = calendar.run("backup", str(copy.file), "--force")
                assert code == 0, (code, err)
                table = copy.table()
                assert known.items() <= table.items(), f"it lacks {known.keys() - table.keys()}"
                assert copy.integrity() == "ok", copy.integrity()
                check_no_overlap(copy)
    with attack.attempt("at the end"):
        assert names(calendar) == ["calbook.db", "copy.db"], names(calendar)
        verdict(calendar, acknowledged(writers))


def restore_slowly(calendar, path):
    """Restores with a pause before the copy gets its name, so that others can interfere; returns the kept file."""
    strace = [Attack.need("strace", "strace"), "-f", "-o", "/dev/null", "-e", "inject=rename:delay_enter=100000"]
    code, out, err = calendar.run("restore", str(path), "--json", before=strace)
    assert code == 0, (code, err)
    return beside(calendar, json.loads(out)["kept"].rsplit("/", maxsplit=1)[1])


def test_a_restore_among_writers_loses_no_booking_that_was_acknowledged(attack):
    for turn in range(attack.times(2, 6, 60)):
        calendar, *_ = with_copy(attack)
        with attack.attempt(f"turn {turn}"):
            with four_writers(calendar) as writers:
                time.sleep(0.3)
                before = acknowledged(writers)
                kept = restore_slowly(calendar, calendar.folder / "copy.db")
                time.sleep(0.3)
            stored = {name: row for each in (kept, calendar) for name, row in each.table().items() if name.startswith("n")}
            assert stored == acknowledged(writers), differences(stored, acknowledged(writers))
            assert before.items() <= kept.table().items()
            for each in (kept, calendar):
                verdict(each, each.table())
        with attack.attempt(f"turn {turn}, how the bookings ended"):
            wrong = [end for writer in writers for end in writer.ends.values() if end[0] not in (0, *REFUSALS)]
            assert not wrong, f"{len(wrong)} like exit {wrong[0][0]}: {wrong[0][2]}"


def calls_before_the_lock(calendar, path):
    """The number of the openat with which a restore opens the calendar."""
    opened = [line for line in traced(calendar, ["restore", str(path)], "-e", "trace=openat")[3].splitlines() if " openat(" in line]
    return next(number for number, line in enumerate(opened, 1) if f'"{calendar.file}", O_RDWR' in line)


def test_a_restore_that_cannot_lock_the_calendar_does_not_replace_it(attack):
    calendar, *_ = with_copy(attack)
    first = calls_before_the_lock(attack.calendar(like=calendar), calendar.folder / "copy.db")
    strace = [Attack.need("strace", "strace"), "-f", "-o", "/dev/null", "-e", f"inject=openat:error=EIO:when={first}..{first + 1}"]
    writer = sqlite3.connect(calendar.file, isolation_level=None)
    with attack.attempt("EIO where it opens the calendar"), contextlib.closing(writer):
        writer.execute("BEGIN EXCLUSIVE")
        writer.execute("UPDATE appointment SET name = 'Zoe' WHERE name = 'Bob'")
        code, _, err = calendar.run("restore", str(calendar.folder / "copy.db"), before=strace)
        writer.execute("COMMIT")
        assert code in (STORAGE, BUSY), (code, err)
        assert "Zoe" in calendar.table()
