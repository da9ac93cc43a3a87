#!/usr/bin/env python3
"""What only a process shows: contention, streams, signals, permissions. Usage: processes.py CALBOOK

Each function whose name begins with `test_` is one sentence that could become false.
"""
import json
import os
import pathlib
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile

from desk import ENVIRONMENT, Desk

CALBOOK = str(pathlib.Path(sys.argv[1]).resolve())


def exit_codes(processes):
    for process in processes:
        process.communicate(timeout=60)
    return sorted(process.returncode for process in processes)


def test_of_32_processes_that_book_one_slot_at_once_one_succeeds_and_31_are_told_that_it_is_taken(desk):
    desk.open()
    for hour in range(10):
        codes = exit_codes([desk.start("book", f"2026-11-23T{hour:02}:00", "--name", f"n{i}") for i in range(32)])
        assert codes == [0] + [4] * 31, codes
    assert len(desk.starts()) == 10


def test_32_processes_that_book_32_slots_at_once_all_succeed(desk):
    desk.open()
    times = [f"2026-11-{23 + i // 16}T{i % 16:02}:00" for i in range(32)]
    codes = exit_codes([desk.start("book", time, "--name", "n") for time in times])
    assert codes == [0] * 32, codes
    assert len(set(desk.starts())) == 32


def test_of_16_processes_that_create_the_file_at_once_all_succeed(desk):
    codes = exit_codes([desk.start("owner", "add", f"owner-{i}") for i in range(16)])
    assert codes == [0] * 16, codes
    assert len(json.loads(desk.run("owner", "list", "--json")[1])) == 16
    assert desk.integrity() == "ok"


def test_plain_sql_cannot_store_an_overlap(desk):
    desk.open()
    assert desk.run("book", "2026-11-23T10:00", "--name", "Bob")[0] == 0
    copy = ("INSERT {} INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset,"
            " name, created_at) SELECT 'ZZZZZ{}', owner, service, start_at + {}, end_at + {}, occupied_from + {},"
            " occupied_to + {}, zone, utc_offset, name, created_at FROM appointment WHERE id = 1")
    with sqlite3.connect(desk.file) as connection:
        for manner in ("", "OR REPLACE", "OR IGNORE"):
            for shift in (-3599, 0, 3599):
                try:
                    connection.execute(copy.format(manner, "2", *[shift] * 4))
                    raise AssertionError(f"an overlap was stored {manner} at {shift}")
                except sqlite3.IntegrityError as error:
                    assert str(error) == "overlap", error
        connection.execute(copy.format("", "3", *[3600] * 4))
    assert len(desk.starts()) == 2


def test_the_file_is_0600_and_its_folder_0700_whatever_the_umask(desk):
    desk.file = desk.folder / "new" / "deep" / "calbook.db"
    for umask in (0o000, 0o022, 0o077, 0o777):
        code, _, err = desk.run("owner", "add", "alice", umask=umask)
        assert code == 0, err
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (desk.file, desk.file.parent, desk.file.parent.parent)]
        assert modes == [0o600, 0o700, 0o700], [oct(mode) for mode in modes]
        desk.file.unlink()
        desk.file.parent.rmdir()
        desk.file.parent.parent.rmdir()


def test_a_reader_writes_nothing(desk):
    desk.open()
    before = {path.name: path.stat().st_mtime_ns for path in [desk.folder, *desk.folder.iterdir()]}
    trace = desk.folder.parent / (desk.folder.name + ".trace")
    for words in (["upcoming"], ["slots", "search"], ["owner", "list"], ["availability", "show"],
                  ["book", "2026-11-23T10:00", "--name", "Bob", "--dry-run"]):
        # A sanitizer's report of leaks needs ptrace for itself.
        environment = {**ENVIRONMENT, "ASAN_OPTIONS": "detect_leaks=0"}
        subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=pwrite64,fdatasync,fsync,unlink,ftruncate",
                        CALBOOK, "--db", desk.file, *words], check=True, env=environment, stdout=subprocess.DEVNULL)
        calls = [line for line in trace.read_text().splitlines() if "(" in line and "exited" not in line]
        assert calls == [], calls
    trace.unlink()
    assert before == {path.name: path.stat().st_mtime_ns for path in [desk.folder, *desk.folder.iterdir()]}


