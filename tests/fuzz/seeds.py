#!/usr/bin/env python3
"""Seeds for fuzzing: the worked inputs, one file each, and their words. Usage: seeds.py REPO_ROOT FOLDER

Writes FOLDER/TARGET/* and FOLDER/TARGET.dict for every target.
"""
import base64
import json
import pathlib
import quopri
import random
import re
import shlex
import sys

ROOT = pathlib.Path(sys.argv[1])
FOLDER = pathlib.Path(sys.argv[2])
DATA = ROOT / "tests/data"


def inputs(*kinds):
    vectors = json.loads((DATA / "input-vectors.json").read_text())["vectors"]
    return [vector["in"] for kind in kinds for vector in vectors[kind]]


def zones():
    vectors = json.loads((DATA / "tz-vectors.json").read_text())
    cases = [case for kind in vectors.values() if isinstance(kind, list) for case in kind]
    return sorted({case["zone"] for case in cases}) + ["UTC", "Etc/GMT+1", "posix/UTC", "Europe", "Europe//Berlin",
                                                       "../zoneinfo/UTC", "/etc/localtime", "localtime"]


def zone_files():
    """The system's real zone files, if any, and the rules at their ends."""
    folder = pathlib.Path("/usr/share/zoneinfo")
    files = [folder / name for name in zones() if re.fullmatch(r"[A-Z]\w+/\w+", name)]
    return [file.read_bytes() for file in files if file.is_file()]


def batch_lines():
    fields = {"name": "Max Roe", "email": "max@example.org", "note": "x-ray", "service": "checkup", "key": "office-1",
              "owner": "dr-lee", "tz": "Europe/Berlin", "force": True}
    lines = [json.dumps({"at": at, "name": "Max Roe"}) for at in inputs("datetime")]
    lines += [json.dumps({"at": "first", "name": "Tim Ott", field: value}) for field, value in fields.items()]
    lines += ['{"date": "fri", "ranges": "closed"}', '{"from": "fri", "to": "+2w", "days": "tue", "ranges": "9-12"}']
    return lines + ['{"at": null}', '{"at": 1e9, "force": 0}', '["at"]', '{"\\u0061t": "\\ud83d\\ude00"}', "{}", '"', "-1"]


def command_lines():
    """Those shown in the documents, as passed by the system: each word ends with a NUL."""
    commands = re.findall(r"^\$ calbook (.*)", (ROOT / "README.md").read_text(), re.MULTILINE)
    spoken = [shlex.split(command.split("|")[0]) for command in commands]
    spoken += [[noun, "--help"] for noun in ("book", "slots", "help")] + [["help", "exit-codes"], ["--version"]]
    spoken += [words + [option] for words in (["upcoming"], ["owner", "list"], ["service", "list"], ["doctor"])
               for option in ("--json", "--format=tsv", "--all", "--quiet", "--now=2026-11-22T09:00Z", "--tz=UTC")]
    return ["\0".join(words) for words in spoken]


def calendars():
    return [file.read_bytes() for file in sorted((DATA / "ics-cases").glob("*.ics"))]


def properties(*names):
    """The values of properties in the worked calendars."""
    found = re.findall(rb"^(?:" + "|".join(names).encode() + rb")[^:\r\n]*:([^\r\n]+)", b"\n".join(calendars()),
                       re.MULTILINE)
    return sorted({value.decode("latin-1") for value in found})


def mails():
    """The worked calendars as invitations, each written in another way."""
    parts = []
    for number, calendar in enumerate(calendars()):
        people = b"ORGANIZER;CN=Bob:mailto:bob@example.org\r\nATTENDEE:mailto:ann@example.org\r\n"
        asking = calendar.replace(b"BEGIN:VEVENT\r\n", b"METHOD:REQUEST\r\nBEGIN:VEVENT\r\n" + people)
        encoding, encoded = [(b"8bit", asking), (b"base64", base64.encodebytes(asking)),
                             (b"quoted-printable", quopri.encodestring(asking))][number % 3]
        part = b"Content-Type: text/calendar; charset=UTF-8; method=REQUEST\nContent-Transfer-Encoding: " + encoding
        whole = b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" + part + b"\n\n" + encoded + b"\n--x--\n"
        parts += [asking, b"From: \"Stone, Bob\" <bob@example.org> (Bob)\nMessage-ID: <1@example.org>\n" + whole]
    return parts


def random_bytes():
    source = random.Random(1)
    return [source.randbytes(source.choice((8, 32, 96))) for _ in range(200)]


SEEDS = {
    "batch_lines": batch_lines(),
    "command_line": command_lines(),
    "dates": inputs("date", "time", "datetime") + ["today..+2w", "2026-11-22T09:00:00+01:00", "1970-01-01T00:00+14:00"],
    "days": inputs("days"),
    "durations": inputs("duration") + ["0m", "2d", "8w", "999d", "PT24H"],
    "every": inputs("days") + ["day", "week", "month", "10d", "2w", "2nd tue", "last-fri", "every second tuesday",
                               "the first monday of the month", "every 2 weeks", "mon and wed", "fortnightly"],
    "ics_files": calendars(),
    "ics_lines": ["A;TZID=\"x:y\":1", "A:1\r\n 2", "A;CN=^'x^n:\\n\\,", b"\xef\xbb\xbfA:\xe9"],
    "ics_rules": properties("RRULE") + ["FREQ=MONTHLY;BYDAY=2TU,-1FR;BYSETPOS=-1;WKST=SU;INTERVAL=2",
                                        "FREQ=YEARLY;BYWEEKNO=20,-1;BYMONTH=1,12;BYHOUR=9;BYMINUTE=0;BYSECOND=60",
                                        "FREQ=YEARLY;BYYEARDAY=1,-1;COUNT=3", "FREQ=DAILY;BYMONTHDAY=31;UNTIL=20300101"],
    "ics_values": properties("DTSTART", "DURATION", "FREEBUSY", "TZOFFSETTO") + ["P15DT5H0M20S", "-PT15M", "P7W", "+013059"],
    "mails": mails(),
    "names": ["2S4M2C", "948n6b", "alice", "dr-lee", "-", "a" * 32],
    "ranges": inputs("ranges"),
    "rows": random_bytes(),
    "text": ["Bob Stone", "Zoë", "山田太郎", "\u202eevil\u202c", "tab\tline\nback\\slash\"", "\x1b[31m", "\x85",
             b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", "x" * 100],
    "zone_files": zone_files(),
    "zone_names": zones(),
}


def as_bytes(seed):
    return seed if isinstance(seed, bytes) else seed.encode()


for target, seeds in SEEDS.items():
    folder = FOLDER / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / str(number)).write_bytes(as_bytes(seed))
    words = {word for seed in seeds if isinstance(seed, str) for word in re.findall(r"[!-~]+|[A-Za-z]+", seed)}
    escaped = [word.replace("\\", "\\\\").replace('"', '\\"') for word in sorted(words) if len(word) <= 32]
    (FOLDER / f"{target}.dict").write_text("".join(f'"{word}"\n' for word in escaped))
