"""A power cut: the disk has only what was synced before the exit code was returned."""
import subprocess

import operations
from attack import Attack
from calbook_file import CalbookFile
from mounts import mounted
from verdict import verdict


def new_disk(attack):
    disk = attack.room() / "disk.img"
    with open(disk, "wb") as image:
        image.truncate(8 << 20)
    subprocess.run([Attack.need("mkfs.ext4", "e2fsprogs"), "-q", str(disk)], check=True)
    return disk


def cut_after(attack, calendar, disk, words):
    """Runs a command; returns the disk as it was when the command had exited with 0."""
    code, _, err = calendar.run(*words)
    assert code == 0, err
    at_that_moment = attack.room() / "disk.img"
    subprocess.run(["cp", str(disk), str(at_that_moment)], check=True)
    return at_that_moment


def test_what_was_acknowledged_is_there_after_a_power_cut(attack):
    for number in range(attack.times(2, 4, 25)):
        disk = new_disk(attack)
        # The file system itself writes nothing for five minutes, except on request.
        with mounted(attack.room(), "-o", "loop,commit=300", str(disk)) as folder:
            calendar = CalbookFile(attack.program, folder / "calbook")
            calendar.open()
            _, all_operations = operations.prepared(attack, calendar)
            table = all_operations[0].before
            for operation in all_operations:
                table = {**table, **{name: row for name, row in operation.after.items() if operation.before.get(name) != row}}
                with attack.attempt(f"{operation.words}, power cut {number}"):
                    copy = cut_after(attack, calendar, disk, operation.words)
                    with mounted(attack.room(), "-o", "loop", str(copy)) as after:
                        verdict(CalbookFile(attack.program, after / "calbook"), table)
