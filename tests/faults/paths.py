"""Paths that are not calendars are not followed, touched or waited for, and the hint names a remedy."""
import json
import os
import pathlib
import stat

import operations
from attack import NOBODY
from injection import traced
from skips import Skipped
from verdict import STORAGE, verdict

READ = ["upcoming", "--json"]
WRITE = ["book", operations.at(5), "--name", "Eve", "--json"]


def check_refused(calendar, words, errors, **how):
    code, out, err = calendar.run(*words, **how)
    assert (code, out) == (STORAGE, ""), (code, out, err)
    told = json.loads(err)
    assert told["error"] in errors and told["hint"], told


def refused(attack, calendar, what, errors, **how):
    for words in (READ, WRITE):
        with attack.attempt(f"{what}: {words[0]}"):
            check_refused(calendar, words, errors, **how)


def make_folder(path):
    path.mkdir()


def make_device(path):
    path.symlink_to("/dev/zero")


def make_loop(path):
    path.symlink_to(path.name)


def condition(path):
    """Differs after any change of the file; reading it or following a link only changes the access time."""
    found = path.lstat()
    return found.st_ino, found.st_mode, found.st_nlink, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def test_a_folder_fifo_device_or_loop_of_links_cannot_be_opened(attack):
    for make in (make_folder, os.mkfifo, make_device, make_loop):
        calendar = attack.empty_calendar()
        make(calendar.file)
        before = condition(calendar.file)
        refused(attack, calendar, make.__name__, ["cannot_open"])
        with attack.attempt(f"{make.__name__}: afterwards"):
            assert condition(calendar.file) == before


def test_a_link_to_the_file_is_followed(attack):
    calendar, _ = operations.prepared(attack)
    table = calendar.table()
    link = attack.empty_calendar()
    link.file.symlink_to(calendar.file)
    with attack.attempt("a link"):
        operations.book(link, 5, "Eve")
        verdict(calendar, {**table, "Eve": (operations.slot(5), 1)})
        assert link.file.is_symlink() and [path.name for path in link.folder.iterdir()] == ["calbook.db"]


def test_a_file_with_two_names_or_that_others_may_write_is_refused(attack):
    calendar, _ = operations.prepared(attack)
    two_names = attack.calendar(like=calendar)
    os.link(two_names.file, two_names.folder / "other.db")
    refused(attack, two_names, "two names", ["cannot_open", "permission"])
    for mode in (0o620, 0o602, 0o666):
        open_to_others = attack.calendar(like=calendar)
        open_to_others.file.chmod(mode)
        refused(attack, open_to_others, f"mode {mode:o}", ["permission"])


def give_to_nobody(path):
    if os.geteuid() != 0:
        raise Skipped("it needs root", lack="root")
    os.chown(path, NOBODY, NOBODY)


def test_a_file_that_belongs_to_somebody_else_is_refused(attack):
    calendar, _ = operations.prepared(attack)
    give_to_nobody(calendar.file)
    refused(attack, calendar, "another's", ["permission"])


def test_in_a_read_only_place_readers_work_and_bookings_are_refused(attack):
    calendar, (booking, *_) = operations.prepared(attack)
    for file_mode, folder_mode in ((0o600, 0o500), (0o400, 0o700), (0o400, 0o500)):
        copy = attack.calendar(like=calendar)
        with attack.ordinary_user(copy) as as_user:
            copy.file.chmod(file_mode)
            copy.folder.chmod(folder_mode)
            with attack.attempt(f"file {file_mode:o}, folder {folder_mode:o}"):
                assert copy.run(*READ, **as_user)[0] == 0
                assert copy.run("doctor", **as_user)[0] == 0
                check_refused(copy, WRITE, ["permission", "cannot_open"], **as_user)
            copy.file.chmod(0o600)
            copy.folder.chmod(0o700)
        with attack.attempt("afterwards"):
            verdict(copy, booking.before)


