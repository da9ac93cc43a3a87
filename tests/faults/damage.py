"""A damaged or foreign file is reported, never touched, and never crashes a process."""
import collections
import json
import sqlite3

import operations
from verdict import STORAGE, verdict

DAMAGED = 6
EXTREMES = ["0", "-1", "1", "9223372036854775807", "-9223372036854775808", "253402300800", "-62167219201", "2147483648"]


def furnished(attack):
    """A calendar with at least one of everything."""
    calendar, _ = operations.prepared(attack)
    for words in (["service", "set", "call", "--duration", "10m..1h", "--buffer-after", "5m", "--notice", "4h",
                   "--notice-days", "1", "--max-per-day", "20", "--max-per-week", "90"],
                  ["availability", "set", "daily", "0-24", "--service", "call"],
                  ["owner", "set", "alice", "--max-per-day", "50", *operations.INVITED],
                  ["ics", "answer", str(operations.invitation_file(attack.folder))],
                  ["busy", "add", operations.at(40), "2h", "--note", "hospital"],
                  ["availability", "override", "2026-12-24", "closed"],
                  ["book", operations.at(60), "--name", "Kim", "--key", "k-1", "--note", "first visit", "--service", "call"]):
        code, _, err = calendar.run(*words)
        assert code == 0, err
    return calendar


def commands(calendar, reference):
    return [["upcoming"], ["slots", "search"], ["show", reference], ["doctor"], ["history"], ["changes"],
            ["undo", "--dry-run"], ["book", operations.at(100), "--name", "Eve"]]


def check_answer(code, out, err):
    """The command succeeded, or reported damage or an unknown zone."""
    assert code in (0, 3, 4, STORAGE, DAMAGED), f"exit {code}: {err}"
    if code == STORAGE:
        assert json.loads(err)["error"] == "zone_data_missing", err
    if code != 0:
        assert out == "" and json.loads(err)["message"], (code, out, err)


def check_untouched(calendar, before, code, err):
    assert calendar.file.read_bytes() == before or code == 0, f"exit {code}, and the file is another: {err}"
    assert [path.name for path in calendar.folder.iterdir()] == ["calbook.db"], list(calendar.folder.iterdir())


def ask_everything(attack, calendar, what, reference):
    """Runs every command on a copy, the writing one last; returns their exit codes."""
    copy, codes = attack.calendar(like=calendar), []
    for words in commands(copy, reference):
        with attack.attempt(f"{what}: {' '.join(words)}"):
            before = copy.file.read_bytes()
            code, out, err = copy.run(*words, "--json", errors="strict")
            codes.append(code)
            check_answer(code, out, err)
            check_untouched(copy, before, code, err)
    return codes


def only_reference(calendar):
    return calendar.rows("SELECT ref FROM appointment LIMIT 1")[0][0]


def test_a_bit_that_flips_is_told_or_does_no_harm(attack):
    whole, plain = furnished(attack), 0
    content, reference = whole.file.read_bytes(), only_reference(whole)
    calendar = attack.calendar(like=whole)
    flips = attack.times(120, 300, 2000)
    for _ in range(flips):
        place, bit = attack.dice.randrange(len(content)), attack.dice.randrange(8)
        flipped = bytearray(content)
        flipped[place] ^= 1 << bit
        calendar.file.write_bytes(flipped)
        codes = ask_everything(attack, calendar, f"byte {place}, bit {bit}", reference)
        plain += set(codes) == {0}
    attack.remark(f"{plain} of {flips} flips gave plain answers")


def test_a_flipped_bit_in_sqlites_own_data_is_reported_or_harmless(attack):
    whole = furnished(attack)
    content, reference = whole.file.read_bytes(), only_reference(whole)
    calendar = attack.calendar(like=whole)
    codes = collections.Counter()
    # The file's header, and the header of every page with its first pointers.
    places = [place for page in range(0, len(content), 4096) for place in range(page, page + (100 if page == 0 else 16))]
    for place in attack.dice.sample(places, attack.times(60, 300, len(places))):
        flipped = bytearray(content)
        flipped[place] ^= 1 << attack.dice.randrange(8)
        calendar.file.write_bytes(flipped)
        codes.update(ask_everything(attack, calendar, f"byte {place}", reference))
    attack.remark(", ".join(f"exit {code}: {count} times" for code, count in sorted(codes.items())))


def test_a_file_that_was_cut_is_told_or_does_no_harm(attack):
    whole = furnished(attack)
    content, reference = whole.file.read_bytes(), only_reference(whole)
    calendar = attack.calendar(like=whole)
    for size in range(512, len(content), attack.times(1536, 512, 512)):
        calendar.file.write_bytes(content[:size])
        ask_everything(attack, calendar, f"cut to {size}", reference)


def write_text(calendar):
    calendar.file.write_text("Mon 09:00 Ann Lee\n" * 100)


def write_other_database(calendar):
    calendar.file.unlink()
    calendar.rows("CREATE TABLE note(text TEXT)")


def write_newer_version(calendar):
    calendar.rows("PRAGMA user_version = 99")


