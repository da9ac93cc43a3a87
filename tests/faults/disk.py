"""A full or failing disk: an error means that nothing was stored, and says why."""
import contextlib
import errno
import json
import os
import subprocess

import operations
from calbook_file import CalbookFile
from injection import sweep
from mounts import call, mounted
from skips import Skipped
from verdict import STORAGE, UNDELIVERED, possible, verdict

CAUSES = {"ENOSPC": (os.strerror(errno.ENOSPC), "disk is full"), "EIO": (os.strerror(errno.EIO), "I/O error")}


def names_cause(err, error):
    return any(words in err for words in CAUSES[error])


def check_told(calendar, code, err, error, calls):
    """5 names the file and the cause; 8 names what is stored."""
    if calls == "write+":  # then stderr fails, too
        return
    if code == STORAGE:
        assert str(calendar.folder.parent) in err or "zone" in err, f"no file is named: {err}"
        # If a file cannot be opened, SQLite tries another way, and only reports why that failed.
        assert names_cause(err, error) or "zone" in err or calls.startswith("openat"), f"no cause is named: {err}"
    elif code == UNDELIVERED:
        assert "booked" in err or "cancelled" in err or "moved" in err or "stored" in err, err


def fail_at_every_call(attack, calls, error, suffix=""):
    """Every operation with a failure at each call, once or from then on; afterwards everything works again."""
    calendar, all_operations = operations.prepared(attack)
    for operation in all_operations:
        for name in calls:
            for copy, place, code, _, err in sweep(attack, calendar, operation.words, name, f"error={error}", suffix):
                with attack.attempt(f"{operation.name}, {error} at {place}"):
                    assert code in (0, STORAGE, UNDELIVERED), f"exit {code}: {err}"
                    check_told(copy, code, err, error, name + suffix)
                    verdict(copy, *possible(code, err, operation.before, operation.after))
                    operations.book(copy, 50, "after it")


def test_if_one_write_finds_the_disk_full_nothing_is_stored(attack):
    fail_at_every_call(attack, ["pwrite64", "write", "ftruncate"], "ENOSPC")


def test_if_all_further_writes_find_the_disk_full_nothing_is_stored(attack):
    fail_at_every_call(attack, ["pwrite64", "write", "ftruncate"], "ENOSPC", "+")


def test_if_one_sync_fails_nothing_is_stored_or_8_names_it(attack):
    fail_at_every_call(attack, ["fsync", "fdatasync"], "EIO")


def test_if_all_further_syncs_fail_nothing_is_stored_or_8_names_it(attack):
    fail_at_every_call(attack, ["fsync", "fdatasync"], "EIO", "+")


def test_if_one_other_call_fails_nothing_is_stored_or_8_names_it(attack):
    fail_at_every_call(attack, ["pread64", "openat", "unlink"], "EIO")


def test_if_further_other_calls_fail_nothing_is_stored_or_8_names_it(attack):
    fail_at_every_call(attack, ["pread64", "openat", "unlink"], "EIO", "+")


def test_a_reader_that_cannot_read_gives_the_right_list_or_5(attack):
    calendar, (booking, *_) = operations.prepared(attack)
    right = {words: calendar.run(*words)[1] for words in (("upcoming", "--json"), ("slots", "search", "--json"))}
    for words, answer in right.items():
        for suffix in ("", "+"):
            for name in ("pread64", "openat"):
                for copy, place, code, out, err in sweep(attack, calendar, words, name, "error=EIO", suffix):
                    with attack.attempt(f"{' '.join(words)}, EIO at {place}"):
                        assert (code, out) in [(0, answer), (STORAGE, "")], (code, out, err)
                        verdict(copy, booking.before)


def fill(calendar, booked):
    """Books until there is no room; returns the result."""
    for number in range(600):
        code, out, err = calendar.run("book", operations.at(number), "--name", f"n{number}", "--note", "n" * 1500)
        if code != 0:
            return code, out, err
        booked[f"n{number}"] = (operations.slot(number), 1)
    return 0, "", ""


def test_a_disk_filled_by_bookings_keeps_them_and_later_takes_more(attack):
    for kilobytes in range(200, 280, attack.times(40, 20, 4)):
        with mounted(attack.room(), "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs") as folder:
            calendar, booked = CalbookFile(attack.program, folder).open(), {}
            with attack.attempt(f"{kilobytes} KiB"):
                code, out, err = fill(calendar, booked)
                assert (code, out) == (STORAGE, "") and str(calendar.file) in err and names_cause(err, "ENOSPC"), (code, out, err)
                verdict(calendar, booked)
                call("mount", "-o", f"remount,size={kilobytes + 400}k", str(folder))
                operations.book(calendar, 700, "later")
                verdict(calendar, {**booked, "later": (operations.slot(700), 1)})


def test_a_calendar_for_which_there_is_no_room_is_not_begun(attack):
    for kilobytes in range(4, 68, attack.times(20, 8, 4)):
        with mounted(attack.room(), "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs") as folder:
            calendar = CalbookFile(attack.program, folder)
            with attack.attempt(f"{kilobytes} KiB"):
                code, out, err = calendar.run("availability", "set", "daily", "0-24")
                assert (code, out) == (STORAGE, "") and names_cause(err, "ENOSPC"), (code, out, err)
                assert calendar.run("upcoming", "--json") == (0, "[]\n", "")


def test_a_full_table_of_files_is_told_as_a_full_disk(attack):
    with mounted(attack.room(), "-t", "tmpfs", "-o", "nr_inodes=16", "tmpfs") as folder:
        calendar = CalbookFile(attack.program, folder).open()
        with contextlib.suppress(OSError):
            for number in range(16):
                (folder / f"file {number}").touch(mode=0o600)
        with attack.attempt("no file can be made"):
            code, out, err = calendar.run("book", operations.at(1), "--name", "Ann", "--json")
            assert (code, out) == (STORAGE, "") and json.loads(err)["error"] == "disk_full", (code, out, err)
            assert names_cause(err, "ENOSPC"), err
            verdict(calendar, {})


def test_a_folder_in_which_nothing_may_be_made_is_told_as_forbidden(attack):
    if os.geteuid() != 0:
        raise Skipped("it needs root", lack="root")
    calendar, (booking, *_) = operations.prepared(attack)
    chattr = attack.need("chattr", "e2fsprogs")
    if subprocess.run([chattr, "+i", calendar.folder], capture_output=True, check=False).returncode != 0:
        raise Skipped("this file system knows no immutable folder", lack="mounts")
    try:
        with attack.attempt("immutable"):
            code, out, err = calendar.run(*booking.words, "--json")
            assert (code, out) == (STORAGE, "") and json.loads(err)["error"] == "permission", (code, out, err)
            assert "No such file" not in err, err
    finally:
        call(chattr, "-i", str(calendar.folder))
    with attack.attempt("afterwards"):
        verdict(calendar, booking.before)
