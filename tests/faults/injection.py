"""Injects a fault into one system call of a command, using strace."""
import subprocess

from attack import Attack
from calbook_file import ENVIRONMENT


def traced(calendar, words, *options, **how):
    """Runs a command under strace, in the folder of the calendar; returns exit code, stdout, stderr and the trace."""
    trace = calendar.folder.parent / (calendar.folder.name + ".trace")
    # Without --seccomp-bpf, which would disable injection.
    command = [Attack.need("strace", "strace"), "-f", "-o", str(trace), *options, *calendar.command(*words)]
    how = {"capture_output": True, "text": True, "errors": "surrogateescape", "env": ENVIRONMENT, "cwd": calendar.folder,
           "timeout": 60, **how}
    done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False, **how)
    text = trace.read_text(errors="replace")
    trace.unlink()
    return done.returncode, done.stdout, done.stderr, text


def calls_before_main(calendar, call, words):
    """The number of these system calls while the program is loaded, before main() sets the umask."""
    trace = traced(calendar, words, "-e", f"trace=umask,{call}")[3]
    return trace[:trace.index("umask(")].count(f" {call}(")


def injected(calendar, words, call, action, when):
    """Runs a command with a fault at the `when`th such call; the last value tells whether that was reached."""
    code, out, err, trace = traced(calendar, words, "-e", f"trace={call}", "-e", f"inject={call}:{action}:when={when}")
    return code, out, err, code < 0 or "(INJECTED)" in trace


def sweep(attack, calendar, words, call, action, suffix=""):
    """Does that for every such call in main(), each on a copy; yields copy, place, exit code, stdout, stderr."""
    number = calls_before_main(attack.calendar(like=calendar), call, words)
    fired = True
    while fired:
        number += 1
        copy = attack.calendar(like=calendar)
        code, out, err, fired = injected(copy, words, call, action, f"{number}{suffix}")
        if fired:
            yield copy, f"{call} {number}{suffix}", code, out, err
