#!/usr/bin/env python3
"""Checks README.md and the man pages against the program: python3 tests/docs.py CALBOOK REPOSITORY

The options of every command's --help are those of its man page, and its columns the keys of an
object in calbook.1; the exit codes of both are those of `calbook help exit-codes`, in which every
code of the sources stands once; every --help and help on a topic fits 80 columns, and its examples
can be run; the JSON keys of `calbook help json` are the manual's; every command in README's console
blocks prints what README shows, and its picture of a terminal is what screen.py draws; mandoc finds
nothing to warn of.

README tells this test two things by its form: a block with a name behind its language is a file of
that name, and a line `$ export NAME=VALUE` holds for all that follows.
"""

import difflib
import os
import pathlib
import pty
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import screen

OPTION = re.compile(r"--[a-z][a-z-]*")


class Checks:
    """Counts comparisons, and reports differences."""

    def __init__(self):
        self.made = 0
        self.failed = 0

    def same(self, about, expected, found):
        self.made += 1
        if expected == found:
            return
        self.failed += 1
        print(f"{about}:")
        for line in difflib.ndiff(lines_of(expected), lines_of(found)):
            if not line.startswith("?"):
                print(f"  {line}")


def lines_of(value):
    return value.split("\n") if isinstance(value, str) else [str(each) for each in sorted(value)]


# The program.


