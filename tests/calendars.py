#!/usr/bin/env python3
"""Random calendars, and what they block by dateutil. Usage: calendars.py CALBOOK [COUNT [SEED]]

Events that repeat, on the clocks of several zones, in UTC, on nobody's clock and on whole dates; some of their
instances are taken out, added, moved, cancelled, or changed along with all later ones. They are written as other
programs do: folded, in any order, with ends or lengths, with instances named in other zones.
"""
import datetime
import json
import random
import subprocess
import sys
import zoneinfo

from dateutil import rrule

CALBOOK = sys.argv[1]
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 300
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
TIMEOUT_S = 120
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "UTC"]
FIRST, LAST = datetime.date(2026, 1, 10), datetime.date(2026, 6, 30)
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)

RULES = ["FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "FREQ=WEEKLY;BYDAY=SU",
         "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=-1,15",
         "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
         "FREQ=YEARLY;BYYEARDAY=100,-100"]


def compact(time):
    return time.strftime("%Y%m%dT%H%M%S")


class Clock:
    """The clock of an event: a zone's, UTC, nobody's, or that of whole dates; `mine` is the owner's."""

    def __init__(self, source, mine):
        self.kind = source.choice(("zone", "zone", "utc", "floating", "date"))
        self.name = source.choice(ZONES) if self.kind == "zone" else "UTC" if self.kind == "utc" else mine
        self.zone = zoneinfo.ZoneInfo(self.name)

    def instant(self, wall):
        return wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)

    def written(self, name, wall):
        if self.kind == "date":
            return f"{name};VALUE=DATE:{wall:%Y%m%d}"
        suffix = {"zone": f";TZID={self.name}", "utc": "", "floating": ""}[self.kind]
        return f"{name}{suffix}:{compact(wall)}{'Z' if self.kind == 'utc' else ''}"

    def named(self, source, name, wall):
        """An instance, as some program may name it."""
        if self.kind == "date" or source.random() < 0.4:
            return self.written(name, wall)
        if source.random() < 0.2:
            return f"{name};VALUE=DATE:{wall:%Y%m%d}"
        instant = self.instant(wall)
        if source.random() < 0.5:
            return f"{name}:{compact(instant)}Z"
        other = source.choice([zone for zone in ZONES if zone != "UTC"])
        shown = instant.astimezone(zoneinfo.ZoneInfo(other))
        if shown.fold or shown.replace(tzinfo=None, fold=0).replace(tzinfo=zoneinfo.ZoneInfo(other)).astimezone(UTC) != instant:
            return f"{name}:{compact(instant)}Z"  # the other clock shows that time twice
        return f"{name};TZID={other}:{compact(shown)}"


class Length:
    """How long an event is: on the clock or in elapsed time."""

    def __init__(self, source, clock):
        self.days = source.randint(1, 3) if clock.kind == "date" else 0
        self.elapsed = datetime.timedelta() if self.days else datetime.timedelta(minutes=15 * source.randint(1, 120))
        self.by_end = source.random() < 0.5

    def end(self, clock, wall):
        if self.days:
            return clock.instant(wall + self.days * DAY)
        return clock.instant(wall) + self.elapsed

    def written(self, clock, wall):
        if not self.by_end:
            return f"DURATION:P{self.days}D" if self.days else f"DURATION:PT{int(self.elapsed.total_seconds()) // 60}M"
        if self.days:
            return clock.written("DTEND", wall + self.days * DAY)
        return f"DTEND:{compact(self.end(clock, wall))}Z"


