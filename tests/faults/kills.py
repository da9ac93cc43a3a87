"""A process killed anywhere leaves everything acknowledged, and each change complete or absent."""
import signal
import time

import operations
from injection import sweep, traced
from operations import Operation, at, slot
from verdict import possible, verdict

WRITING_CALLS = ["pwrite64", "fdatasync", "fsync", "unlink", "ftruncate", "write"]
OTHER_CALLS = ["openat", "fcntl"]
READING_CALLS = ["pread64", "newfstatat"]


def random_operation(attack, table, refs, number):
    """An operation that is possible now, on a free slot or a booked appointment."""
    dice = attack.dice
    taken = {start for start, live in table.values() if live}
    free = [each for each in range(700) if slot(each) not in taken]
    live = [name for name, (_, live) in table.items() if live]
    kind = dice.choice(["book", "book", "batch", "cancel", "reschedule"] if live else ["book", "batch"])
    if kind == "book":
        hour, name = dice.choice(free), f"n{number}"
        return Operation(kind, ["book", at(hour), "--name", name], table, {**table, name: (slot(hour), 1)})
    if kind == "batch":
        hours, name = dice.sample(free, 5), f"b{number}"
        file = operations.batch_file(attack.folder, hours, name)
        return Operation(kind, ["book", "--batch", str(file)], table, operations.booked(table, *hours, name=name))
    name = dice.choice(live)
    if kind == "cancel":
        return Operation(kind, ["cancel", refs[name]], table, {**table, name: (table[name][0], 0)})
    hour = dice.choice(free)
    return Operation(kind, ["reschedule", refs[name], at(hour)], table, {**table, name: (slot(hour), 1)})


def usual_time(attack):
    """The duration of a booking on this machine."""
    calendar = attack.calendar()
    began = time.monotonic()
    for number in range(5):
        operations.book(calendar, number, f"n{number}")
    return (time.monotonic() - began) / 5


def kill_after(calendar, words, delay):
    process = calendar.start(*words)
    time.sleep(delay)
    process.kill()
    _, err = process.communicate(timeout=60)
    return process.returncode, err


def test_a_process_killed_at_any_moment_leaves_its_change_complete_or_absent(attack):
    usual, killed = usual_time(attack), 0
    calendar, table, refs = attack.calendar(), {}, {}
    for number in range(attack.times(100, 300, 10000)):
        if number % 200 == 0:
            calendar, table, refs = attack.calendar(), {}, {}
        operation = random_operation(attack, table, refs, number)
        with attack.attempt(f"{operation.words} (try {number})"):
            code, err = kill_after(calendar, operation.words, attack.dice.uniform(0, usual))
            killed += code == -signal.SIGKILL
            table = verdict(calendar, *possible(code, err, operation.before, operation.after))
        table, refs = calendar.table(), dict(calendar.rows("SELECT name, ref FROM appointment"))
    attack.remark(f"{killed} were killed before they had ended")


def kill_at_every_call(attack, name):
    calendar, all_operations = operations.prepared(attack)
    operation = next(each for each in all_operations if each.name == name)
    for call in WRITING_CALLS + OTHER_CALLS + attack.times([], READING_CALLS, READING_CALLS):
        for copy, place, code, _, err in sweep(attack, calendar, operation.words, call, "signal=KILL"):
            with attack.attempt(f"{operation.words} killed at {place}"):
                verdict(copy, *possible(code, err, operation.before, operation.after))
                operations.book(copy, 50, "after it")


def test_a_booking_killed_at_any_system_call_is_stored_or_not(attack):
    kill_at_every_call(attack, "book")


def test_a_batch_killed_at_any_system_call_is_complete_or_absent(attack):
    kill_at_every_call(attack, "batch")


def test_a_cancellation_killed_at_any_system_call_is_stored_or_not(attack):
    kill_at_every_call(attack, "cancel")


def test_a_move_killed_at_any_system_call_is_stored_or_not(attack):
    kill_at_every_call(attack, "reschedule")


def test_a_killed_booking_with_a_key_is_booked_once_when_repeated(attack):
    calendar, (booking, *_) = operations.prepared(attack)
    words = [*booking.words, "--key", "k-1"]
    for call in WRITING_CALLS[:-1] + attack.times([], OTHER_CALLS, OTHER_CALLS):
        for copy, place, *_ in sweep(attack, calendar, words, call, "signal=KILL"):
            with attack.attempt(f"{words} killed at {place}, and repeated"):
                code, _, err = copy.run(*words)
                assert code == 0, (code, err)
                verdict(copy, booking.after)


def schema(calendar):
    return calendar.rows("SELECT (SELECT user_version FROM pragma_user_version), type, name, sql FROM sqlite_schema ORDER BY 2, 3")


