"""Stable counts of a run: system calls, syncs and instructions."""
import re
import subprocess
import tempfile
import typing


class Calls(typing.NamedTuple):
    total: int
    syncs: int


def system_calls(command):
    with tempfile.NamedTemporaryFile("r") as trace:
        run(["strace", "-f", "-o", trace.name, *command.words()], command)
        calls = re.findall(r"^\d+ +(\w+)\(", trace.read(), re.MULTILINE)
    return Calls(len(calls), sum(call in ("fsync", "fdatasync", "sync_file_range") for call in calls))


def instructions(command):
    printed = run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command.words()], command)
    return int(re.findall(r"Collected : (\d+)", printed)[0])


def run(words, command):
    done = subprocess.run(words, env=command.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True)
    if done.returncode != command.status:
        raise SystemExit(f"{' '.join(words)}: exit status {done.returncode}, not {command.status}\n{done.stderr}")
    return done.stderr
