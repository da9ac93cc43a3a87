#!/usr/bin/env python3
"""Who may include whom. Usage: layers.py REPO_ROOT

The layers stand in the order in which data walks; a file includes only what stands below it.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
INCLUDE = re.compile(r'^#include ([<"])([^>"]+)[>"]', re.MULTILINE)

# Public headers of the library, and what each may include of the others.
LIBRARY = {
    "error": set(),
    "text": set(),
    "time": set(),
    "short_name": set(),
    "availability": {"time"},
    "service": {"short_name", "time"},
    "slots": {"availability", "error", "service", "time"},
    "appointment": {"short_name", "time"},
    "store": {"appointment", "availability", "service", "short_name", "time"},
    "calendar": {"appointment", "availability", "error", "slots", "store", "time"},
}

# Third-party headers, and the only files that may include them.
THIRD_PARTY = {
    r"SQLiteCpp/|sqlite3\.h": r"libcalendar/src/(store\w*|connection|commit_outcome|failures|file_version|lock_wait|soundness)\.[ch]pp",
    r"CLI/": r"app/(command_\w+|bounds)\.cpp",
    r"nlohmann/": r"app/batch\.cpp",
    r"fmt/": r"(libcalendar/src|app)/\w+\.cpp",
}

# Inner headers of the app, and which of them a file of that kind may include.
APP_BELOW = {
    "main": {"cli"},
    "world": set(),
    "scanner": set(),
    "when": set(),
    "output": set(),
    "exit_codes": set(),
    "spelling": {"scanner"},
    "input": {"scanner", "spelling", "when"},
    "objects": {"output", "when"},
    "lines": {"objects", "output", "when"},
    "stranded": {"lines", "objects", "output"},
    "context": {"input", "output", "spelling", "world"},
    "session": {"context", "spelling"},
    "appointment_report": {"lines", "objects", "output", "session", "when"},
    "batch": {"spelling"},
    "doctor_findings": {"scanner", "session", "when"},
    "bounds": {"context", "input"},
    "refusal_text": {"when"},
    "failure": {"output", "refusal_text", "when"},
    "command_line": {"commands", "context", "spelling", "version"},
    "commands": set(),
    "command": {"appointment_report", "batch", "bounds", "command_line", "commands", "context", "doctor_findings", "exit_codes",
                "input",
                "lines", "objects", "output", "refusal_text", "scanner", "session", "stranded", "when"},
    "cli": {"command_line", "context", "exit_codes", "failure", "output", "world"},
}

faults = []
checks = 0


def fault(path, included, why):
    faults.append(f"{path.relative_to(ROOT)} includes {included}: {why}")


def kind_in_app(stem):
    if stem in APP_BELOW:
        return stem
    return "input" if stem.startswith("input_") else "command"


for path in sorted([*ROOT.glob("libcalendar/**/*.[ch]pp"), *ROOT.glob("app/*.[ch]pp")]):
    relative = str(path.relative_to(ROOT))
    public = "include/calendar" in relative
    in_app = relative.startswith("app/")
    for bracket, included in INCLUDE.findall(path.read_text()):
        checks += 1
        for pattern, allowed in THIRD_PARTY.items():
            if re.match(pattern, included) and not re.fullmatch(allowed, relative):
                fault(path, included, "only " + allowed + " may")
        ours = re.fullmatch(r"calendar/(\w+)\.hpp", included)
        if ours and public and ours[1] not in LIBRARY[path.stem]:
            fault(path, included, "a header may include only what stands below it")
        if public and bracket == '"' and not ours:
            fault(path, included, "a public header may include no inner one")
        if not in_app and not public and path.stem == "slots" and ours and ours[1] in {"store", "calendar"}:
            fault(path, included, "the rule knows no storage")
        if not in_app and path.stem.startswith("store") and ours and ours[1] in {"slots", "calendar"}:
            fault(path, included, "the store knows no rule")
        if in_app and bracket == '"' and not ours:
            stem = pathlib.Path(included).stem
            kind = kind_in_app(path.stem)
            if stem != path.stem and not (path.stem.startswith(stem + "_")) and stem not in APP_BELOW[kind]:
                fault(path, included, "it does not stand below " + kind)

if checks < 100:
    faults.append(f"only {checks} includes were found")
print("\n".join(faults), end="\n" if faults else "")
print(f"{checks} includes, {len(faults)} faults")
sys.exit(1 if faults else 0)
