"""The operations under attack, with the content of the file before and after each."""
import dataclasses
import json
import time

FIRST_SLOT = 1795388400  # 2026-11-23T00:00 in Berlin


@dataclasses.dataclass
class Operation:
    name: str
    words: list
    before: dict
    after: dict


def slot(number):
    """The start of the slot with that number, in UTC seconds."""
    return FIRST_SLOT + 3600 * number


def at(number):
    """The same as an argument."""
    return time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(slot(number)))


def book(calendar, number, name):
    code, out, err = calendar.run("book", at(number), "--name", name, "-q")
    assert code == 0, err
    return out.strip()


def batch_file(folder, numbers, name="batch"):
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps({"at": at(number), "name": f"{name} {number}"}) + "\n" for number in numbers))
    return path


def booked(table, *numbers, name="batch"):
    """The table after booking these slots as in batch_file()."""
    return {**table, **{f"{name} {number}": (slot(number), 1) for number in numbers}}


INVITED = ["--email", "alice@example.net", "--answer", "@example.org"]


def invitation_file(folder, sequence=0, start="20270104T100000Z"):
    """Two dates to which those are invited who are INVITED."""
    path = folder / f"invitation-{sequence}.ics"
    path.write_text(f"""\
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:1
SEQUENCE:{sequence}
DTSTART:{start}
DURATION:PT1H
RRULE:FREQ=WEEKLY;COUNT=2
ORGANIZER:mailto:bob@example.org
ATTENDEE:mailto:alice@example.net
END:VEVENT
END:VCALENDAR
""")
    return path


def prepared(attack, calendar=None):
    """A calendar with two appointments, and the operations to try on it or on copies of it."""
    calendar = calendar or attack.calendar()
    ann, bob = book(calendar, 1, "Ann"), book(calendar, 2, "Bob")
    now = {"Ann": (slot(1), 1), "Bob": (slot(2), 1)}
    batch = batch_file(attack.folder, range(10, 30))
    return calendar, [
        Operation("book", ["book", at(5), "--name", "Eve"], now, {**now, "Eve": (slot(5), 1)}),
        Operation("batch", ["book", "--batch", str(batch)], now, booked(now, *range(10, 30))),
        Operation("cancel", ["cancel", ann], now, {**now, "Ann": (slot(1), 0)}),
        Operation("reschedule", ["reschedule", bob, at(7)], now, {**now, "Bob": (slot(7), 1)}),
    ]
