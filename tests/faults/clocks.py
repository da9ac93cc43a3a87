"""A system clock that is wrong or races."""
import json

from attack import Attack
from calbook_file import ENVIRONMENT
from verdict import check_no_overlap

COMMANDS = [["upcoming"], ["slots", "search", "--limit", "3"], ["book", "first", "--name", "Ann"],
            ["book", "tomorrow", "10:00", "--name", "Bob"], ["slots", "why", "tomorrow", "10:00"],
            ["upcoming", "--days", "3"], ["busy", "add", "today", "10:00", "1h"], ["history"], ["doctor"],
            ["availability", "override", "tomorrow", "closed"], ["book", "2026-12-01T10:00", "--name", "Eve"]]
ENVIRONMENT_WITHOUT_NOW = {name: value for name, value in ENVIRONMENT.items() if name != "CALBOOK_NOW"}
CLOCKS = ["@1969-06-01 12:00:00", "@1970-01-01 00:00:01", "@2038-01-19 04:14:06", "@2106-02-07 07:28:14",
          "@9998-12-31 22:59:59", "@9999-06-01 12:00:00", "+0 x1000"]


def check_sensible(code, out, err):
    """A result or a proper refusal: no crash, no bug, no problem with the file."""
    assert 0 <= code <= 5 and code != 1, (code, err)
    assert (json.loads(out) is not None) if code == 0 else (out == "" and json.loads(err)["message"]), (out, err)


def test_no_system_clock_causes_a_crash_or_an_overlap(attack):
    faketime = Attack.need("faketime", "faketime")
    for clock in CLOCKS:
        calendar = attack.calendar()
        for words in COMMANDS:
            with attack.attempt(f"{clock}: {' '.join(words)}"):
                check_sensible(*calendar.run(*words, "--json", before=[faketime, "-f", clock], env=ENVIRONMENT_WITHOUT_NOW))
        with attack.attempt(f"{clock}: afterwards"):
            assert calendar.integrity() == "ok"
            check_no_overlap(calendar)


def test_no_instant_to_act_at_ends_in_a_crash_or_an_overlap(attack):
    instants = ["1969-06-01T12:00Z", "1970-01-01T00:00Z", "2038-01-19T03:14:07Z", "9998-12-31T22:59Z", "9998-12-31T23:59Z",
                "9999-12-31T23:59Z"]
    for instant in instants:
        calendar = attack.calendar()
        for words in COMMANDS:
            with attack.attempt(f"--now {instant}: {' '.join(words)}"):
                check_sensible(*calendar.run(*words, "--json", "--now", instant))
        with attack.attempt(f"--now {instant}: afterwards"):
            assert calendar.integrity() == "ok"
            check_no_overlap(calendar)
