#!/usr/bin/env python3
"""Checks which folders include which. Usage: layers.py REPO_ROOT

A room is a folder. Data walks from `cli` down to `base`, and a file includes only what its room may
enter. A public header belongs to the room that implements it.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
INCLUDE = re.compile(r'^#include ([<"])([^>"]+)[>"]', re.MULTILINE)

# The folders, and which others each may include.
LIBRARY = {
    "base": set(),
    "time": {"base"},
    "booking": {"time", "base"},
    "ics": {"booking", "time", "base"},
    "mail": {"time", "base"},
    "store": {"booking", "time", "base"},
    "file": {"base"},
    "sqlite": {"store", "file", "booking", "time", "base"},
    "use_cases": {"store", "ics", "booking", "time", "base"},
}
FACE = set(LIBRARY)
APP = {
    "main": {"cli", "session/host", "store"},
    "cli": {"commands", "session", "views", "output", "text", *FACE},
    "commands": {"session", "input", "views", "output", "text", *FACE},
    "session": {"input", "text", "output", *FACE},
    "input": {"text", *FACE},
    "views": {"output", "text", *FACE},
    "output": {"base"},
    "text": {"time", "base"},
}
# The folder to which each public header of the library belongs.
HEADERS = {
    "error": "base",
    "finding": "base",
    "text": "base",
    "limits": "base",
    "time": "time",
    "owner": "booking",
    "short_name": "booking",
    "availability": "booking",
    "search_text": "booking",
    "service": "booking",
    "slots": "booking",
    "appointment": "booking",
    "busy": "booking",
    "change": "booking",
    "day": "booking",
    "entry": "booking",
    "every": "booking",
    "foreign_calendar": "booking",
    "foreign_times": "booking",
    "recurrence": "booking",
    "foreign": "ics",
    "import": "use_cases",
    "export_folder": "file",
    "ics": "ics",
    "invitation": "booking",
    "itip": "ics",
    "mail": "mail",
    "message": "booking",
    "outbox": "booking",
    "repetition": "booking",
    "sending_lock": "file",
    "series": "booking",
    "telling": "booking",
    "verdict": "booking",
    "store": "store",
    "calendar": "use_cases",
    "calendar_file": "sqlite",
}
# Third-party headers, and the only files that may include them.
THIRD_PARTY = {
    r"SQLiteCpp/|sqlite3\.h": r"libcalendar/src/sqlite/\w+\.[ch]pp",
    r"CLI/": r"app/(cli/(command_line|misuse)|commands/declaration)\.cpp",
    r"nlohmann/": r"app/input/json_lines\.cpp",
    r"fmt/": r"(libcalendar/src|app)/\w+/\w+\.cpp",
}


def room_of(path):
    if "include" in path.parts:
        return HEADERS[path.stem]
    return "main" if path.name == "main.cpp" else path.parent.name


def included_room(bracket, included):
    """The folder of an included file, and folder/file; None for files that are not ours."""
    public = re.fullmatch(r"calendar/(\w+)\.hpp", included)
    if public:
        return HEADERS[public[1]], included
    if bracket == "<" or included == "version.hpp":
        return None, included
    parts = included.split("/")
    return (parts[0] if len(parts) == 2 else "no room"), included.removesuffix(".hpp")


def faults_of(relative, text):
    """Yields each include, with its error or None."""
    room = room_of(relative)
    may_enter = (APP if relative.parts[0] == "app" else LIBRARY)[room] | {room}
    for bracket, included in INCLUDE.findall(text):
        why = None
        for pattern, allowed in THIRD_PARTY.items():
            if re.match(pattern, included) and not re.fullmatch(allowed, str(relative)):
                why = f"only {allowed} may"
        entered, file = included_room(bracket, included)
        if relative.parts[0] == "app" and entered in LIBRARY and not included.startswith("calendar/"):
            yield f"{relative} includes {included}: the library is entered by its public headers"
        if entered is not None and not {entered, file} & may_enter:
            why = f"{room} may not enter {entered}"
        if "include" in relative.parts and bracket == '"' and not included.startswith("calendar/"):
            why = "a public header may include no inner one"
        yield included, why and f"{relative} includes {included}: {why}"


# Forbidden includes. Each is planted in the file, and must be noticed.
PLANTED = [
    ("libcalendar/src/booking/availability.cpp", '"sqlite/connection.hpp"'),
    ("libcalendar/src/booking/availability.cpp", '"calendar/store.hpp"'),
    ("libcalendar/src/booking/slots.cpp", '"sqlite/connection.hpp"'),
    ("libcalendar/src/use_cases/owners.cpp", '"sqlite/connection.hpp"'),
    ("libcalendar/src/use_cases/owners.cpp", "<SQLiteCpp/SQLiteCpp.h>"),
    ("libcalendar/src/time/time_zone.cpp", '"calendar/calendar.hpp"'),
    ("libcalendar/src/file/path_guard.cpp", '"calendar/calendar.hpp"'),
    ("libcalendar/src/sqlite/connection.cpp", '"calendar/calendar.hpp"'),
    ("libcalendar/include/calendar/slots.hpp", '"booking/slots.hpp"'),
    ("libcalendar/include/calendar/time.hpp", "<fmt/format.h>"),
    ("app/input/dates.cpp", '"session/session.hpp"'),
    ("app/text/scanner.cpp", '"input/grammar.hpp"'),
    ("app/views/refusal.cpp", '"commands/commands.hpp"'),
    ("app/session/session.cpp", "<CLI/CLI.hpp>"),
    ("app/commands/book.cpp", "<nlohmann/json.hpp>"),
]

found = [each for path in sorted([*ROOT.glob("libcalendar/**/*.[ch]pp"), *ROOT.glob("app/**/*.[ch]pp")])
         for each in faults_of(path.relative_to(ROOT), path.read_text())]
faults = [why for _, why in found if why]
if len(found) < 100:
    faults.append(f"only {len(found)} includes were found")
for file, included in PLANTED:
    text = (ROOT / file).read_text() + f"\n#include {included}\n"
    if not any(why for each, why in faults_of(pathlib.Path(file), text) if each == included.strip('"<>')):
        faults.append(f"{included}, planted in {file}, was not noticed")
print("\n".join(faults), end="\n" if faults else "")
print(f"{len(found)} includes, {len(PLANTED)} planted, {len(faults)} faults")
sys.exit(1 if faults else 0)
