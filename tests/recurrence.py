#!/usr/bin/env python3
"""Compares libcalendar's recurrence rules with dateutil's. Usage: recurrence.py DRIVER [SEED]

128 rules of a table and 2,000 random ones, all valid by RFC 5545, section 3.3.10, go through both. Where dateutil
departs from the RFC, rfc_differs() says so.
"""
import datetime
import itertools
import pathlib
import random
import subprocess
import sys
import types

sys.path.append(str(pathlib.Path(__file__).parent / "faults"))

from skips import Skipped, tell

try:
    from dateutil import rrule
except ModuleNotFoundError:
    rrule = None

DRIVER = pathlib.Path(sys.argv[1]).resolve()
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 5545
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
COMPARED_TIMES = 20
COMPARED_YEARS = 40
TIMEOUT_S = 120

# What each frequency is tried with, at two intervals.
TABLE = {
    "DAILY": ["", "BYMONTH=1,2", "BYMONTH=2;BYMONTHDAY=29", "BYMONTHDAY=31", "BYMONTHDAY=-1,1",
              "BYMONTHDAY=13;BYDAY=FR", "BYDAY=SA,SU", "BYDAY=MO;BYMONTH=12", "BYHOUR=18,6",
              "BYHOUR=9;BYMINUTE=30,0", "BYSECOND=59,0", "BYHOUR=6,12,18;BYSETPOS=-1",
              "BYHOUR=6,12;BYMINUTE=0,30;BYSETPOS=2,3", "COUNT=7", "UNTIL=20040301T093000",
              "BYDAY=MO,MO,TU;BYHOUR=8,8"],
    "WEEKLY": ["", "BYDAY=MO,WE,FR", "BYDAY=SU,MO;WKST=SU", "BYDAY=SU,MO;WKST=MO", "BYDAY=TU,SA;WKST=WE",
               "BYMONTH=1,12", "BYMONTH=2;BYDAY=SU", "BYHOUR=20,8", "BYDAY=TH,TU;BYHOUR=9,17",
               "BYDAY=MO,TU,WE,TH,FR,SA,SU", "COUNT=7", "BYDAY=FR;COUNT=3", "UNTIL=20040331T093000",
               "BYDAY=WE;WKST=TH", "BYDAY=SA;BYMINUTE=0,15,30,45", "BYDAY=SA,SU;WKST=SU;BYMONTH=2"],
    "MONTHLY": ["", "BYMONTHDAY=31", "BYMONTHDAY=29,30,31;BYMONTH=2", "BYMONTHDAY=-1", "BYMONTHDAY=-31",
                "BYMONTHDAY=1,-1", "BYDAY=2TU", "BYDAY=-1FR", "BYDAY=5SU", "BYDAY=-5SU,5SU",
                "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "BYDAY=FR;BYMONTHDAY=13", "BYDAY=SU,MO;BYSETPOS=2,-2",
                "BYMONTHDAY=10,20,30;BYHOUR=9,18;BYSETPOS=1,6", "BYMONTH=4,2;BYDAY=1MO", "BYMONTHDAY=15;COUNT=5"],
    "YEARLY": ["", "BYMONTH=2;BYMONTHDAY=29", "BYMONTH=6,1", "BYMONTHDAY=31", "BYDAY=20MO", "BYDAY=-1SU",
               "BYDAY=53SA,-53SU", "BYMONTH=11;BYDAY=4TH", "BYYEARDAY=1,100,200", "BYYEARDAY=366,-366",
               "BYYEARDAY=60;BYMONTHDAY=29", "BYWEEKNO=20;BYDAY=MO", "BYWEEKNO=10,-10;BYDAY=SA,SU;WKST=SU",
               "BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,100",
               "BYMONTH=3;BYDAY=-1SU;COUNT=4"],
}
TABLE_START = datetime.datetime(2004, 2, 29, 9, 30)


class Rule:
    """A rule as iCalendar writes it, and its start."""

    def __init__(self, start, parts):
        self.start = start
        self.parts = parts
        self.text = ";".join(f"{name}={value}" for name, value in parts.items())

    def list(self, name):
        return self.parts[name].split(",") if name in self.parts else []

    def __str__(self):
        return f"{self.start:%Y%m%dT%H%M%S} {self.text}"


def rules_of_table():
    for frequency, texts in TABLE.items():
        for interval, text in itertools.product((1, 3), texts):
            parts = dict(part.split("=") for part in text.split(";") if part)
            yield Rule(TABLE_START, {"FREQ": frequency, "INTERVAL": interval, **parts})


def random_numbers(most, limit, signs=(1,)):
    return ",".join(str(random.choice(signs) * random.randint(1, limit)) for _ in range(random.randint(1, most)))


def random_days(ordinals):
    return ",".join(random.choice(ordinals) + random.choice(WEEKDAYS) for _ in range(random.randint(1, 4)))


def ordinals_of(parts):
    if parts["FREQ"] not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts:
        return [""]
    if parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts:
        return random.choice([[""], ["1", "-1", "9", "-9", "52", "53", "-53"]])
    return random.choice([[""], ["1", "2", "4", "5", "-1", "-2", "-5"], ["", "1", "-1"]])


