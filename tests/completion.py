#!/usr/bin/env python3
"""Presses TAB in the real shells. Usage: completion.py CALBOOK

Each function named `test_...` is a sentence that could become false; it is called for each shell. bash and zsh run
on a terminal; fish completes without one.
"""
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

sys.path.append(str(pathlib.Path(__file__).parent / "faults"))

from calbook_file import ENVIRONMENT, CalbookFile
from skips import Skipped, tell

CALBOOK = pathlib.Path(sys.argv[1]).resolve()
BASH_COMPLETION = pathlib.Path("/usr/share/bash-completion/bash_completion")
HOSTILE = "Bob $(touch made) `touch made` %F{red} \\n \"q\" it's: %n !$"


class Place:
    """A folder with a calendar, the program on the PATH, and a home of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "calbook").symlink_to(CALBOOK)
        self.calendar = CalbookFile(CALBOOK, folder).open()
        self.environment = {**ENVIRONMENT, "HOME": str(folder), "CALBOOK_DB": str(self.calendar.file), "TERM": "xterm",
                            "PATH": f"{self.folder / 'bin'}:{ENVIRONMENT['PATH']}"}
        for words in (["owner", "add", "bea"], ["service", "set", "checkup", "--owner", "alice"],
                      ["book", "2026-11-23T10:00", "--name", HOSTILE, "--owner", "alice"],
                      ["book", "2026-11-23T12:00", "--name", "Eve", "--owner", "alice"],
                      ["busy", "add", "2026-11-24T10:00", "1h", "--owner", "alice"],
                      ["backup", str(self.folder / "backup.db")]):
            code, _, err = self.calendar.run(*words)
            assert code == 0, err
        shutil.copy(self.folder / "backup.db", self.folder / "with blank.db")
        self.reference = self.output("upcoming", "-q", "--owner", "alice", "--limit", "1").strip()

    def output(self, *words):
        ran = subprocess.run(["calbook", *words], env=self.environment, cwd=self.folder, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def files(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))


class Terminal:
    """A shell on a pseudo-terminal that writes its line to a file when Control-G is pressed."""

    READY = "ready-to-complete"

    def __init__(self, place, command, setup):
        self.place = place
        self.shown = ""
        self.line = place.folder / "line"
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
            os.chdir(place.folder)
            os.execvpe(command[0], command, place.environment)
        script = place.folder / "setup"
        script.write_text(setup.replace("@LINE@", str(self.line)) + f"\necho {self.READY}\n")
        self.press(f" source {script}\n")
        self.wait(lambda: f"{self.READY}\r" in self.shown)

    def press(self, keys):
        os.write(self.terminal, keys.encode())

    def read(self):
        ready, _, _ = select.select([self.terminal], [], [], 0.05)
        if ready:
            self.shown += os.read(self.terminal, 65536).decode(errors="replace")

    def wait(self, happened):
        end = time.monotonic() + 60
        while not happened():
            assert time.monotonic() < end, f"the shell does not answer: {self.shown[-2000:]}"
            self.read()

    def completed(self, line, tabs=1):
        """The line after TAB."""
        self.line.unlink(missing_ok=True)
        self.shown = ""
        self.press(line + "\t" * tabs + "\x07")
        self.wait(lambda: self.line.exists() and self.line.read_text().endswith("\n"))
        self.press("\x15")
        return self.line.read_text()[:-1]

    def offered(self, line):
        """What the screen shows after TAB."""
        self.completed(line, tabs=2)
        self.read()
        return re.sub(r"\x1b(\[[0-9;?]*[a-zA-Z]|[=>])", "", self.shown)

    def close(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


class Bash(Terminal):
    name = "bash"
    SETUP = """PS1='$ '; HISTFILE=
    write_line() { printf '%s\\n' "$READLINE_LINE" >@LINE@; }
    bind -x '"\\C-g": write_line'; bind 'set bell-style none'; bind 'set page-completions off'
    """

    def __init__(self, place, load="source <(calbook completion bash)"):
        super().__init__(place, ["bash", "--norc", "--noprofile", "-i"], self.SETUP + load)


class Zsh(Terminal):
    name = "zsh"
    SETUP = """PS1='$ '; HISTFILE=; LISTMAX=1000; setopt no_beep no_always_last_prompt
    autoload -Uz compinit && compinit -u -D
    write_line() { print -r -- "$BUFFER" >@LINE@ }
    zle -N write_line; bindkey -e; bindkey '^G' write_line; bindkey '^U' kill-whole-line
    """

    def __init__(self, place, load="source <(calbook completion zsh)", before=""):
        super().__init__(place, ["zsh", "-f", "-i"], before + self.SETUP + load)


class Fish:
    name = "fish"

    def __init__(self, place, load="calbook completion fish | source"):
        self.place = place
        self.load = load

    def answers(self, line):
        ran = subprocess.run(["fish", "--no-config", "--command", f"{self.load}; complete -C $argv[1]", line],
                             env=self.place.environment, cwd=self.place.folder, capture_output=True, text=True)
        assert ran.stderr == "", ran.stderr
        return ran.stdout.splitlines()

    def completed(self, line):
        """The line after TAB, as fish would have it."""
        words = [answer.split("\t")[0] for answer in self.answers(line)]
        if len(words) != 1:
            return line
        return line[: line.rfind(" ") + 1] + words[0] + ("" if words[0].endswith("/") else " ")

    def offered(self, line):
        return "\n".join(self.answers(line))

    def close(self):
        pass


# What TAB makes of a line; {reference} is that of the appointment.
COMPLETED = {
    "calbook upc": "calbook upcoming ",
    "calbook slots se": "calbook slots search ",
    "calbook slots search --lim": "calbook slots search --limit ",
    "calbook book tomorrow --na": "calbook book tomorrow --name ",
    "calbook upcoming --color al": "calbook upcoming --color always ",
    "calbook history --status no": "calbook history --status no-show ",
    "calbook --owner be": "calbook --owner bea ",
    "calbook upcoming --owner=be": "calbook upcoming --owner=bea ",
    "calbook upcoming --owner bea,al": "calbook upcoming --owner bea,alice ",
    "calbook owner set al": "calbook owner set alice ",
    "calbook book --owner alice --service che": "calbook book --owner alice --service checkup ",
    "calbook --tz Europe/Berl": "calbook --tz Europe/Berlin ",
    "calbook cancel {start}": "calbook cancel {reference} ",
    "calbook busy remove --owner alice 1": "calbook busy remove --owner alice 1 ",
    "calbook mark {reference} no-": "calbook mark {reference} no-show ",
    "calbook help exit": "calbook help exit-codes ",
    "calbook completion fi": "calbook completion fish ",
    "calbook restore bac": "calbook restore backup.db ",
    "calbook --db bac": "calbook --db backup.db ",
    "calbook --db=bac": "calbook --db=backup.db ",
    "calbook restore ~/bac": "calbook restore ~/backup.db ",
    "calbook --db=~/bac": "calbook --db=~/bac",  # which no shell expands
    "calbook upcoming > bac": "calbook upcoming > backup.db ",
    "calbook upcoming 2>> bac": "calbook upcoming 2>> backup.db ",
    "calbook book --batch - < bac": "calbook book --batch - < backup.db ",
    "calbook upcoming > x --lim": "calbook upcoming > x --limit ",
    "calbook upcoming --columns he": "calbook upcoming --columns help ",
    "echo x; calbook hist": "echo x; calbook history ",
    "calbook upcoming -- --js": "calbook upcoming -- --js",
    "calbook -- upc": "calbook -- upc",
    "calbook nonsense al": "calbook nonsense al",
    "calbook owner add al": "calbook owner add al",
}


def test_tab_completes_commands_options_values_and_names(place, shell):
    for line, expected in COMPLETED.items():
        names = {"reference": place.reference, "start": place.reference[:4].lower()}
        found = shell.completed(line.format(**names))
        assert found == expected.format(**names), (line, found)


def test_tab_completes_in_quotes(place, shell):
    for quote in "'\"":
        found = shell.completed(f"calbook --owner {quote}be")
        assert found.replace(quote, "") == "calbook --owner bea ", found
        line = f"calbook --db {quote}with bl"
        found = shell.offered(line) if shell.name == "fish" else shell.completed(line)
        assert "with blank.db" in found, found


def test_tab_does_not_wait_for_a_locked_file(place, shell):
    lock = sqlite3.connect(place.calendar.file, isolation_level=None, check_same_thread=False)
    lock.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(15, lock.rollback)
    release.start()
    try:
        assert shell.completed("calbook --owner be") == "calbook --owner be"
    finally:
        release.cancel()
        release.join()
        lock.close()
    assert shell.completed("calbook --owner be") == "calbook --owner bea "


def test_tab_asks_the_calendar_that_was_typed(place, shell):
    code, _, err = place.calendar.run("owner", "remove", "bea")
    assert code == 0, err
    for file in ("'with blank.db'", "with\\ blank.db", "~/backup.db"):
        assert shell.completed(f"calbook --db {file} --owner be") == f"calbook --db {file} --owner bea ", file
    assert shell.completed("calbook --owner be") == "calbook --owner be"


def test_tab_shows_the_names_behind_references(place, shell):
    if shell.name == "bash":
        return
    shown = shell.offered("calbook cancel ")
    assert place.reference in shown, shown
    assert HOSTILE in re.sub(r"\s+", " ", shown), shown


def test_tab_runs_nothing_that_was_typed_or_is_in_the_file(place, shell):
    for line in ("calbook cancel $(touch made) ", "calbook cancel \"$(touch made)\" ", "calbook --db `touch made` cancel ",
                 "calbook --db '$(touch made)' cancel ", "calbook --db=$(touch made) cancel ", "calbook cancel ",
                 "calbook show "):  # zsh itself expands the word in which TAB is pressed
        shell.completed(line)
        assert "made" not in place.files(), line


def test_tab_offers_no_name_that_a_stranger_put_into_the_file(place, shell):
    connection = sqlite3.connect(place.calendar.file)
    connection.execute("PRAGMA ignore_check_constraints = 1")
    connection.execute("UPDATE owner SET name = '$(touch made)' WHERE name = 'bea'")
    connection.commit()
    connection.close()
    assert ("$(touch made)",) in place.calendar.rows("SELECT name FROM owner")
    for line in ("calbook --owner ", "calbook --owner $", "calbook upcoming --owner=$"):
        shown = shell.offered(line)
        assert "touch" not in shown, shown
    assert "made" not in place.files()


def test_tab_is_silent_and_creates_no_file(place, shell):
    (place.folder / "damaged.db").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    for file in ("absent.db", "absent/folder.db", "damaged.db", "/"):
        line = f"calbook --db {file} cancel a"
        assert shell.completed(line) == line, file
        assert "calbook: " not in getattr(shell, "shown", ""), shell.shown
    assert not [name for name in place.files() if name.startswith("absent")]


SHELLS = {"bash": Bash, "zsh": Zsh, "fish": Fish}


def test_the_installed_script_is_found_by_the_shell(place, shell):
    shown = place.output("completion", shell.name, "--install")
    installed = pathlib.Path(re.match("Installed (.*)\n", shown)[1])
    assert installed.read_text() == place.output("completion", shell.name)
    if shell.name == "bash" and not BASH_COMPLETION.exists():
        raise Skipped("bash-completion")
    fresh = {
        "bash": lambda: Bash(place, f"source {BASH_COMPLETION}"),
        "zsh": lambda: Zsh(place, load="", before="fpath=(${ZDOTDIR:-~}/.zfunc $fpath)\n"),
        "fish": lambda: Fish(place, load=""),
    }[shell.name]()
    if shell.name == "fish":  # without configuration it looks nowhere
        fresh.load = f"set fish_complete_path {installed.parent}"
    try:
        assert fresh.completed("calbook upc") == "calbook upcoming "
    finally:
        fresh.close()


def run_in(shell_class, test):
    if shutil.which(shell_class.name) is None:
        raise Skipped(shell_class.name)
    with tempfile.TemporaryDirectory() as folder:
        place = Place(folder)
        shell = shell_class(place)
        try:
            test(place, shell)
        finally:
            shell.close()


def main():
    passed = failed = 0
    for name, test in [each for each in globals().items() if each[0].startswith("test_")]:
        for shell_class in SHELLS.values():
            sentence = f"{shell_class.name}: {name[5:].replace('_', ' ')}"
            try:
                run_in(shell_class, test)
                passed += 1
            except Skipped as skipped:
                tell(sentence, skipped)
                failed += skipped.fails
            except AssertionError as error:
                failed += 1
                print(f"FAILED {sentence}\n  {error}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