class Event:
    """An event that repeats, and those in the place of its instances."""

    def __init__(self, source, uid, mine):
        self.source = source
        self.uid = uid
        self.clock = Clock(source, mine)
        self.start = datetime.datetime(2025, 1, 1) + datetime.timedelta(days=source.randrange(520))
        if self.clock.kind != "date":
            self.start += datetime.timedelta(minutes=15 * source.randrange(96))
        self.length = Length(source, self.clock)
        self.properties = [self.clock.written("DTSTART", self.start), self.length.written(self.clock, self.start)]
        self.walls = self.repeated()
        self.others = []
        self.spans = {wall: (self.clock.instant(wall), self.length.end(self.clock, wall)) for wall in self.walls}
        self.take_out()
        self.change_later_ones()
        self.replace()

    def repeated(self):
        """The times of the start, one or two rules, and additional dates."""
        end = datetime.datetime.combine(LAST + 20 * DAY, datetime.time())
        walls = {self.start}
        for _ in range(self.source.choice((0, 1, 1, 1, 2))):
            rule = self.source.choice(RULES)
            walls.update(self.times_of(rule, end))
        for _ in range(self.source.choice((0, 0, 2))):
            wall = self.start + self.source.randrange(1, 200) * DAY
            walls.add(wall)
            self.properties.append(self.clock.named(self.source, "RDATE", wall) if self.clock.kind != "zone"
                                   else self.clock.written("RDATE", wall))
        return sorted(walls)

    def times_of(self, rule, end):
        limit = self.source.choice(("none", "count", "until", "until-date"))
        if limit == "count":
            rule += f";COUNT={self.source.randint(1, 200)}"
        until = self.start + self.source.randrange(400) * DAY
        if limit == "until":
            instant = self.clock.instant(until)
            rule += f";UNTIL={until:%Y%m%d}" if self.clock.kind == "date" else f";UNTIL={compact(instant)}Z"
        if limit == "until-date":
            rule += f";UNTIL={until:%Y%m%d}"
        self.properties.append(f"RRULE:{rule}")
        plain = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL"))
        times = rrule.rrulestr(plain, dtstart=self.start).between(datetime.datetime(2024, 1, 1), end, inc=True)
        if limit == "until":
            times = [time for time in times if self.clock.instant(time) <= self.clock.instant(until)]
        if limit == "until-date":
            times = [time for time in times if time.date() <= until.date()]
        return times

    def take_out(self):
        for wall in self.some(3):
            self.properties.append(self.clock.named(self.source, "EXDATE", wall))
            by_date = "VALUE=DATE" in self.properties[-1]
            for other in [other for other in self.spans if other == wall or (by_date and other.date() == wall.date())]:
                del self.spans[other]

    def some(self, most):
        near = [wall for wall in self.spans if FIRST - 20 * DAY <= wall.date() <= LAST]
        return self.source.sample(near, min(len(near), self.source.randint(0, most)))

    def change_later_ones(self):
        chosen = self.some(1)
        if not chosen or self.clock.kind == "date" or self.source.random() < 0.5:
            return
        wall = chosen[0]
        shift = datetime.timedelta(minutes=15 * self.source.randrange(-40, 40))
        length = Length(self.source, self.clock)
        cancelled = self.source.random() < 0.2
        lines = [self.clock.written("RECURRENCE-ID;RANGE=THISANDFUTURE", wall), self.clock.written("DTSTART", wall + shift),
                 length.written(self.clock, wall + shift)] + (["STATUS:CANCELLED"] if cancelled else [])
        self.others.append(lines)
        for later in [later for later in self.spans if self.clock.instant(later) >= self.clock.instant(wall)]:
            span = (self.clock.instant(later + shift), length.end(self.clock, later + shift))
            self.spans[later] = None if cancelled else span

    def replace(self):
        changed = {lines[0].split(":")[-1].rstrip("Z") for lines in self.others}
        for wall in self.some(3):
            name = self.clock.named(self.source, "RECURRENCE-ID", wall)
            if compact(wall) in changed or "VALUE=DATE" in name and self.clock.kind != "date":
                continue
            moved = wall + datetime.timedelta(days=self.source.randrange(-3, 4))
            length = Length(self.source, self.clock)
            free = self.source.choice((None, None, "STATUS:CANCELLED", "TRANSP:TRANSPARENT"))
            self.others.append([name, self.clock.written("DTSTART", moved), length.written(self.clock, moved)]
                               + ([free] if free else []))
            self.spans[wall] = None if free else (self.clock.instant(moved), length.end(self.clock, moved))

    def texts(self):
        return [["BEGIN:VEVENT", f"UID:{self.uid}", *self.source.sample(lines, len(lines)), "END:VEVENT"]
                for lines in [self.properties, *self.others]]


def folded(source, line):
    if source.random() < 0.7 or len(line) < 3:
        return line
    at = source.randrange(1, len(line))
    return line[:at] + "\r\n " + line[at:]


def check(source, number):
    mine = source.choice(ZONES)
    events = [Event(source, f"event-{index}", mine) for index in range(source.randint(1, 5))]
    parts = [part for event in events for part in event.texts()]
    source.shuffle(parts)
    lines = ["BEGIN:VCALENDAR", *[line for part in parts for line in part], "END:VCALENDAR"]
    text = "\r\n".join(folded(source, line) for line in lines) + "\r\n"
    if source.random() < 0.3:
        text = text.replace("\r\n", "\n")
    ran = subprocess.run([CALBOOK, "--db", "/nonexistent/calbook.db", "calendar", "check", "-", "--json", "--tz", mine,
                          "--from", str(FIRST), "--to", str(LAST)], input=text.encode(), capture_output=True,
                         timeout=TIMEOUT_S, check=False)
    assert ran.returncode == 0, (ran.stderr, text)
    found = sorted((span["start_utc"], span["end_utc"], span["uid"]) for span in json.loads(ran.stdout)["spans"])
    zone = zoneinfo.ZoneInfo(mine)
    start, end = (datetime.datetime.combine(date, datetime.time(), zone).astimezone(UTC) for date in (FIRST, LAST + DAY))
    expected = sorted((span[0].strftime("%Y-%m-%dT%H:%M:%SZ"), span[1].strftime("%Y-%m-%dT%H:%M:%SZ"), event.uid)
                      for event in events for span in event.spans.values()
                      if span and span[0] < end and span[1] > start and span[0] < span[1])
    assert found == expected, (f"calendar {number} of seed {SEED}, for {mine}", sorted(set(found) ^ set(expected))[:6], text)
    return len(found)


spans = 0
for each in range(COUNT):
    spans += check(random.Random(SEED * 1_000_003 + each), each)
print(f"{COUNT} calendars, {spans} spans")
