#!/usr/bin/env python3
"""What invitees answer to exports, as mails to the built program. Usage: invitee_replies.py CALBOOK

Each function whose name begins with `test_` is one sentence that could become false.
"""
import datetime
import json
import shlex
import sys
import tempfile

import invited
from invited import UTC, calendar, event, google, icalendar


def replied(alice, ref, partstat, stamp="20261122T120000Z", method="REPLY", who="bob@example.org", sender="bob@example.org",
            change=lambda event: None):
    """The mail with which somebody answers what `ics export REF --method request` sent them."""
    ics = icalendar.Calendar.from_ical(alice.run("ics", "export", ref, "--method", "request"))
    ics["METHOD"] = method
    for each in ics.walk("VEVENT"):
        each["ATTENDEE"] = icalendar.vCalAddress(f"mailto:{who}")
        each["ATTENDEE"].params["PARTSTAT"] = icalendar.vText(partstat)
        each["DTSTAMP"] = icalendar.vDDDTypes(datetime.datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
        change(each)
    return google(ics.to_ical().decode(), method, sender=sender)


def booked_by_bob(alice, *words):
    return alice.run("book", "2026-11-23T10:00", "--name", "Bob Stone", "--email", "bob@example.org", "-q", *words).split()


def partstat(alice, ref):
    return json.loads(alice.run("show", ref, "--json"))["partstat"]


def hinted(err):
    """The command that a hint has, without its file."""
    calbook, db, _, *words = shlex.split(err.split("hint: ")[1])
    assert (calbook, db) == ("calbook", "--db"), err
    return words


def moved_to(start, end):
    def change(event):
        for name, text in (("DTSTART", start), ("DTEND", end)):
            event[name] = icalendar.vDDDTypes(datetime.datetime.fromisoformat(text))
    return change


def test_what_an_invitee_answers_is_shown_and_nothing_is_sent(alice):
    [ref] = booked_by_bob(alice)
    assert partstat(alice, ref) is None
    mail = replied(alice, ref, "ACCEPTED")
    assert alice.answer(mail) == (0, "", "")
    assert partstat(alice, ref) == "accepted"
    assert "answered  accepted" in alice.run("show", ref)
    assert alice.done(mail)["answer"] == "repeated"
    done = alice.done(replied(alice, ref, "TENTATIVE", stamp="20261122T130000Z"))
    assert (done["answer"], done["appointment"]["ref"], done["reply"]) == ("noted", ref, None), done
    assert partstat(alice, ref) == "tentative"
    alice.run("doctor")


def test_an_invitee_who_declines_is_told_of_and_keeps_the_time_unless_it_is_to_be_cancelled(alice):
    [ref] = booked_by_bob(alice)
    mail = replied(alice, ref, "DECLINED")
    code, out, err = alice.answer(mail)
    assert (code, out) == (0, "") and f"Bob Stone declines {ref}  Mon 2026-11-23 10:00-11:00" in err, err
    assert hinted(err) == ["cancel", ref], err
    assert alice.booked() == ["2026-11-23T09:00"] and partstat(alice, ref) == "declined"
    again = replied(alice, ref, "DECLINED", stamp="20261122T130000Z")
    assert alice.answer(again, "--replies", "cancel") == (0, "", "")
    assert alice.booked() == [] and partstat(alice, ref) == "declined"
    alice.run("undo")
    assert alice.booked() == ["2026-11-23T09:00"]
    assert alice.done(again, "--replies", "cancel")["answer"] == "cancelled"


def test_an_answer_about_a_time_at_which_it_is_no_more_is_none(alice):
    [ref] = booked_by_bob(alice)
    old = replied(alice, ref, "DECLINED")
    alice.run("reschedule", ref, "2026-11-24T10:00")
    assert alice.done(old, "--replies", "cancel")["answer"] == "repeated"
    assert alice.booked() == ["2026-11-24T09:00"] and partstat(alice, ref) is None
    without_times = replied(alice, ref, "ACCEPTED", change=lambda event: [event.pop(name) for name in ("DTSTART", "DTEND")])
    assert alice.done(without_times)["answer"] == "noted" and partstat(alice, ref) == "accepted"
    alice.run("reschedule", ref, "2026-11-25T10:00")
    assert partstat(alice, ref) is None


def test_another_time_that_an_invitee_proposes_is_a_command(alice):
    [ref] = booked_by_bob(alice)
    mail = replied(alice, ref, "TENTATIVE", method="COUNTER", change=moved_to("2026-11-24T14:00+00:00", "2026-11-24T15:00+00:00"))
    code, out, err = alice.answer(mail)
    assert (code, out) == (0, "") and f"Bob Stone proposes Tue 2026-11-24 15:00-16:00 for {ref}" in err, err
    hint = hinted(err)
    assert alice.booked() == ["2026-11-23T09:00"]
    code, out, err = alice.answer(mail, "--json")
    done = json.loads(out)
    assert (done["answer"], done["next"]) == ("proposed", ["2026-11-24T15:00:00+01:00"]), done
    assert hinted("hint: " + json.loads(err)["hint"]) == hint
    alice.run(*hint)
    assert alice.booked() == ["2026-11-24T14:00"]


def test_only_the_invitee_answers(alice):
    [ref] = booked_by_bob(alice)
    [other] = alice.run("book", "2026-11-23T11:00", "--name", "Ann Lee", "-q").split()
    alice.run("edit", other, "--email", "ann@example.org")
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = invited.Alice(alice.file.program, folder)
        [foreign] = booked_by_bob(elsewhere)
        foreign = replied(elsewhere, foreign, "DECLINED")

    def says_to_be_sent_by_eve(event):
        event["ATTENDEE"].params["SENT-BY"] = icalendar.vText("mailto:eve@example.org")

    for mail, why in ((replied(alice, ref, "DECLINED", who="eve@example.org", sender="eve@example.org"), "not the invitee"),
                      (replied(alice, other, "DECLINED"), "not the invitee"),
                      (replied(alice, ref, "DECLINED", sender="eve@example.org"), "but answered by bob@example.org"),
                      (replied(alice, ref, "DECLINED", sender="eve@example.org", change=says_to_be_sent_by_eve),
                       "but answered by bob@example.org"),
                      (replied(alice, ref, "NEEDS-ACTION"), "neither accepts nor declines"),
                      (foreign, "answers nothing to which alice invited")):
        assert why in alice.not_invited(mail), (why, alice.not_invited(mail))
    uid = icalendar.Calendar.from_ical(alice.run("ics", "export", ref)).walk("VEVENT")[0]["UID"]
    assert "an appointment of this calendar" in alice.not_invited(google(calendar(event(uid=uid))))


def test_what_somebody_answered_who_is_not_the_invitee_any_more_is_not_shown(alice):
    [ref] = booked_by_bob(alice)
    assert alice.answer(replied(alice, ref, "ACCEPTED")) == (0, "", "")
    alice.run("edit", ref, "--email", "ann@example.org")
    assert partstat(alice, ref) is None


def test_a_proposal_that_says_to_be_cancelled_is_about_a_time_all_the_same(alice):
    def cancelled(start, end):
        def change(event):
            moved_to(start, end)(event)
            event["STATUS"] = icalendar.vText("CANCELLED")
        return change
    [ref] = booked_by_bob(alice)
    soon = replied(alice, ref, "DECLINED", method="COUNTER", change=cancelled("2026-11-24T14:00+00:00", "2026-11-24T15:00+00:00"))
    assert alice.answer(soon)[0] == 0
    never = replied(alice, ref, "DECLINED", method="COUNTER", change=cancelled("9999-02-01T14:00+00:00", "9999-02-01T15:00+00:00"))
    assert "outside the years" in alice.not_invited(never)


def test_one_date_of_a_series_is_declined_or_all(alice):
    booked_by_bob(alice, "--every", "week", "--times", "3")
    first, second, third = json.loads(alice.run("upcoming", "--days", "60", "--json"))
    alice.run("reschedule", second["ref"], "2026-12-01T15:00")

    def one_date(event):
        for name in ("RRULE", "EXDATE"):
            event.pop(name, None)
        event["RECURRENCE-ID"] = icalendar.vDDDTypes(datetime.datetime.fromisoformat("2026-11-30T09:00+00:00"))
        moved_to("2026-12-01T14:00+00:00", "2026-12-01T15:00+00:00")(event)

    mail = replied(alice, first["series"], "DECLINED", change=one_date)
    assert alice.done(mail, "--replies", "cancel")["answer"] == "cancelled"
    assert alice.booked() == ["2026-11-23T09:00", "2026-12-07T09:00"]
    assert [partstat(alice, each["ref"]) for each in (first, second, third)] == [None, "declined", None]
    code, out, err = alice.answer(replied(alice, first["series"], "DECLINED", stamp="20261122T140000Z"))
    assert code == 0 and f"declines 2 appointments, the first {first['ref']}" in err, err
    assert hinted(err) == ["cancel", first["series"]], err
    assert [partstat(alice, each["ref"]) for each in (first, third)] == ["declined", "declined"]
    alice.run("doctor")


def test_an_old_answer_to_a_whole_series_leaves_what_was_moved_since(alice):
    booked_by_bob(alice, "--every", "week", "--times", "3")
    first, second, third = json.loads(alice.run("upcoming", "--days", "60", "--json"))
    mail = replied(alice, first["series"], "DECLINED")
    alice.run("reschedule", second["ref"], "2026-12-01T15:00", "--following")
    assert alice.done(mail, "--replies", "cancel")["answer"] == "cancelled"
    assert alice.booked() == ["2026-12-01T14:00", "2026-12-08T14:00"]
    assert alice.done(replied(alice, first["series"], "DECLINED", stamp="20261122T140000Z"), "--replies", "cancel")["answer"] == "cancelled"
    assert alice.booked() == []


def test_an_old_answer_without_a_time_leaves_what_was_moved_since(alice):
    def without_times(event):
        for name in ("DTSTART", "DTEND"):
            event.pop(name)
    [ref] = booked_by_bob(alice)
    mail = replied(alice, ref, "DECLINED", change=without_times)
    alice.run("reschedule", ref, "2026-11-24T10:00")
    assert alice.done(mail, "--replies", "cancel")["answer"] == "repeated"
    assert alice.booked() == ["2026-11-24T09:00"]


def test_what_has_begun_is_not_cancelled_by_an_answer(alice):
    [ref] = booked_by_bob(alice)
    code, out, err = alice.answer(replied(alice, ref, "DECLINED"), "--replies", "cancel", now="2026-11-23T10:10+01:00")
    assert (code, out) == (0, "") and f"declines {ref}" in err, err
    assert alice.booked() == ["2026-11-23T09:00"] and partstat(alice, ref) == "declined"


if __name__ == "__main__":
    sys.exit(invited.run(globals(), sys.argv[1]))
