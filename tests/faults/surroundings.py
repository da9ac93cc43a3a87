"""Environment, locale, home and zone data."""
import json
import os
import subprocess

import operations
from attack import Attack
from calbook_file import ENVIRONMENT
from skips import Skipped
from verdict import STORAGE

COMMANDS = [["slots", "search", "FRI"], ["slots", "search", "FRI", "--json"], ["upcoming"], ["availability", "show"],
            ["book", "+2d", "10:00", "--name", "İstanbul", "--dry-run"], ["slots", "search", "+1W", "--limit", "3"],
            ["service", "set", "CALL", "--duration", "10M"], ["help", "exit-codes"], ["--help"]]


def compiled_locales(attack):
    """A folder for LOCPATH, with locales whose rules for case and numbers differ from C's."""
    folder = attack.room()
    for name in ("tr_TR", "de_DE"):
        done = subprocess.run([Attack.need("localedef", "libc-bin"), "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"],
                              capture_output=True, text=True, check=False)
        if not (folder / f"{name}.UTF-8").exists():
            raise Skipped(f"localedef (Debian: locales): {done.stderr.strip()}")
    return folder


def test_no_locale_changes_an_answer(attack):
    calendar, _ = operations.prepared(attack)
    locales = compiled_locales(attack)
    for words in COMMANDS:
        expected = calendar.run(*words, env={**ENVIRONMENT, "LC_ALL": "C"})
        for locale in ("tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8", "xx_XX", ""):
            with attack.attempt(f"{locale}: {' '.join(words)}"):
                environment = {**ENVIRONMENT, "LOCPATH": str(locales), "LC_ALL": locale, "LANG": locale, "LANGUAGE": "tr"}
                assert calendar.run(*words, env=environment) == expected


def test_zone_data_that_are_missing_are_5_and_never_utc(attack):
    calendar, _ = operations.prepared(attack)
    before = calendar.file.read_bytes()
    nowhere = {**ENVIRONMENT, "TZDIR": str(attack.room())}
    for words in (["slots", "search"], ["book", "2026-11-23T10:00", "--name", "Eve"], ["availability", "show"], ["upcoming"],
                  ["history"], ["cancel", "2S4M2C"]):
        with attack.attempt(" ".join(words)):
            code, out, err = calendar.run(*words, "--json", env=nowhere)
            assert (code, out) == (STORAGE, "") and json.loads(err)["error"] == "zone_data_missing", (code, out, err)
            assert calendar.file.read_bytes() == before
    with attack.attempt("doctor"):
        code, out, err = calendar.run("doctor", "--json", env=nowhere)
        assert code == 0 and "zone_data" in {finding["check"] for finding in json.loads(out)}, (code, out, err)


def without_file(calendar, *words, **how):
    """Runs a command without --db."""
    process = subprocess.run([calendar.program, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
                             check=False, **how)
    return process.returncode, process.stdout, process.stderr


def check_home(calendar, environment, where, **how):
    code, _, err = without_file(calendar, "owner", "add", "alice", env={**ENVIRONMENT, **environment}, **how)
    assert code == 0, (code, err)
    assert where.is_file(), list(calendar.folder.rglob("*"))
    assert without_file(calendar, "owner", "list", "-q", env={**ENVIRONMENT, **environment}, **how)[1] == "alice\n"


def test_the_environment_names_the_file_except_a_relative_xdg_folder(attack):
    places = [({"XDG_DATA_HOME": "{}/xdg", "HOME": "{}/home"}, "xdg/calbook/calbook.db"),
              ({"XDG_DATA_HOME": "xdg", "HOME": "{}/home"}, "home/.local/share/calbook/calbook.db"),
              ({"XDG_DATA_HOME": "", "HOME": "{}/home"}, "home/.local/share/calbook/calbook.db"),
              ({"CALBOOK_DB": "{}/named.db", "HOME": "{}/home"}, "named.db")]
    for environment, where in places:
        calendar = attack.empty_calendar()
        with attack.attempt(str(environment)):
            variables = {name: value.format(calendar.folder) for name, value in environment.items()}
            check_home(calendar, variables, calendar.folder / where, cwd=calendar.folder)
            found = [path.name for path in calendar.folder.iterdir()]
            assert found == [where.split("/", maxsplit=1)[0]], found


def test_a_missing_or_read_only_home_is_reported_and_nothing_created(attack):
    for home, mode in (("gone", 0o500), (".", 0o500), (".", 0o000)):
        calendar = attack.empty_calendar()
        with attack.ordinary_user(calendar) as as_user:
            calendar.folder.chmod(mode)
            environment = {**ENVIRONMENT, "HOME": str(calendar.folder / home)}
            with attack.attempt(f"{home}, {mode:o}"):
                code, out, err = without_file(calendar, "owner", "add", "alice", env=environment, **as_user)
                assert (code, out) == (STORAGE, "") and "hint: " in err, (code, out, err)
            calendar.folder.chmod(0o700)
        with attack.attempt("afterwards"):
            assert not list(calendar.folder.iterdir())


def test_the_empty_environment_is_enough_for_readers_and_for_bookings(attack):
    calendar = attack.calendar()
    for words in (["upcoming"], ["slots", "search", "+1d", "--limit", "1", "-q"], ["history"], ["doctor"],
                  ["book", "first", "--name", "Ann", "-q"], ["--version"]):
        with attack.attempt(" ".join(words)):
            code, _, err = calendar.run(*words, env={})
            assert (code, err) == (0, ""), (code, err)


def test_without_home_the_password_file_is_asked(attack):
    calendar = attack.empty_calendar()
    with attack.attempt("env -i"):
        code, _, err = without_file(calendar, "upcoming", "--db", os.path.join("nowhere", "calbook.db"), env={}, cwd=calendar.folder)
        assert (code, err) == (0, ""), (code, err)
        code, out, err = without_file(calendar, "owner", "list", env={}, cwd=calendar.folder)
        assert code in (0, STORAGE, 6) and not list(calendar.folder.iterdir()), (code, out, err)


def test_zone_data_that_are_pipes_keep_nobody_waiting(attack):
    calendar, _ = operations.prepared(attack)
    folder = attack.room()
    (folder / "Europe").mkdir()
    for name in ("Europe/Berlin", "tzdata.zi"):
        os.mkfifo(folder / name)
    for words in (["slots", "search"], ["doctor"]):
        with attack.attempt(words[0]):
            code, _, err = calendar.run(*words, env={**ENVIRONMENT, "TZDIR": str(folder)})
            assert code in (0, STORAGE), (code, err)
