"""A batch on stdin is stored completely, or refused with the line and column, and none of it is stored."""
import json
import os

import operations
from verdict import STORAGE, verdict

NOT_UNDERSTOOD = 2
GOOD = json.dumps({"at": operations.at(5), "name": "Eve"}).encode()
NEXT = json.dumps({"at": operations.at(6), "name": "Kim"}).encode()


def run_batch(calendar, content, *words):
    """Passes it as a file on stdin, which can have any size."""
    file = calendar.folder.parent / (calendar.folder.name + ".jsonl")
    file.write_bytes(content)
    with open(file, "rb") as stdin:
        return calendar.run("book", "--batch", "-", "--json", *words, stdin=stdin)


def check_refused(calendar, code, out, err):
    """Returns the error, after checking that nothing was stored."""
    assert (code, out) == (NOT_UNDERSTOOD, ""), (code, out, err)
    verdict(calendar, {})
    return json.loads(err)


# What is wrong, and on which line.
NOT_JSON = {
    "a NUL byte": (b"\0", 1), "NUL bytes": (GOOD + b"\n\0\0\0\0", 2), "a NUL in a text": (b'{"at":"\0","name":"x"}', 1),
    "a line cut in a text": (GOOD + b"\n" + NEXT[:-4], 2), "a line cut behind a comma": (GOOD + b'\n{"at":"x",', 2),
    "only a brace": (b"{", 1), "two objects in a line": (GOOD + b" " + NEXT, 1), "a lone byte": (GOOD + b"\n\xff", 2),
    "a lone byte in a text": (b'{"at":"x","name":"B\xff"}', 1), "an overlong form": (b'{"at":"x","name":"\xc0\xaf"}', 1),
    "a surrogate in UTF-8": (b'{"at":"x","name":"\xed\xa0\x80"}', 1), "a lone surrogate": (b'{"at":"x","name":"\\ud800"}', 1),
    "a raw ESC": (b'{"at":"x","name":"\x1b[31m"}', 1), "another mark": (b"\xff\xfe" + GOOD, 1), "a CR inside": (b"{\r}x", 1),
    "UTF-16": (GOOD.decode().encode("utf-16"), 1), "deep nesting": (b"[" * 100000, 1), "single quotes": (b"{'at':'x'}", 1),
    "a number that is none": (b'{"at":01}', 1), "a comment": (b"// no\n", 1),
}
NOT_A_BOOKING = {
    "a list": (b"[1]", 1), "a number": (b"1e999", 1), "null": (b"null", 1), "an empty object": (b"{}", 1),
    "a name that is a number": (b'{"at":"x","name":1}', 1), "an unknown field": (GOOD[:-1] + b',"colour":"red"}', 1),
    "a name of an ESC": (GOOD.replace(b"Eve", b"\\u001b"), 1), "a name of a NUL": (GOOD.replace(b"Eve", b"\\u0000"), 1),
    "no such date": (GOOD + b"\n\n" + NEXT.replace(b"2026-11", b"2026-13"), 3),
    "a batch in a batch": (GOOD + b"\n" + json.dumps([json.loads(NEXT)]).encode(), 2),
}


def test_what_is_not_json_is_refused_with_its_line_and_column(attack):
    for what, (content, line) in NOT_JSON.items():
        calendar = attack.calendar()
        with attack.attempt(what):
            told = check_refused(calendar, *run_batch(calendar, content))
            assert told["line"] == line and "column" in told["message"], told


def test_what_is_no_booking_is_refused_with_its_line(attack):
    for what, (content, line) in NOT_A_BOOKING.items():
        calendar = attack.calendar()
        with attack.attempt(what):
            told = check_refused(calendar, *run_batch(calendar, content))
            assert told["line"] == line, told


