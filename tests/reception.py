#!/usr/bin/env python3
"""The week of a reception with two doctors, as it is typed. Usage: reception.py CALBOOK

The tests are the week in order, on one calendar: each function whose name begins with `test_` is one sentence that could
become false.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import sentences

CALBOOK = str(pathlib.Path(sys.argv[1]).resolve())
SUNDAY = "2026-11-22T18:00+01:00"


class Reception:
    """What is typed at the desk, at a time of that week. Dr. Lee's calendar is the one in use."""

    def __init__(self, folder):
        self.environment = {"CALBOOK_DB": str(pathlib.Path(folder) / "reception.db"), "CALBOOK_OWNER": "dr-lee",
                            "CALBOOK_NOW": SUNDAY, "TZ": "Europe/Berlin", "PATH": os.environ["PATH"]}
        if "TZDIR" in os.environ:
            self.environment["TZDIR"] = os.environ["TZDIR"]

    def it_is(self, time):
        self.environment["CALBOOK_NOW"] = time

    def run(self, *words):
        return subprocess.run([CALBOOK, *words], capture_output=True, text=True, timeout=60, env=self.environment,
                              stdin=subprocess.DEVNULL, check=False)

    def type(self, *words):
        """What a command prints that succeeds."""
        done = self.run(*words)
        assert done.returncode == 0 and not done.stderr, (words, done.returncode, done.stderr)
        return done.stdout

    def refused(self, *words):
        """The exit code and the error of a command that fails."""
        done = self.run(*words, "--json")
        assert done.returncode != 0 and not done.stdout, (words, done.stdout)
        return done.returncode, json.loads(done.stderr)["error"]

    def names(self, *words):
        return [each["name"] for each in json.loads(self.type(*words, "--json"))]


def test_two_doctors_are_set_up_with_hours_and_services(desk):
    for doctor, days in (("dr-lee", "mon-fri"), ("dr-roth", "mon-thu")):
        desk.type("availability", "set", days, "8-12,14-17", "--tz", "Europe/Berlin", "--owner", doctor)
        desk.type("service", "set", "checkup", "--duration", "20m", "--step", "10m", "--owner", doctor)
    assert desk.type("owner", "list", "-q") == "dr-lee\ndr-roth\n"


def test_callers_are_booked_with_their_numbers_by_whoever_is_free_first(desk):
    desk.it_is("2026-11-23T07:50+01:00")
    for name, phone in (("Zoë Schäfer", "0170 555-1234"), ("Bob Stone", "0171 5550002"), ("Eve Straße", "+49 172 5550003")):
        desk.type("book", "first", "--all", "--service", "checkup", "--from", "tomorrow", "--name", name, "--phone", phone)
    assert desk.names("upcoming", "tomorrow", "--all") == ["Zoë Schäfer", "Bob Stone", "Eve Straße"]
    desk.type("book", "wed", "9:00", "--service", "checkup", "--name", "Kim Park", "--phone", "030 5550004", "--note", "brings\nher x-ray")


def test_a_caller_is_found_by_part_of_her_name_or_number_and_moved(desk):
    assert desk.names("upcoming", "--find", "schafer") == ["Zoë Schäfer"]
    assert desk.names("upcoming", "--all", "--find", "strasse") == ["Eve Straße"]
    assert desk.names("upcoming", "--find", "0170 5551234") == ["Zoë Schäfer"]
    assert "Moved" in desk.type("reschedule", "zoe schafer", "wed", "8:20")
    assert desk.refused("show", "nobody of that name") == (3, "unknown_reference")


def test_a_typo_is_corrected_and_keeps_the_reference(desk):
    before = json.loads(desk.type("show", "kim", "--json"))
    desk.type("edit", "kim", "--name", "Kim Parker", "--phone", "030 5550005")
    after = json.loads(desk.type("show", before["ref"], "--json"))
    assert (after["name"], after["phone"], after["start"]) == ("Kim Parker", "030 5550005", before["start"])
    assert after["note"] == "brings\nher x-ray"


def test_when_the_doctor_is_ill_those_to_be_called_are_listed_with_numbers(desk):
    desk.it_is("2026-11-24T18:00+01:00")
    listed = desk.type("availability", "override", "tomorrow", "closed")
    stranded = [line for line in listed.splitlines() if "Wed 2026-11-25 0" in line]
    assert len(stranded) == 2 and "0170 555-1234" in stranded[0] and "030 5550005" in stranded[1], listed


def test_all_of_them_are_cancelled_in_one_command_and_one_is_taken_back(desk):
    refs = desk.type("upcoming", "tomorrow", "-q").split()
    assert len(refs) == 2
    assert desk.type("cancel", *refs, "--reason", "the doctor is ill", "-q").split() == refs
    assert desk.names("upcoming", "tomorrow") == []
    # The last change cancelled both, so it brings both back; one of them is then cancelled again.
    desk.type("undo")
    assert desk.type("upcoming", "tomorrow", "-q").split() == refs
    desk.type("cancel", refs[0], "--reason", "the doctor is ill")
    desk.type("undo")
    desk.type("cancel", refs[1], "--reason", "the doctor is ill")
    assert desk.names("upcoming", "tomorrow") == ["Zoë Schäfer"]


def test_the_one_who_stays_is_seen_by_the_other_doctor(desk):
    moved = json.loads(desk.type("reschedule", "schafer", "tomorrow", "8:20", "--owner", "dr-roth", "--json"))
    assert (moved["owner"], moved["phone"]) == ("dr-roth", "0170 555-1234")
    assert "Zoë Schäfer" in desk.names("upcoming", "tomorrow", "--owner", "dr-lee,dr-roth")


def test_a_walk_in_who_came_five_minutes_ago_is_booked_and_never_twice(desk):
    desk.it_is("2026-11-26T10:05+01:00")
    desk.type("book", "today", "10:00", "--service", "checkup", "--name", "Max Roe", "--force")
    assert desk.refused("book", "today", "10:10", "--service", "checkup", "--name", "Ann Lee", "--force") == (4, "slot_taken")
    why = json.loads(desk.type("slots", "why", "today", "10:10", "--service", "checkup", "--json"))
    assert why["reasons"][0]["ref"] == json.loads(desk.type("show", "max", "--json"))["ref"]


def test_who_did_not_come_is_marked_and_listed(desk):
    desk.it_is("2026-11-26T10:25+01:00")
    max_roe = desk.type("history", "today", "-q").strip()
    desk.type("mark", max_roe, "no-show")
    assert desk.names("history", "--status", "no-show") == ["Max Roe"]
    assert desk.names("history", "--all", "--status", "cancelled") == ["Kim Parker"]


def test_tomorrow_is_printed_with_numbers(desk):
    desk.type("book", "tomorrow", "9:00", "--service", "checkup", "--name", "Lea Ott", "--phone", "0160 5550006")
    assert desk.type("upcoming", "tomorrow").split("\n")[0].endswith("[checkup]  Lea Ott  0160 5550006")
    row = desk.type("upcoming", "tomorrow", "--format", "tsv").rstrip("\n").split("\t")
    assert (row[3], row[7], row[8]) == ("Lea Ott", "booked", "0160 5550006")


def main():
    with tempfile.TemporaryDirectory() as folder:
        desk = Reception(folder)
        return sentences.run(globals(), lambda test: test(desk))


sys.exit(main())
