"""The calendars for the benchmark, at a fixed time.

Ten owners can be booked daily from 08:00 to 18:00 in Berlin, 20 minutes each: 30 positions a day,
for the five years before now and the five after. The appointments lie evenly over them, so a file of
1,000,000 leaves one position of eleven free and one of 1,000 has an appointment every four days. The
owners take turns, and rows are stored in the order of time.
"""
import datetime
import functools
import hashlib
import os
import pathlib
import sqlite3
import subprocess
import typing
import zoneinfo

from programs import ROOT

OWNERS = 10
POSITIONS_A_DAY = 30
LENGTH = 20 * 60
ZONE = "Europe/Berlin"
TODAY = datetime.date(2026, 11, 22)  # a Sunday: remind's weeks begin there
NOW = "2026-11-22T00:00+01:00"
DAYS_BEFORE, DAYS = 1826, 3653
POSITIONS = DAYS * POSITIONS_A_DAY
NAME = "Bob Stone"
ENVIRONMENT = {"CALBOOK_NOW": NOW, "TZ": ZONE, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}

REFERENCES = 30**6
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Appointment(typing.NamedTuple):
    """One of a calendar's; its start in UTC seconds."""
    number: int
    owner: int
    start: int
    utc_offset: int


@functools.cache
def opening(day):
    """08:00 on a day, counted from the first of the ten years: UTC seconds, and the offset valid all day."""
    date = TODAY + datetime.timedelta(days=day - DAYS_BEFORE)
    wall = datetime.datetime.combine(date, datetime.time(8), zoneinfo.ZoneInfo(ZONE))
    return int(wall.timestamp()), int(wall.utcoffset().total_seconds())


def start_of(position):
    day, turn = divmod(position, POSITIONS_A_DAY)
    at, utc_offset = opening(day)
    return at + turn * LENGTH, utc_offset


def position_of(number, size):
    return number * POSITIONS // size


def appointments(size):
    """In order of time."""
    for number in range(size):
        yield Appointment(number, number % OWNERS + 1, *start_of(position_of(number, size)))


def taken_start(size):
    """The first upcoming start that is taken for the first owner."""
    number = next(n for n in range(0, size, OWNERS) if position_of(n, size) >= DAYS_BEFORE * POSITIONS_A_DAY)
    return start_of(position_of(number, size))[0]


def free_starts(size):
    """All upcoming free starts of the first owner, in order of time."""
    taken = {position_of(number, size) for number in range(0, size, OWNERS)}
    for position in range(DAYS_BEFORE * POSITIONS_A_DAY, POSITIONS):
        if position not in taken:
            yield start_of(position)[0]


def reference(number):
    """Scattered like calbook's own, so that their index grows as in real use."""
    rest, text = (number * 318_276_731 + 104_729_017) % REFERENCES, ""
    for _ in range(6):
        text += ALPHABET[rest % 30]
        rest //= 30
    return text


def as_iso(start):
    return datetime.datetime.fromtimestamp(start, datetime.UTC).strftime("%Y-%m-%dT%H:%MZ")


def fingerprint(*modules):
    """Identifies the inputs of a cached file, so that it is rebuilt when they change."""
    sources = [ROOT / "libcalendar/src/sqlite/schema.cpp", pathlib.Path(__file__), *map(pathlib.Path, modules)]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]


def calendar(folder, size, calbook):
    """The path of a calendar of that size: hours and services set by calbook, appointments in plain SQL."""
    file = folder / f"calendar-{size}-{fingerprint()}.db"
    if file.exists():
        return file
    print(f"Building a calendar of {size:,} appointments ...", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / "unfinished.db"
    for outdated in [*folder.glob(f"calendar-{size}-*.db"), *folder.glob("unfinished.db*")]:
        outdated.unlink()
    for owner in range(OWNERS):
        for words in (["availability", "set", "daily", "08:00-18:00", "--tz", ZONE],
                      ["service", "set", "default", "--duration", "20m"]):
            subprocess.run([calbook, "--db", str(unfinished), *words, "--owner", f"owner-{owner}"], check=True,
                           env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    store(unfinished, appointments(size))
    unfinished.rename(file)
    return file


def store(file, rows):
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    with connection:
        connection.executemany(
            "INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone,"
            " utc_offset, name, email, created_at)"
            " VALUES(?1, ?2, 'default', ?3, ?4, ?3, ?4, ?5, ?6, ?7, 'bob@example.org', ?3)",
            ((reference(row.number), row.owner, row.start, row.start + LENGTH, ZONE, row.utc_offset, NAME)
             for row in rows))
    connection.close()


def copy(file, to):
    """A writable copy, already synced, so that no later sync has to write it."""
    to.unlink(missing_ok=True)
    with open(file, "rb") as source, open(to, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as target:
        while chunk := source.read(1 << 20):
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return to
