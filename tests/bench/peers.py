"""Other terminal calendars that list the same seven days of the same appointments.

Each has its files made once and is then asked as its users ask it. Nothing is installed: what is
missing is left out.
"""
import datetime
import json
import pathlib
import shutil
import subprocess
import typing
import uuid
import zoneinfo

import commands
import files
from timing import Command

LAST = files.TODAY + datetime.timedelta(days=7)  # not included
KHAL_MOST = 1_000  # it reads one file per appointment: 100,000 take minutes


class Peer(typing.NamedTuple):
    name: str
    program: str
    make: typing.Callable[[pathlib.Path, int], None]  # makes its files in a new folder
    words: typing.Callable[[pathlib.Path], list[str]]
    most: int | None = None  # the most appointments without --peers-full


def walls(size):
    """The start and end of every appointment, on the clock in Berlin, in order of time."""
    zone = zoneinfo.ZoneInfo(files.ZONE)
    for appointment in files.appointments(size):
        start = datetime.datetime.fromtimestamp(appointment.start, zone)
        yield start, start + datetime.timedelta(seconds=files.LENGTH)


def make_calcurse(folder, size):
    (folder / "apts").write_text("".join(
        f"{start:%m/%d/%Y @ %H:%M} -> {end:%m/%d/%Y @ %H:%M} |{files.NAME}\n" for start, end in walls(size)))
    (folder / "conf").write_text("format.inputdate=1\n")  # mm/dd/yyyy


def calcurse(folder):
    return ["calcurse", "-C", str(folder), "-D", str(folder), "-Q", "--from", f"{files.TODAY:%m/%d/%Y}", "--days", "7"]


def make_remind(folder, size):
    (folder / "all.rem").write_text("".join(
        f"REM {start:%-d %b %Y} AT {start:%H:%M} DURATION 0:20 MSG {files.NAME}\n" for start, _ in walls(size)))


def remind(folder):
    return ["remind", "-s+1", str(folder / "all.rem"), str(files.TODAY)]


def make_khal(folder, size):
    vdir = folder / "vdir"
    vdir.mkdir()
    for number, (start, end) in enumerate(walls(size)):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", "BEGIN:VEVENT", f"UID:{number}",
                 f"SUMMARY:{files.NAME}", f"DTSTAMP:{in_utc(start)}", f"DTSTART:{in_utc(start)}",
                 f"DTEND:{in_utc(end)}", "END:VEVENT", "END:VCALENDAR", ""]
        (vdir / f"{number}.ics").write_text("\r\n".join(lines))
    (folder / "config").write_text(
        f"[calendars]\n[[bench]]\npath = {vdir}\n[sqlite]\npath = {folder}/cache.db\n"
        f"[locale]\nlocal_timezone = {files.ZONE}\ndefault_timezone = {files.ZONE}\ndateformat = %Y-%m-%d\n"
        f"longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n")
    subprocess.run(khal(folder), check=True, env=environment(folder), stdout=subprocess.DEVNULL)  # fills its cache


def khal(folder):
    return ["khal", "-c", str(folder / "config"), "list", str(files.TODAY), "7d"]


def make_taskwarrior(folder, size):
    (folder / "taskrc").write_text(f"data.location={folder}\nconfirmation=off\nhooks=off\ngc=off\n")
    tasks = []
    for number, (start, end) in enumerate(walls(size)):
        task = {"uuid": str(uuid.UUID(int=number + 1)), "description": files.NAME, "due": in_utc(start),
                "entry": "20200101T000000Z", "status": "pending"}
        if start.date() < files.TODAY:  # otherwise it would also read past ones
            task |= {"status": "completed", "end": in_utc(end)}
        tasks.append(task)
    (folder / "tasks.json").write_text(json.dumps(tasks))
    subprocess.run(["task", f"rc:{folder}/taskrc", "import", str(folder / "tasks.json")], check=True,
                   env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def taskwarrior(folder):
    return ["task", f"rc:{folder}/taskrc", "status:pending", f"due>={files.TODAY}", f"due<{LAST}", "list"]


PEERS = [
    Peer("calcurse", "calcurse", make_calcurse, calcurse),
    Peer("remind", "remind", make_remind, remind),
    Peer("khal", "khal", make_khal, khal, KHAL_MOST),
    Peer("taskwarrior", "task", make_taskwarrior, taskwarrior),
]


def in_utc(time):
    return time.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")


def environment(folder):
    return {**files.ENVIRONMENT, "HOME": str(folder)}


def installed():
    found = [peer for peer in PEERS if shutil.which(peer.program)]
    missing = [peer.name for peer in PEERS if peer not in found]
    if missing:
        print(f"Not installed, so left out: {', '.join(missing)}")
    return found


def command(peer, folder, size):
    """How the peer lists the seven days; creates its files if missing."""
    made = folder / f"{peer.name}-{size}-{files.fingerprint(__file__)}"
    if not made.exists():
        print(f"Making the files of {peer.name} with {size:,} appointments ...", flush=True)
        for outdated in folder.glob(f"{peer.name}-{size}-*"):
            shutil.rmtree(outdated)
        made.mkdir(parents=True)
        try:
            peer.make(made, size)
        except BaseException:
            shutil.rmtree(made)
            raise
    words = peer.words(made)
    program = shutil.which(words[0])
    return Command(peer.name, size, lambda: [program, *words[1:]], environment=environment(made))


def at_every_size(calbook, folder, calendars, full):
    """calbook and every peer at every size of calendar."""
    out = []
    peers = installed()
    for size, file in calendars.items():
        words = [calbook, "--db", str(file), "upcoming", "--days", "7", "--all"]
        ours = Command(commands.ALL, size, lambda words=words: words)
        out.append(ours)
        if size > 100_000:
            continue
        for peer in peers:
            if full or peer.most is None or size <= peer.most:
                out.append(command(peer, folder, size))
                check_same(ours, out[-1])
    return out


def check_same(ours, theirs):
    here, there = listed(ours), listed(theirs)
    if here != there:
        raise SystemExit(f"{theirs.name} lists {there} of {theirs.size:,} appointments, calbook {here}")


def listed(command):
    """How many appointments it prints."""
    printed = subprocess.run(command.words(), env=command.environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout
    return printed.count(files.NAME)
