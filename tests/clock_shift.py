#!/usr/bin/env python3
"""What happens to appointments if a country changes its clocks after they were booked. Usage: clock_shift.py CALBOOK

Two folders of zone data: one from before the decree, one from after it. Each function whose name begins with `test_` is
one sentence that could become false.
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import sentences

CALBOOK = str(pathlib.Path(sys.argv[1]).resolve())
NOW = "2026-11-22T10:00+01:00"

# Town is at +01:00 and moves to +02:00 at the new year; Village stays. Skipping moves to +02:00 at the very hour of an
# appointment, and Repeating to +00:00, so that the hour from 09:00 comes twice.
BEFORE = """
Zone Test/Town 1:00 - TOT
Zone Test/Village 1:00 - VIT
Zone Test/Skipping 1:00 - SKT
Zone Test/Repeating 1:00 - RET
"""
AFTER = """
Zone Test/Town 1:00 - TOT 2027 Jan 1 0:00
               2:00 - TOT
Zone Test/Village 1:00 - VIT
Zone Test/Skipping 1:00 - SKT 2027 Feb 1 10:00
                   2:00 - SKT
Zone Test/Repeating 1:00 - RET 2027 Feb 1 10:00
                    0:00 - RET
"""


def compiled(source, folder):
    zic = shutil.which("zic", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    assert zic, "there is no zic, the compiler of zone data"
    subprocess.run([zic, "-b", "fat", "-d", folder, "-"], input=source, text=True, check=True)
    return str(folder)


class RezonedCalendar:
    """A calendar made with the old zone data; alice, in Town, can be booked round the clock."""

    def __init__(self, folder, before, after):
        self.file = pathlib.Path(folder) / "calbook.db"
        self.before, self.after = before, after
        self.old("availability", "set", "daily", "0-24", "--tz", "Test/Town")

    def run(self, zone_data, *words, now=NOW):
        environment = {"TZDIR": zone_data, "CALBOOK_NOW": now, "LOGNAME": "alice", "PATH": os.environ["PATH"]}
        done = subprocess.run([CALBOOK, "--db", str(self.file), *words], capture_output=True, text=True, timeout=60,
                              env=environment, check=False)
        assert done.returncode == 0, (words, done.returncode, done.stderr)
        return done.stdout

    def old(self, *words, **how):
        return self.run(self.before, *words, **how)

    def new(self, *words, **how):
        return self.run(self.after, *words, **how)

    def book(self, time, *words):
        return self.old("book", time, "--name", "Bob", "-q", *words).strip()

    def starts(self):
        """The start of each booked appointment, in UTC, by reference, as stored in the file."""
        with sqlite3.connect(self.file) as connection:
            return dict(connection.execute("SELECT ref, strftime('%Y-%m-%dT%H:%MZ', start_at, 'unixepoch')"
                                           " FROM appointment WHERE live = 1"))

    def doctor(self, *words, **how):
        """Its findings: by reference, whether they are fixed."""
        found = json.loads(self.new("doctor", "--json", *words, **how))
        assert all(finding["check"] == "shifted" for finding in found), found
        return {finding["ref"]: finding["fixed"] for finding in found}

    def lines(self, *words, **how):
        """The lines of `upcoming`, by reference."""
        return {line.split()[3]: line for line in self.new("upcoming", *words, **how).splitlines()}


def test_upcoming_and_show_mark_what_has_shifted_and_nothing_else(calendar):
    safe = calendar.book("2026-12-15 10:00")
    shifted = calendar.book("2027-02-01 10:00")
    elsewhere = calendar.book("2027-02-01 14:00", "--tz", "Test/Village")
    assert "made for" not in calendar.old("upcoming")
    lines = calendar.lines()
    assert "2027-02-01 11:00-12:00" in lines[shifted], lines
    assert "made for" in lines[shifted] and "10:00" in lines[shifted], lines
    assert "made for" not in lines[safe] + lines[elsewhere], lines
    assert "made for" in calendar.new("show", shifted)
    assert "made for" not in calendar.new("show", safe) + calendar.new("show", elsewhere)


def test_doctor_lists_what_has_shifted_and_changes_nothing(calendar):
    calendar.book("2026-12-15 10:00")
    shifted = calendar.book("2027-02-01 10:00")
    assert calendar.old("doctor") == ""
    before = calendar.file.read_bytes()
    assert calendar.doctor() == {shifted: False}
    text = calendar.new("doctor")
    assert text.count("\n") == 1 and shifted in text and "11:00" in text and "10:00" in text, text
    assert calendar.file.read_bytes() == before


def test_doctor_names_the_appointments_whose_zone_is_gone_from_the_zone_data(calendar):
    calendar.book("2027-02-01 14:00")
    reference = calendar.book("2026-12-15 10:00", "--tz", "Test/Village")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(calendar.before, folder, dirs_exist_ok=True)
        (pathlib.Path(folder) / "Test/Village").unlink()
        found = json.loads(calendar.run(folder, "doctor", "--json"))
    assert [(each["check"], each["ref"], each["fixed"]) for each in found] == [("zone_data", reference, False)], found


def test_fix_moves_and_reports_each_to_its_promised_wall_clock_time(calendar):
    safe = calendar.book("2026-12-15 10:00")
    first = calendar.book("2027-02-01 10:00")
    second = calendar.book("2027-07-01 23:00")
    elsewhere = calendar.book("2027-02-01 14:00", "--tz", "Test/Village")
    assert calendar.doctor("--fix") == {first: True, second: True}
    assert calendar.starts() == {safe: "2026-12-15T09:00Z", first: "2027-02-01T08:00Z", second: "2027-07-01T21:00Z",
                             elsewhere: "2027-02-01T13:00Z"}
    lines = calendar.lines()
    assert "2027-02-01 10:00-11:00" in lines[first] and "2027-07-01 23:00" in lines[second], lines
    assert not any("made for" in line for line in lines.values()), lines
    assert "made for" not in calendar.new("show", first)


def test_the_text_of_fix_names_each_that_it_moved(calendar):
    references = [calendar.book("2027-02-01 10:00"), calendar.book("2027-02-02 10:00")]
    text = calendar.new("doctor", "--fix")
    assert text.count("\n") == 2 and all(reference in text for reference in references), text


def test_a_second_fix_changes_nothing(calendar):
    calendar.book("2027-02-01 10:00")
    in_the_way = calendar.book("2027-02-02 09:00", "--tz", "Test/Village")
    hindered = calendar.book("2027-02-02 10:00")
    calendar.new("doctor", "--fix")
    before, starts = calendar.file.read_bytes(), calendar.starts()
    assert starts[in_the_way] == "2027-02-02T08:00Z"
    assert calendar.doctor("--fix") == {hindered: False}
    assert calendar.starts() == starts and calendar.file.read_bytes() == before


def test_what_is_past_or_has_begun_or_is_cancelled_is_not_moved(calendar):
    past = calendar.book("2027-02-01 08:00")
    begun = calendar.book("2027-02-01 10:00")
    cancelled = calendar.book("2027-02-01 12:00")
    calendar.old("cancel", cancelled)
    before = calendar.file.read_bytes()
    for now in ("2027-02-01T09:00Z", "2027-02-01T09:59Z"):
        assert calendar.doctor("--fix", now=now) == {}
        assert calendar.file.read_bytes() == before
    assert calendar.starts() == {past: "2027-02-01T07:00Z", begun: "2027-02-01T09:00Z"}


def test_consecutive_appointments_move_together_each_to_its_predecessors_place(calendar):
    row = [calendar.book(f"2027-02-01 {hour:02}:00") for hour in range(8, 16)]
    assert calendar.doctor("--fix") == {reference: True for reference in row}
    assert calendar.starts() == {reference: f"2027-02-01T{6 + i:02}:00Z" for i, reference in enumerate(row)}


def test_a_blocked_appointment_stays_and_blocks_others_in_turn(calendar):
    in_the_way = calendar.book("2027-02-01 09:00", "--tz", "Test/Village")
    hindered = calendar.book("2027-02-01 10:00")
    behind = calendar.book("2027-02-01 11:00")
    free = calendar.book("2027-02-01 15:00")
    before = calendar.starts()
    assert calendar.doctor("--fix") == {hindered: False, behind: False, free: True}
    assert calendar.starts() == {**before, free: "2027-02-01T13:00Z"}, (in_the_way, calendar.starts())
    lines = calendar.lines()
    assert "made for" in lines[hindered] and "made for" in lines[behind], lines


def test_two_that_would_land_on_each_other_both_stay(calendar):
    earlier = calendar.book("2027-02-02 08:00", "--tz", "Test/Repeating")  # 07:00Z, would be 08:00Z
    later = calendar.book("2027-02-02 10:00")  # 09:00Z, would be 08:00Z
    before = calendar.starts()
    assert calendar.doctor("--fix") == {earlier: False, later: False}
    assert calendar.starts() == before


def test_two_that_change_places_are_moved(calendar):
    earlier = calendar.book("2027-02-02 09:00", "--tz", "Test/Repeating")
    later = calendar.book("2027-02-02 10:00")
    assert calendar.starts() == {earlier: "2027-02-02T08:00Z", later: "2027-02-02T09:00Z"}
    assert calendar.doctor("--fix") == {earlier: True, later: True}
    assert calendar.starts() == {earlier: "2027-02-02T09:00Z", later: "2027-02-02T08:00Z"}


def test_what_has_ended_is_still_in_the_way(calendar):
    calendar.old("service", "set", "short", "--duration", "45m", "--step", "30m")
    calendar.book("2027-02-01 09:30", "--service", "short", "--tz", "Test/Village")  # 08:30Z to 09:15Z
    hindered = calendar.book("2027-02-01 11:00")  # 10:00Z, would be 09:00Z
    before = calendar.starts()
    assert calendar.doctor("--fix", now="2027-02-01T09:30Z") == {hindered: False}
    assert calendar.starts() == before


def test_buffers_move_along_and_count_for_what_is_in_the_way(calendar):
    calendar.old("service", "set", "long", "--duration", "60m", "--buffer-after", "30m")
    for day in ("2027-02-01", "2027-02-02"):
        calendar.book(f"{day} 10:00", "--service", "long", "--tz", "Test/Village")  # keeps 09:00Z to 10:30Z
    hindered = calendar.book("2027-02-01 12:00", "--service", "long")  # 11:00Z, would be 10:00Z
    moved = calendar.book("2027-02-02 12:30", "--service", "long", "--force")  # 11:30Z, becomes 10:30Z
    assert calendar.doctor("--fix") == {hindered: False, moved: True}
    with sqlite3.connect(calendar.file) as connection:
        kept = connection.execute("SELECT start_at - occupied_from, occupied_to - end_at FROM appointment WHERE ref = ?",
                                  [moved]).fetchone()
    assert kept == (0, 1800), kept


def test_neither_busy_time_nor_another_owner_is_in_the_way(calendar):
    shifted = calendar.book("2027-02-01 10:00")
    calendar.old("busy", "add", "2027-02-01T09:00", "1h")
    calendar.old("availability", "set", "daily", "0-24", "--owner", "bob", "--tz", "Test/Village")
    calendar.book("2027-02-01 09:00", "--owner", "bob")
    assert calendar.doctor("--fix") == {shifted: True}
    assert calendar.starts()[shifted] == "2027-02-01T08:00Z"


def test_every_owner_is_looked_after(calendar):
    calendar.old("availability", "set", "daily", "0-24", "--owner", "bob", "--tz", "Test/Town")
    both = [calendar.book("2027-02-01 10:00", "--owner", owner) for owner in ("alice", "bob")]
    assert calendar.doctor("--fix") == {reference: True for reference in both}
    assert set(calendar.starts().values()) == {"2027-02-01T08:00Z"}


def test_a_skipped_time_becomes_the_next_and_is_reported_once(calendar):
    skipped = calendar.book("2027-02-01 10:30", "--tz", "Test/Skipping", "--force")
    assert calendar.doctor("--fix") == {skipped: True}
    assert calendar.starts() == {skipped: "2027-02-01T09:00Z"}
    assert calendar.doctor("--fix") == {}


def test_a_time_that_now_repeats_keeps_its_offset_and_instant(calendar):
    repeated = calendar.book("2027-02-01 09:30", "--tz", "Test/Repeating", "--force")
    after = calendar.book("2027-02-01 14:00", "--tz", "Test/Repeating")
    assert calendar.doctor("--fix") == {after: True}
    assert calendar.starts() == {repeated: "2027-02-01T08:30Z", after: "2027-02-01T14:00Z"}


def main():
    with tempfile.TemporaryDirectory() as zone_data:
        before = compiled(BEFORE, pathlib.Path(zone_data) / "before")
        after = compiled(AFTER, pathlib.Path(zone_data) / "after")

        def with_calendar(test):
            with tempfile.TemporaryDirectory() as folder:
                test(RezonedCalendar(folder, before, after))

        return sentences.run(globals(), with_calendar)


if __name__ == "__main__":
    sys.exit(main())
