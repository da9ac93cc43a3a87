"""Memory that runs out at any allocation: told, or no hindrance; what was there stays, and a change is whole or absent."""
import pathlib
import struct

import operations
from copies import beside, kept_files, names, with_copy
from calbook_file import ENVIRONMENT
from mending import with_stale_index
from operations import Operation
from skips import Skipped
from verdict import STORAGE, UNDELIVERED, possible, verdict

TRIES = (14, 60, 100000)  # of each command, spread over its allocations


def program_without_memory(attack):
    """calbook, linked with the allocator of no_memory.cpp."""
    program = pathlib.Path(attack.program).parents[1] / "tests" / "calbook_no_memory"
    if not program.exists():
        raise Skipped(f"there is no {program}, which a build with tests makes")
    return str(program)


def starved(attack, calendar, words, fail_at):
    """Runs a command whose allocations fail from some number on; returns its end and how many it made."""
    count = calendar.folder.parent / (calendar.folder.name + ".allocations")
    count.write_bytes(bytes(8))
    calendar.program = program_without_memory(attack)
    code, out, err = calendar.run(*words, cwd=calendar.folder, env={
        **ENVIRONMENT, "CALBOOK_ALLOCATIONS": str(count), "CALBOOK_FAIL_AT": fail_at})
    calendar.program = attack.program
    return code, out, err, struct.unpack("=Q", count.read_bytes())[0]


def starve_everywhere(attack, calendar, words):
    """Each try on a copy: yields the copy, the place, exit code, stdout and stderr."""
    most = starved(attack, attack.calendar(like=calendar), words, "0")[3]
    step = max(1, most // attack.times(*TRIES))
    for suffix in ("", "+"):
        for number in range(1 + attack.dice.randrange(step), most + 1, step):
            copy = attack.calendar(like=calendar)
            code, out, err, _ = starved(attack, copy, words, f"{number}{suffix}")
            yield copy, f"{number}{suffix} of {most}", code, out, err


def check_told(code, out, err):
    assert code in (0, STORAGE, UNDELIVERED), f"exit {code}: {err}"
    assert code == 0 or (out == "" and err.startswith("calbook: ")), (code, out, err)


def check_sound(calendar):
    code, _, err = calendar.run("doctor")
    assert code == 0, (code, err)


def test_a_change_out_of_memory_is_stored_only_if_its_exit_code_says_so(attack):
    calendar, all_operations = operations.prepared(attack)
    hours = ["availability", "set", "mon", "9-17"]
    before = all_operations[0].before
    for operation in [*all_operations, Operation("availability", hours, before, before)]:
        weekly = [calendar.rows("SELECT * FROM weekly_hours")]
        if operation.name == "availability":
            after = attack.calendar(like=calendar)
            after.run(*hours)
            weekly.append(after.rows("SELECT * FROM weekly_hours"))
        for copy, place, code, out, err in starve_everywhere(attack, calendar, operation.words):
            with attack.attempt(f"{operation.words}, allocation {place}"):
                check_told(code, out, err)
                verdict(copy, *possible(code, err, operation.before, operation.after))
                assert copy.rows("SELECT * FROM weekly_hours") in possible(code, err, weekly[0], weekly[-1]), code
                check_sound(copy)
                operations.book(copy, 50, "after it")


def test_a_reader_out_of_memory_gives_the_right_list_or_5(attack):
    calendar, _ = operations.prepared(attack)
    for words in (["upcoming", "--json"], ["slots", "search", "--json"], ["doctor", "--json"]):
        right = calendar.run(*words)[1]
        for _, place, code, out, err in starve_everywhere(attack, calendar, words):
            with attack.attempt(f"{words}, allocation {place}"):
                assert code == STORAGE or (code, out) == (0, right), (code, out, err)
                assert code == 0 or "memory" in err or "zone" in err or "open" in err, err


def test_a_backup_out_of_memory_leaves_the_old_one_or_a_new_one(attack):
    calendar, old, table = with_copy(attack)
    for copy, place, code, out, err in starve_everywhere(attack, calendar, ["backup", "copy.db", "--force"]):
        with attack.attempt(f"backup, allocation {place}"):
            check_told(code, out, err)
            assert names(copy) == ["calbook.db", "copy.db"], names(copy)
            verdict(copy, table)
            verdict(beside(copy, "copy.db"), *possible(code, err, old, table))


def test_a_restore_out_of_memory_leaves_the_old_calendar_or_the_new_one(attack):
    calendar, new, old = with_copy(attack)
    for copy, place, code, out, err in starve_everywhere(attack, calendar, ["restore", "copy.db"]):
        with attack.attempt(f"restore, allocation {place}"):
            check_told(code, out, err)
            table = verdict(copy, *possible(code, err, old, new))
            assert [each.table() for each in kept_files(copy)] == ([old] if table == new else []), names(copy)
            assert len(names(copy)) == 2 + len(kept_files(copy)), names(copy)
            check_sound(copy)


def test_a_repair_out_of_memory_loses_nothing_and_can_be_repeated(attack):
    calendar, table = with_stale_index(attack)
    damaged = calendar.file.read_bytes()
    for copy, place, code, out, err in starve_everywhere(attack, calendar, ["doctor", "--fix"]):
        with attack.attempt(f"doctor --fix, allocation {place}"):
            check_told(code, out, err)
            if code == STORAGE:
                assert names(copy) == ["calbook.db"] and copy.file.read_bytes() == damaged, names(copy)
            code, _, err = copy.run("doctor", "--fix")
            assert code == 0, err
            verdict(copy, table)
