"""Missing, full or closed streams: no result is lost silently, and no message ends up in the calendar."""
import itertools
import os
import signal

import operations
from verdict import STORAGE, UNDELIVERED, possible, verdict

READERS = [["upcoming"], ["upcoming", "--json"], ["slots", "search"], ["availability", "show"], ["owner", "list"],
           ["history"], ["service", "list"], ["--help"], ["--version"], ["book", operations.at(5), "--name", "Eve", "--dry-run"]]


def with_full_stdout(calendar, *words):
    with open("/dev/full", "w", encoding="utf-8") as full:
        return calendar.run(*words, stdout=full)


def with_closed_stdout(calendar, *words):
    return calendar.run(*words, stdout=None, preexec_fn=lambda: os.close(1))


def with_broken_pipe(calendar, *words):
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        return calendar.run(*words, stdout=write_end)
    finally:
        os.close(write_end)


def test_a_reader_without_stdout_ends_with_5_and_silently_on_broken_pipes(attack):
    calendar, _ = operations.prepared(attack)
    for words in READERS:
        for run in (with_full_stdout, with_closed_stdout):
            with attack.attempt(f"{run.__name__}: {words}"):
                code, _, err = run(calendar, *words)
                assert code == STORAGE and err.startswith(("calbook: ", "{")), (code, err)
        with attack.attempt(f"with_broken_pipe: {words}"):
            code, _, err = with_broken_pipe(calendar, *words)
            assert (code, err) == (-signal.SIGPIPE, ""), (code, err)


def test_a_stored_but_unreported_change_is_8_and_is_named(attack):
    calendar, all_operations = operations.prepared(attack)
    for operation in all_operations:
        for run in (with_full_stdout, with_closed_stdout, with_broken_pipe):
            copy = attack.calendar(like=calendar)
            with attack.attempt(f"{run.__name__}: {operation.name}"):
                code, _, err = run(copy, *operation.words)
                assert code == UNDELIVERED, (code, err)
                references = [row[0] for row in copy.rows("SELECT ref FROM appointment ORDER BY id DESC LIMIT 1")]
                assert operation.name != "book" or references[0] in err, err
                verdict(copy, operation.after)


def test_a_pipe_broken_during_long_output_ends_the_reader_silently(attack):
    calendar = attack.calendar()
    for words in (["slots", "search", "--days", "3000"], ["slots", "search", "--days", "3000", "--json"]):
        with attack.attempt(str(words)):
            with calendar.start(*words) as process:
                process.stdout.read(1)
                process.stdout.close()
                err = process.stderr.read()
                code = process.wait(60)
            assert (code, err) == (-signal.SIGPIPE, ""), (code, err)


def close(streams):
    for stream in streams:
        os.close(stream)


def test_whatever_streams_are_missing_the_calendar_holds_what_the_exit_code_says(attack):
    calendar, all_operations = operations.prepared(attack)
    missing = [streams for count in range(4) for streams in itertools.combinations((0, 1, 2), count)]
    for streams in missing:
        for operation in all_operations:
            copy = attack.calendar(like=calendar)
            with attack.attempt(f"without {streams}: {operation.name}"):
                how = {"stdout" if stream == 1 else "stderr": None for stream in streams if stream != 0}
                code, _, err = copy.run(*operation.words, preexec_fn=lambda gone=streams: close(gone), **how)
                assert code == (UNDELIVERED if 1 in streams else 0), (code, err)
                verdict(copy, *possible(code, err or "", operation.before, operation.after))
                verdict(copy, operation.after)
        with attack.attempt(f"without {streams}: nonsense"):
            how = {"stdout" if stream == 1 else "stderr": None for stream in streams if stream != 0}
            before = calendar.file.read_bytes()
            code, _, _ = calendar.run("book", "nonsense", "--name", "Eve", preexec_fn=lambda gone=streams: close(gone), **how)
            assert code == 2 and calendar.file.read_bytes() == before, code
