"""A folder with a calendar file, and the built program to use on it."""
import os
import pathlib
import sqlite3
import subprocess

SCHEMAS = pathlib.Path(__file__).parent / "data"
NOW = "2026-11-22T10:00+01:00"
ENVIRONMENT = {"CALBOOK_NOW": NOW, "LOGNAME": "alice", "TZ": "Europe/Berlin", "PATH": os.environ["PATH"]}
if "TZDIR" in os.environ:
    ENVIRONMENT["TZDIR"] = os.environ["TZDIR"]


class CalbookFile:
    """After open(), alice can be booked round the clock, and references come in the same order in each file."""

    def __init__(self, program, folder):
        self.program = str(program)
        self.folder = pathlib.Path(folder)
        self.file = self.folder / "calbook.db"

    def command(self, *words):
        return [self.program, "--db", str(self.file), *words]

    def start(self, *words, before=(), **how):
        """Starts a command; `before` is a command line that runs it."""
        how = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True,
               "env": ENVIRONMENT, **how}
        return subprocess.Popen([*before, *self.command(*words)], **how)

    def run(self, *words, timeout=60, **how):
        """The exit code, stdout and stderr of one command."""
        with self.start(*words, **how) as process:
            try:
                out, err = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return process.returncode, out, err

    def open(self):
        code, _, err = self.run("availability", "set", "daily", "0-24")
        assert code == 0, err
        connection = sqlite3.connect(self.file)
        connection.execute("UPDATE file SET reference_key = zeroblob(16)")
        connection.commit()
        connection.close()
        return self

    def rows(self, query):
        connection = sqlite3.connect(self.file)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def become_older(self, version):
        """Has the schema of an older version, and of the rows what that can hold."""
        newer = self.file.with_suffix(".newer")
        self.file.rename(newer)
        connection = sqlite3.connect(self.file)
        connection.executescript((SCHEMAS / f"schema-{version}.sql").read_text())
        connection.execute(f"ATTACH '{newer}' AS newer")
        for (table,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table}({columns}) SELECT {columns} FROM newer.{table}")
        connection.commit()
        connection.close()
        self.file.chmod(0o600)
        newer.unlink()

    def starts(self):
        """All booked starts, in UTC seconds."""
        return [row[0] for row in self.rows("SELECT start_at FROM appointment WHERE live = 1")]

    def table(self):
        """All appointments by the invitee's name: the start, and booked (1) or cancelled (0)."""
        return {name: (start, live) for name, start, live in self.rows("SELECT name, start_at, live FROM appointment")}

    def integrity(self):
        return self.rows("PRAGMA integrity_check")[0][0]
