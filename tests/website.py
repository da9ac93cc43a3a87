#!/usr/bin/env python3
"""A website's script that follows the record of changes while others book. Usage: website.py CALBOOK

Each function whose name begins with `test_` is one sentence that could become false.
"""
import json
import pathlib
import sys
import tempfile
import threading

import sentences
from calbook_file import CalbookFile

CALBOOK = str(pathlib.Path(sys.argv[1]).resolve())
WRITERS = 20
ROUNDS = 4


def run(calendar, *words):
    code, out, err = calendar.run(*words)
    assert code == 0, (words, code, err)
    return out


class Follower:
    """Remembers the last number that it saw, and asks for what follows it."""

    def __init__(self, calendar):
        self.calendar = calendar
        self.last = 0
        self.seen = []

    def look(self):
        found = [json.loads(line) for line in
                 run(self.calendar, "changes", "--after", str(self.last), "--format", "jsonl").splitlines()]
        for change in found:
            assert change["change"] >= self.last, (change["change"], self.last)
            self.last = change["change"]
        self.seen += found


def write(calendar, writer, done):
    """Books, moves, corrects and cancels, each in a process of its own; says what was done."""
    for turn in range(ROUNDS):
        day = f"2026-12-{1 + turn:02}"
        start, later = f"{day}T{writer:02}:00", f"{day}T{writer:02}:15"
        ref = run(calendar, "book", start, "--name", f"n{writer}", "--service", "short", "-q").strip()
        done.append(("booked", ref))
        run(calendar, "reschedule", ref, later)
        done.append(("moved", ref))
        run(calendar, "edit", ref, "--phone", "0170 5550100")
        done.append(("edited", ref))
        if turn % 2:
            run(calendar, "cancel", ref)
            done.append(("cancelled", ref))


def shown(calendar, ref):
    """The appointment, without what its invitee answered by mail."""
    appointment = json.loads(run(calendar, "show", ref, "--json"))
    assert appointment.pop("partstat") is None
    return appointment


def test_a_follower_sees_each_change_once_and_in_order_while_twenty_processes_book(folder):
    calendar = CalbookFile(CALBOOK, folder).open()
    run(calendar, "service", "set", "short", "--duration", "15m")
    follower = Follower(calendar)
    follower.look()
    follower.seen.clear()
    done = []
    writers = [threading.Thread(target=write, args=(calendar, writer, done)) for writer in range(WRITERS)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        follower.look()
    follower.look()
    assert sorted((change["what"], change["ref"]) for change in follower.seen) == sorted(done)
    numbers = [change["change"] for change in follower.seen]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "numbers are skipped, or go backwards"
    for what, ref in done:
        mine = [change["what"] for change in follower.seen if change["ref"] == ref]
        assert mine[:3] == ["booked", "moved", "edited"], (ref, mine)


def test_what_was_before_a_change_is_what_was_after_the_one_before_it(folder):
    calendar = CalbookFile(CALBOOK, folder).open()
    ref = run(calendar, "book", "2026-12-01T10:00", "--name", "Ann", "-q").strip()
    run(calendar, "reschedule", ref, "2026-12-01T11:00")
    run(calendar, "edit", ref, "--name", "Anna")
    run(calendar, "cancel", ref)
    run(calendar, "undo")
    story = [change for change in json.loads(run(calendar, "changes", "--json")) if change["ref"] == ref]
    assert [change["what"] for change in story] == ["booked", "moved", "edited", "cancelled", "undone"]
    for earlier, later in zip(story, story[1:]):
        assert earlier["after"] == later["before"], (earlier, later)
    assert story[0]["before"] is None
    assert story[-1]["after"] == shown(calendar, ref)


def test_a_form_sent_again_after_a_correction_gives_the_appointment_as_it_is_now(folder):
    calendar = CalbookFile(CALBOOK, folder).open()
    request = ["book", "2026-12-01T10:00", "--name", "Ann", "--phone", "0170 5550100", "--key", "web-1", "--json"]
    ref = json.loads(run(calendar, *request))["ref"]
    run(calendar, "edit", ref, "--name", "Anna", "--phone", "")
    run(calendar, "reschedule", ref, "2026-12-02T10:00")
    again = json.loads(run(calendar, *request))
    assert again == shown(calendar, ref)
    code, _, err = calendar.run(*request[:3], "Anna", *request[4:])
    assert (code, json.loads(err)["error"]) == (4, "key_reused")


def main():
    def in_a_folder(test):
        with tempfile.TemporaryDirectory() as folder:
            test(folder)

    return sentences.run(globals(), in_a_folder)


sys.exit(main())
