#!/usr/bin/env python3
"""What other programs make of exports. Usage: ics_export.py CALBOOK [SERIES [SEED]]

Random series on the clocks of several zones, with dates refused, cancelled, moved and corrected, are exported, and read
by icalendar and recurring-ical-events: by their own zone data, and by the description of the zone in the file alone.
Both must have each appointment once, at the instants of `history`. Then khal imports a few, twice. Each function whose
name begins with `test_` is one sentence that could become false.
"""
import collections
import datetime
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).parent
sys.path.append(str(TESTS / "faults"))

import sentences
from skips import Skipped, tell

try:
    import icalendar
    import recurring_ical_events
except ModuleNotFoundError:
    icalendar = None

CALBOOK = str(pathlib.Path(sys.argv[1]).resolve())
SERIES = int(sys.argv[2]) if len(sys.argv) > 2 else 240
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 5546
TIMEOUT_S = 300
NOW = "2026-01-05T00:00Z"
UTC = datetime.timezone.utc
FIRST, LAST = datetime.datetime(2026, 1, 1, tzinfo=UTC), datetime.datetime(2031, 1, 1, tzinfo=UTC)
ZONES = ["Europe/Berlin", "Europe/Dublin", "Africa/Casablanca", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC",
         "America/New_York", "Asia/Kathmandu", "Asia/Jerusalem", "Africa/Cairo", "America/Santiago", "Asia/Tokyo"]
EVERY = ["day", "week", "2w", "3d", "10d", "month"]
# But "a\\n", of which icalendar 4.0 makes a line break.
NAMES = ["Bob Stone", "Stone, Bob; \"Bobby\"", "山田太郎", "🎉" * 40, "é" * 150, "a\\b", "x" * 200]
NOTES = ["", "one\ntwo", "a, b; c: d\\", "🎉\n" * 30, "tab" + " " * 70 + "end"]
SLOTS = [minutes for minutes in range(0, 1440, 30)]


class Calendar:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = {"CALBOOK_DB": str(self.folder / "calbook.db"), "CALBOOK_NOW": NOW, "LOGNAME": "nobody",
                            "HOME": str(self.folder), "PATH": os.environ["PATH"]}
        if "TZDIR" in os.environ:
            self.environment["TZDIR"] = os.environ["TZDIR"]

    def run(self, *words, given=None, may_fail=False):
        done = subprocess.run([CALBOOK, *words], input=given, capture_output=True, timeout=TIMEOUT_S,
                              env=self.environment, check=False)
        assert may_fail or done.returncode == 0, (words, done.returncode, done.stderr)
        return done

    def out(self, *words, given=None):
        return self.run(*words, given=given).stdout

    def json(self, *words):
        return json.loads(self.out(*words, "--json"))


def booked_instants(history):
    """For each UID without the file's part: the spans of what takes place."""
    found = collections.defaultdict(list)
    for each in history:
        if each["status"] == "booked":
            found[each["series"] or each["ref"]].append((each["start_utc"], each["end_utc"]))
    return {ref: sorted(spans) for ref, spans in found.items()}


def utc_text(time):
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instants(bytes_):
    found = collections.defaultdict(list)
    for event in recurring_ical_events.of(icalendar.Calendar.from_ical(bytes_)).between(FIRST, LAST):
        ref = str(event["UID"]).split(".")[0]
        found[ref].append((utc_text(event["DTSTART"].dt), utc_text(event["DTEND"].dt)))
    return {ref: sorted(spans) for ref, spans in found.items()}


def request(source, owner, slot):
    """A series whose time of day nobody else of that owner has in its zone."""
    first = datetime.date(2026, 1, 6) + datetime.timedelta(days=source.randrange(700))
    every = source.choice(EVERY + [f"{first:%a}".lower(), f"{first:%a}".lower()])
    at = f"{first}T{slot // 60:02}:{slot % 60:02}"
    asked = {"at": at, "name": source.choice(NAMES), "every": every, "times": source.randint(2, 20), "conflicts": "skip",
             "owner": owner}
    note = source.choice(NOTES)
    return {**asked, "note": note} if note else asked


