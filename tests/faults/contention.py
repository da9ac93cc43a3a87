"""Many at once: one slot is given once, nobody waits in vain, and no reader sees half of anything."""
import json
import platform
import signal
import threading

import operations
from attack import Attack
from injection import traced
from skips import Skipped
from verdict import STORAGE, TAKEN, verdict


def start_all(desk, slots, delayed):
    """Starts a booking a slot, all at once; with `delayed`, each is slow at its locks and reads."""
    if not delayed:
        return [desk.start("book", operations.at(slot), "--name", f"n{number}") for number, slot in enumerate(slots)]
    strace = [Attack.need("strace", "strace"), "-f", "-o", "/dev/null", "-e", "inject=fcntl,pread64:delay_exit=15000"]
    return [desk.start("book", operations.at(slot), "--name", f"n{number}", before=strace)
            for number, slot in enumerate(slots)]


def exit_codes(processes):
    for process in processes:
        process.communicate(timeout=120)
    return [process.returncode for process in processes]


def crowd(attack, slots, delayed):
    """Starts them; returns what they ended with, after the verdict: who ended with 0 is booked, and nobody else."""
    desk = attack.desk()
    codes = exit_codes(start_all(desk, slots, delayed))
    verdict(desk, {f"n{number}": (operations.slot(slots[number]), 1) for number, code in enumerate(codes) if code == 0})
    return sorted(codes)


def test_of_many_processes_that_book_one_slot_one_succeeds_and_the_others_are_told_that_it_is_taken(attack):
    for hour in range(attack.times(3, 10, 100)):
        with attack.attempt(f"64 processes, hour {hour}"):
            codes = crowd(attack, [hour] * 64, delayed=False)
            assert codes == [0] + [TAKEN] * 63, codes


def test_many_processes_that_book_a_slot_each_all_succeed(attack):
    for turn in range(attack.times(2, 5, 50)):
        with attack.attempt(f"64 processes, turn {turn}"):
            codes = crowd(attack, range(64), delayed=False)
            assert codes == [0] * 64, codes


def test_a_journal_that_a_writer_removes_while_it_is_looked_at_is_no_strangers(attack):
    if platform.machine() != "x86_64":
        raise Skipped("it needs x86_64", lack="x86_64")
    desk, (booking, *_) = operations.prepared(attack)
    journal = desk.file.with_name("calbook.db-journal")
    journal.touch(mode=0o600)
    no_name = f"poke_exit=@arg3={'00' * 24}"  # of struct stat: st_dev, st_ino, st_nlink
    with attack.attempt("its last name is gone"):
        code, _, err, trace = traced(desk, ["upcoming"], "-P", str(journal), "-e", f"inject=newfstatat:{no_name}:when=1")
        assert "(INJECTED" in trace and code == 0, (code, err, trace)
        verdict(desk, booking.before)


def test_of_slow_processes_that_book_one_slot_one_succeeds_and_nobody_waits_in_vain(attack):
    crowds = attack.times(12, 32, 64)
    with attack.attempt(f"{crowds} slow processes"):
        codes = crowd(attack, [5] * crowds, delayed=True)
        assert codes == [0] + [TAKEN] * (crowds - 1), codes


def test_slow_processes_that_book_a_slot_each_all_succeed_and_nobody_waits_in_vain(attack):
    crowds = attack.times(12, 32, 64)
    with attack.attempt(f"{crowds} slow processes"):
        codes = crowd(attack, range(crowds), delayed=True)
        assert codes == [0] * crowds, codes


class Writer(threading.Thread):
    """Books one slot after the other, and remembers which are acknowledged."""

    def __init__(self, desk, count):
        super().__init__()
        self.desk, self.count, self.acknowledged = desk, count, []

    def run(self):
        for number in range(self.count):
            if self.desk.run("book", operations.at(number), "--name", f"n{number}")[0] == 0:
                self.acknowledged.append(operations.slot(number))


def instants(desk, *words):
    code, out, err = desk.run(*words, "--json", "--tz", "UTC")
    assert code == 0, (code, err)
    return [each["start_utc"] for each in json.loads(out)]


def test_a_reader_among_writers_sees_every_acknowledged_booking_and_nothing_half(attack):
    desk = attack.desk()
    words = [f"{operations.at(number)[:-1]}:00Z" for number in range(240)]
    writer = Writer(desk, attack.times(60, 120, 240))
    writer.start()
    while writer.is_alive():
        with attack.attempt(f"after {len(writer.acknowledged)} bookings"):
            known = len(writer.acknowledged)
            booked = instants(desk, "upcoming")
            assert booked == words[:len(booked)] and len(booked) >= known, (known, booked)
            free = instants(desk, "slots", "search", "--from", "2026-11-22T23:00Z", "--days", "12")
            assert not set(free) & set(booked), "a slot is shown that was booked before"
            assert free == sorted(set(free)), free
    writer.join()
    with attack.attempt("at the end"):
        verdict(desk, {f"n{number}": (operations.slot(number), 1) for number in range(writer.count)})


def hot_journals(attack):
    """Desks whose last booking was killed while the file held it in part, or whole but not for certain."""
    desk, (booking, *_) = operations.prepared(attack)
    for call, when in (("unlink", 1), ("fdatasync", 4)):
        copy = attack.desk(like=desk)
        strace = [Attack.need("strace", "strace"), "-f", "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={when}"]
        assert exit_codes([copy.start(*booking.words, before=strace)]) == [-signal.SIGKILL]
        assert (copy.folder / "calbook.db-journal").exists()
        yield f"killed at {call} {when}", copy, booking


def test_a_reader_that_may_write_undoes_what_a_killed_writer_left(attack):
    for what, desk, booking in hot_journals(attack):
        with attack.attempt(what):
            verdict(desk, booking.before)
            assert not (desk.folder / "calbook.db-journal").exists()


def test_a_reader_that_may_not_write_gives_the_right_list_or_5_with_advice_and_never_what_a_killed_writer_left(attack):
    for what, desk, booking in hot_journals(attack):
        for file_mode, folder_mode in ((0o600, 0o500), (0o400, 0o700), (0o400, 0o500)):
            copy = attack.desk(like=desk)
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
