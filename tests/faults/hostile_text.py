"""Malicious text is refused, or stored and printed escaped. A terminal never gets it raw."""
import json
import os
import sqlite3
import unicodedata

import operations
from calbook_file import ENVIRONMENT
from verdict import verdict

BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = {
    "C0": b"a\x01b\x08c", "BEL": b"\x07", "LF": b"a\nb", "CR": b"Ann\rEve", "TAB": b"a\tb", "ESC": b"\x1b[2J\x1b[31mred",
    "OSC": b"\x1b]0;title\x07", "DEL": b"a\x7f", "C1": "\x9b31m".encode(), "raw C1": b"\x9b31m", "NEL": "a\x85b".encode(),
    "bidi": "Ann\u202egnp.exe".encode(), "isolate": "\u2066a\u2069".encode(), "marks": BIDIRECTIONAL.encode(),
    "LS": "a\u2028b".encode(), "PS": "a\u2029b".encode(), "surrogate": b"\xed\xa0\x80", "overlong": b"\xc0\xaf\xe0\x80\x8a",
    "cut off": b"Ann\xe2\x80", "stray": b"\xff\xfe\x80", "too high": b"\xf4\x90\x80\x80", "dash": b"-x", "dashes": b"--db",
    "formula": b"=cmd|' /C calc'!A0", "format": b"{0}{}%s%n", "quotes": b"'; DROP TABLE appointment; --\"", "empty": b"",
    "blanks": b"   ", "noncharacter": "\ufffe\uffff".encode(), "tag": "\U000e0041".encode(), "mark": "\ufeffAnn".encode(),
}
LONGEST = b"x" * (131071 - 16)  # the kernel's limit for one argument, with room for an option's name
PLACES = {
    "name": ["book", operations.at(5), "--name={}"], "email": ["book", operations.at(5), "--name", "Eve", "--email={}"],
    "phone": ["book", operations.at(5), "--name", "Eve", "--phone={}"],
    "edited name": ["edit", "2S4M2C", "--name={}"], "mark": ["mark", "2S4M2C", "{}"], "change": ["undo", "{}"],
    "note": ["book", operations.at(5), "--name", "Eve", "--note={}"], "key": ["book", operations.at(5), "--name", "Eve", "--key={}"],
    "service": ["book", operations.at(5), "--name", "Eve", "--service={}"], "tz": ["upcoming", "--tz={}"],
    "time": ["book", "{}", "--name", "Eve"], "date": ["slots", "search", "{}"], "from": ["slots", "search", "--from={}"],
    "reference": ["show", "{}"], "cancelled": ["cancel", "{}"], "moved": ["reschedule", "{}", "tomorrow", "10:00"],
    "reason": ["cancel", "2S4M2C", "--reason={}"], "owner": ["upcoming", "--owner={}"], "new owner": ["owner", "add", "{}"],
    "new service": ["service", "set", "{}"], "duration": ["service", "set", "call", "--duration={}"],
    "days": ["availability", "set", "{}", "9-17"], "ranges": ["availability", "set", "mon", "{}"],
    "override": ["availability", "override", "{}", "closed"], "busy": ["busy", "add", "{}", "1h"],
    "busy note": ["busy", "add", "2026-11-23T10:00", "1h", "--note={}"], "busy id": ["busy", "remove", "{}"],
    "within": ["upcoming", "--within={}"], "limit": ["upcoming", "--limit={}"], "format": ["upcoming", "--format={}"],
    "now": ["upcoming", "--now={}"], "option": ["upcoming", "--{}"], "command": ["{}"], "verb": ["slots", "{}"],
    "topic": ["help", "{}"], "batch": ["book", "--batch={}"], "colour": ["upcoming", "--color={}"],
}
VARIABLES = ["CALBOOK_OWNER", "CALBOOK_NOW", "TZ", "LOGNAME", "CALBOOK_DB", "XDG_DATA_HOME", "HOME", "TZDIR"]


def check_clean(name, stream, tabs=False):
    """Safe for a terminal: UTF-8 without control characters except line breaks, and without bidirectional ones."""
    for character in set(stream.decode("utf-8")) - {"\n"} - ({"\t"} if tabs else set()):
        harmful = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in BIDIRECTIONAL
        assert not harmful, f"U+{ord(character):04X} on {name}: {stream[:200]!r}"


def check_answered(code, out, err, codes, tabs=False):
    assert code in codes, f"exit {code}: {err[:300]!r}"
    check_clean("stdout", out, tabs)
    check_clean("stderr", err)
    assert len(err) < 4096, f"{len(err)} bytes of stderr: {err[:200]!r}"


def with_text(words, text):
    return [word.encode().replace(b"{}", text) for word in words]


def portion(places, kinds, step):
    """Places with kinds of text: every `step`th kind at one place, and the next ones at the next."""
    for number, place in enumerate(places):
        for kind in list(kinds)[number % step::step]:
            yield place, kind