def test_a_folder_that_may_not_be_entered_or_made_is_told(attack):
    for what in ("entered", "made"):
        calendar = attack.empty_calendar()
        home = calendar.folder
        if what == "made":
            calendar.file = home / "new" / "calbook.db"
        with attack.ordinary_user(calendar) as as_user:
            home.chmod(0o500 if what == "made" else 0o000)
            with attack.attempt(f"not {what}"):
                check_refused(calendar, ["owner", "add", "alice", "--json"], ["permission", "cannot_open"], **as_user)
            home.chmod(0o700)


def link_elsewhere(path):
    target = path.parent.parent / (path.parent.name + ".target")
    target.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"somebody's letter " * 100)
    path.symlink_to(target)


def link_nowhere(path):
    path.symlink_to(path.parent.parent / (path.parent.name + ".target"))


def make_somebody_elses(path):
    path.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 2000)
    give_to_nobody(path)


def content(path):
    return path.read_bytes() if path.exists() else None


def identity(path):
    return path.lstat().st_ino if os.path.lexists(path) else None


def check_refused_beside(attack, *makers):
    """Foreign things under the names of SQLite's own files."""
    calendar, _ = operations.prepared(attack)
    for suffix in ("-journal", "-wal", "-shm"):
        for make in makers:
            copy = attack.calendar(like=calendar)
            beside = copy.file.with_name(copy.file.name + suffix)
            target = copy.folder.parent / (copy.folder.name + ".target")
            make(beside)
            before, letter = identity(beside), content(target)
            refused(attack, copy, f"{suffix}, {make.__name__}", ["permission", "cannot_open"])
            with attack.attempt(f"{suffix}, {make.__name__}: afterwards"):
                assert content(target) == letter, "what the link leads to was written"
                assert identity(beside) == before, "it was removed or replaced"
                assert copy.file.read_bytes() == calendar.file.read_bytes(), "the calendar was written"


def test_a_journal_that_is_a_link_or_folder_is_refused(attack):
    check_refused_beside(attack, link_elsewhere, link_nowhere, make_folder, os.mkfifo)


def test_a_journal_that_is_somebody_elses_is_refused(attack):
    check_refused_beside(attack, make_somebody_elses)


def test_file_and_journal_are_0600_and_the_folder_0700_whatever_the_umask(attack):
    for umask in (0o000, 0o022, 0o077, 0o777):
        calendar = attack.empty_calendar()
        calendar.file = calendar.folder / "new" / "deep" / "calbook.db"
        with attack.attempt(f"umask {umask:03o}"):
            code, _, err = calendar.run("availability", "set", "daily", "0-24", umask=umask)
            assert code == 0, err
            killed, *_ = traced(calendar, WRITE, "-e", "inject=fdatasync:signal=KILL:when=2", umask=umask & 0o077)
            journal = calendar.file.with_name("calbook.db-journal")
            assert killed < 0 and journal.stat().st_size > 0
            paths = [calendar.file, journal, calendar.file.parent, calendar.file.parent.parent]
            modes = [stat.S_IMODE(path.stat().st_mode) for path in paths]
            assert modes == [0o600, 0o600, 0o700, 0o700], [f"{mode:o}" for mode in modes]


def test_a_path_too_long_for_a_journal_is_told_and_leaves_nothing(attack):
    for length in (505, 530, 4000):
        calendar = attack.empty_calendar()
        folder = str(calendar.folder) + "/d" * (length % 2 + 100)
        while len(folder) + len("/calbook.db") < length:
            folder += "/" + "d" * min(200, length - len(folder) - len("/calbook.db") - 1)
        calendar.file = pathlib.Path(folder) / "calbook.db"
        with attack.attempt(f"{length} bytes"):
            code, out, err = calendar.run("availability", "set", "daily", "0-24")
            assert (code, out) == (STORAGE, "") and "longer than 504 bytes" in err, (code, out, err)
            assert not list(calendar.folder.iterdir())
