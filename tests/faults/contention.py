"""Many at once: each slot is booked once, everybody gets a turn, and no reader sees half a change."""
import contextlib
import json
import os
import platform
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import operations
from attack import Attack
from injection import traced
from skips import Skipped
from verdict import STORAGE, TAKEN, check_no_overlap, verdict


def start_all(calendar, slots, delayed):
    """Starts one booking per slot, all at once; with `delayed`, their locks and reads are slow."""
    if not delayed:
        return [calendar.start("book", operations.at(slot), "--name", f"n{number}") for number, slot in enumerate(slots)]
    strace = [Attack.need("strace", "strace"), "-f", "-o", "/dev/null", "-e", "inject=fcntl,pread64:delay_exit=15000"]
    return [calendar.start("book", operations.at(slot), "--name", f"n{number}", before=strace)
            for number, slot in enumerate(slots)]


def exit_codes(processes):
    for process in processes:
        process.communicate(timeout=120)
    return [process.returncode for process in processes]


def crowd(attack, slots, delayed):
    """Returns their exit codes, after checking that exactly those that ended with 0 are booked."""
    calendar = attack.calendar()
    codes = exit_codes(start_all(calendar, slots, delayed))
    verdict(calendar, {f"n{number}": (operations.slot(slots[number]), 1) for number, code in enumerate(codes) if code == 0})
    return sorted(codes)


def test_of_many_processes_one_gets_a_slot_and_others_find_it_taken(attack):
    for hour in range(attack.times(3, 10, 100)):
        with attack.attempt(f"64 processes, hour {hour}"):
            codes = crowd(attack, [hour] * 64, delayed=False)
            assert codes == [0] + [TAKEN] * 63, codes


def test_many_processes_that_book_a_slot_each_all_succeed(attack):
    for turn in range(attack.times(2, 5, 50)):
        with attack.attempt(f"64 processes, turn {turn}"):
            codes = crowd(attack, range(64), delayed=False)
            assert codes == [0] * 64, codes


def test_of_series_that_overlap_each_is_whole_or_absent(attack):
    for turn in range(attack.times(2, 10, 100)):
        with attack.attempt(f"20 processes, turn {turn}"):
            calendar = attack.calendar()
            series = ["--every", "day", "--times", "10"]
            codes = exit_codes([calendar.start("book", operations.at(24 * attack.dice.randrange(12) + 10), *series,
                                               "--name", f"n{number}") for number in range(20)])
            assert set(codes) == {0, TAKEN}, codes
            check_no_overlap(calendar)
            booked = dict(calendar.rows("SELECT name, count(*) FROM appointment GROUP BY series"))
            assert booked == {f"n{number}": 10 for number, code in enumerate(codes) if code == 0}, (booked, codes)


def cpu_time_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cost_of(calendar, slots, at_a_time):
    """Books each slot, `at_a_time` at once; returns the exit codes and the CPU time."""
    cpu = cpu_time_of_children()
    codes = []
    for first in range(0, len(slots), at_a_time):
        codes += exit_codes(start_all(calendar, slots[first:first + at_a_time], delayed=False))
    return codes, cpu_time_of_children() - cpu


@contextlib.contextmanager
def busy_processors():
    """Programs that never sleep, one per processor."""
    programs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count())]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


def check_crowd(calendar, count):
    codes, cpu_alone = cost_of(calendar, range(count), 1)
    assert codes == [0] * count, codes
    codes, cpu = cost_of(calendar, range(count, 2 * count), count)
    assert codes == [0] * count, sorted(codes)
    assert cpu <= 4 * cpu_alone, f"{cpu / cpu_alone:.1f} times the processor time of one after the other"


def test_a_crowd_hardly_costs_more_than_sequential_bookings(attack):
    for count in attack.times((64,), (64, 128), (64, 128, 256)):
        with attack.attempt(f"{count} processes"):
            check_crowd(attack.calendar(), count)
        with attack.attempt(f"{count} processes beside others that are busy"), busy_processors():
            check_crowd(attack.calendar(), count)


def calls_while_waiting(calendar, words, has_gone):
    """The number of system calls of a command that must wait until what is in its way has gone."""
    code, _, err, trace = traced(calendar, words)
    assert has_gone(), f"{words} did not wait"
    assert code == 0, err
    return trace.count("\n")


@contextlib.contextmanager
def slow_booking(calendar, seconds):
    """Another calbook process that holds the lock for that long before it commits."""
    strace = [Attack.need("strace", "strace"), "-f", "-o", "/dev/null", "-e",
              f"inject=fdatasync:delay_enter={int(seconds * 1e6)}:when=1"]
    other = calendar.start("book", operations.at(0), "--name", "slow", before=strace)
    while not calendar.file.with_name("calbook.db-journal").exists():
        time.sleep(0.01)
    yield lambda: calendar.rows("SELECT count(*) FROM appointment WHERE name = 'slow'") == [(1,)]
    assert exit_codes([other]) == [0]


