"""A disk without its power: from the system calls of a command, everything that may be on it when the power is cut.

What was synced is there. Of what was written to a file since, each 512 bytes may have reached the disk or not, in any order,
in any of the versions that there were; a file may have any of the sizes that it had since, and hold rubbish where nothing
arrived. Of names made, moved or removed, each may be on the disk or not until the folder is synced.
"""
import dataclasses
import os
import re

from injection import traced

SECTOR = 512
CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,rename,renameat2,link,linkat,mkdir"
LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (\d+)(?:<(.*)>)?$")
HEX = re.compile(r"(?:\\x[0-9a-f]{2})+")


def bytes_of(hexadecimal):
    return bytes.fromhex(hexadecimal.replace("\\x", ""))


def readable(text):
    return HEX.sub(lambda found: bytes_of(found[0]).decode(errors="surrogateescape"), text)


class File:
    def __init__(self, content=b""):
        self.live, self.synced = bytearray(content), bytes(content)
        self.sectors, self.sizes = {}, [len(content)]

    def write(self, offset, data):
        self.live.extend(bytes(max(0, offset + len(data) - len(self.live))))
        self.live[offset:offset + len(data)] = data
        self.sizes.append(len(self.live))
        for sector in range(offset // SECTOR, (offset + len(data) - 1) // SECTOR + 1):
            self.sectors.setdefault(sector, []).append(bytes(self.live[sector * SECTOR:(sector + 1) * SECTOR]))

    def truncate(self, size):
        self.live = self.live[:size] + bytes(max(0, size - len(self.live)))
        self.sizes.append(size)

    def sync(self):
        self.synced, self.sectors, self.sizes = bytes(self.live), {}, [len(self.live)]

    def after_cut(self, dice, kept):
        """One content that it may have; `kept` is how likely it is that something arrived."""
        if kept in (0, 1):
            return bytes(self.live) if kept else self.synced
        size = dice.choice(self.sizes)
        hole = dice.choice([bytes(SECTOR), dice.randbytes(SECTOR)])
        content = bytearray(self.synced[:size])
        while len(content) < size:
            content += hole[:size - len(content)]
        for sector, versions in self.sectors.items():
            if dice.random() < kept and sector * SECTOR < size:
                version = dice.choice(versions)
                content[sector * SECTOR:sector * SECTOR + len(version)] = version
        return bytes(content[:size])


@dataclasses.dataclass
class Name:
    """A name that was given to a file or folder, or taken away."""
    path: str
    file: object  # a File, FOLDER, or None
    instead_of: str = None


FOLDER = "folder"


def folder_of(path):
    return path.rpartition("/")[0]


class Disk:
    """What lies in a folder; paths are relative to it."""

    def __init__(self, root, working_folder=None):
        self.root, self.working_folder = str(root), str(working_folder or root)
        self.live = {self.relative(path): FOLDER if path.is_dir() else File(path.read_bytes()) for path in root.rglob("*")}
        self.synced, self.pending = dict(self.live), []

    def relative(self, path):
        path = os.path.normpath(os.path.join(self.working_folder, path))
        return path[len(self.root) + 1:] if path.startswith(self.root + "/") else "" if path == self.root else None

    def name(self, name):
        self.pending.append(name)
        self.live.pop(name.instead_of, None)
        self.live[name.path] = name.file
        if name.file is None:
            del self.live[name.path]

    def sync(self, path):
        if self.live.get(path, FOLDER) is not FOLDER:
            self.live[path].sync()
            return
        for name in [each for each in self.pending if folder_of(each.path) == path]:
            self.pending.remove(name)
            apply(name, self.synced)

    def after_cut(self, dice, kept):
        """The files and folders that may be there, with their content; None stands for a folder."""
        names = dict(self.synced)
        for name in self.pending:
            if dice.random() < kept:
                apply(name, names)
        content = {"": FOLDER}
        for path in sorted(names):
            if content.get(folder_of(path)) is FOLDER:
                content[path] = FOLDER if names[path] is FOLDER else names[path].after_cut(dice, kept)
        return content


def apply(name, names):
    if name.file is None:
        names.pop(name.path, None)
    else:
        names.pop(name.instead_of, None)
        names[name.path] = name.file


def replay(disk, call, words, path_of_result):
    """Does to the disk what one system call did. Returns whether it did anything to it."""
    quoted = [disk.relative(readable(text)) for text in re.findall(r'"([^"]*)"', words)]
    if call == "openat":
        path = disk.relative(path_of_result)
        if not path or "O_CREAT" not in words or path in disk.live:
            return False
        disk.name(Name(path, File()))
    elif call in ("unlink", "mkdir"):
        if quoted[0] is None:
            return False
        disk.name(Name(quoted[0], None if call == "unlink" else FOLDER))
    elif call in ("rename", "renameat2", "link", "linkat"):
        if None in quoted:
            return False
        disk.name(Name(quoted[1], disk.live[quoted[0]], None if call.startswith("link") else quoted[0]))
    else:
        return change_open_file(disk, call, words)
    return True


def change_open_file(disk, call, words):
    path = disk.relative(readable(re.match(r"\d+<([^>]*)>", words)[1]))
    if path is None or (path and path not in disk.live):
        return False
    if call in ("fsync", "fdatasync"):
        disk.sync(path)
    elif call == "ftruncate":
        disk.live[path].truncate(int(words.rpartition(" ")[2]))
    else:
        data = bytes_of(re.search(r'"([^"]*)"', words)[1])
        offset = int(words.rpartition(" ")[2]) if call == "pwrite64" else len(disk.live[path].live)
        disk.live[path].write(offset, data)
    return True


def recorded(calendar, words, root):
    """Runs a command; yields the disk behind `root` before it, and after each call that did something to it, along with
    what had been done and whether stdout had told of the end."""
    disk, told = Disk(root, calendar.folder), False
    code, _, err, trace = traced(calendar, words, "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}")
    assert code == 0, err
    yield disk, "nothing", told
    for line in trace.splitlines():
        found = LINE.match(line)
        if not found:
            continue
        call, arguments, _, result = found.groups()
        if call == "write" and arguments.startswith("1<"):
            told = True
            yield disk, "the answer", told
        elif replay(disk, call, arguments, readable(result or "")):
            yield disk, call, told


def put(content, root):
    """Makes a folder hold what `after_cut` returned."""
    for path, data in content.items():
        if data is FOLDER:
            (root / path).mkdir(mode=0o700, exist_ok=True)
        else:
            (root / path).write_bytes(data)
            (root / path).chmod(0o600)
