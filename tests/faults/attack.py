"""One kind of fault: a folder for its calendars, and counts of its tries and broken promises."""
import contextlib
import itertools
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess

from calbook_file import CalbookFile
from skips import Skipped

BROKEN_PROMISES = (AssertionError, ValueError, sqlite3.Error, subprocess.TimeoutExpired)


NOBODY = 65534


def hand_over(folder, user):
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user, user, follow_symlinks=False)


class Attack:
    def __init__(self, program, folder, manner, seed):
        self.program, self.folder, self.manner = program, pathlib.Path(folder), manner
        self.folder.chmod(0o711)  # an unprivileged user passes through
        self.dice = random.Random(seed)
        self.tries, self.violations, self.remarks = 0, [], []
        self._numbers = itertools.count(1)
        self._open = None

    def times(self, quick, default, long):
        """The number of repetitions, depending on --quick and --long."""
        return {"quick": quick, "default": default, "long": long}[self.manner]

    def room(self):
        """A new folder."""
        room = self.folder / f"room-{next(self._numbers)}"
        room.mkdir(mode=0o700)
        return room

    def empty_calendar(self):
        return CalbookFile(self.program, self.room())

    def calendar(self, like=None):
        """A new calendar: open and without appointments, or a copy."""
        if self._open is None:
            self._open = self.empty_calendar().open()
        copy = self.empty_calendar()
        shutil.copytree((like or self._open).folder, copy.folder, dirs_exist_ok=True, symlinks=True)
        return copy

    @contextlib.contextmanager
    def attempt(self, what):
        """One try. Assertions inside it are promises; broken ones are counted."""
        self.tries += 1
        try:
            yield
        except BROKEN_PROMISES as broken:
            self.violations.append(f"{what}: {broken or type(broken).__name__}")

    @contextlib.contextmanager
    def ordinary_user(self, calendar):
        """Arguments to run a command as an unprivileged user, who temporarily owns the calendar."""
        if os.geteuid() != 0:
            yield {}
            return
        calendar.program = str(self._program_for_all())
        hand_over(calendar.folder, NOBODY)
        try:
            yield {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        finally:
            hand_over(calendar.folder, os.geteuid())
            calendar.program = self.program

    def _program_for_all(self):
        """A copy of the program that everybody can run."""
        copy = self.folder / "calbook"
        if not copy.exists():
            shutil.copy(self.program, copy)
            copy.chmod(0o755)
        return copy

    def remark(self, text):
        self.remarks.append(text)

    @staticmethod
    def need(tool, package):
        """The path of a tool that may not be on an ordinary PATH."""
        found = shutil.which(tool) or shutil.which(tool, path="/usr/sbin:/sbin")
        if not found:
            raise Skipped(f"there is no {tool} (Debian: {package})")
        return found
