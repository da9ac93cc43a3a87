#!/usr/bin/env python3
"""Messages as recipients, a mail server and cron see them. Usage: outbox.py CALBOOK

Each function whose name begins with `test_` is one sentence that could become false.
"""
import collections
import contextlib
import datetime
import email
import email.policy
import json
import os
import pathlib
import shlex
import shutil
import signal
import socketserver
import sqlite3
import sys
import threading

import invited
from invited import icalendar
from skips import Skipped

BEGIN = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.timezone.utc)


class Desk:
    """Alice's calendar, the clock there, and commands that take messages."""

    def __init__(self, alice, *rules):
        self.file, self.folder, self.minutes = alice.file, alice.file.folder, 0
        self.run("outbox", "set", *(rules or ("--invitee", "booked,moved,cancelled,24h", "--owner-gets", "booked,moved,cancelled")))
        self.keep = self.script("keep", f'cat >"{self.folder}/$CALBOOK_MESSAGE_ID.kept"\n')

    def script(self, name, text):
        path = self.folder / name
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return str(path)

    def environment(self):
        from calbook_file import ENVIRONMENT
        now = (BEGIN + datetime.timedelta(minutes=self.minutes)).isoformat()
        return {**ENVIRONMENT, "CALBOOK_NOW": now, "XDG_CONFIG_HOME": str(self.folder / "config")}

    def answer(self, *words):
        return self.file.run(*words, env=self.environment())

    def run(self, *words):
        code, out, err = self.answer(*words)
        assert code == 0 and not err, (words, code, err)
        return out

    def book(self, start="2026-11-24T10:00", *words, name="Bob Stone", address="bob@example.org"):
        return self.run("book", start, "--name", name, "--email", address, "-q", *words).split()

    def send(self, *command):
        return self.answer("outbox", "send", "--", *(command or (self.keep,)))

    def mails(self):
        """What was kept, by id, and is not kept any more."""
        mails = {}
        for path in sorted(self.folder.glob("*.kept")):
            assert max(map(len, path.read_bytes().splitlines())) <= 998
            mails[path.stem] = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            path.unlink()
        return mails

    def told(self):
        code, out, err = self.send()
        assert (code, out, err) == (0, "", ""), (code, out, err)
        return self.mails()

    def waiting(self):
        return self.run("outbox", "list", "-q").split()


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def calendar_of(mail):
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_param("method") == calendar["METHOD"], (part["Content-Type"], calendar["METHOD"])
    return calendar