def test_a_foreign_or_newer_file_is_refused_and_untouched(attack):
    whole = furnished(attack)
    reference = only_reference(whole)
    for make, error in ((write_text, "not_a_calendar"), (write_other_database, "not_a_calendar"),
                        (write_newer_version, "newer_version")):
        calendar = attack.calendar(like=whole)
        make(calendar)
        before = calendar.file.read_bytes()
        for words in commands(calendar, reference):
            with attack.attempt(f"{make.__name__}: {' '.join(words)}"):
                code, out, err = calendar.run(*words, "--json")
                assert (code, out, json.loads(err)["error"]) == (DAMAGED, "", error), (code, out, err)
                check_untouched(calendar, before, code, err)


def test_an_empty_file_is_an_empty_calendar(attack):
    calendar = attack.empty_calendar()
    calendar.file.touch(mode=0o600)
    with attack.attempt("no bytes"):
        assert calendar.run("upcoming", "--json") == (0, "[]\n", "")
        assert calendar.file.stat().st_size == 0
        calendar.open()
        operations.book(calendar, 1, "Ann")
        verdict(calendar, {"Ann": (operations.slot(1), 1)})


def number_columns(calendar):
    for (table,) in calendar.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"):
        for (column,) in calendar.rows(f"SELECT name FROM pragma_table_info('{table}') WHERE type = 'INTEGER'"):
            yield table, column


WITHOUT_ROWID = ("weekly_hours", "service_hours", "date_override", "service", "change", "calendar", "foreign_busy", "invitation")


def write_number(calendar, table, column, number):
    """Like a foreign program that turns off the file's own checks."""
    connection = sqlite3.connect(calendar.file)
    try:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"UPDATE {table} SET {column} = {number} WHERE rowid IN (SELECT rowid FROM {table} LIMIT 1)"
                           if table not in WITHOUT_ROWID else
                           f"UPDATE {table} SET {column} = {number} WHERE {column} = (SELECT max({column}) FROM {table})")
        connection.commit()
    except sqlite3.IntegrityError:
        return False
    finally:
        connection.close()
    return True


def test_no_number_that_a_stranger_writes_ends_in_a_crash(attack):
    whole = furnished(attack)
    reference = only_reference(whole)
    for table, column in number_columns(whole):
        for number in EXTREMES[::attack.times(2, 1, 1)]:
            calendar = attack.calendar(like=whole)
            if write_number(calendar, table, column, number):
                ask_everything(attack, calendar, f"{table}.{column} = {number}", reference)


def test_what_doctor_calls_sound_no_command_calls_damaged(attack):
    whole = furnished(attack)
    reference = only_reference(whole)
    asked = [*commands(whole, reference), ["slots", "search", "--service", "call", "--days", "60"], ["busy", "list", "--all"],
             ["book", operations.at(61), "--name", "Kim", "--key", "k-1"], ["busy", "add", operations.at(200), "2h"],
             ["owner", "list"], ["availability", "show"], ["service", "list"], ["day"]]
    for table, column in [*number_columns(whole), ("sqlite_sequence", "seq")]:
        for number in EXTREMES[::attack.times(2, 1, 1)]:
            calendar = attack.calendar(like=whole)
            if not write_number(calendar, table, column, number) or calendar.run("doctor")[0] != 0:
                continue
            for words in asked:
                with attack.attempt(f"{table}.{column} = {number}: {' '.join(words)}"):
                    code, _, err = calendar.run(*words)
                    assert code != DAMAGED, err


RULES = {
    "trigger silent": "CREATE TRIGGER silent BEFORE {} ON appointment BEGIN SELECT RAISE(IGNORE); END",
    "trigger slow": """CREATE TRIGGER slow AFTER {} ON appointment BEGIN
        SELECT count(*) FROM (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n); END""",
    "index once": "CREATE UNIQUE INDEX once ON appointment(owner, live)",
    "table extra": "CREATE TABLE extra(ref TEXT REFERENCES appointment(ref))",
}


def test_nothing_is_written_where_others_attached_rules_to_the_tables(attack):
    whole = attack.calendar()
    code, reference, err = whole.run("book", operations.at(30), "--name", "Ann", "-q")
    assert code == 0, err
    for name, sql in RULES.items():
        for event in ("INSERT", "UPDATE", "DELETE"):
            calendar = attack.calendar(like=whole)
            calendar.rows(sql.format(event))
            before = calendar.file.read_bytes()
            for where, words in ((calendar, ["book", operations.at(40), "--name", "Eve"]), (calendar, ["cancel", reference.strip()]),
                                 (calendar, ["doctor", "--fix"]), (calendar, ["backup", str(calendar.folder / "copy.db")]),
                                 (attack.empty_calendar(), ["restore", str(calendar.file)])):
                with attack.attempt(f"{name}, {event}: {words[0]}"):
                    code, out, err = where.run(*words, "--json", timeout=20)
                    answer = json.loads(err)
                    assert (code, out, answer["error"]) == (DAMAGED, "", "not_a_calendar"), (code, out, err)
                    assert name in answer["message"], err
                    check_untouched(calendar, before, code, err)