def change(source, calendar, appointments):
    """Cancels, moves and corrects some of them."""
    for each in appointments:
        chance = source.random()
        if chance < 0.10:
            calendar.run("cancel", each["ref"])
        elif chance < 0.14:
            start = datetime.datetime.fromisoformat(each["start"][:19]) + datetime.timedelta(
                days=source.randint(0, 2), minutes=30 * source.randint(1, 47))
            calendar.run("reschedule", each["ref"], start.strftime("%Y-%m-%dT%H:%M"), "--force", may_fail=True)
        elif chance < 0.17:
            calendar.run("edit", each["ref"], "--name", source.choice(NAMES), "--note", "another\nnote")
    if source.random() < 0.05:
        calendar.run("cancel", appointments[0]["series"])


def fill(calendar, source, count):
    """Series of owners in each zone, each owner's at times of the day of their own."""
    owners = {}
    for number in range((count + 23) // 24):
        zone = ZONES[number % len(ZONES)]
        owner = f"owner{number}"
        calendar.run("availability", "set", "daily", "00:00-24:00", "--owner", owner, "--tz", zone)
        calendar.run("service", "set", "default", "--duration", "30m", "--step", "30m", "--owner", owner)
        owners[owner] = iter(source.sample(SLOTS, 24))
    for number in range(count):
        owner = f"owner{number // 24}"
        asked = request(source, owner, next(owners[owner]))
        done = calendar.run("book", "--batch", "-", "--json", given=json.dumps(asked).encode() + b"\n", may_fail=True)
        if done.returncode != 0:  # a time that the clock skips or repeats, or one that nothing of is free
            continue
        booked = json.loads(done.stdout)[0]
        change(source, calendar, booked["appointments"])


def compare(expected, found, how):
    wrong = [f"{how} {ref}:\n  missing {sorted(set(expected.get(ref, [])) - set(found.get(ref, [])))}\n"
             f"  too many {sorted(set(found.get(ref, [])) - set(expected.get(ref, [])))}"
             for ref in sorted(set(expected) | set(found)) if expected.get(ref) != found.get(ref)]
    assert not wrong, f"{len(wrong)} of {len(expected)} differ, seed {SEED}:\n" + "\n".join(wrong[:5])
    print(f"{how}: {sum(map(len, expected.values()))} appointments of {len(expected)} series are the same")


def test_others_read_what_is_booked(calendar):
    fill(calendar, random.Random(SEED), SERIES)
    expected = booked_instants(calendar.json("history", "--all"))
    exported = calendar.out("ics", "export", "--all")
    compare(expected, read_instants(exported), "by zone data")
    masked = exported
    for zone in ZONES:
        masked = masked.replace(f"TZID={zone}:".encode(), f"TZID=X {zone}:".encode())
        masked = masked.replace(f"TZID:{zone}\r\n".encode(), f"TZID:X {zone}\r\n".encode())
    compare(expected, read_instants(masked), "by the description of the zone")


def test_a_reader_that_is_calbook_finds_the_same(calendar):
    fill(calendar, random.Random(SEED + 1), 48)
    expected = sorted(span for spans in booked_instants(calendar.json("history", "--all")).values() for span in spans)
    (calendar.folder / "all.ics").write_bytes(calendar.out("ics", "export", "--all"))
    read = calendar.json("calendar", "check", str(calendar.folder / "all.ics"), "--from", "2026-01-01", "--to", "2031-01-01")
    assert read["warnings"] == [], read["warnings"]
    assert sorted((span["start_utc"], span["end_utc"]) for span in read["spans"]) == expected


def test_an_export_of_the_same_data_is_the_same_bytes(calendar):
    fill(calendar, random.Random(SEED + 2), 24)
    assert calendar.out("ics", "export", "--all") == calendar.out("ics", "export", "--all")
    for line in calendar.out("ics", "export", "--all").split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode()


def test_texts_come_back_as_they_are(calendar):
    calendar.run("availability", "set", "daily", "00:00-24:00", "--owner", "alice", "--tz", "Europe/Berlin")
    for hour, (name, note) in enumerate((name, note) for name in NAMES for note in NOTES if note):
        calendar.run("book", f"2026-01-{10 + hour // 20}T{hour % 20:02}:00", "--name", name, "--note", note, "--force")
    expected = {each["ref"]: (each["name"], each["note"]) for each in calendar.json("upcoming")}
    read = icalendar.Calendar.from_ical(calendar.out("ics", "export"))
    found = {str(event["UID"]).split(".")[0]: (str(event["SUMMARY"]).removeprefix("Appointment: "), str(event["DESCRIPTION"]))
             for event in read.walk("VEVENT")}
    assert found == expected, (found, expected)


def test_khal_shows_each_appointment_once_however_often_it_is_imported(calendar):
    khal = shutil.which("khal")
    if khal is None:
        raise Skipped("khal")
    calendar.run("availability", "set", "daily", "00:00-24:00", "--owner", "alice", "--tz", "Europe/Berlin")
    calendar.run("book", "2026-03-24T10:00", "--name", "Bob Stone")
    booked = calendar.json("book", "2026-03-16T12:00", "--name", "Eve", "--every", "week", "--times", "4")["appointments"]
    calendar.run("reschedule", booked[1]["ref"], "2026-03-25T15:00")
    calendar.run("cancel", booked[2]["ref"])
    kept = calendar.folder / "khal"
    kept.mkdir()
    config = calendar.folder / "khal.conf"
    config.write_text(f"[calendars]\n[[it]]\npath = {kept}\n[locale]\nlocal_timezone = Europe/Berlin\n"
                      "default_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
                      "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
                      f"[sqlite]\npath = {calendar.folder / 'khal.db'}\n")
    (calendar.folder / "all.ics").write_bytes(calendar.out("ics", "export"))
    environment = {**os.environ, "HOME": str(calendar.folder), "LC_ALL": "C.UTF-8"}
    for _ in range(2):
        subprocess.run([khal, "-c", config, "import", "--batch", "-a", "it", calendar.folder / "all.ics"], env=environment,
                       check=True, capture_output=True, timeout=TIMEOUT_S, stdin=subprocess.DEVNULL)
    shown = subprocess.run([khal, "-c", config, "list", "--format", "{start} {title}", "--day-format", "", "2026-03-01",
                            "60d"], env=environment, check=True, capture_output=True, text=True, timeout=TIMEOUT_S).stdout
    assert [line for line in shown.splitlines() if line] == [
        "2026-03-16 12:00 Appointment: Eve", "2026-03-24 10:00 Appointment: Bob Stone",
        "2026-03-25 15:00 Appointment: Eve", "2026-04-06 12:00 Appointment: Eve"], shown


def test_a_folder_has_what_is_booked_and_keeps_what_is_not_calbooks(calendar):
    calendar.run("availability", "set", "daily", "00:00-24:00", "--owner", "alice", "--tz", "Europe/Berlin")
    one = calendar.json("book", "2026-03-24T10:00", "--name", "Bob Stone")["ref"]
    two = calendar.json("book", "2026-03-25T10:00", "--name", "Eve")["ref"]
    folder = calendar.folder / "vdir"
    folder.mkdir()
    (folder / "other.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")

    def export(*words):
        done = calendar.json("ics", "export", "--dir", str(folder), *words)
        return sorted((each["file"].split(".")[0], each["done"]) for each in done)

    assert export() == sorted([(one, "written"), (two, "written")])
    stamps = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert export() == []
    calendar.run("cancel", one)
    assert export() == [(one, "removed")]
    left = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert left == {name: stamp for name, stamp in stamps.items() if not name.startswith(one)}
    calendar.environment["CALBOOK_NOW"] = "2026-04-01T00:00Z"
    assert export() == [], "what is over is removed"
    calendar.run("edit", two, "--note", "came late")
    assert export() == [(two, "written")], "what is over is not kept up to date"


def with_calendar(test):
    with tempfile.TemporaryDirectory() as folder:
        try:
            test(Calendar(folder))
        except Skipped as skipped:
            tell(test.__name__[5:].replace("_", " "), skipped)
            assert not skipped.fails, skipped


def main():
    if icalendar is None:
        skipped = Skipped("python3-icalendar or python3-recurring-ical-events")
        tell("exports are read by other programs", skipped)
        return 1 if skipped.fails else 0
    return sentences.run(globals(), with_calendar)


sys.exit(main())
