"""A copy of a calendar is complete or absent, and restoring one loses nothing."""
import itertools
import re

import disk
import operations
from calbook_file import CalbookFile
from injection import sweep
from verdict import STORAGE, UNDELIVERED, possible, verdict

KILLED_AT = ["pwrite64", "fsync", "fdatasync", "renameat2", "rename", "link", "unlink", "ftruncate", "openat", "write"]
FAULTS = [("pwrite64", "ENOSPC"), ("fsync", "EIO"), ("rename", "EIO"), ("renameat2", "EIO"), ("link", "ENOSPC"),
          ("openat", "EIO"), ("write", "EIO")]
BAD_SECTORS = [("pread64", "EIO")]
BACKUP, RESTORE = ["backup", "copy.db", "--force"], ["restore", "copy.db"]


def beside(calendar, name):
    """Another calendar file in the calendar's folder."""
    other = CalbookFile(calendar.program, calendar.folder)
    other.file = calendar.folder / name
    return other


def names(calendar):
    return sorted(path.name for path in calendar.folder.iterdir())


def with_copy(attack):
    """A calendar, a copy made before Eve was booked, and the tables of the copy and of the calendar."""
    calendar, (booking, *_) = operations.prepared(attack)
    code, _, err = calendar.run("backup", str(calendar.folder / "copy.db"))
    assert code == 0, err
    operations.book(calendar, 5, "Eve")
    return calendar, booking.before, booking.after


def test_a_backup_killed_anywhere_leaves_the_old_or_new_one_complete(attack):
    calendar, old, new = with_copy(attack)
    content = calendar.file.read_bytes()
    for call in KILLED_AT:
        for copy, place, code, _, err in sweep(attack, calendar, BACKUP, call, "signal=KILL"):
            with attack.attempt(f"{BACKUP} killed at {place}"):
                assert copy.file.read_bytes() == content, "the calendar was written"
                verdict(beside(copy, "copy.db"), *possible(code, err, old, new))
                assert verdict(copy, new) and copy.run("backup", str(copy.folder / "copy.db"), "--force")[0] == 0
                verdict(beside(copy, "copy.db"), new)


def test_a_first_backup_killed_anywhere_is_complete_or_absent(attack):
    calendar, (booking, *_) = operations.prepared(attack)
    for call in KILLED_AT:
        for copy, place, code, *_ in sweep(attack, calendar, BACKUP[:2], call, "signal=KILL"):
            with attack.attempt(f"{BACKUP[:2]} killed at {place}"):
                if code == 0 or "copy.db" in names(copy):
                    verdict(beside(copy, "copy.db"), booking.before)
                verdict(copy, booking.before)


def check_told(code, err, error, calls):
    if code == STORAGE and calls != "write+":  # then stderr fails, too
        assert ".db" in err or "zone" in err, f"no file is named: {err}"
        assert not re.search(r"/\.\w+\.db\.", err), f"a file that is gone is named: {err}"
        # If a file cannot be opened, SQLite tries another way, and only reports why that failed.
        assert disk.names_cause(err, error) or "zone" in err or calls.startswith("openat"), f"no cause is named: {err}"


def fail_to_back_up(attack, faults):
    calendar, old, new = with_copy(attack)
    content = calendar.file.read_bytes()
    for (call, error), suffix in itertools.product(faults, ("", "+")):
        for copy, place, code, _, err in sweep(attack, calendar, BACKUP, call, f"error={error}", suffix):
            with attack.attempt(f"{BACKUP}, {error} at {place}"):
                assert copy.file.read_bytes() == content, "the calendar was written"
                assert code in (0, STORAGE, UNDELIVERED), f"exit {code}: {err}"
                assert names(copy) == ["calbook.db", "copy.db"], names(copy)
                verdict(beside(copy, "copy.db"), *possible(code, err, old, new))
                check_told(code, err, error, call + suffix)


def test_a_failed_backup_only_leaves_the_old_one_and_says_why(attack):
    fail_to_back_up(attack, FAULTS)


def test_a_backup_with_a_bad_sector_ends_with_5(attack):
    fail_to_back_up(attack, BAD_SECTORS)


def kept_files(calendar):
    return [beside(calendar, name) for name in names(calendar) if name.startswith("calbook.db.replaced-")]


def check_kept(calendar, table, old, new, killed=False):
    """If the copy is in place, the old file is kept next to it; otherwise nothing is, except perhaps after a kill."""
    kept = [each.table() for each in kept_files(calendar)]
    assert kept == ([old] if table == new else []) or (killed and kept == [old]), (table, names(calendar))


def test_a_restore_killed_anywhere_leaves_a_calendar_and_loses_neither(attack):
    calendar, new, old = with_copy(attack)
    for call in KILLED_AT:
        for copy, place, code, _, err in sweep(attack, calendar, RESTORE, call, "signal=KILL"):
            with attack.attempt(f"{RESTORE} killed at {place}"):
                check_kept(copy, verdict(copy, *possible(code, err, old, new)), old, new, killed=True)
                verdict(beside(copy, "copy.db"), new)
                operations.book(copy, 50, "after it")


def fail_to_restore(attack, faults):
    calendar, new, old = with_copy(attack)
    for (call, error), suffix in itertools.product(faults, ("", "+")):
        for copy, place, code, _, err in sweep(attack, calendar, RESTORE, call, f"error={error}", suffix):
            with attack.attempt(f"{RESTORE}, {error} at {place}"):
                assert code in (0, STORAGE, UNDELIVERED), f"exit {code}: {err}"
                check_kept(copy, verdict(copy, *possible(code, err, old, new)), old, new)
                assert len(names(copy)) == 2 + len(kept_files(copy)), names(copy)
                check_told(code, err, error, call + suffix)
                operations.book(copy, 50, "after it")


def test_a_failed_restore_leaves_the_calendar_unchanged_and_says_why(attack):
    fail_to_restore(attack, FAULTS)


def test_a_restore_with_a_bad_sector_ends_with_5(attack):
    fail_to_restore(attack, BAD_SECTORS)