@contextlib.contextmanager
def slow_commit(calendar, seconds):
    """A foreign program that locks out all readers for that long."""
    connection = sqlite3.connect(calendar.file, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN EXCLUSIVE")
    timer = threading.Timer(seconds, connection.execute, ["COMMIT"])
    timer.start()
    yield lambda: not connection.in_transaction
    timer.join()
    connection.close()


def test_who_waits_sleeps(attack):
    waits = attack.times(1, 2, 5)
    book = ["book", operations.at(1), "--name", "Ann"]
    for words, hindrance in ((book, slow_booking), (["upcoming"], slow_commit), (book, slow_commit)):
        with attack.attempt(f"{words[0]}, {hindrance.__name__.replace('_', ' ')}"):
            calendar = attack.calendar()
            calls = traced(attack.calendar(like=calendar), words)[3].count("\n")
            with hindrance(calendar, waits) as has_gone:
                found = calls_while_waiting(calendar, words, has_gone)
            assert found <= calls + 40, f"{found} system calls, and {calls} of who has not to wait"


def test_a_journal_removed_while_it_is_checked_is_not_foreign(attack):
    if platform.machine() != "x86_64":
        raise Skipped("it needs x86_64", lack="x86_64")
    calendar, (booking, *_) = operations.prepared(attack)
    journal = calendar.file.with_name("calbook.db-journal")
    journal.touch(mode=0o600)
    no_name = f"poke_exit=@arg3={'00' * 24}"  # of struct stat: st_dev, st_ino, st_nlink
    with attack.attempt("its last name is gone"):
        code, _, err, trace = traced(calendar, ["upcoming"], "-P", str(journal), "-e", f"inject=newfstatat:{no_name}:when=1")
        assert "(INJECTED" in trace and code == 0, (code, err, trace)
        verdict(calendar, booking.before)


def test_of_slow_processes_one_gets_a_slot_and_nobody_times_out(attack):
    crowds = attack.times(12, 32, 64)
    with attack.attempt(f"{crowds} slow processes"):
        codes = crowd(attack, [5] * crowds, delayed=True)
        assert codes == [0] + [TAKEN] * (crowds - 1), codes


def test_slow_processes_with_a_slot_each_all_succeed(attack):
    crowds = attack.times(12, 32, 64)
    with attack.attempt(f"{crowds} slow processes"):
        codes = crowd(attack, range(crowds), delayed=True)
        assert codes == [0] * crowds, codes


class Writer(threading.Thread):
    """Books one slot after another, and remembers which were acknowledged."""

    def __init__(self, calendar, count):
        super().__init__()
        self.calendar, self.count, self.acknowledged = calendar, count, []

    def run(self):
        for number in range(self.count):
            if self.calendar.run("book", operations.at(number), "--name", f"n{number}")[0] == 0:
                self.acknowledged.append(operations.slot(number))


def instants(calendar, *words):
    code, out, err = calendar.run(*words, "--json", "--tz", "UTC")
    assert code == 0, (code, err)
    return [each["start_utc"] for each in json.loads(out)]


def test_a_reader_among_writers_sees_every_acknowledged_booking_and_nothing_half(attack):
    calendar = attack.calendar()
    words = [f"{operations.at(number)[:-1]}:00Z" for number in range(240)]
    writer = Writer(calendar, attack.times(60, 120, 240))
    writer.start()
    while writer.is_alive():
        with attack.attempt(f"after {len(writer.acknowledged)} bookings"):
            known = len(writer.acknowledged)
            booked = instants(calendar, "upcoming")
            assert booked == words[:len(booked)] and len(booked) >= known, (known, booked)
            free = instants(calendar, "slots", "search", "--from", "2026-11-22T23:00Z", "--days", "12")
            assert not set(free) & set(booked), "a slot is shown that was booked before"
            assert free == sorted(set(free)), free
    writer.join()
    with attack.attempt("at the end"):
        verdict(calendar, {f"n{number}": (operations.slot(number), 1) for number in range(writer.count)})


def hot_journals(attack):
    """Calendars whose last booking was killed when partly written, or completely but not yet committed."""
    calendar, (booking, *_) = operations.prepared(attack)
    for call, when in (("unlink", 1), ("fdatasync", 4)):
        copy = attack.calendar(like=calendar)
        strace = [Attack.need("strace", "strace"), "-f", "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={when}"]
        assert exit_codes([copy.start(*booking.words, before=strace)]) == [-signal.SIGKILL]
        assert (copy.folder / "calbook.db-journal").exists()
        yield f"killed at {call} {when}", copy, booking


def test_a_reader_that_may_write_undoes_what_a_killed_writer_left(attack):
    for what, calendar, booking in hot_journals(attack):
        with attack.attempt(what):
            verdict(calendar, booking.before)
            assert not (calendar.folder / "calbook.db-journal").exists()


def test_a_read_only_reader_never_lists_what_a_killed_writer_left(attack):
    for what, calendar, booking in hot_journals(attack):
        for file_mode, folder_mode in ((0o600, 0o500), (0o400, 0o700), (0o400, 0o500)):
            copy = attack.calendar(like=calendar)
            with attack.attempt(f"{what}, file {file_mode:o}, folder {folder_mode:o}"):
                with attack.ordinary_user(copy) as as_user:
                    copy.file.chmod(file_mode)
                    copy.folder.chmod(folder_mode)
                    code, out, err = copy.run("upcoming", "--json", **as_user)
                    answer = (code, [each["name"] for each in json.loads(out)] if out else None)
                    assert answer in [(0, list(booking.before)), (STORAGE, None)], (answer, err)
                    assert code == 0 or json.loads(err)["hint"], err
                copy.folder.chmod(0o700)
                copy.file.chmod(0o600)
                verdict(copy, booking.before)