def test_an_invitee_gets_a_mail_with_the_appointment_for_calendar_programs(alice):
    desk = Desk(alice)
    [ref] = desk.book(name="Bob Stöne, \"Jr.\"")
    mail = desk.told()[f"{ref}.0.invitee.booked"]
    [sender], [recipient] = mail["From"].addresses, mail["To"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Dr. Alice Roé", "alice@example.net")
    assert (recipient.display_name, recipient.addr_spec) == ("Bob Stöne, \"Jr.\"", "bob@example.org")
    assert mail["Subject"] == "Booked: Appointment with Dr. Alice Roé, Tue 2026-11-24 10:00"
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Date"].datetime == BEGIN
    assert "Tue 2026-11-24 10:00-11:00 +01:00, Europe/Berlin" in text_of(mail)
    calendar = calendar_of(mail)
    [event] = calendar.walk("VEVENT")
    exported = icalendar.Calendar.from_ical(desk.run("ics", "export", ref, "--method", "request"))
    assert calendar["METHOD"] == "REQUEST" and calendar.to_ical() == exported.to_ical()
    desk.run("reschedule", ref, "2026-11-24T11:00")
    moved = desk.told()[f"{ref}.1.invitee.moved"]
    assert "10:00-11:00 +01:00" in text_of(moved) and "11:00-12:00 +01:00" in text_of(moved)
    desk.run("cancel", ref, "--reason", "is ill")
    cancelled = desk.told()[f"{ref}.2.invitee.cancelled"]
    assert calendar_of(cancelled)["METHOD"] == "CANCEL" and "is ill" in text_of(cancelled)
    [gone] = calendar_of(cancelled).walk("VEVENT")
    assert gone["UID"] == event["UID"] and gone["SEQUENCE"] > event["SEQUENCE"]
    assert len({mail["Message-ID"] for mail in (mail, moved, cancelled)}) == 3


def test_times_are_on_the_clock_of_who_reads_them(alice):
    desk = Desk(alice)
    [ref] = desk.book("2026-11-24T05:00", "--tz", "America/New_York")
    mails = desk.told()
    assert "Tue 2026-11-24 05:00-06:00 -05:00, America/New_York" in text_of(mails[f"{ref}.0.invitee.booked"])
    assert "Tue 2026-11-24 11:00-12:00 +01:00, Europe/Berlin" in text_of(mails[f"{ref}.0.owner.booked"])


def test_an_owner_learns_who_comes(alice):
    desk = Desk(alice)
    note = "Grüße\n" + "ä" * 1900
    [ref] = desk.book("2026-11-24T10:00", "--note", note, "--phone", "0170 5550100")
    mail = desk.told()[f"{ref}.0.owner.booked"]
    for text in ("Name: Bob Stone", "E-mail: bob@example.org", "Phone: 0170 5550100", "Note: " + note):
        assert text in text_of(mail), text
    assert calendar_of(mail)["METHOD"] == "PUBLISH"


def test_a_reminder_has_no_calendar(alice):
    desk = Desk(alice)
    [ref] = desk.book("2026-11-24T10:00")
    desk.told()
    desk.minutes = 24 * 60
    mail = desk.told()[f"{ref}.0.invitee.reminder.1440"]
    assert mail["Subject"].startswith("Reminder: ") and mail.get_content_type() == "text/plain"
    assert not desk.told()


def test_a_series_is_one_mail_of_all_dates(alice):
    desk = Desk(alice)
    series = json.loads(desk.run("book", "2026-11-24T10:00", "--every", "week", "--times", "3", "--name", "Bob Stone", "--email",
                                 "bob@example.org", "--json"))
    mails = desk.told()
    mail = mails[f"{series['series']}.0.invitee.booked"]
    assert len(mails) == 2 and mail["Subject"].endswith(" 10:00 and 2 more"), (list(mails), mail["Subject"])
    for date in ("Tue 2026-11-24", "Tue 2026-12-01", "Tue 2026-12-08"):
        assert f"{date} 10:00-11:00 +01:00" in text_of(mail), text_of(mail)
    [event] = calendar_of(mail).walk("VEVENT")
    assert event["RRULE"]["COUNT"] == [3]
    desk.run("cancel", series["appointments"][1]["ref"])
    mail = desk.told()[f"{series['series']}.1.invitee.cancelled"]
    assert "2026-12-01" in text_of(mail) and "2026-12-08" not in text_of(mail)
    assert calendar_of(mail)["METHOD"] == "REQUEST"  # of what is left
    desk.run("undo", "--owner", "alice")
    assert list(desk.told()) == [f"{series['series']}.2.invitee.booked", f"{series['series']}.2.owner.booked"]


def test_what_an_invitee_answers_to_a_mail_is_understood(alice):
    desk = Desk(alice)
    [ref] = desk.book("2026-11-24T10:00")
    calendar = calendar_of(desk.told()[f"{ref}.0.invitee.booked"])
    calendar["METHOD"] = "REPLY"
    for event in calendar.walk("VEVENT"):
        event["ATTENDEE"].params["PARTSTAT"] = icalendar.vText("DECLINED")
    code, _, err = alice.answer(invited.google(calendar.to_ical().decode(), "REPLY"))
    assert code == 0 and f"declines {ref}" in err, err


def test_an_organizer_who_invited_alice_gets_replies_and_no_messages(alice):
    desk = Desk(alice)
    alice.reply(invited.google(invited.calendar(invited.event())))
    ref = json.loads(desk.run("upcoming", "--json"))[0]["ref"]
    assert list(desk.told()) == [f"{ref}.0.owner.booked"]


def test_the_users_own_words_are_used_and_a_wrong_field_sends_nothing(alice):
    desk = Desk(alice)
    [ref] = desk.book("2026-11-24T10:00")
    words = desk.folder / "config" / "calbook" / "mail"
    words.mkdir(parents=True)
    (words / "booked.txt").write_text("Subject: Hello {nam}\n\n{when}\n")
    code, out, err = desk.send()
    assert code == 2 and not out and "booked.txt, line 1: character 17: 'nam' is no field\nhint: the fields are what, " in err, err
    (words / "booked.txt").write_text("Subject: Hello {name}\n\nSee you {start:%A %H:%M}\nNote: {note}\nBye\n")
    mail = desk.told()[f"{ref}.0.invitee.booked"]
    assert mail["Subject"] == "Hello Bob Stone" and text_of(mail) == "See you Tuesday 10:00\nBye\n", text_of(mail)


def test_a_program_gets_an_object_and_nothing_of_people_elsewhere(alice):
    desk = Desk(alice, "--invitee", "booked,moved")
    [ref] = desk.book("2026-11-24T10:00")
    look = desk.script("look", f'cat >"{desk.folder}/object"; env >"{desk.folder}/env"; echo "$@" >"{desk.folder}/words"\n')
    code, out, err = desk.answer("outbox", "send", "--json", "--", look, "a word")
    assert (code, out, err) == (0, "", ""), (code, out, err)
    [line] = (desk.folder / "object").read_text().splitlines()
    message = json.loads(line)
    assert list(message) == ["id", "event", "to", "address", "lead", "attempt", "due_utc", "was_start", "was_end", "was_start_utc",
                             "was_end_utc", "appointment", "appointments"]
    assert message["appointment"] == json.loads(desk.run("upcoming", "--json"))[0]
    assert (desk.folder / "words").read_text() == "a word\n"
    environment = (desk.folder / "env").read_text()
    assert f"CALBOOK_MESSAGE_ID={ref}.0.invitee.booked\n" in environment and "CALBOOK_EVENT=booked\n" in environment
    assert "Bob" not in environment and "bob@" not in environment


def test_while_a_message_is_handed_over_the_calendar_is_free(alice):
    desk = Desk(alice)
    desk.book("2026-11-24T10:00")
    gate = desk.folder / "gate"
    os.mkfifo(gate)
    wait = desk.script("wait", f'echo begun >"{gate}"; read word <"{gate}"\n')
    with desk.file.start("outbox", "send", "--", wait, env=desk.environment()) as sender:
        gate.read_text()
        desk.book("2026-11-24T11:00")
        assert desk.send() == (0, "", "")  # somebody is at it
        assert not desk.mails() and sender.poll() is None
        sender.kill()


def test_a_command_that_never_ends_is_killed_with_its_children_and_was_perhaps_told(alice):
    desk = Desk(alice, "--invitee", "booked,cancelled")
    [ref] = desk.book("2026-11-24T10:00")
    sleepy = desk.script("sleepy", f'sleep 1000 & echo $! >"{desk.folder}/child"; wait\n')
    code, _, _ = desk.answer("outbox", "send", "--timeout", "1s", "--", sleepy)
    assert code == 8
    child = pathlib.Path("/proc") / (desk.folder / "child").read_text().strip() / "stat"
    assert not child.exists() or child.read_text().split()[2] == "Z"
    desk.run("cancel", ref)
    assert list(desk.told()) == [f"{ref}.1.invitee.cancelled"]


def test_more_than_the_limit_sends_nothing_and_says_how(alice):
    desk = Desk(alice, "--invitee", "booked")
    for hour in range(10, 12):
        desk.book(f"2026-11-24T{hour}:00")
    code, out, err = desk.answer("outbox", "send", "--limit", "1", "--", desk.keep)
    assert code == 8 and not out and "2 messages are due at once" in err, err
    assert f"outbox send --limit 2 --db {desk.file.file} -- {desk.keep}" in err or f"outbox send --limit 2 -- {desk.keep}" in err, err
    assert not desk.mails()


def test_a_command_that_is_not_behind_dashes_is_left_over(alice):
    desk = Desk(alice)
    code, out, err = desk.answer("outbox", "send", "true")
    assert code == 2 and not out and err == "calbook: 'calbook outbox send' takes no 'true'\nhint: calbook outbox send --help\n", err


def test_a_command_that_cannot_be_used_ends_the_run_and_counts_nothing(alice):
    desk = Desk(alice)
    [ref] = desk.book("2026-11-24T10:00")
    for status in (64, 78, 126, 127):
        code, out, err = desk.answer("outbox", "send", "--json", "--", "sh", "-c", f"echo wrong >&2; exit {status}")
        assert code == 5 and not out and json.loads(err)["error"] == "cannot_run" and "wrong" in err, (code, err)
    assert desk.send("/no/such/command")[0] == 5
    assert {each["attempts"] for each in json.loads(desk.run("outbox", "list", "--json"))} == {0}
    assert f"{ref}.0.invitee.booked" in desk.told()


def test_of_a_relay_that_is_down_for_a_night_cron_hears_twice_a_message_at_most(alice):
    desk = Desk(alice, "--invitee", "booked,24h", "--owner-gets", "booked")
    ids = [f"{ref}.0.{who}.booked" for hour in (10, 11) for [ref] in [desk.book(f"2026-11-24T{hour}:00")] for who in ("invitee", "owner")]
    lines = collections.Counter()
    for desk.minutes in [*range(0, 240, 3), *range(240, 14 * 60, 20), *range(14 * 60, 7 * 24 * 60, 360)]:
        code, out, err = desk.send("sh", "-c", "exit 75")
        assert code in (0, 8) and not out
        for line in err.splitlines():
            lines[line.split()[1]] += 1
    assert set(ids) <= set(lines) and max(lines.values()) <= 2, lines
    assert not desk.waiting()
    assert not desk.told()


def test_nothing_at_all_is_said_by_cron_in_an_empty_environment(alice):
    desk = Desk(alice)
    desk.book("2026-11-24T10:00")
    for _ in range(2):
        code, out, err = desk.file.run("--now", BEGIN.isoformat(), "outbox", "send", "--", desk.keep, env={})
        assert (code, out, err) == (0, "", ""), (code, out, err)
        for form in ("json", "jsonl", "tsv"):
            answer = desk.file.run("--now", BEGIN.isoformat(), "outbox", "send", "--format", form, "--header", "--", desk.keep, env={})
            assert answer == (0, "", ""), (form, answer)
    assert len(desk.mails()) == 2


def test_an_address_that_no_mail_can_have_is_given_up_at_once(alice):
    desk = Desk(alice, "--invitee", "booked")
    [ref] = desk.book("2026-11-24T10:00", address="böb@example.org")
    code, out, err = desk.send()
    assert code == 8 and not out and f"{ref}.0.invitee.booked to böb@example.org is given up" in err, err
    assert not desk.waiting() and not desk.mails()


def test_an_address_that_messages_need_stays(alice):
    desk = Desk(alice, "--invitee", "booked", "--owner-gets", "booked")
    hints = []

    def refused(why, *words):
        code, _, err = desk.answer(*words)
        assert code == 2 and why in err, (words, code, err)
        hints.append(shlex.split(err.partition("hint: calbook ")[2])[2:])  # without --db FILE
        return err

    refused("alice needs an address to which messages go", "owner", "set", "alice", "--email", "none")
    desk.run(*hints.pop())
    desk.run("owner", "set", "alice", "--email", "none")
    for address in "ü@example.org", "x y":
        assert "--from desk@example.org" in refused(f"'{address}'", "outbox", "set", "--from", address)
    refused("alice needs an address from which messages come", "outbox", "set", "--invitee", "booked")
    desk.run(*hints.pop())
    desk.run("outbox", "set", "--invitee", "booked")


def test_what_is_given_up_is_said_although_the_run_before_was_killed(alice):
    desk = Desk(alice, "--invitee", "booked")
    desk.book("2026-11-24T10:00")
    desk.minutes = 6 * 24 * 60
    desk.book("2026-12-02T10:00", name="Eve Jones", address="eve@example.org")
    kill = desk.script("kill", "kill -TERM $PPID\nsleep 60\n")
    assert desk.send(kill) == (-signal.SIGTERM, "", "")
    desk.run("outbox", "retry")
    code, _, err = desk.send()
    assert code == 8 and "given up" in err and len(desk.mails()) == 1, (code, err)
    assert desk.send() == (0, "", "")


def test_a_date_with_an_invitee_of_its_own_brings_no_calendar_of_the_series(alice):
    desk = Desk(alice, "--invitee", "booked,cancelled")
    _, second, _ = desk.book("2026-11-24T10:00", "--every", "week", "--times", "3")
    desk.told()
    desk.run("edit", second, "--email", "eve@example.org")
    mail = desk.told()[f"{second}.1.invitee.booked"]
    assert mail["To"].addresses[0].addr_spec == "eve@example.org" and mail.get_content_type() == "text/plain", mail


def test_a_message_is_only_that_of_the_owner_who_is_named(alice):
    desk = Desk(alice, "--invitee", "booked")
    desk.run("owner", "add", "bob", "--tz", "Europe/Berlin")
    [ref] = desk.book("2026-11-24T10:00", "--owner", "alice")
    id = f"{ref}.0.invitee.booked"
    for command in "skip", "retry":
        assert desk.answer("outbox", command, id, "--owner", "bob")[0] == 3
        assert desk.answer("outbox", command, id, "--owner", "nobody", "--json")[2].startswith('{"error":"unknown_owner"')
        assert "hint: calbook --db" in desk.answer("outbox", command, "X")[2]
        assert " outbox list --all\n" in desk.answer("outbox", command, "X")[2]
    assert desk.answer("outbox", "send", "--", desk.script("fails", "exit 75\n"))[0] == 8
    assert desk.run("outbox", "retry", "--owner", "bob") == ""
    assert id in desk.run("outbox", "retry", "--owner", "alice")


def test_an_owner_stays_while_messages_are_not_sent(alice):
    desk = Desk(alice, "--invitee", "booked,cancelled")
    [ref] = desk.book("2026-11-24T10:00")
    desk.told()
    desk.run("cancel", ref)
    code, _, err = desk.answer("owner", "remove", "alice")
    assert code == 4 and "messages of alice are not sent yet" in err, (code, err)
    assert list(desk.told()) == [f"{ref}.1.invitee.cancelled"]
    desk.run("owner", "remove", "alice")
    code, out, err = desk.file.run("undo", env={**desk.environment(), "CALBOOK_OWNER": "alice"})
    assert (code, err) == (0, ""), (code, out, err)


def test_without_a_sender_mails_wait(alice):
    desk = Desk(alice, "--invitee", "booked")
    [ref] = desk.book("2026-11-24T10:00")
    with contextlib.closing(sqlite3.connect(desk.folder / "calbook.db")) as by_hand, by_hand:
        by_hand.execute("UPDATE owner SET email = NULL")
    code, out, err = desk.send()
    assert code == 2 and not out and "alice has no address from which mails can come" in err, (code, err)
    desk.run("owner", "set", "alice", "--email", "alice@example.net")
    assert list(desk.told()) == [f"{ref}.0.invitee.booked"]


def test_words_that_are_no_file_are_refused(alice):
    desk = Desk(alice, "--invitee", "booked")
    desk.book("2026-11-24T10:00")
    words = desk.folder / "config" / "calbook" / "mail"
    words.mkdir(parents=True)
    os.mkfifo(words / "booked.txt")
    code, out, err = desk.send()
    assert code == 5 and not out and "is not a file" in err, (code, err)


def test_who_sends_is_locked_by_a_file_of_this_user_only(alice):
    desk = Desk(alice)
    desk.book("2026-11-24T10:00")
    lock = desk.folder / "calbook.db-sending"
    lock.symlink_to(desk.folder / "elsewhere")
    code, _, err = desk.send()
    assert code == 5 and not (desk.folder / "elsewhere").exists(), (code, err)
    lock.unlink()
    (desk.folder / "other").touch()
    os.link(desk.folder / "other", lock)
    assert desk.send()[0] == 5
    lock.unlink()
    assert len(desk.told()) == 2
    assert lock.stat().st_mode & 0o777 == 0o600


def test_a_rehearsal_says_what_would_be_sent_and_changes_nothing(alice):
    desk = Desk(alice, "--invitee", "booked")
    desk.book("2026-11-24T10:00")
    before = desk.file.file.read_bytes()
    out = desk.run("outbox", "send", "--dry-run")
    assert "To: Bob Stone <bob@example.org>\nSubject: Booked: " in out, out
    assert desk.file.file.read_bytes() == before and not (desk.folder / "calbook.db-sending").exists()
    assert len(desk.told()) == 1


class Relay(socketserver.ThreadingTCPServer):
    """A mail server as simple as RFC 5321 allows, which answers RCPT as it is told."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.recipient_answer, self.mails = "250 fine", []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 relay")
        recipients = []
        for line in self.rfile:
            command = line[:4].upper().decode()
            if command == "RCPT":
                recipients.append(line.decode().split("<")[1].split(">")[0])
                self.say(self.server.recipient_answer)
            elif command == "DATA":
                self.say("354 go on")
                self.server.mails.append((recipients, b"".join(iter(self.rfile.readline, b".\r\n"))))
                self.say("250 taken")
            elif command == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")


def test_msmtp_hands_mails_to_a_server_and_those_that_it_refuses_wait(alice):
    if not shutil.which("msmtp"):
        raise Skipped("msmtp")
    desk = Desk(alice, "--invitee", "booked")
    with Relay() as relay:
        settings = desk.folder / "msmtprc"
        settings.write_text(f"account default\nhost 127.0.0.1\nport {relay.server_address[1]}\nfrom alice@example.net\n")
        settings.chmod(0o600)
        msmtp = ("msmtp", "-C", str(settings), "-i", "-t")
        [ref] = desk.book("2026-11-24T10:00")
        for answer in ("450 busy", "550 unknown"):
            relay.recipient_answer = answer
            code, out, err = desk.send(*msmtp)
            assert (code, out, err) == (8, "", ""), (answer, code, out, err)
            [waiting] = json.loads(desk.run("outbox", "list", "--json"))
            assert answer in waiting["failure"] or "recipient" in waiting["failure"], waiting["failure"]
            desk.run("outbox", "retry")
        relay.recipient_answer = "250 fine"
        sent = desk.send(*msmtp)
        assert sent == (0, "", ""), sent
        [(recipients, mail)] = relay.mails
        assert recipients == ["bob@example.org"]
        assert calendar_of(email.message_from_bytes(mail, policy=email.policy.default))["METHOD"] == "REQUEST"
        desk.book("2026-11-24T11:00")
        settings.write_text("account default\n")
        code, _, err = desk.send(*msmtp)
        assert code == 5, (code, err)  # EX_CONFIG
        settings.write_text(f"account default\nhost 127.0.0.1\nport {relay.server_address[1]}\nfrom alice@example.net\n")
        relay.shutdown()
    code, _, err = desk.send(*msmtp)  # nobody is there
    assert code == 8, (code, err)
    assert len(desk.waiting()) == 1 and ref not in desk.waiting()[0]


if __name__ == "__main__":
    sys.exit(invited.run(globals(), sys.argv[1]))