def test_a_killed_migration_leaves_the_old_or_the_new_schema(attack):
    for version in attack.times([1], [1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8]):
        kill_migration_from(version, attack)


def kill_migration_from(version, attack):
    calendar, (booking, *_) = operations.prepared(attack)
    calendar.become_older(version)
    migrated = attack.calendar(like=calendar)
    migrated.run("upcoming")
    whole = [schema(calendar), schema(migrated)]
    assert whole[0] != whole[1]
    reading = Operation("upcoming", ["upcoming"], booking.before, booking.before)
    for operation in [reading, booking]:
        for call in WRITING_CALLS[:-1] + attack.times([], OTHER_CALLS, OTHER_CALLS):
            for copy, place, code, _, err in sweep(attack, calendar, operation.words, call, "signal=KILL"):
                with attack.attempt(f"{operation.words} killed at {place}"):
                    assert schema(attack.calendar(like=copy)) in whole, "the schema is neither the old nor the new one"
                    verdict(copy, *possible(code, err, operation.before, operation.after))


def test_a_signal_ends_a_batch_that_leaves_all_or_nothing(attack):
    calendar, all_operations = operations.prepared(attack)
    batch = all_operations[1]
    for name in ("INT", "TERM", "HUP"):
        for call, when in (("fdatasync", 1), ("fdatasync", 2), ("fdatasync", 4), ("unlink", 1), ("pwrite64", 20)):
            copy = attack.calendar(like=calendar)
            with attack.attempt(f"{batch.words}, SIG{name} at {call} {when}"):
                code, _, err, _ = traced(copy, batch.words, "-e", f"trace={call}", "-e", f"inject={call}:signal={name}:when={when}")
                assert code == -signal.Signals[f"SIG{name}"], code
                verdict(copy, *possible(code, err, batch.before, batch.after))


SERIES = ["book", at(10), "--name", "Eve", "--every", "day", "--times", "20"]


def check_whole_or_absent(calendar):
    """20 appointments along with their series, or nothing of it."""
    code, _, err = calendar.run("doctor")
    assert code == 0, err
    [(appointments, series)] = calendar.rows("SELECT (SELECT count(*) FROM appointment WHERE name = 'Eve'), (SELECT count(*) FROM series)")
    assert (appointments, series) in [(0, 0), (20, 1)], (appointments, series)
    return series == 1


def test_a_series_killed_at_any_system_call_is_complete_or_absent(attack):
    calendar, _ = operations.prepared(attack)
    outcomes = set()
    for call in WRITING_CALLS + OTHER_CALLS:
        for copy, place, code, _, err in sweep(attack, calendar, SERIES, call, "signal=KILL"):
            with attack.attempt(f"a series killed at {place}"):
                outcomes.add(check_whole_or_absent(copy))
    assert outcomes == {False, True}


def test_a_move_of_a_series_killed_at_any_system_call_moves_all_or_none(attack):
    calendar, _ = operations.prepared(attack)
    code, out, err = calendar.run(*SERIES, "-q")
    assert code == 0, err
    words = ["reschedule", out.split()[4], at(10 + 24 * 5), "--following"]
    where = "SELECT group_concat(start_at) FROM (SELECT start_at FROM appointment WHERE name = 'Eve' ORDER BY position)"
    before = calendar.rows(where)
    moved = attack.calendar(like=calendar)
    assert moved.run(*words)[0] == 0
    after = moved.rows(where)
    assert before != after
    for call in WRITING_CALLS:
        for copy, place, *_ in sweep(attack, calendar, words, call, "signal=KILL"):
            with attack.attempt(f"a move of a series killed at {place}"):
                copy.run("upcoming")
                assert copy.rows(where) in (before, after)


def test_an_answer_killed_at_any_system_call_is_stored_whole_or_not_given(attack):
    calendar, _ = operations.prepared(attack)
    code, _, err = calendar.run("owner", "set", "alice", *operations.INVITED)
    assert code == 0, err
    where = """SELECT (SELECT group_concat(start_at) FROM appointment WHERE name = 'bob@example.org'),
        (SELECT group_concat(instance || answer || sequence || coalesce(ref, '')) FROM invitation)"""
    for sequence, start in ((0, "20270104T100000Z"), (1, "20270105T110000Z")):
        words = ["ics", "answer", str(operations.invitation_file(attack.folder, sequence, start))]
        before, answered = calendar.rows(where), attack.calendar(like=calendar)
        assert answered.run(*words)[0] == 0
        after = answered.rows(where)
        assert before != after
        for call in WRITING_CALLS:
            for copy, place, code, out, _ in sweep(attack, calendar, words, call, "signal=KILL"):
                with attack.attempt(f"an answer killed at {place}"):
                    copy.run("upcoming")
                    assert copy.rows(where) in ((after,) if out else (before, after))
        calendar = answered
