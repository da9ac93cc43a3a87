#!/usr/bin/env python3
"""Who may include whom. Usage: layers.py REPO_ROOT

A room is a folder. Data walks from `cli` down to `base`, and a file includes only what its room may
enter. A public header belongs to the room that implements it.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
INCLUDE = re.compile(r'^#include ([<"])([^>"]+)[>"]', re.MULTILINE)

# The rooms, and which others each may enter.
LIBRARY = {
    "base": set(),
    "time": {"base"},
    "booking": {"time", "base"},
    "store": {"booking", "time", "base"},
    "file": {"store", "sqlite", "base"},
    "sqlite": {"store", "file", "booking", "time", "base"},
    "use_cases": {"store", "booking", "time", "base"},
}
FACE = set(LIBRARY)
APP = {
    "main": {"cli", "session/host", "store"},
    "cli": {"commands", "session", "views", "output", "text", *FACE},
    "commands": {"session", "input", "views", "output", "text", "cli", *FACE},
    "session": {"input", "text", "output", *FACE},
    "input": {"text", *FACE},
    "views": {"output", "text", "session", *FACE},
    "output": {"base"},
    "text": {"time", "base"},
}
# The room of each public header of the library.
HEADERS = {
    "error": "base",
    "text": "base",
    "limits": "base",
    "time": "time",
    "owner": "booking",
    "short_name": "booking",
    "availability": "booking",
    "service": "booking",
    "slots": "booking",
    "appointment": "booking",
    "store": "store",
    "calendar": "use_cases",
}
# What is nobody else's to know: headers of others, and the files that may include them.
THIRD_PARTY = {
    r"SQLiteCpp/|sqlite3\.h": r"libcalendar/src/(sqlite/\w+|file/surroundings)\.[ch]pp",
    r"CLI/": r"app/(cli|commands)/\w+\.cpp",
    r"nlohmann/": r"app/input/batch\.cpp",
    r"fmt/": r"(libcalendar/src|app)/\w+/\w+\.cpp",
}


def room_of(path):
    if "include" in path.parts:
        return HEADERS[path.stem]
    return "main" if path.name == "main.cpp" else path.parent.name


def included_room(bracket, included):
    """The room that an include leads into, and the same with the file; none for what is not ours."""
    public = re.fullmatch(r"calendar/(\w+)\.hpp", included)
    if public:
        return HEADERS[public[1]], included
    if bracket == "<" or included == "version.hpp":
        return None, included
    parts = included.split("/")
    return (parts[0] if len(parts) == 2 else "no room"), included.removesuffix(".hpp")


def faults_of(path):
    relative = path.relative_to(ROOT)
    room = room_of(relative)
    may_enter = (APP if relative.parts[0] == "app" else LIBRARY)[room] | {room}
    for bracket, included in INCLUDE.findall(path.read_text()):
        yield None
        for pattern, allowed in THIRD_PARTY.items():
            if re.match(pattern, included) and not re.fullmatch(allowed, str(relative)):
                yield f"{relative} includes {included}: only {allowed} may"
        entered, file = included_room(bracket, included)
        if entered is not None and not {entered, file} & may_enter:
            yield f"{relative} includes {included}: {room} may not enter {entered}"
        if "include" in relative.parts and bracket == '"' and not included.startswith("calendar/"):
            yield f"{relative} includes {included}: a public header may include no inner one"


found = [each for path in sorted([*ROOT.glob("libcalendar/**/*.[ch]pp"), *ROOT.glob("app/**/*.[ch]pp")])
         for each in faults_of(path)]
faults = [each for each in found if each is not None]
includes = len(found) - len(faults)
if includes < 100:
    faults.append(f"only {includes} includes were found")
print("\n".join(faults), end="\n" if faults else "")
print(f"{includes} includes, {len(faults)} faults")
sys.exit(1 if faults else 0)