def random_parts():
    parts = {"FREQ": random.choice(list(TABLE)), "INTERVAL": random.choice([1, 1, 1, 2, 3, 4, 5, 7, 12, 100])}

    def add(chance, name, make):
        if random.random() < chance:
            parts[name] = make()

    yearly = parts["FREQ"] == "YEARLY"
    add(.3, "BYMONTH", lambda: random_numbers(4, 12))
    add(.25 * yearly, "BYWEEKNO", lambda: random_numbers(3, 53, (1, -1)))
    add(.2 * yearly, "BYYEARDAY", lambda: random_numbers(9, 366, (1, -1)))
    add(.3 * (parts["FREQ"] != "WEEKLY"), "BYMONTHDAY", lambda: random_numbers(7, 31, (1, -1)))
    add(.45, "BYDAY", lambda: random_days(ordinals_of(parts)))
    add(.15, "BYHOUR", lambda: ",".join(str(random.randrange(24)) for _ in range(3)))
    add(.1, "BYMINUTE", lambda: ",".join(str(random.randrange(60)) for _ in range(2)))
    add(.1, "BYSECOND", lambda: ",".join(str(random.randrange(60)) for _ in range(2)))
    add(.3 * (len(parts) > 2), "BYSETPOS", lambda: random_numbers(3, random.choice([3, 3, 12, 366]), (1, -1)))
    add(.6, "WKST", lambda: random.choice(WEEKDAYS))
    return parts


def random_rule():
    start = datetime.datetime(2000, 1, 1) + datetime.timedelta(days=random.randrange(110 * 365),
                                                               seconds=random.randrange(86400))
    if random.random() < .2:
        start = start.replace(month=random.choice([1, 12]), day=random.choice([1, 2, 3, 29, 30, 31]))
    parts = random_parts()
    end = random.randrange(4)
    if end == 0:
        parts["COUNT"] = random.randint(1, 15)
    if end == 1:
        until = start + datetime.timedelta(days=random.randrange(2000), seconds=random.randrange(-1, 2))
        parts["UNTIL"] = f"{until:%Y%m%dT%H%M%S}"
    return Rule(start, parts)


def rfc_differs(rule):
    """Why dateutil's answer cannot be expected of this rule; None if it can."""
    parts = rule.parts
    if len({len(day) > 2 for day in rule.list("BYDAY")}) == 2:
        return "BYDAY lists days; of every MO and the 1TU, dateutil takes those that are both"
    if "BYWEEKNO" in parts and not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY"}:
        return "BYWEEKNO alone takes its weekday from the start; dateutil takes all seven"
    if "BYWEEKNO" in parts and is_at_new_year(rule):
        return "BYWEEKNO counts whole weeks; dateutil cuts its years, and miscounts the last weeks, at 1 January"
    if parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts and WEEKDAYS[rule.start.weekday()] != parts.get("WKST", "MO"):
        return "BYSETPOS counts in the whole week; dateutil begins with the start"
    return None


def is_at_new_year(rule):
    """Whether it matters to which year a week of two years belongs, or how many weeks a year has."""
    weeks = {abs(int(week)) for week in rule.list("BYWEEKNO")}
    start_between_years = rule.start.strftime("%m%d") in ("1229", "1230", "1231", "0101", "0102", "0103")
    years_matter = rule.parts["INTERVAL"] > 1 or "BYSETPOS" in rule.parts
    return bool(weeks & {52, 53}) or (years_matter and (1 in weeks or start_between_years))


def times_of_dateutil(rule):
    """The first times, none of them after the years that are compared."""
    # dateutil looks for times up to this year, also if a rule has none.
    rrule.datetime.MAXYEAR = last_year_of(rule)
    times = rrule.rrulestr(rule.text, dtstart=rule.start)
    return [f"{time:%Y%m%dT%H%M%S}" for time in itertools.islice(times, COMPARED_TIMES)
            if time.year <= last_year_of(rule)]


def last_year_of(rule):
    return rule.start.year + COMPARED_YEARS


def until_of(rule):
    return "" if "UNTIL" in rule.parts else f";UNTIL={last_year_of(rule)}1231T235959"


def times_of_driver(rules):
    lines = "".join(f"{COMPARED_TIMES} {rule}{until_of(rule)}\n" for rule in rules)
    ran = subprocess.run([DRIVER], input=lines, capture_output=True, text=True, timeout=TIMEOUT_S, check=True)
    answers = ran.stdout.splitlines()
    assert len(answers) == len(rules), f"{len(answers)} answers to {len(rules)} rules"
    return [answer.split() for answer in answers]


def main():
    if rrule is None:
        skipped = Skipped("python3-dateutil")
        tell("rules are compared with dateutil", skipped)
        return 1 if skipped.fails else 0
    rrule.datetime = types.SimpleNamespace(**vars(datetime))
    random.seed(SEED)
    rules = [*rules_of_table(), *(random_rule() for _ in range(2000))]
    different, compared, failed, with_times = {}, 0, 0, 0
    for rule, found in zip(rules, times_of_driver(rules)):
        expected = times_of_dateutil(rule)
        reason = rfc_differs(rule)
        if reason:
            different.setdefault(reason, []).append(found != expected)
            continue
        compared += 1
        with_times += bool(expected)
        if found != expected:
            failed += 1
            print(f"FAILED {rule}\n  expected {' '.join(expected[:6])}\n  found    {' '.join(found[:6])}")
    for reason, each in different.items():
        print(f"not compared: {len(each)}, of which {sum(each)} differ: {reason}")
    print(f"seed {SEED}: {compared} compared, {with_times} with times, {failed} failed")
    return 1 if failed or with_times < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())
