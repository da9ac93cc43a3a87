"""What must be true of a calendar file after any fault."""
import json
import stat
import time

TAKEN, STORAGE, UNDELIVERED = 4, 5, 8


def possible(code, err, before, after):
    """The tables that a command may have left, judging by how it ended.

    If it was killed, the change may or may not be stored. 0 means stored, and so does 8, unless the message says "not
    known" or could not be printed. Every other code means not stored.
    """
    assert code != 1, f"exit 1, a bug in calbook: {err}"
    if code == 0:
        return [after]
    if code == UNDELIVERED:
        certain = err and "known" not in err
        return [after] if certain else [before, after]
    return [before, after] if code < 0 else [before]


def differences(found, wanted):
    return [f"{name}: found {found.get(name)}, wanted {wanted.get(name)}"
            for name in sorted({*found, *wanted}) if found.get(name) != wanted.get(name)]


def check_no_overlap(calendar):
    """Relies only on the table, not on anything that calbook maintains to find overlaps."""
    reached = {}
    for owner, start, end in calendar.rows("SELECT owner, occupied_from, occupied_to FROM appointment WHERE live = 1"
                                       " ORDER BY occupied_from, occupied_to"):
        assert start < end, (start, end)
        assert reached.get(owner, start) <= start, f"two appointments of owner {owner} overlap at {start}"
        reached[owner] = end


def check_privacy(calendar):
    for path in calendar.folder.iterdir():
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0, f"others may use {path.name}: {mode:o}"


def upcoming(calendar, **how):
    """The program's own list: the start of each appointment, by name."""
    code, out, err = calendar.run("upcoming", "--json", **how)
    assert code == 0, f"upcoming: exit {code}: {err}"
    return {each["name"]: each["start_utc"] for each in json.loads(out)}


def listed(table):
    """What `upcoming` must list for this table, if all of it is in the future."""
    return {name: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start)) for name, (start, live) in table.items() if live}


def verdict(calendar, *allowed):
    """THE invariant. The file contains exactly one of the allowed tables; it is intact, private, and without overlaps; and
    `upcoming` agrees. That runs first, so that calbook repairs what a dead process left. Returns the table.
    """
    check_privacy(calendar)
    answer = upcoming(calendar)
    table = calendar.table()
    assert table in allowed, "; or ".join(str(differences(table, wanted)) for wanted in allowed)
    assert calendar.integrity() == "ok", calendar.integrity()
    check_no_overlap(calendar)
    assert answer == listed(table), (answer, table)
    return table
