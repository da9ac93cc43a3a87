"""The readable rest of a damaged file can be saved, and doctor does no harm."""
import json
import sqlite3
import stat
import subprocess

import damage
import operations
from attack import Attack
from copies import beside, kept_files
from verdict import check_no_overlap, verdict


def overwrite(calendar, pages, new=b"\xa5" * 4096):
    content = bytearray(calendar.file.read_bytes())
    for page in pages:
        content[4096 * (page - 1):4096 * page] = new
    calendar.file.write_bytes(content)


def pages_of(calendar, names_of_trees):
    return [page for (page,) in calendar.rows(f"SELECT pageno FROM dbstat WHERE pagetype = 'leaf' AND name IN ({names_of_trees})")]


def with_stale_index(attack):
    """A calendar of which one index lacks every appointment, and the appointments."""
    calendar = attack.calendar()
    content, pages = calendar.file.read_bytes(), pages_of(calendar, "'appointment_start'")
    _, (booking, *_) = operations.prepared(attack, calendar)
    for page in pages:
        overwrite(calendar, [page], content[4096 * (page - 1):4096 * page])
    return calendar, booking.before


def damaged_calendars(attack):
    """Calendars with one page of appointments overwritten, or all pages of indexes, and the appointments to save."""
    calendar = attack.calendar()
    code, _, err = calendar.run("book", "--batch", str(operations.batch_file(attack.folder, range(200))))
    assert code == 0, err
    table, content = calendar.table(), calendar.file.read_bytes()
    for page in pages_of(calendar, "'appointment'"):
        copy = attack.calendar(like=calendar)
        overwrite(copy, [page])
        lost = content[4096 * (page - 1):4096 * page].decode(errors="replace")
        yield f"page {page}", copy, {name: row for name, row in table.items() if name not in lost}
    overwrite(calendar, pages_of(calendar, "SELECT name FROM sqlite_schema WHERE type = 'index'"))
    yield "all indexes", calendar, table


def test_a_damaged_file_is_saved_as_the_manual_says(attack):
    shell = Attack.need("sqlite3", "sqlite3")
    for what, calendar, legible in damaged_calendars(attack):
        with attack.attempt(what):
            damaged, saved = calendar.file.read_bytes(), beside(attack.empty_calendar(), "saved.db")
            recipe = f"'{shell}' \"$1\" .dump | sed 's/^ROLLBACK;.*/COMMIT;/' | '{shell}' \"$2\""
            subprocess.run(["sh", "-c", recipe, "sh", calendar.file, saved.file], capture_output=True, timeout=60, check=False)
            code, _, err = calendar.run("restore", str(saved.file))
            assert code == 0, (code, err)
            assert legible.items() <= saved.table().items(), "the dump holds too little"
            verdict(calendar, saved.table())
            code, out, err = calendar.run("doctor", "--json")
            amiss = [each for each in json.loads(out or "[]") if each["check"] not in ("zone_data", "file_system")]
            assert (code, amiss) == (0, []), (code, out, err)
            # Every page; the header counts copying as a change.
            kept = [each.file.read_bytes() for each in kept_files(calendar)]
            assert [each[100:] for each in kept] == [damaged[100:]], "the damaged file was not kept"


def test_doctor_looks_at_every_owner_although_the_zone_of_one_is_missing(attack):
    calendar = attack.calendar()
    code, _, err = calendar.run("availability", "set", "daily", "0-24", "--owner", "bob")
    assert code == 0, err
    operations.book(calendar, 30, "Ann")
    for name in ("alice", "bob"):
        broken = attack.calendar(like=calendar)
        connection = sqlite3.connect(broken.file)
        connection.execute("UPDATE owner SET zone = 'Nowhere/Gone' WHERE name = ?", [name])
        connection.commit()
        connection.close()
        for words in (["doctor"], ["doctor", "--fix"]):
            with attack.attempt(f"{name}: {' '.join(words)}"):
                code, out, err = broken.run(*words, "--json")
                assert code == 0, err
                assert [each["owner"] for each in json.loads(out) if "Nowhere/Gone" in each["message"]] == [name], out


INDEXED = ("SELECT id, name FROM owner NOT INDEXED", "SELECT id, owner, start_at, end_at FROM busy NOT INDEXED",
           "SELECT ref, owner, start_at, occupied_from, occupied_to, live, key FROM appointment NOT INDEXED ORDER BY ref")


def kept_before_fix(calendar):
    """Removes the copy made before a repair, and returns its content; None if there is none."""
    kept = calendar.file.with_name("calbook.db.before-fix")
    if not kept.exists():
        return None
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600, oct(kept.stat().st_mode)
    content = kept.read_bytes()
    kept.unlink()
    return content


def test_doctor_repairs_a_flipped_bit_without_loss_or_leaves_the_file_untouched(attack):
    whole, repaired = damage.furnished(attack), 0
    content, calendar = whole.file.read_bytes(), attack.calendar(like=whole)
    trees = pages_of(calendar, "SELECT name FROM sqlite_schema WHERE tbl_name IN ('owner', 'busy', 'appointment')")
    known = [whole.rows(sql) for sql in INDEXED]
    for number in range(attack.times(100, 500, 5000)):
        place, bit = attack.dice.randrange(len(content)), attack.dice.randrange(8)
        if number % 2:  # where a row and its index may contradict each other: most of a page is free
            page = 4096 * (attack.dice.choice(trees) - 1)
            place = attack.dice.choice([at for at in range(page, page + 4096) if content[at]])
        flipped = bytearray(content)
        flipped[place] ^= 1 << bit
        calendar.file.write_bytes(flipped)
        for words in (["doctor"], ["doctor", "--fix"]):
            with attack.attempt(f"byte {place}, bit {bit}: {' '.join(words)}"):
                code, out, err = calendar.run(*words, "--json", errors="strict")
                kept, rebuilt = kept_before_fix(calendar), '"indexes"' in out
                damage.check_answer(code, out, err)
                damage.check_untouched(calendar, flipped, code, err)
                assert (kept is not None) == rebuilt, (out, err)
                if rebuilt:
                    assert kept[100:] == bytes(flipped)[100:], "what was repaired was not kept"
                    assert [calendar.rows(sql) for sql in INDEXED] == known, "a value was thrown away"
                    repaired += 1
                if code == 0 and "--fix" in words:
                    assert calendar.integrity() == "ok", calendar.integrity()
                    check_no_overlap(calendar)
    attack.remark(f"{repaired} had their indexes rebuilt")
