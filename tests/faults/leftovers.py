"""What lies next to a file belongs to it: SQLite plays it into whatever has the name. It is never played into another."""
import itertools
import json
import os
import signal
import sqlite3
import stat
import threading

import operations
from attack import NOBODY, Attack
from copies import beside, names
from injection import injected, sweep, traced
from skips import Skipped
from verdict import STORAGE, UNDELIVERED, verdict

MISSING = 3  # no owner to book
SUFFIXES = ("-journal", "-wal", "-shm")
KILLED_AT = ["openat", "pwrite64", "write", "fsync", "fdatasync", "renameat2", "rename", "chmod", "unlink", "ftruncate"]
RESTORE = ["restore", "good.db"]


def killed_in_a_booking(attack, calendar, booking, at_call="unlink", when=1):
    """The same calendar once a writer was killed after it had written a part: with a journal that must be played."""
    copy = attack.calendar(like=calendar)
    fault = f"inject={at_call}:signal=KILL:when={when}"
    strace = [Attack.need("strace", "strace"), "-f", "-o", "/dev/null", "-e", fault]
    process = copy.start(*booking.words, before=strace)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL and copy.file.with_name("calbook.db-journal").exists()
    return copy


def log_of(attack, calendar):
    """A write-ahead log and its index, with pages of that calendar in which everything was removed."""
    copy = attack.calendar(like=calendar)
    connection = sqlite3.connect(copy.file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("DELETE FROM appointment")
    parts = {suffix: copy.file.with_name("calbook.db" + suffix).read_bytes() for suffix in ("-wal", "-shm")}
    connection.close()
    return parts


class Scene:
    """Leftovers of each kind, the calendar to which they belong, and a backup that knows nothing of them."""

    def __init__(self, attack):
        self.calendar, (booking, *_) = operations.prepared(attack)
        code, _, err = self.calendar.run("backup", str(self.calendar.folder / "good.db"))
        assert code == 0, err
        self.good = booking.before
        operations.book(self.calendar, 40, "since")
        self.old = self.calendar.table()
        killed = killed_in_a_booking(attack, self.calendar, operations.Operation("", ["book", operations.at(41), "--name", "Eve"], {}, {}))
        self.written_in_part = killed.file.read_bytes()
        self.leftovers = {"-journal": killed.file.with_name("calbook.db-journal").read_bytes(), **log_of(attack, self.calendar)}

    def state(self, attack, what, suffix):
        """A copy of the calendar in which the file is what `what` says, and one leftover lies next to it."""
        calendar = attack.calendar(like=self.calendar)
        calendar.file.with_name("calbook.db" + suffix).write_bytes(self.leftovers[suffix])
        calendar.file.with_name("calbook.db" + suffix).chmod(0o600)
        content = calendar.file.read_bytes()
        if what == "moved away":
            calendar.file.unlink()
        elif what == "empty":
            calendar.file.write_bytes(b"")
        elif what == "damaged":
            calendar.file.write_bytes(b"no database at all" + content[18:])
        elif what == "written in part":
            calendar.file.write_bytes(self.written_in_part)
        return calendar


def leftover(calendar, suffix):
    path = calendar.file.with_name("calbook.db" + suffix)
    return path.read_bytes() if path.exists() else None


def kept(calendar):
    return {path.name: path.read_bytes() for path in calendar.folder.iterdir() if ".replaced-" in path.name}


def test_no_command_adopts_a_leftover_if_the_file_is_gone(attack):
    scene = Scene(attack)
    commands = (["upcoming"], ["book", operations.at(5), "--name", "Eve"], ["availability", "set", "daily", "0-24"],
                ["doctor"], ["doctor", "--fix"], ["backup", "new.db"])
    for what, suffix, words in itertools.product(("moved away", "empty"), SUFFIXES, commands):
        if what == "empty" and suffix == "-shm":
            continue  # it contains no pages
        calendar = scene.state(attack, what, suffix)
        with attack.attempt(f"{what}, {suffix}, {words[0]}"):
            before = names(calendar)
            code, out, err = calendar.run(*words, "--json", cwd=calendar.folder)
            assert (code, out) == (STORAGE, ""), (code, out, err)
            assert suffix in json.loads(err)["hint"], err
            assert leftover(calendar, suffix) == scene.leftovers[suffix] and names(calendar) == before, names(calendar)


def test_no_backup_gets_a_name_next_to_which_a_leftover_lies(attack):
    scene = Scene(attack)
    for name, suffix in itertools.product(("good.db", "new.db"), SUFFIXES):
        calendar = attack.calendar(like=scene.calendar)
        place = calendar.folder / (name + suffix)
        place.write_bytes(scene.leftovers[suffix])
        place.chmod(0o600)
        before = {path: path.read_bytes() for path in calendar.folder.iterdir()}
        with attack.attempt(f"{name}{suffix}"):
            code, _, err = calendar.run("backup", name, "--force", cwd=calendar.folder)
            assert code == STORAGE and name + suffix in err, (code, err)
            assert {path: path.read_bytes() for path in calendar.folder.iterdir()} == before


def check_restored(scene, calendar, what, suffix):
    verdict(calendar, scene.good)
    assert leftover(calendar, suffix) is None
    contents = list(kept(calendar).values())
    if what == "moved away" or (what == "empty" and suffix != "-shm"):
        assert scene.leftovers[suffix] in contents, f"the leftover is lost: {names(calendar)}"
    operations.book(calendar, 50, "after it")


STATES = ("moved away", "empty", "damaged", "written in part", "sound")


def scenes_of_restore(scene, attack):
    for what, suffix in itertools.product(STATES, SUFFIXES):
        if what == "written in part" and suffix != "-journal":
            continue
        if what == "sound" and suffix == "-journal":
            continue
        yield what, suffix, scene.state(attack, what, suffix)


def test_a_restore_keeps_a_leftover_with_what_it_replaces(attack):
    scene = Scene(attack)
    for what, suffix, calendar in scenes_of_restore(scene, attack):
        with attack.attempt(f"{what}, {suffix}"):
            code, _, err = calendar.run(*RESTORE, cwd=calendar.folder)
            assert code == 0, err
            check_restored(scene, calendar, what, suffix)


def check_before_or_after(scene, calendar, what, suffix):
    """No command misinterprets what a killed restore left."""
    code, out, err = calendar.run("upcoming", "--json", cwd=calendar.folder)
    assert code in (0, STORAGE, 6), (code, err)
    listed = {each["name"] for each in json.loads(out)} if code == 0 else None
    allowed = [None, set(scene.good)]
    if what in ("moved away", "empty"):
        allowed.append(set())  # like without a leftover: it is kept under the other name
    if what in ("damaged", "written in part", "sound"):
        allowed += [set(scene.old), set()]  # by its name the leftover is of that file, and the log removes everybody
    assert listed in allowed, (listed, names(calendar))


def test_a_restore_killed_next_to_a_leftover_can_be_repeated(attack):
    scene = Scene(attack)
    calls = attack.times(["openat", "renameat2", "rename", "unlink"], KILLED_AT, KILLED_AT)
    for what, suffix, start in scenes_of_restore(scene, attack):
        if attack.manner != "long" and suffix == "-shm":
            continue
        for call in calls:
            for calendar, place, code, *_ in sweep(attack, start, RESTORE, call, "signal=KILL"):
                with attack.attempt(f"{what}, {suffix}, killed at {place}"):
                    assert code < 0, code
                    check_before_or_after(scene, calendar, what, suffix)
                    code, _, err = calendar.run(*RESTORE, cwd=calendar.folder)
                    assert code == 0, err
                    if what == "empty":  # a reader that was asked before may have removed what is nobody's
                        verdict(calendar, scene.good)
                    else:
                        check_restored(scene, calendar, what, suffix)


def test_a_backup_with_a_hot_journal_is_restored_and_not_changed(attack):
    scene = Scene(attack)
    for folder_mode in (0o700, 0o500):
        calendar = attack.calendar(like=scene.calendar)
        source = calendar.folder / "elsewhere"
        source.mkdir()
        (source / "hot.db").write_bytes(scene.written_in_part)
        (source / "hot.db-journal").write_bytes(scene.leftovers["-journal"])
        for path in source.iterdir():
            path.chmod(0o600)
        source.chmod(folder_mode)
        with attack.attempt(f"folder {folder_mode:o}"):
            code, _, err = calendar.run("restore", str(source / "hot.db"))
            assert code == 0, err
            assert calendar.table() == scene.old, calendar.table()
            assert (source / "hot.db").read_bytes() == scene.written_in_part
            assert (source / "hot.db-journal").read_bytes() == scene.leftovers["-journal"]
        source.chmod(0o700)


def test_a_restore_needs_no_hard_links_and_keeps_what_it_replaces_private(attack):
    scene = Scene(attack)
    for what in ("damaged", "moved away", "sound"):
        calendar = scene.state(attack, what, "-shm")
        if calendar.file.exists():
            calendar.file.chmod(0o644)
        with attack.attempt(what):
            code, _, err, trace = traced(calendar, RESTORE, "-e", "inject=link,linkat:error=EPERM",
                                         "-e", "inject=renameat2:error=EINVAL")
            assert code == 0 and "link(" not in trace.replace("unlink(", "").replace("readlink(", ""), err
            for path in calendar.folder.iterdir():
                assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
            verdict(calendar, scene.good)


def while_delayed(calendar, words, call, number, change):
    """Runs a command that is delayed at a system call; meanwhile changes something about the file."""
    timer = threading.Timer(0.3, change)
    timer.start()
    code, out, err, fired = injected(calendar, words, call, "delay_enter=700000", number)
    timer.join()
    return code, out, err, fired


def move(calendar):
    calendar.file.rename(calendar.folder / "moved.db")


def remove(calendar):
    calendar.file.unlink()


def replace(calendar):
    (calendar.folder / "good.db").rename(calendar.file)


def test_a_booking_into_a_moved_or_replaced_file_never_ends_with_0(attack):
    scene = Scene(attack)
    words = ["book", operations.at(60), "--name", "Eve"]
    calls = [("openat", 0), ("fcntl", 1), ("pread64", 1), ("fdatasync", 1), ("fdatasync", 3), ("unlink", 1), ("fcntl", 8)]
    loaded = traced(attack.calendar(like=scene.calendar), ["--version"], "-e", "trace=openat,fcntl,pread64")[3]
    for change, (call, number) in itertools.product((move, remove, replace), calls):
        calendar = attack.calendar(like=scene.calendar)
        first = loaded.count(f" {call}(")
        with attack.attempt(f"{change.__name__} at {call} {number}"):
            code, _, err, _ = while_delayed(calendar, words, call, first + number, lambda: change(calendar))
            assert code in (0, MISSING, STORAGE, 7, UNDELIVERED), (code, err)
            if code == 0:
                assert "Eve" in (calendar.table() if calendar.file.exists() else {}), "called stored"
            if code == UNDELIVERED and change is move:
                assert "no longer there" in err and "Eve" in beside(calendar, "moved.db").table(), err
            if code in (MISSING, STORAGE, 7) and change is move and (calendar.folder / "moved.db").exists():
                assert "Eve" not in beside(calendar, "moved.db").table(), "stored, and called an error"


def test_a_file_swapped_in_during_opening_is_not_trusted(attack):
    if os.geteuid() != 0:
        raise Skipped("it needs root", lack="root")
    scene = Scene(attack)
    for words in (["upcoming"], ["book", operations.at(60), "--name", "Eve"]):
        calendar = attack.calendar(like=scene.calendar)
        foreign = calendar.folder / "good.db"
        os.chown(foreign, NOBODY, NOBODY)
        content = foreign.read_bytes()
        with attack.attempt(words[0]):
            timer = threading.Timer(0.4, lambda: foreign.rename(calendar.file))
            timer.start()
            code, out, err, trace = traced(calendar, words, "-P", str(calendar.file), "-e", "inject=openat:delay_enter=1000000:when=1")
            timer.join()
            assert "DELAYED" in trace, trace
            assert code in (STORAGE, 7) and out == "", (code, out, err)
            assert calendar.file.read_bytes() == content
