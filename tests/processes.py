#!/usr/bin/env python3
"""Tests that need processes: many that create a file, foreign SQL, system calls. Usage: processes.py CALBOOK

Each function named `test_...` is a sentence that could become false.
"""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

import sentences
from calbook_file import ENVIRONMENT, CalbookFile

CALBOOK = str(pathlib.Path(sys.argv[1]).resolve())


def exit_codes(processes):
    for process in processes:
        process.communicate(timeout=60)
    return sorted(process.returncode for process in processes)


def test_of_16_processes_that_create_the_file_at_once_all_succeed(calendar):
    codes = exit_codes([calendar.start("owner", "add", f"owner-{i}") for i in range(16)])
    assert codes == [0] * 16, codes
    assert len(json.loads(calendar.run("owner", "list", "--json")[1])) == 16
    assert calendar.integrity() == "ok"


def test_plain_sql_cannot_store_an_overlap(calendar):
    calendar.open()
    assert calendar.run("book", "2026-11-23T10:00", "--name", "Bob")[0] == 0
    copy = ("INSERT {} INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset,"
            " name, created_at) SELECT 'ZZZZZ{}', owner, service, start_at + {}, end_at + {}, occupied_from + {},"
            " occupied_to + {}, zone, utc_offset, name, created_at FROM appointment WHERE id = 1")
    with sqlite3.connect(calendar.file) as connection:
        for manner in ("", "OR REPLACE", "OR IGNORE"):
            for shift in (-3599, 0, 3599):
                try:
                    connection.execute(copy.format(manner, "2", *[shift] * 4))
                    raise AssertionError(f"an overlap was stored {manner} at {shift}")
                except sqlite3.IntegrityError as error:
                    assert str(error) == "overlap", error
        connection.execute(copy.format("", "3", *[3600] * 4))
    assert len(calendar.starts()) == 2


def test_a_reader_writes_nothing(calendar):
    calendar.open()
    before = {path.name: path.stat().st_mtime_ns for path in [calendar.folder, *calendar.folder.iterdir()]}
    trace = calendar.folder.parent / (calendar.folder.name + ".trace")
    for words in (["upcoming"], ["slots", "search"], ["owner", "list"], ["availability", "show"],
                  ["book", "2026-11-23T10:00", "--name", "Bob", "--dry-run"]):
        # A sanitizer's leak report needs ptrace itself.
        environment = {**ENVIRONMENT, "ASAN_OPTIONS": "detect_leaks=0"}
        subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=pwrite64,fdatasync,fsync,unlink,ftruncate",
                        CALBOOK, "--db", calendar.file, *words], check=True, env=environment, stdout=subprocess.DEVNULL)
        calls = [line for line in trace.read_text().splitlines() if "(" in line and "exited" not in line]
        assert calls == [], calls
    trace.unlink()
    assert before == {path.name: path.stat().st_mtime_ns for path in [calendar.folder, *calendar.folder.iterdir()]}


def read_while_somebody_books(calendar, count, *words):
    """The exit code, the objects and the message of a list of so many appointments, while somebody books before them."""
    rows = [("".join(str(2 + i // 8**place % 8) for place in range(6)), 1_795_424_400 + i * 3600) for i in range(count)]
    with sqlite3.connect(calendar.open().file) as connection:
        connection.executemany(
            "INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset,"
            " name, created_at) VALUES(?1, 1, 'default', ?2, ?2 + 3600, ?2, ?2 + 3600, 'UTC', 0, 'Bob', 0)", rows)
    with calendar.start(*words, "--json") as reader:
        out = reader.stdout.read(1)
        code, _, err = calendar.run("book", "2026-11-22T12:00", "--name", "Eve")
        assert code == 0, err
        out += reader.stdout.read()
        err = reader.stderr.read()
    return reader.returncode, json.loads(out), err


def test_a_slow_reader_of_a_list_keeps_nobody_from_booking(calendar):
    for count in (1000, 5000):
        for words in (["upcoming"], ["history", "--all"]):
            with tempfile.TemporaryDirectory() as folder:
                code, listed, err = read_while_somebody_books(CalbookFile(CALBOOK, folder), count, *words)
                assert (code, err) == (0, ""), (code, err)
                assert len(listed) == count, len(listed)
                assert all(each["name"] == "Bob" for each in listed)


def test_a_write_ahead_log_is_brought_in_when_a_booking_ends(calendar):
    calendar.open()
    calendar.rows("PRAGMA journal_mode = WAL")
    for name, code in (("Bob", 0), ("Eve", 4)):
        assert calendar.run("book", "2026-11-23T10:00", "--name", name)[0] == code
        assert list(calendar.folder.iterdir()) == [calendar.file], (name, list(calendar.folder.iterdir()))
    assert len(calendar.starts()) == 1


def with_calendar(test):
    with tempfile.TemporaryDirectory() as folder:
        test(CalbookFile(CALBOOK, folder))


if __name__ == "__main__":
    sys.exit(sentences.run(globals(), with_calendar))
