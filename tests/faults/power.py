"""A power cut: what was acknowledged is there, and an interrupted change is whole or absent, whatever reached the disk."""
import subprocess

import disk_model
import operations
from attack import Attack
from calbook_file import CalbookFile
from copies import beside, kept_files, with_copy
from mending import with_stale_index
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


def cuts(attack, calendar, words):
    """Cuts the power at every step of a command: yields a calendar with what may be on the disk then, the step, and whether the
    command had told that it was done."""
    root = calendar.folder.parent
    for number, (disk, call, told) in enumerate(disk_model.recorded(calendar, words, root)):
        rest = [attack.dice.uniform(0, 1) for _ in range(attack.times(2, 10, 150))]
        for kept in [0, 1, *rest]:
            room = attack.room()
            disk_model.put(disk.after_cut(attack.dice, kept), room)
            copy = CalbookFile(calendar.program, room / calendar.folder.name)
            copy.file = copy.folder / calendar.file.relative_to(calendar.folder)
            yield copy, f"step {number} ({call}), {kept:.2f} of what was not synced", told


def alone(attack, calendar):
    """The same calendar, in a room where nothing else is."""
    copy = CalbookFile(calendar.program, attack.room() / "desk")
    copy.folder.mkdir(mode=0o700)
    disk_model.put(disk_model.Disk(calendar.folder).after_cut(attack.dice, 1), copy.folder)
    return copy


def test_a_change_cut_off_by_the_power_is_whole_or_absent(attack):
    calendar, all_operations = operations.prepared(attack)
    for operation in all_operations:
        for copy, step, told in cuts(attack, alone(attack, calendar), operation.words):
            with attack.attempt(f"{operation.words}, power cut at {step}"):
                verdict(copy, operation.after, *([] if told else [operation.before]))
                operations.book(copy, 50, "after it")


def test_a_new_calendar_cut_off_by_the_power_is_whole_or_absent(attack):
    calendar = alone(attack, attack.empty_calendar())
    calendar.file = calendar.folder / "new" / "folder" / "calbook.db"
    for copy, step, told in cuts(attack, calendar, ["availability", "set", "daily", "0-24"]):
        with attack.attempt(f"the first command, power cut at {step}"):
            code, out, err = copy.run("owner", "list", "-q")
            assert (code, out) == (0, "alice\n") or not told and (code, out) == (0, ""), (code, out, err)
            assert out == "" or "168 h a week" in copy.run("availability", "show")[1]
            copy.open()
            operations.book(copy, 1, "Ann")
            verdict(copy, {"Ann": (operations.slot(1), 1)})


def test_a_backup_cut_off_by_the_power_leaves_the_old_or_the_new_one(attack):
    calendar, old, new = with_copy(attack)
    calendar = alone(attack, calendar)
    for copy, step, told in cuts(attack, calendar, ["backup", "copy.db", "--force"]):
        with attack.attempt(f"backup, power cut at {step}"):
            verdict(copy, new)
            verdict(beside(copy, "copy.db"), new, *([] if told else [old]))


def test_a_restore_cut_off_by_the_power_loses_neither_calendar(attack):
    calendar, new, old = with_copy(attack)
    for copy, step, told in cuts(attack, alone(attack, calendar), ["restore", "copy.db"]):
        with attack.attempt(f"restore, power cut at {step}"):
            table = verdict(copy, new, *([] if told else [old]))
            if table == new:
                assert [each.table() for each in kept_files(copy)] == [old], "what was replaced is lost"
            code, _, err = copy.run("restore", "copy.db", cwd=copy.folder)
            assert code == 0, err


def test_a_repair_cut_off_by_the_power_can_be_repeated_without_loss(attack):
    calendar, table = with_stale_index(attack)
    for copy, step, told in cuts(attack, alone(attack, calendar), ["doctor", "--fix"]):
        with attack.attempt(f"doctor --fix, power cut at {step}"):
            assert copy.table() == table, copy.table()
            assert not told or copy.integrity() == "ok", copy.integrity()
            code, _, err = copy.run("doctor", "--fix")
            assert code == 0, err
            verdict(copy, table)