def test_a_booking_is_synced_at_most_five_times(desk):
    desk.open()
    trace = desk.folder.parent / (desk.folder.name + ".trace")
    subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=fdatasync,fsync", CALBOOK, "--db", desk.file, "book",
                    "2026-11-23T10:00", "--name", "Bob"], check=True, env={**ENVIRONMENT, "ASAN_OPTIONS": "detect_leaks=0"},
                   stdout=subprocess.DEVNULL)
    syncs = trace.read_text().count("sync(")
    trace.unlink()
    assert 1 <= syncs <= 5, syncs


def test_a_full_stdout_is_5_for_a_reader_and_8_for_a_booking_that_is_stored(desk):
    desk.open()
    with open("/dev/full", "w") as full:
        assert desk.run("slots", "search", stdout=full)[0] == 5
        code, _, err = desk.run("book", "2026-11-23T10:00", "--name", "Bob", stdout=full)
    reference = desk.run("upcoming", "-q")[1].strip()
    assert code == 8 and reference in err, (code, err)


def test_a_closed_stdout_is_5_for_a_reader_and_8_for_a_booking_that_is_stored(desk):
    desk.open()
    closed = {"stdout": None, "preexec_fn": lambda: os.close(1)}
    assert desk.run("slots", "search", **closed)[0] == 5
    code, _, err = desk.run("book", "2026-11-23T10:00", "--name", "Bob", **closed)
    assert code == 8, (code, err)
    assert len(desk.starts()) == 1 and desk.integrity() == "ok"


def test_missing_streams_never_become_the_calendar(desk):
    desk.open()

    def close_all():
        for stream in (0, 1, 2):
            os.close(stream)

    code, _, _ = desk.run("book", "2026-11-23T10:00", "--name", "Bob", stdout=None, stderr=None, preexec_fn=close_all)
    assert code == 8, code
    code, _, _ = desk.run("book", "nonsense", "--name", "Bob", stdout=None, stderr=None, preexec_fn=close_all)
    assert code == 2, code
    assert desk.integrity() == "ok"


def test_a_reader_whose_pipe_is_closed_dies_silently_of_sigpipe_and_a_booking_is_still_acknowledged(desk):
    desk.open()

    def with_closed_pipe(*words):
        read_end, write_end = os.pipe()
        os.close(read_end)
        result = desk.run(*words, stdout=write_end)
        os.close(write_end)
        return result

    assert with_closed_pipe("slots", "search")[::2] == (-signal.SIGPIPE, "")
    code, _, err = with_closed_pipe("book", "2026-11-23T10:00", "--name", "Bob")
    assert code == 8 and "is booked" in err, (code, err)


def test_a_limit_on_file_sizes_is_a_full_disk(desk):
    desk.open()
    size = desk.file.stat().st_size
    code, out, err = desk.run("book", "2026-11-23T10:00", "--name", "B" * 200, "--note", "n" * 2000,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (512, size)))
    assert (code, out) == (5, "") and "no room" in err, (code, err)
    assert desk.starts() == [] and desk.integrity() == "ok"


def test_the_empty_environment_of_cron_is_enough(desk):
    desk.open()
    bare = {"env": {}}
    assert desk.run("upcoming", **bare) == (0, "", "")
    code, out, err = desk.run("slots", "search", "+1d", "--limit", "1", "-q", **bare)
    assert code == 0 and out.count("\n") == 1, err


def test_no_locale_changes_an_answer(desk):
    desk.open()
    expected = desk.run("slots", "search", "FRI", "--json")
    for locale in ("C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8"):
        assert desk.run("slots", "search", "FRI", "--json", env={**ENVIRONMENT, "LC_ALL": locale}) == expected


def test_zone_data_that_are_missing_are_5_and_never_utc(desk):
    desk.open()
    nowhere = {**ENVIRONMENT, "TZDIR": str(desk.folder)}
    for words in (["slots", "search"], ["book", "2026-11-23T10:00", "--name", "Bob"], ["availability", "show"]):
        code, out, err = desk.run(*words, "--json", env=nowhere)
        assert (code, out) == (5, "") and json.loads(err)["error"] == "zone_data_missing", (code, out, err)


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    failed = 0
    for name, test in tests:
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Desk(CALBOOK, folder))
            except AssertionError as error:
                failed += 1
                print(f"FAILED {name[5:].replace('_', ' ')}\n  {error}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
