"""The ways to corrupt a file that SQLite itself lists (sqlite.org/howtocorrupt.html): each is tried, or cannot happen here."""
import importlib
import pathlib

TESTS = pathlib.Path(__file__).resolve().parent.parent

OLD_BUG = "Repaired long before SQLite 3.37; an older one cannot read the STRICT tables of a calendar."

# A test is a theme of tests/faults and a part of its name, or a file of unit tests and a part of its title; or a sentence.
WAYS = {
    "1 a stranger writes over the file": ("damage", "a_bit_that_flips_is_told"),
    "1.1 a descriptor is used after it was closed": ("streams", "whatever_streams_are_missing"),
    "1.2 a backup or a restore in the middle of a transaction": ("traffic", "a_backup_among_writers"),
    "1.3 a hot journal is deleted":
        "Only SQLite removes the journal of a live file; restore keeps it with what it replaces. Who deletes it by hand "
        "loses what no program can know of; what is damaged by that is told (damage.py).",
    "1.4 a file and a journal that do not belong together": ("leftovers", "no_command_adopts_a_leftover"),
    "2.1 a file system whose locks do not work":
        "Nothing is promised there: doctor names such a file system, and so does the manual.",
    "2.2 close() cancels the locks of the process":
        ("sqlite/contention_test.cpp", "closing a store keeps the locks of another in its process"),
    "2.2.1 two copies of SQLite in one process":
        "The program holds one. The library closes no descriptor of a file on which another SQLite holds a lock.",
    "2.3 two programs that lock differently": ("sqlite/contention_test.cpp", "a foreign program write one file"),
    "2.4 the file is renamed or removed while it is used": ("leftovers", "a_moved_or_replaced_file"),
    "2.5 the file has several names": ("paths", "a_file_with_two_names"),
    "2.6 an open connection is carried across fork()":
        "calbook never forks; a program that uses the library must not use a Store on both sides, as with SQLite itself.",
    "3.1 a disk that says that it has synced, and has not":
        "Nothing on a machine can notice that; what was never written is damage like any other (damage.py).",
    "3.2 syncs are switched off": ("power", "a_change_cut_off_by_the_power"),
    "4.1 a flash memory that mixes up sectors when the power is cut": ("damage", "a_flipped_bit_in_sqlites_own_data"),
    "4.2 a disk smaller than it says": ("damage", "a_file_that_was_cut"),
    "5 the memory of the process is overwritten":
        "The sanitizers run over every unit test and fuzz target, and defensive mode keeps SQL from the pages.",
    "6.1 threads of old Linux": "LinuxThreads is older than any system that has a C++20 library.",
    "6.2 mmap() of QNX": "calbook maps no file: PRAGMA mmap_size is 0 by default.",
    "6.3 a file system that is corrupt": ("disk", "if_one_other_call_fails"),
    "7 settings that take safety away":
        "Every connection is configured in one place, defensive and without trust in the schema; the one with "
        "journal_mode = MEMORY and synchronous = OFF writes a copy that has no name yet, and is synced before it gets one.",
    "8.1 damage reported of a file that shrinks": OLD_BUG,
    "8.2 a change between rollback journal and WAL": ("sqlite/checkup_test.cpp", "a write-ahead log is found"),
    "8.3 an I/O error while a lock is taken": ("twice", "an_error_during_a_rollback"),
    "8.4 pages leak from the list of free ones": OLD_BUG,
    "8.5 writers of SQLite 3.6 and 3.7 in turn": OLD_BUG,
    "8.6 recovery on Windows": "calbook is built for POSIX only.",
    "8.7 the journals of nested transactions": OLD_BUG,
}


def is_a_test(where, words):
    if where.endswith(".cpp"):
        return any("TEST_CASE" in line and words in line for line in (TESTS / where).read_text().splitlines())
    return any(name.startswith("test_") and words in name for name in vars(importlib.import_module(where)))


def test_each_way_to_corrupt_a_file_is_tested_or_impossible(attack):
    for way, answer in WAYS.items():
        with attack.attempt(way):
            assert isinstance(answer, str) or is_a_test(*answer), f"there is no test {answer}"
