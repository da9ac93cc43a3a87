#!/usr/bin/env python3
"""The cost of commands in stable counts: how often they read, write, sync and lock.
Usage: costs.py CALBOOK LAUNCH, which is bench/launch.c, built

A slowdown is noticed here without a clock. Each function whose name begins with `test_` is one sentence that could become
false.
"""
import collections
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

import sentences
from calbook_file import ENVIRONMENT, CalbookFile

CALBOOK, LAUNCH = (str(pathlib.Path(word).resolve()) for word in sys.argv[1:])
HOUR = 3600
NOW = 1_795_338_000  # calbook_file.NOW
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
FEW, MANY = 200, 40_000

READERS = {"upcoming": ["upcoming", "--limit", "10"], "search": ["slots", "search"],
           "why": ["slots", "why", "2026-11-23T10:00"], "show": ["show", "222222"], "week": ["week"],
           "refused": ["book", "2026-11-23T10:00", "--name", "Eve"]}


def reference(number):
    return "".join(ALPHABET[number // 30**place % 30] for place in range(6))


def filled(folder, count):
    """A calendar with `count` appointments of one hour, four hours apart, around now."""
    calendar = CalbookFile(CALBOOK, folder).open()
    rows = [(reference(i), NOW + (i - count // 2) * 4 * HOUR) for i in range(count)]
    with sqlite3.connect(calendar.file) as connection:
        connection.executemany(
            "INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset,"
            " name, created_at) VALUES(?1, 1, 'default', ?2, ?2 + 3600, ?2, ?2 + 3600, 'Europe/Berlin', 3600, 'Bob', 0)",
            rows)
    return calendar


def shifted(folder, count):
    """A calendar whose consecutive appointments have all shifted by an hour; one after them, unshifted, blocks them all."""
    calendar = CalbookFile(CALBOOK, folder).open()
    rows = [(reference(i), NOW + (i + 1) * HOUR, HOUR * (1 if i == count else 2)) for i in range(count + 1)]
    with sqlite3.connect(calendar.file) as connection:
        connection.executemany(
            "INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset,"
            " name, created_at) VALUES(?1, 1, 'default', ?2, ?2 + 3600, ?2, ?2 + 3600, 'Europe/Berlin', ?3, 'Bob', 0)", rows)
    return calendar


def traced(calendar, words, calls="all"):
    """The system calls of a command, one per line."""
    trace = calendar.folder / "trace"
    # A sanitizer's leak report needs ptrace itself.
    environment = {**ENVIRONMENT, "ASAN_OPTIONS": "detect_leaks=0"}
    subprocess.run(["strace", "-f", "-o", trace, "-e", f"trace={calls}", *calendar.command(*words)], env=environment,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    lines = trace.read_text().splitlines()
    trace.unlink()
    return lines


def counted(calendar, words):
    """The number of each system call, and what was written where, starting at the first access to the file."""
    lines = traced(calendar, words)
    first = next(i for i, line in enumerate(lines) if "calbook.db" in line and "execve" not in line)
    return collections.Counter(match[1] for line in lines[first:] if (match := re.match(r"\d+ +(\w+)\(", line)))


def instructions(calendar, words):
    """The number of instructions, which hardly varies between runs or machines."""
    ran = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *calendar.command(*words)],
                         env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    return int(re.search(r"Collected : (\d+)", ran.stderr)[1])


def peak_memory(calendar, words):
    """In KiB, of the command alone: if Python started it, Python's peak would count, too."""
    launched = subprocess.run([LAUNCH, *calendar.command(*words)], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True, check=True)
    *_, memory, status = map(int, launched.stdout.split())
    assert status == 0, (words, status)
    return memory


def syncs(calls):
    return calls["fsync"] + calls["fdatasync"]


def test_a_reader_hardly_reads_more_pages_of_a_large_file(small, large):
    for name, words in READERS.items():
        few, many = counted(small, words)["pread64"], counted(large, words)["pread64"]
        assert many <= few + 6, f"{name}: {few} reads of {FEW} appointments, {many} of {MANY}"


def test_a_booking_hardly_needs_more_pages_of_a_large_file(small, large):
    words = ["book", "first", "--name", "Ann"]
    few, many = counted(small, words), counted(large, words)
    assert many["pread64"] <= few["pread64"] + 16, (few["pread64"], many["pread64"])
    assert many["pwrite64"] <= few["pwrite64"] + 16, (few["pwrite64"], many["pwrite64"])


def test_a_reader_only_writes_its_output_and_all_at_once(_, large):
    for name, words in READERS.items():
        calls = counted(large, words)
        assert syncs(calls) == 0 and calls["pwrite64"] == 0, (name, calls)
        assert calls["write"] == 1, (name, calls["write"])


def test_a_booking_is_synced_five_times_and_no_oftener(_, large):
    calls = counted(large, ["book", "first", "--name", "Ann"])
    assert syncs(calls) == 5, calls


def test_a_batch_is_synced_as_often_as_one_booking(small, _):
    lines = small.folder / "lines"
    lines.write_text("".join(f'{{"at": "first", "name": "n{i}"}}\n' for i in range(50)))
    calls = counted(small, ["book", "--batch", str(lines)])
    assert syncs(calls) == 5, calls


def test_a_reader_takes_the_lock_once(_, large):
    for name in ("upcoming", "search", "why", "show"):
        calls = counted(large, READERS[name])
        assert calls["fcntl"] <= 5, (name, calls["fcntl"])


def test_a_command_leaves_the_file_to_the_end_of_its_process(_, large):
    """The kernel does what SQLite would do when closing it, and faster."""
    for name, words in READERS.items():
        calls = "\n".join(traced(large, words, "openat,close"))
        opened = re.search(r'calbook\.db", .*= (\d+)\n', calls)
        assert f"close({opened[1]})" not in calls[opened.end():], (name, calls)


def test_help_and_version_do_not_look_at_the_file(small, _):
    for words in (["--version"], ["--help"], ["book", "--help"], ["help", "exit-codes"]):
        calls = traced(small, words, "%file")
        opened = [line for line in calls if "calbook.db" in line and "execve" not in line]
        assert calls and opened == [], opened


def test_the_memory_of_a_search_does_not_grow_with_its_slots(small, _):
    def peak(days):
        return peak_memory(small, ["slots", "search", "--days", str(days), "--service", "tiny", "--json"])

    assert small.run("service", "set", "tiny", "--duration", "5m")[0] == 0
    # They are computed in pieces of 28 days; the second is the first one with a predecessor.
    months, years = peak(112), peak(1400)
    assert years <= months * 1.1, f"{months} KiB for 112 days, {years} KiB for 1400"


def test_the_memory_of_a_list_hardly_grows_with_its_length(*_):
    def peaks(count):
        with tempfile.TemporaryDirectory() as folder:
            calendar = filled(folder, count)
            calendar.rows("INSERT INTO busy(owner, start_at, end_at) SELECT 1, start_at, end_at FROM appointment")
            return {(words, *manner): peak_memory(calendar, [*words.split(), *manner])
                    for words in lists for manner in manners}

    lists = ("upcoming", "upcoming --all", "history", "history --all", "busy list --from 2000-01-01")
    manners = [["-q"]] + [["--format", name] for name in ("text", "json", "jsonl", "tsv")]
    less, more = peaks(1000), peaks(MANY)
    for words, peak in more.items():
        assert peak <= less[words] * 1.5, f"{words}: {less[words]} KiB for 1000, {peak} KiB for {MANY}"


def test_a_reader_takes_hardly_more_instructions_in_a_large_file_than_in_a_small_one(*_):
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        small, large = filled(folder, FEW), filled(other, MANY)  # nothing else was booked in either
        for name, words in READERS.items():
            few, many = instructions(small, words), instructions(large, words)
            assert many <= few * 1.02, f"{name}: {few:,} instructions with {FEW} appointments, {many:,} with {MANY}"


def test_consecutive_blocked_shifts_take_instructions_in_proportion_to_their_number(*_):
    def doctor(count):
        with tempfile.TemporaryDirectory() as folder:
            calendar = shifted(folder, count)
            assert calendar.run("doctor")[1].count("cannot move") == count
            return instructions(calendar, ["doctor"])

    few, more, most = doctor(100), doctor(300), doctor(500)
    assert most - more <= (more - few) * 1.2, f"{few:,}, {more:,} and {most:,} instructions for 100, 300 and 500"


def test_a_command_takes_so_many_times_the_instructions_of_the_version(_, large):
    """For this kind of build, plus a tenth. If you improve a figure, lower it here, too."""
    version = instructions(large, ["--version"])
    for name, most in {"upcoming": 2.35, "search": 3.27, "why": 2.55, "show": 1.75, "refused": 2.43, "week": 4.58}.items():
        times = instructions(large, READERS[name]) / version
        assert times <= most * 1.1, f"{name}: {times:.2f} times, not {most}"


def test_further_lines_of_a_batch_take_a_twelfth_of_the_first(small, _):
    starts = small.run("slots", "search", "--from", "2026-12-01", "--days", "60", "-q")[1].split()
    lines = small.folder / "lines"

    def batch(count):
        lines.write_text("".join(f'{{"at": "{start}", "name": "Ann"}}\n' for start in starts[:count]))
        return instructions(small, ["book", "--batch", str(lines), "--dry-run"])

    one, many = batch(1), batch(101)
    assert (many - one) / 100 <= one / 12, f"{one:,} instructions for one line, {many:,} for 101"


def test_a_further_date_of_a_series_takes_a_fifteenth_of_a_booking(*_):
    with tempfile.TemporaryDirectory() as folder:
        calendar = CalbookFile(CALBOOK, folder).open()
        words = ["book", "2026-12-01T10:00", "--name", "Bob"]
        one = instructions(calendar, words)
        assert calendar.run("undo")[0] == 0
        year = instructions(calendar, [*words, "--every", "day", "--times", "366"])
        assert (year - one) / 365 <= one / 15, f"{one:,} instructions for one, {year:,} for 366"


def test_a_further_owner_takes_a_sixth_of_the_first(*_):
    """One search of all of them, not one search each."""
    def search(count):
        with tempfile.TemporaryDirectory() as folder:
            calendar = CalbookFile(CALBOOK, folder)
            for number in range(count):
                assert calendar.run("availability", "set", "mon-fri", "9-17", "--owner", f"o{number}")[0] == 0
            return {words: instructions(calendar, words.split()) for words in searches}

    searches = ("slots search mon --all", "book first --all --name Ann --dry-run")
    one, many = search(1), search(31)
    for words, all_owners in many.items():
        further = (all_owners - one[words]) / 30
        assert further <= one[words] / 6, f"{words}: {one[words]:,} instructions for one, {further:,.0f} for a further"


def main():
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        small, large = filled(folder, FEW), filled(other, MANY)
        return sentences.run(globals(), lambda test: test(small, large))


if __name__ == "__main__":
    sys.exit(main())