class Program:
    def __init__(self, path):
        self.path = str(path)

    def output(self, *words):
        ran = subprocess.run([self.path, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if ran.returncode != 0 or ran.stderr:
            sys.exit(f"docs.py: {' '.join(['calbook', *words])} ended with {ran.returncode}: {ran.stderr}")
        return ran.stdout

    def help_of(self, command):
        return self.output(*command, "--help")

    def topics(self):
        return re.search(r"^Topics: calbook help (.*)$", self.help_of(()), re.MULTILINE).group(1).split(", ")

    def exit_codes(self):
        """Rows of `calbook help exit-codes`: the code, its meaning, its errors."""
        rows = []
        for line in self.output("help", "exit-codes").split("Examples:")[0].splitlines():
            if re.match(r"\d  ", line):
                rows.append([line[0], line[3:], []])
            elif re.match(r" {5}\S", line):
                rows[-1][2] += line.strip().rstrip(",").split(", ")
            elif re.match(r" {3}\S", line):
                rows[-1][1] += " " + line.strip()
        return rows

    def commands(self, above=()):
        """Every command that does something, as words: ("slots", "search"), ("book",)."""
        found = []
        for name in names_under("Commands", self.help_of(above)):
            command = (*above, name)
            found += self.commands(command) or [command]
        return found


def names_under(heading, text):
    """The first words of the lines indented by two under that heading."""
    section = re.search(rf"^{heading}:\n((?:  .*\n)*)", text, re.MULTILINE)
    return re.findall(r"^  ([^\s-]\S*)", section.group(1), re.MULTILINE) if section else []


def help_options(text):
    """The long options listed in a --help, but not those mentioned in its sentences."""
    listed = re.findall(r"^  ((?:-[a-z],)?--[a-z-]+)", text, re.MULTILINE)
    return {option for each in listed for option in OPTION.findall(each)}


# The man pages.


def macro_options(line):
    """The options in a line of macros: Fl -limit, Fl q , -quiet."""
    found = set()
    after_flag = False
    for word in line.split():
        if word.lstrip(".") in {"Fl", "Ar", "Cm", "Op", "No", "Ns"}:
            after_flag = word.lstrip(".") == "Fl"
        elif after_flag and re.fullmatch(r"-[a-z][a-z-]*", word):
            found.add("-" + word)
    return found


def defined_options(source):
    return {option for line in source.splitlines() if line.startswith(".It") for option in macro_options(line)}


def named_options(source):
    """Every option in the source, as a macro, in bold or in an example."""
    found = set(OPTION.findall(source.replace("\\-", "-")))
    for line in source.splitlines():
        if line.startswith("."):
            found |= macro_options(line)
    return found


def section(source, macro, title):
    """The lines under a heading, up to the next of the same or a higher level; None if missing."""
    heading = re.compile(rf"^\.{macro} {re.escape(title)}\n", re.MULTILINE).search(source)
    if heading is None:
        return None
    rest = source[heading.end() :]
    following = re.compile(r"^\.Sh " if macro == "Sh" else r"^\.S[hs] ", re.MULTILINE).search(rest)
    return rest[: following.start()] if following else rest


def exit_status_of_page(source):
    """The rows of the table in EXIT STATUS, as Program.exit_codes() has them."""
    rows = []
    for line in section(source, "Sh", "EXIT STATUS").split(".El")[0].splitlines():
        if line.startswith(".It "):
            rows.append([line.removeprefix(".It "), "", []])
        elif " Er " in line or line.startswith(".Er "):
            rows[-1][2].append(re.search(r"Er (\w+)", line).group(1))
        elif rows and not line.startswith("."):
            rows[-1][1] = (rows[-1][1] + " " + line).strip()
    return rows


def lines_of_rows(rows):
    return "\n".join("\n  ".join([f"{code}  {meaning}", *errors]) for code, meaning, errors in rows)


def keys_of_page(source):
    """For each object in the list behind "The keys of json": the keys of its first line."""
    listed = source.split("The keys of json:\n")[1].split("\n.El")[0]
    found = {}
    for item in re.split(r"^\.It ", listed, flags=re.MULTILINE)[1:]:
        name, *lines = item.splitlines()
        keys = [re.findall(r"\w+", line.removeprefix(".Li ")) for line in lines if line.startswith(".Li ")]
        found[name.removeprefix("Cm ")] = keys[0]
    return found


# README.


def console_commands(readme):
    """Pairs of a command line and the output that README shows under it."""
    for block in re.findall(r"^```console\n(.*?)^```", readme, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def write_named_blocks(readme, folder):
    """Writes the files shown in README, executable if they begin with #!."""
    for name, text in re.findall(r"^```\w+ ([\w.-]+)\n(.*?)^```", readme, re.MULTILINE | re.DOTALL):
        path = folder / name
        path.write_text(text)
        path.chmod(0o755 if text.startswith("#!") else 0o644)


class References:
    """Every file has references of its own, so README's stand for those that a run meets in their places."""

    FORM = re.compile(r"\b[2-9A-HJKMNP-TV-Z]{6}\b")

    def __init__(self):
        self.met = {}

    def meet(self, expected, shown):
        """Pairs those that are new in a line with those in the same line of what was shown."""
        for line, real in zip(expected.splitlines(), shown.splitlines()):
            for reference, its in zip(self.FORM.findall(line), self.FORM.findall(real)):
                if its not in self.met.values():
                    self.met.setdefault(reference, its)

    def translated(self, text):
        """With the run's own references, in lower case where README has it so."""
        for reference, its in self.met.items():
            text = text.replace(reference, f"<{its}>").replace(reference.lower(), f"<{its.lower()}>")
        return re.sub(r"<(\w{6})>", r"\1", text)


def on_terminal(command, folder, environment):
    """A command's output on a terminal, and its exit code. README leaves out the notes that the time is pretended."""
    terminal, inside = pty.openpty()
    shell = ["bash", "-c", command]
    process = subprocess.Popen(
        shell, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=inside, stderr=inside
    )
    os.close(inside)
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux: the other side was closed
            break
        if not piece:
            break
        shown += piece
    os.close(terminal)
    shown = re.sub(r"^note: as if it were .*\n", "", shown.decode().replace("\r\n", "\n"), flags=re.MULTILINE)
    return shown, process.wait()


def scratch_environment(folder):
    """For alice in Berlin, on a Sunday, with the calendar and the program in the folder."""
    environment = {
        "PATH": f"{folder / 'bin'}:{os.environ.get('PATH', '/usr/bin:/bin')}",
        "HOME": str(folder),
        "CALBOOK_DB": str(folder / "tour.db"),
        "CALBOOK_NOW": "2026-11-22T10:00+01:00",
        "LOGNAME": "alice",
        "TZ": "Europe/Berlin",
        "NO_COLOR": "1",
    }
    if "TZDIR" in os.environ:
        environment["TZDIR"] = os.environ["TZDIR"]
    return environment


# The checks.


def check_options(checks, program, man):
    commands = program.commands()
    of_every_command = help_options(program.help_of(()))
    own = {command: help_options(program.help_of(command)) - of_every_command for command in commands}

    overview = (man / "calbook.1").read_text()
    checks.same("calbook.1 and calbook --help", of_every_command, defined_options(overview))
    anywhere = of_every_command.union(*own.values())
    checks.same("calbook.1 names options that do not exist", set(), named_options(overview) - anywhere)

    nouns = {command[0] for command in commands}
    pages = {path.stem for path in man.glob("calbook-*.1")}
    checks.same("the pages and the commands", {f"calbook-{noun}" for noun in nouns}, pages)
    for noun in sorted(nouns):
        page = man / f"calbook-{noun}.1"
        if not page.exists():
            continue
        source = page.read_text()
        of_noun = {command: options for command, options in own.items() if command[0] == noun}
        for command, options in of_noun.items():
            name = " ".join(["calbook", *command])
            part = source if len(command) == 1 else section(source, "Ss", name) or ""
            checks.same(f"{page.name} and {name} --help", options, defined_options(part))
            strange = named_options(part) - options - of_every_command
            checks.same(f"{page.name} names other options under {name}", set(), strange)
        allowed = of_every_command.union(*of_noun.values())
        checks.same(f"{page.name} names options that do not exist", set(), named_options(source) - allowed)


def check_columns(checks, program, man):
    """Each command has the keys of an object of calbook.1, from the first one on, and some command has all."""
    page = keys_of_page((man / "calbook.1").read_text())
    del page["what was forgotten"]  # by options of commands that print other things
    del page["series"]  # whose rows are appointments
    used = set()
    for command in program.commands():
        if command in [("help",), ("completion",), ("ics", "freebusy")]:
            continue
        columns = program.output(*command, "--columns", "help", "-q").split()
        objects = [name for name, keys in page.items() if keys[: len(columns)] == columns]
        checks.same(f"the objects of calbook.1 for {' '.join(command)} --columns help", "1", str(len(objects)))
        used |= {name for name in objects if page[name] == columns}
    checks.same("the keys of calbook.1 and all columns", set(page), used)


def check_exit_codes(checks, program, root):
    rows = program.exit_codes()
    found = exit_status_of_page((root / "man" / "calbook.1").read_text())
    checks.same("calbook.1 and calbook help exit-codes", lines_of_rows(rows), lines_of_rows(found))

    sources = [*root.glob("app/**/*.[ch]pp"), *root.glob("libcalendar/**/*.[ch]pp")]
    code = re.compile(r'^[^/\n]*\bCode\b[\w: ]*\{"(\w+)"\}', re.MULTILINE)  # not in a comment
    codes = [found for each in sources for found in code.findall(each.read_text())]
    listed = [name for _, _, names in rows for name in names]
    checks.same("the codes of the sources and calbook help exit-codes", sorted(codes), sorted(listed))


INVITATION = """\
From: Bob Stone <bob@example.org>
Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:1
DTSTART:20261126T100000Z
DURATION:PT1H
ORGANIZER:mailto:bob@example.org
ATTENDEE:mailto:alice@example.net
END:VEVENT
END:VCALENDAR
"""


class Office:
    """A calendar that contains everything that the examples of --help name."""

    COMMANDS = """
        availability set mon-fri 9-17
        service set consult --duration 30m
        owner add bea
        owner set alice --email alice@example.net --answer @example.org
        outbox set --owner alice --invitee booked --owner-gets booked
        busy add 2026-11-30 14:00 2h
        book today 9:50 --name Max --force
        book tue 10:00 --name Eve --email eve@example.org
        calendar add work work.ics
        backup backup.db
    """

    def __init__(self, program, folder):
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "bin" / "calbook").symlink_to(program.path)
        self.environment = scratch_environment(folder)
        (folder / "bin" / "sendmail").symlink_to("/bin/true")
        (folder / "requests.jsonl").write_text('{"at": "2026-11-25T10:00", "name": "Bob Stone"}\n')
        (folder / "calendars/work").mkdir(parents=True)
        for each in (folder / "work.ics", folder / "home.ics", folder / "calendars/work/1.ics"):
            each.write_text("BEGIN:VEVENT\nUID:1\nDTSTART:20261128T100000\nDURATION:PT1H\nEND:VEVENT\n")
        (folder / "invitation.eml").write_text(INVITATION)
        for command in self.COMMANDS.strip().splitlines():
            self.run(f"calbook {command.strip()}", folder)
        self.begun, self.reference = self.run("calbook upcoming -q", folder).stdout.split()

    def run(self, command, folder):
        how = {"cwd": folder, "env": self.environment, "capture_output": True, "text": True}
        return subprocess.run(["bash", "-c", command], stdin=subprocess.DEVNULL, **how)

    def try_out(self, example):
        """What is wrong with an example, run on a copy of the calendar."""
        with tempfile.TemporaryDirectory() as scratch:
            copy = pathlib.Path(scratch)
            for pattern in ("*.db", "*.jsonl", "*.ics", "*.eml"):
                for each in self.folder.glob(pattern):
                    shutil.copy(each, copy)
            shutil.copytree(self.folder / "calendars", copy / "calendars")
            database = f"export CALBOOK_DB={copy / 'tour.db'};"
            reference = self.begun if " mark " in example else self.reference
            ran = self.run(f"{database} {example.replace('K7QD3F', reference)}", copy)
            return ran.stderr if ran.returncode != 0 else ""


def check_help(checks, program, man):
    commands = program.commands()
    nouns = {command[:1] for command in commands if len(command) > 1}
    with tempfile.TemporaryDirectory() as scratch:
        office = Office(program, pathlib.Path(scratch))
        for command in [(), *sorted(nouns), *commands]:
            name = " ".join(["calbook", *command])
            text = program.help_of(command)
            checks.same(f"{name} --help, lines of more than 80 characters", [], [line for line in text.splitlines() if len(line) > 80])
            examples = re.findall(r"^  (calbook .*)$", text.split("Examples:\n")[1], re.MULTILINE)
            of_it = [example for example in examples if example.startswith(name)]
            checks.same(f"{name} --help has two examples of it", "2 of 2", f"{len(of_it)} of {len(examples)}")
            for example in examples:
                checks.same(f"the example of {name} --help: {example}", "", office.try_out(example))
            page = f"calbook-{command[0]}" if command else "calbook"
            checks.same(f"the end of {name} --help", f"Manual: man {page}", text.splitlines()[-1])
            checks.same(f"{name} --help names a page that exists", [page], [each.stem for each in man.glob(f"{page}.1")])


def check_topics(checks, program, man):
    with tempfile.TemporaryDirectory() as scratch:
        office = Office(program, pathlib.Path(scratch))
        for topic in program.topics():
            text = program.output("help", topic)
            checks.same(f"calbook help {topic}, long lines", [], [line for line in text.splitlines() if len(line) > 80])
            examples = [line.strip() for line in text.split("Examples:\n")[1].split("\n\n")[0].splitlines()]
            checks.same(f"calbook help {topic} has two examples", "2", str(len(examples)))
            for example in examples:
                checks.same(f"the example of calbook help {topic}: {example}", "", office.try_out(example))
            checks.same(f"the end of calbook help {topic}", "Manual: man calbook", text.splitlines()[-1])
    page = (man / "calbook-help.1").read_text()
    checks.same("calbook-help.1 and the topics", program.topics(), re.findall(r"^\.It Cm ([a-z-]+)$", page, re.MULTILINE))
    keys = keys_of_page((man / "calbook.1").read_text())
    listed = dict(re.findall(r"^  (\S[^_\n]*?)  +((?:\w+ ?)+(?:\n {8,}[\w ]+)*)$", program.output("help", "json"), re.MULTILINE))
    for name, words in listed.items():
        checks.same(f"calbook.1 and calbook help json: {name}", words.split(), keys.get(name, [])[: len(words.split())])
    checks.same("the objects of calbook help json", "10", str(len(listed)))


def check_readme(checks, program, readme):
    table = re.findall(r"^\| (\d) \| (.*) \|$", readme, re.MULTILINE)
    meanings = [(code, meaning) for code, meaning, _ in program.exit_codes()]
    checks.same("README.md and calbook help exit-codes", meanings, table)

    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "bin").mkdir()
        (folder / "bin" / "calbook").symlink_to(program.path)
        environment = scratch_environment(folder)
        write_named_blocks(readme, folder)
        references = References()
        status = 0
        for command, expected in console_commands(readme):
            if command.startswith("export "):
                environment.update(word.split("=", 1) for word in shlex.split(command)[1:])
                continue
            line = references.translated(command)
            shown, status = on_terminal(f"(exit {status})\n{line}", folder, environment)
            references.meet(expected, shown)
            checks.same(f"README.md: $ {command}", references.translated(expected), shown)


def check_pages(checks, man):
    for page in sorted(man.glob("*.[17]")):
        lint = subprocess.run(["mandoc", "-Tlint", "-W", "warning", page.name], cwd=man, capture_output=True, text=True)
        checks.same(f"{page.name} and mandoc", "", lint.stdout + lint.stderr)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: python3 tests/docs.py CALBOOK REPOSITORY")
    for variable in [name for name in os.environ if name.startswith("CALBOOK_")]:
        del os.environ[variable]
    program = Program(pathlib.Path(sys.argv[1]).resolve())
    root = pathlib.Path(sys.argv[2]).resolve()
    checks = Checks()
    check_options(checks, program, root / "man")
    check_columns(checks, program, root / "man")
    check_exit_codes(checks, program, root)
    check_help(checks, program, root / "man")
    check_topics(checks, program, root / "man")
    check_readme(checks, program, (root / "README.md").read_text())
    checks.same("tests/screen.svg", (root / "tests/screen.svg").read_text(), screen.drawn(program.path))
    check_pages(checks, root / "man")
    print(f"{checks.made} checks, {checks.failed} differences")
    sys.exit(1 if checks.failed else 0)


main()