def test_a_bom_crlf_blank_lines_and_an_unterminated_line_are_accepted(attack):
    both = {"Eve": (operations.slot(5), 1), "Kim": (operations.slot(6), 1)}
    for what, content in {"a mark": b"\xef\xbb\xbf" + GOOD + b"\n" + NEXT + b"\n", "CRLF": GOOD + b"\r\n" + NEXT + b"\r\n",
                          "both": b"\xef\xbb\xbf" + GOOD + b"\r\n" + NEXT + b"\r\n", "no last break": GOOD + b"\n" + NEXT,
                          "blank lines": b"\n \n" + GOOD + b"\n\r\n\n" + NEXT + b"\n\n"}.items():
        calendar = attack.calendar()
        with attack.attempt(what):
            code, _, err = run_batch(calendar, content)
            assert code == 0, err
            verdict(calendar, both)
    calendar = attack.calendar()
    with attack.attempt("a mark alone"):
        assert run_batch(calendar, b"\xef\xbb\xbf")[0] == 0
        verdict(calendar, {})


def test_a_truncated_batch_is_refused_or_books_the_lines_before(attack):
    content = GOOD + b"\n" + NEXT
    first, both = {"Eve": (operations.slot(5), 1)}, {"Eve": (operations.slot(5), 1), "Kim": (operations.slot(6), 1)}
    for size in range(0, len(content) + 1, attack.times(3, 1, 1)):
        calendar = attack.calendar()
        with attack.attempt(f"cut to {size}"):
            code, _, err = run_batch(calendar, content[:size])
            whole = size == 0 or size in (len(GOOD), len(GOOD) + 1, len(content))
            assert code == (0 if whole else NOT_UNDERSTOOD), (code, err)
            verdict(calendar, {} if not whole or size == 0 else both if size == len(content) else first)


def test_a_huge_line_is_refused(attack):
    for what, content in {"100 MB of x": b"x" * 100_000_000, "100 MB of NUL": bytes(100_000_000),
                          "a name of 2 MiB": GOOD.replace(b"Eve", b"x" * (2 << 20)),
                          "in the second line": GOOD + b"\n" + b" " * (2 << 20) + NEXT}.items():
        calendar = attack.calendar()
        with attack.attempt(what):
            told = check_refused(calendar, *run_batch(calendar, content))
            assert told["line"] == (2 if content.startswith(GOOD + b"\n") else 1), told


def test_many_lines_are_all_booked_and_with_one_bad_one_none(attack):
    count = attack.times(2000, 10000, 50000)
    lines = [json.dumps({"at": operations.at(number), "name": f"n{number}"}) for number in range(count)]
    calendar = attack.calendar()
    with attack.attempt("a bad last line"):
        told = check_refused(calendar, *run_batch(calendar, "\n".join(lines + ["{"]).encode()))
        assert told["line"] == count + 1, told
    with attack.attempt("all good"):
        code, _, err = run_batch(calendar, "\n".join(lines).encode())
        assert code == 0, err
        verdict(calendar, {f"n{number}": (operations.slot(number), 1) for number in range(count)})
    with attack.attempt("blank lines only"):
        assert run_batch(calendar, b"\n" * 3_000_000)[1] == "[]\n"


def check_unreadable(code, out, err):
    assert (code, out) == (STORAGE, "") and err.startswith("calbook: cannot read"), (code, out, err)


def test_stdin_that_is_missing_a_folder_or_nothing_is_told(attack):
    calendar = attack.calendar()
    with attack.attempt("a folder"):
        folder = os.open(calendar.folder, os.O_RDONLY)
        try:
            check_unreadable(*calendar.run("book", "--batch", "-", stdin=folder))
        finally:
            os.close(folder)
    with attack.attempt("missing"):
        check_unreadable(*calendar.run("book", "--batch", "-", before=["sh", "-c", 'exec "$@" <&-', "sh"]))
    with attack.attempt("a file that is a folder"):
        check_unreadable(*calendar.run("book", "--batch", str(calendar.folder)))
    with attack.attempt("nothing"):
        assert calendar.run("book", "--batch", "-")[:2] == (0, "")
    with attack.attempt("afterwards"):
        verdict(calendar, {})