def test_hostile_text_in_any_argument_is_refused_or_printed_escaped(attack):
    calendar, _ = operations.prepared(attack)
    spoilt = attack.calendar(like=calendar)
    texts = {**HOSTILE, "longest": LONGEST}
    for (place, words), kind in portion(PLACES.items(), texts, step=attack.times(4, 1, 1)):
        for form in ([], ["--json"]):
            with attack.attempt(f"{kind} as {place} {form}"):
                code, out, err = spoilt.run(*with_text(words, texts[kind]), *form, text=False)
                codes = (0, 2, 3, 4, 5) if place == "batch" else (0, 2, 3, 4)
                check_answered(code, out, err, codes)
                assert not (form and code) or place == "format" or json.loads(err)["message"], err
            if spoilt.file.read_bytes() != calendar.file.read_bytes():
                check_lists(attack, spoilt, f"{kind} as {place}")
                spoilt = attack.calendar(like=calendar)


def test_control_characters_and_invalid_utf_8_are_refused_in_every_text(attack):
    calendar, (booking, *_) = operations.prepared(attack)
    accepted = {"dash", "dashes", "formula", "format", "quotes", "noncharacter", "tag", "mark", "empty", "blanks"}
    for kind in [kind for kind in HOSTILE if kind not in accepted] + ["longest"]:
        for place in ("name", "note", "email"):
            if place == "note" and kind in ("LF", "CR"):
                continue
            with attack.attempt(f"{kind} as {place}"):
                code, out, _ = calendar.run(*with_text(PLACES[place], {**HOSTILE, "longest": LONGEST}[kind]), text=False)
                assert (code, out) == (2, b""), (code, out)
                verdict(calendar, booking.before)


def test_hostile_text_in_a_variable_or_a_file_name_is_printed_escaped(attack):
    calendar, _ = operations.prepared(attack)
    for variable, kind in portion(VARIABLES, HOSTILE, step=attack.times(2, 1, 1)):
        for form in ([], ["--json"]):
            with attack.attempt(f"{kind} as {variable} {form}"):
                environment = {name.encode(): value.encode() for name, value in ENVIRONMENT.items()}
                environment[variable.encode()] = HOSTILE[kind]
                check_answered(*calendar.run("upcoming", *form, env=environment, text=False), (0, 2, 3, 5))
    for kind, text in HOSTILE.items():
        calendar.file = calendar.folder / "new" / os.fsdecode(text)
        for words in (["upcoming"], ["owner", "add", "bob"], ["upcoming", "--owner", "eve"], ["show", "222222"]):
            with attack.attempt(f"{kind} as --db: {words}"):
                check_answered(*calendar.run(*words, text=False), (0, 3, 5))


LISTS = [["upcoming"], ["history"], ["upcoming", "--all"], ["slots", "search"], ["owner", "list"], ["busy", "list"],
         ["service", "list"], ["availability", "show"], ["doctor"], ["show", "2S4M2C"], ["changes"],
         ["slots", "why", operations.at(1)], ["availability", "set", "daily", "closed", "--dry-run"],
         ["edit", "2S4M2C", "--email", "a@b.org"], ["cancel", "2S4M2C"], ["undo"], ["owner", "remove", "alice", "--force"]]
FORMS = [["--format", "text"], ["--format", "json"], ["--format", "jsonl"], ["--format", "tsv"], ["-q"]]


def check_lists(attack, calendar, what):
    """Every command that prints, in every format; those that change something come last, on a copy."""
    for form in FORMS[::attack.times(2, 1, 1)] + attack.times([FORMS[3]], [], []):
        copy = attack.calendar(like=calendar)
        for words in LISTS:
            with attack.attempt(f"{what}: {' '.join(words + form)}"):
                code, out, err = copy.run(*words, *form, text=False)
                check_answered(code, out, err, (0, 2, 3, 4, 5, 6), tabs="tsv" in form)
                if "json" in form and code == 0:
                    json.loads(out)
                assert code == 0 or out == b"", (code, out)


# What a foreign program can write, and into which rows.
COLUMNS = ["appointment.name", "appointment.email", "appointment.phone", "appointment.note", "appointment.key", "appointment.reason",
           "appointment.zone", "appointment.service", "appointment.ref", "owner.name", "owner.zone", "busy.note",
           "service.name", "date_override.date", "change.owner", "change.what", "change.kind", "change.key", "change.before"]


def write_text(calendar, column, text):
    table, name = column.split(".")
    connection = sqlite3.connect(calendar.file)
    try:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        key = {"service": "name", "date_override": "date", "change": "number"}.get(table, "rowid")
        connection.execute(f"UPDATE {table} SET {name} = CAST(? AS TEXT) WHERE {key} = (SELECT min({key}) FROM {table})", [text])
        connection.commit()
    finally:
        connection.close()


def test_hostile_text_that_a_stranger_wrote_into_the_file_is_printed_escaped(attack):
    calendar, _ = operations.prepared(attack)
    for words in (["busy", "add", operations.at(40), "2h", "--note", "x"], ["service", "set", "call", "--duration", "10m"],
                  ["availability", "override", "2026-12-24", "closed"], ["cancel", "2S4M2C", "--reason", "x"]):
        code, _, err = calendar.run(*words)
        assert code == 0, err
    texts = {**HOSTILE, "a NUL": b"a\0b", "longest": LONGEST}
    for column, kind in portion(COLUMNS, texts, step=attack.times(8, 2, 1)):
        spoilt = attack.calendar(like=calendar)
        write_text(spoilt, column, texts[kind])
        check_lists(attack, spoilt, f"{kind} in {column}")
