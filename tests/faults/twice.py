"""Faults in pairs: the second one strikes while the first one is being made good."""
import operations
from copies import RESTORE, beside, kept_files, with_copy
from injection import calls_before_main, sweep, traced
from leftovers import killed_in_a_booking
from operations import Operation
from power import alone, cuts
from verdict import STORAGE, UNDELIVERED, possible, verdict

KILLED_AT = ["pwrite64", "fdatasync", "fsync", "unlink", "ftruncate", "openat", "fcntl"]
UNDOING = ["pread64", "pwrite64", "ftruncate", "fdatasync", "fsync", "unlink", "openat"]


def test_a_process_killed_while_it_undoes_a_killed_one_loses_nothing(attack):
    calendar, (booking, *_) = operations.prepared(attack)
    table = booking.before
    zoe = Operation("book", ["book", operations.at(6), "--name", "Zoe"], table, {**table, "Zoe": (operations.slot(6), 1)})
    for at_call, when in (("unlink", 1), ("fdatasync", 3)):
        hot = killed_in_a_booking(attack, calendar, booking, at_call, when)
        for operation in (Operation("upcoming", ["upcoming"], table, table), zoe):
            for call in attack.times(KILLED_AT[:5], KILLED_AT, ["pread64", *KILLED_AT]):
                for copy, place, code, _, err in sweep(attack, hot, operation.words, call, "signal=KILL"):
                    with attack.attempt(f"killed at {at_call} {when}, then {operation.name} killed at {place}"):
                        verdict(copy, *possible(code, err, operation.before, operation.after))
                        operations.book(copy, 50, "after it")


def test_a_restore_killed_after_a_killed_one_can_be_repeated_without_loss(attack):
    calendar, new, old = with_copy(attack)
    calls = ["renameat2", "rename", "unlink"] + attack.times([], ["fsync", "openat"], KILLED_AT)
    for first_call in ("renameat2", "rename", "unlink"):
        for killed, first, *_ in sweep(attack, calendar, RESTORE, first_call, "signal=KILL"):
            for second_call in calls:
                for copy, second, code, _, err in sweep(attack, killed, RESTORE, second_call, "signal=KILL"):
                    with attack.attempt(f"restore killed at {first}, then at {second}"):
                        verdict(copy, *possible(code, err, old, new), new)
                        assert copy.table() == old or old in [each.table() for each in kept_files(copy)], "the old one is lost"
                        assert copy.run(*RESTORE, cwd=copy.folder)[0] == 0
                        verdict(copy, new)
                        verdict(beside(copy, "copy.db"), new)
                        assert old in [each.table() for each in kept_files(copy)], "the old one is lost"


def later_calls(attack, calendar, words, fault, call):
    """The numbers of a call that come after that fault."""
    first_call = fault.partition("=")[2].partition(":")[0]
    trace = traced(attack.calendar(like=calendar), words, "-e", f"trace={call},{first_call}", "-e", fault)[3].splitlines()
    struck = next((number for number, line in enumerate(trace) if "(INJECTED)" in line), len(trace))
    numbers = [number for number, line in enumerate(trace) if f" {call}(" in line]
    return [count for count, number in enumerate(numbers, start=1) if number > struck]


def pairs_of_errors(attack, calendar, words):
    """Faults of which the first makes SQLite roll back, and the second strikes after it, once or for good."""
    for first_call, error in (("pwrite64", "ENOSPC"), ("fdatasync", "EIO"), ("unlink", "EIO")):
        first = calls_before_main(attack.calendar(like=calendar), first_call, words)
        trace = traced(attack.calendar(like=calendar), words, "-e", f"trace={first_call}")[3]
        most = trace.count(f" {first_call}(")
        for number in range(first + 1, most + 1, attack.times(3, 1, 1) if first_call == "pwrite64" else 1):
            fault = f"inject={first_call}:error={error}:when={number}"
            for step in range(2, 5):
                yield [f"{fault}+{step}"]
            for call in UNDOING:
                for place in later_calls(attack, calendar, words, fault, call) if call != first_call else []:
                    for suffix in attack.times([""], ["", "+"], ["", "+"]):
                        yield [fault, f"inject={call}:error=EIO:when={place}{suffix}"]


def test_an_error_during_a_rollback_leaves_a_change_whole_or_absent(attack):
    calendar, all_operations = operations.prepared(attack)
    for operation in attack.times(all_operations[:1], [all_operations[0], all_operations[3]], all_operations):
        for faults in pairs_of_errors(attack, calendar, operation.words):
            copy = attack.calendar(like=calendar)
            with attack.attempt(f"{operation.words}, {' and '.join(faults)}"):
                code, _, err, _ = traced(copy, operation.words, *[word for fault in faults for word in ("-e", fault)])
                assert code in (0, STORAGE, UNDELIVERED), f"exit {code}: {err}"
                verdict(copy, *possible(code, err, operation.before, operation.after))
                operations.book(copy, 50, "after it")


def with_journal(attack, calendar, words):
    """What a power cut leaves of a command where a journal is to be played."""
    return [copy for copy, *_ in cuts(attack, calendar, words)
            if any(path.name.endswith("-journal") and path.stat().st_size > 512 for path in copy.folder.iterdir())]


def test_a_power_cut_during_the_recovery_from_one_loses_nothing(attack):
    calendar, (booking, *_) = operations.prepared(attack)
    left = with_journal(attack, alone(attack, calendar), booking.words)
    for hot in attack.dice.sample(left, min(len(left), attack.times(4, 15, 200))):
        table = verdict(attack.calendar(like=hot), booking.before, booking.after)
        both = {**table, "Zoe": (operations.slot(6), 1)}
        for copy, step, told in cuts(attack, alone(attack, hot), ["book", operations.at(6), "--name", "Zoe"]):
            with attack.attempt(f"power cut, and another at {step}"):
                verdict(copy, both, *([] if told else [table]))
