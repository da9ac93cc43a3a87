"""What must hold of a calendar file after any fault."""
import json
import stat
import time

TAKEN, STORAGE, UNDELIVERED = 4, 5, 8


def possible(code, err, before, after):
    """The tables that a command may have left behind, going by how it ended.

    Killed, it may have been stored or not; 0 says that it was, and so does 8, unless it says that it is not known or
    could not even say so; every other code says that it was not.
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
    """Goes by the table alone, and by nothing that calbook keeps to find overlaps."""
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
    """What the program itself lists: when each appointment starts, by name."""
    code, out, err = calendar.run("upcoming", "--json", **how)
    assert code == 0, f"upcoming: exit {code}: {err}"
    return {each["name"]: each["start_utc"] for each in json.loads(out)}


def listed(table):
    """What `upcoming` must list when this is the table, and all of it lies ahead."""
    return {name: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start)) for name, (start, live) in table.items() if live}


def verdict(calendar, *allowed):
    """THE invariant. The file holds one of the tables allowed, whole; it is sound, private, and without overlap; and
    `upcoming` says so too. It is asked first: what a dead process left behind is for calbook to mend. Returns the table.
    """
    check_privacy(calendar)
    answer = upcoming(calendar)
    table = calendar.table()
    assert table in allowed, "; or ".join(str(differences(table, wanted)) for wanted in allowed)
    assert calendar.integrity() == "ok", calendar.integrity()
    check_no_overlap(calendar)
    assert answer == listed(table), (answer, table)
    return table
