#!/usr/bin/env python3
"""Invitations by mail, as the programs of the world send them, answered by the built program. Usage: answer.py CALBOOK

Each function whose name begins with `test_` is one sentence that could become false.
"""
import datetime
import json
import sys

import invited
from invited import BERLIN, UTC, Reply, calendar, event, google, outlook, thunderbird


def test_a_free_time_is_accepted_and_booked_for_the_organizer(alice):
    reply = alice.reply(google(calendar(event())))
    assert reply.mail["To"] == "Bob Stone <bob@example.org>", reply.mail["To"]
    assert str(reply.mail["From"]).replace('"', "") == "Dr. Alice Roé <alice@example.net>", reply.mail["From"]
    assert reply.mail["Subject"] == "Accepted: Quarterly numbers"
    assert reply.mail["In-Reply-To"] == "<calendar-5f1c@example.com>"
    assert reply.mail["Auto-Submitted"] == "auto-replied"
    assert reply.mail["Date"].datetime == datetime.datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert reply.ics["METHOD"] == "REPLY"
    [answer] = reply.events
    assert answer["UID"] == "m1@example.org" and answer["SEQUENCE"] == 0
    assert answer["ATTENDEE"] == "mailto:alice@example.net"
    assert answer["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert answer["ORGANIZER"] == "mailto:bob@example.org"
    assert answer["DTSTART"].dt == datetime.datetime(2026, 11, 23, 9, tzinfo=UTC)
    [booked] = json.loads(alice.run("upcoming", "--json"))
    assert (booked["name"], booked["email"], booked["note"]) == ("Bob Stone", "bob@example.org", "Quarterly numbers")
    assert booked["start"] == "2026-11-23T10:00:00+01:00" and booked["service"] == "default"


def test_a_time_off_the_grid_and_of_another_length_is_accepted(alice):
    zoned = event(start=";TZID=W. Europe Standard Time:20261123T101500", end=";TZID=W. Europe Standard Time:20261123T104000")
    reply = alice.reply(outlook(calendar(zoned, zones=BERLIN.format(name="W. Europe Standard Time"))))
    assert reply.participations() == {None: "ACCEPTED"}
    assert reply.mail["References"].split() == ["<AM0PR01MB0001@example.com>",
                                                "<AM0PR01MB1234567890@AM0PR01MB1234.example.com>"]
    [booked] = json.loads(alice.run("upcoming", "--json"))
    assert (booked["start"], booked["end"]) == ("2026-11-23T10:15:00+01:00", "2026-11-23T10:40:00+01:00")


def test_a_taken_time_is_declined_with_three_free_ones(alice):
    alice.run("book", "2026-11-23T10:00", "--name", "Max Roe", "--note", "private matter")
    mail = thunderbird(calendar(event(title="Gespräch über\\, alles")))
    done = alice.done(mail)
    assert (done["answer"], done["error"], done["appointment"]) == ("declined", "slot_taken", None), done
    assert done["next"] == ["2026-11-23T09:00:00+01:00", "2026-11-23T11:00:00+01:00", "2026-11-23T13:00:00+01:00"]
    reply = Reply(done["reply"])
    assert reply.participations() == {None: "DECLINED"}
    assert reply.mail["Subject"] == "Declined: Gespräch über, alles"
    [answer] = reply.events
    for text in (answer["COMMENT"], reply.text.get_content()):
        assert "Mon 2026-11-23 10:00-11:00 +01:00 is not free" in text, text
        assert "Mon 2026-11-23 13:00-14:00 +01:00" in text, text
        assert "Max" not in text and "private" not in text, text
    assert alice.booked() == ["2026-11-23T09:00"]


def test_each_rule_can_be_the_reason(alice):
    alice.run("service", "set", "default", "--notice", "24h", "--horizon", "30d", "--max-per-day", "1")
    alice.run("busy", "add", "2026-11-24", "13:00..14:00")
    alice.run("book", "2026-11-25T09:00", "--name", "Max Roe")
    for start, end, error in (("20261123T080000Z", "20261123T090000Z", "too_soon"),
                              ("20261120T080000Z", "20261120T090000Z", "in_the_past"),
                              ("20270201T080000Z", "20270201T090000Z", "too_far"),
                              ("20261128T080000Z", "20261128T090000Z", "outside_availability"),
                              ("20261124T123000Z", "20261124T130000Z", "slot_taken"),
                              ("20261125T120000Z", "20261125T130000Z", "day_full"),
                              ("20261125T080000Z", "20261127T080000Z", "invalid_duration")):
        done = alice.done(google(calendar(event(uid=error, start=start, end=end))))
        assert (done["answer"], done["error"]) == ("declined", error), (error, done)


def test_with_accept_hours_do_not_matter_but_appointments_do(alice):
    saturday = calendar(event(start="20261128T080000Z", end="20261128T090000Z"))
    assert alice.done(google(saturday), "--accept")["answer"] == "accepted"
    taken = calendar(event(uid="m2", start="20261128T083000Z", end="20261128T093000Z"))
    assert alice.done(google(taken), "--accept")["error"] == "slot_taken"


def test_a_decline_and_a_tentative_answer_can_be_asked_for(alice):
    declined = alice.done(google(calendar(event())), "--decline")
    assert (declined["answer"], declined["error"], declined["next"]) == ("declined", None, [])
    assert alice.booked() == []
    done = alice.done(google(calendar(event(uid="m2"))), "--tentative")
    assert done["answer"] == "tentative" and Reply(done["reply"]).participations() == {None: "TENTATIVE"}
    assert alice.booked() == ["2026-11-23T09:00"]
    assert alice.refused(google(calendar(event(uid="m3"))), "--accept", "--decline")[:2] == (2, "usage")


def test_another_time_is_proposed_if_asked_for(alice):
    alice.run("book", "2026-11-23T10:00", "--name", "Max Roe")
    done = alice.done(google(calendar(event())), "--counter")
    reply = Reply(done["reply"])
    assert done["answer"] == "countered" and reply.ics["METHOD"] == "COUNTER"
    assert reply.events[0]["DTSTART"].dt == datetime.datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert reply.events[0]["DTEND"].dt == datetime.datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert reply.mail["Subject"] == "New time proposed: Quarterly numbers"
    assert alice.done(google(calendar(event(uid="m2", start="20261123T080000Z", end="20261123T090000Z"))),
                      "--counter")["answer"] == "accepted"


def test_the_same_mail_again_is_not_answered_again(alice):
    mail = google(calendar(event()))
    alice.reply(mail)
    before = alice.file.file.read_bytes()
    assert alice.answer(mail) == (0, "", "")
    assert alice.done(mail)["answer"] == "repeated"
    assert alice.file.file.read_bytes() == before
    alice.run("book", "2026-11-24T10:00", "--name", "Max Roe")
    declined = google(calendar(event(uid="m2", start="20261124T090000Z", end="20261124T100000Z")))
    assert alice.done(declined)["answer"] == "declined"
    assert alice.answer(declined) == (0, "", "")


def test_a_newer_version_moves_the_appointment_and_never_stands_in_its_own_way(alice):
    first = alice.done(google(calendar(event())))
    moved = alice.done(google(calendar(event(start="20261123T093000Z", end="20261123T103000Z", sequence=1))))
    assert moved["answer"] == "updated" and moved["appointment"]["ref"] == first["appointment"]["ref"]
    assert moved["appointment"]["start_utc"] == "2026-11-23T09:30:00Z"
    assert Reply(moved["reply"]).events[0]["SEQUENCE"] == 1
    assert alice.done(google(calendar(event())))["answer"] == "repeated"
    later = event(start="20261123T100000Z", end="20261123T110000Z", sequence=1, stamp="20261121T080000Z")
    assert alice.done(google(calendar(later)))["appointment"]["start_utc"] == "2026-11-23T10:00:00Z"
    assert alice.booked() == ["2026-11-23T10:00"]


def test_what_is_booked_stays_if_only_the_rules_have_changed(alice):
    alice.reply(google(calendar(event())))
    alice.run("service", "set", "default", "--notice", "24h")
    again = google(calendar(event(sequence=1, title="Other numbers")))
    done = alice.done(again, now="2026-11-23T09:30+01:00")
    assert (done["answer"], done["appointment"]["note"]) == ("updated", "Other numbers"), done


def test_a_move_to_a_taken_time_is_declined_and_frees_the_old_one(alice):
    alice.reply(google(calendar(event())))
    alice.run("book", "2026-11-24T10:00", "--name", "Max Roe")
    done = alice.done(google(calendar(event(start="20261124T090000Z", end="20261124T100000Z", sequence=1))))
    assert (done["answer"], done["error"]) == ("declined", "slot_taken")
    assert alice.booked() == ["2026-11-24T09:00"]


def test_a_cancellation_frees_the_time_without_an_answer(alice):
    alice.reply(google(calendar(event(sequence=3))))
    stale = google(calendar(event(sequence=2, more=["STATUS:CANCELLED"]), method="CANCEL"), "CANCEL")
    assert alice.answer(stale) == (0, "", "") and alice.booked() == ["2026-11-23T09:00"]
    cancelled = outlook(calendar(event(sequence=3, more=["STATUS:CANCELLED"]), method="CANCEL"), "CANCEL")
    done = alice.done(cancelled)
    assert (done["answer"], done["reply"]) == ("cancelled", None)
    assert done["appointment"]["status"] == "cancelled" and alice.booked() == []
    assert alice.answer(cancelled) == (0, "", "")
    assert alice.done(google(calendar(event(sequence=3))))["answer"] == "repeated"
    assert alice.done(google(calendar(event(sequence=4))))["answer"] == "accepted"


def test_a_cancellation_of_something_unknown_is_nothing(alice):
    unknown = google(calendar(event(uid="m9"), method="CANCEL"), "CANCEL")
    before = alice.file.file.read_bytes()
    assert alice.answer(unknown) == (0, "", "")
    assert alice.file.file.read_bytes() == before


def test_nobody_cancels_or_moves_what_another_has_invited_to(alice):
    alice.reply(google(calendar(event())))
    eve = {"organizer": "ORGANIZER:mailto:eve@example.org"}
    assert "eve@example.org" in alice.not_invited(google(calendar(event(**eve), method="CANCEL"), "CANCEL", "eve@example.org"))
    assert "before" in alice.not_invited(google(calendar(event(sequence=5, **eve)), sender="eve@example.org"))


WEEKLY = {"start": ";TZID=Europe/Berlin:20261124T100000", "end": ";TZID=Europe/Berlin:20261124T110000",
          "more": ["RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20261208T100000"]}


def weekly(**other):
    return calendar(event(**{**WEEKLY, **other}), zones=BERLIN.format(name="Europe/Berlin"))


def test_a_repetition_is_accepted_as_a_whole(alice):
    done = alice.done(google(weekly()))
    assert done["answer"] == "accepted" and len(done["appointments"]) == 3
    assert Reply(done["reply"]).participations() == {None: "ACCEPTED"}
    assert alice.booked() == ["2026-11-24T09:00", "2026-12-01T09:00", "2026-12-15T09:00"]


def test_a_repetition_of_which_a_date_is_taken_is_declined_or_without_it(alice):
    alice.run("book", "2026-12-01T10:00", "--name", "Max Roe")
    done = alice.done(google(weekly()))
    assert (done["answer"], done["error"]) == ("declined", "slot_taken"), done
    assert [each["start"] for each in done["declined"]] == ["2026-12-01T10:00:00+01:00"]
    assert "Tue 2026-12-01 10:00-11:00 +01:00 is not free" in Reply(done["reply"]).text.get_content()
    assert alice.booked() == ["2026-12-01T09:00"]
    skipped = alice.done(google(weekly(uid="m2")), "--skip")
    assert skipped["answer"] == "accepted" and len(skipped["appointments"]) == 2
    assert Reply(skipped["reply"]).participations() == {
        None: "ACCEPTED", datetime.datetime(2026, 12, 1, 9, tzinfo=UTC): "DECLINED"}


def test_an_endless_repetition_is_accepted_for_a_year(alice):
    done = alice.done(google(weekly(more=["RRULE:FREQ=WEEKLY"])))
    assert done["answer"] == "accepted" and len(done["appointments"]) == 52
    last = Reply(done["reply"]).events[-1]
    assert last["RECURRENCE-ID"].params["RANGE"] == "THISANDFUTURE"
    assert last["RECURRENCE-ID"].dt == datetime.datetime(2027, 11, 23, 9, tzinfo=UTC)
    assert last["ATTENDEE"].params["PARTSTAT"] == "DECLINED"


def test_one_date_of_a_repetition_can_be_moved_and_another_cancelled(alice):
    refs = [each["ref"] for each in alice.done(google(weekly()))["appointments"]]
    one = event(start=";TZID=Europe/Berlin:20261202T140000", end=";TZID=Europe/Berlin:20261202T150000", sequence=1,
                more=["RECURRENCE-ID;TZID=Europe/Berlin:20261201T100000"])
    done = alice.done(google(calendar(one)))
    assert done["answer"] == "updated" and done["appointment"]["ref"] == refs[1]
    assert Reply(done["reply"]).participations() == {datetime.datetime(2026, 12, 1, 9, tzinfo=UTC): "ACCEPTED"}
    gone = event(sequence=2, more=["RECURRENCE-ID:20261215T090000Z", "STATUS:CANCELLED"])
    assert alice.done(google(calendar(gone, method="CANCEL"), "CANCEL"))["appointment"]["ref"] == refs[2]
    assert alice.booked() == ["2026-11-24T09:00", "2026-12-02T13:00"]
    assert alice.done(google(calendar(event(sequence=2), method="CANCEL"), "CANCEL"))["answer"] == "cancelled"
    assert alice.booked() == []


def test_a_date_of_a_repetition_that_runs_now_is_not_asked_about(alice):
    done = alice.done(google(weekly()), now="2026-11-24T10:30+01:00")
    assert done["answer"] == "accepted" and len(done["appointments"]) == 2, done
    booked = alice.done(google(weekly(uid="m2", start=";TZID=Europe/Berlin:20261124T130000",
                                      end=";TZID=Europe/Berlin:20261124T140000")))
    again = google(weekly(uid="m2", sequence=1, start=";TZID=Europe/Berlin:20261124T130000",
                          end=";TZID=Europe/Berlin:20261124T140000", title="Other numbers"))
    done = alice.done(again, now="2026-11-24T13:30+01:00")
    assert [each["ref"] for each in done["appointments"]] == [each["ref"] for each in booked["appointments"]]


def test_a_repetition_that_has_ended_is_declined(alice):
    done = alice.done(google(weekly()), now="2027-11-24T10:30+01:00")
    assert (done["answer"], done["error"]) == ("declined", "in_the_past")
    assert Reply(done["reply"]).participations() == {None: "DECLINED"}


def test_names_that_nobody_can_read_are_left_out(alice):
    blank = event(organizer="ORGANIZER;CN=\u3000\u00a0:mailto:bob@example.org")
    assert alice.done(google(calendar(blank)))["appointment"]["name"] == "bob@example.org"
    colon = event(uid="m2", start="20261124T090000Z", end="20261124T100000Z",
                  organizer="ORGANIZER;CN=Stone: Bob\u202e:mailto:bob@example.org")
    assert alice.done(google(calendar(colon)))["answer"] == "accepted"


def test_a_repetition_that_is_moved_takes_its_appointments_along(alice):
    refs = [each["ref"] for each in alice.done(google(weekly()))["appointments"]]
    later = {"start": ";TZID=Europe/Berlin:20261124T103000", "end": ";TZID=Europe/Berlin:20261124T113000",
             "more": ["RRULE:FREQ=WEEKLY;COUNT=2"]}
    done = alice.done(google(weekly(sequence=1, **later)))
    assert done["answer"] == "updated" and len(done["appointments"]) == 2
    assert alice.booked() == ["2026-11-24T09:30", "2026-12-01T09:30"] and len(refs) == 3


def test_whole_dates_are_those_of_the_owner(alice):
    alice.run("availability", "set", "daily", "0-24")
    dates = event(start=";VALUE=DATE:20261124", end=";VALUE=DATE:20261125")
    done = alice.done(google(calendar(dates)))
    assert done["answer"] == "accepted", done
    assert done["appointment"]["start"] == "2026-11-24T00:00:00+01:00"
    assert Reply(done["reply"]).events[0]["DTSTART"].dt == datetime.date(2026, 11, 24)


def test_who_is_not_invited_answers_nothing_and_says_why(alice):
    plain = calendar(event())
    for mail, why in (
            (google(calendar(event(attendees=["ATTENDEE:mailto:carla@example.net"]))), "does not invite"),
            (google(calendar(event(organizer="ORGANIZER:mailto:alice@example.net")), sender="alice@example.net"), "alice organizes it"),
            (google(calendar(event(), method="PUBLISH"), "PUBLISH"), "METHOD:PUBLISH"),
            (google(calendar(event(), method="ADD"), "ADD"), "METHOD:ADD"),
            (google(calendar(event(), method="REFRESH"), "REFRESH"), "METHOD:REFRESH"),
            (google(calendar(event(), method="REPLY"), "REPLY"), "answered by alice@example.net"),
            (google(calendar(event(start=";TZID=Mars/Base:20261123T100000"))), "Mars/Base"),
            (google(calendar(event(end="soon"))), "end"),
            (google(calendar(event(more=["RRULE:FREQ=SECONDLY"]))), "repetition"),
            (google(calendar(event(organizer="X-NOTHING:1"))), "who organizes"),
            (google(calendar(event(), event(uid="other"))), "several events"),
            (google(plain, more="Auto-Submitted: auto-generated\n"), "Auto-Submitted"),
            (google(plain, more="List-Id: <staff.example.org>\n"), "mailing list"),
            (google(plain, more="Precedence: bulk\n"), "Precedence"),
            (google(plain).replace("Return-Path: <bob@example.org>", "Return-Path: <>"), "Return-Path"),
            (google(plain, sender="eve@example.org"), "organized by bob@example.org"),
            (google(calendar(event(organizer="ORGANIZER:mailto:-x@example.org")), sender="-x@example.org"), "no address"),
            (calendar(event(organizer="ORGANIZER:mailto:bøb@example.org")), "no address"),
            (google(plain, sender="bob@example.org, eve@example.org"), "2 addresses"),
            (google(calendar(event(organizer="ORGANIZER:mailto:bob@example.com")), sender="bob@example.com"),
             "not among those whom alice answers"),
            ("From: bob@example.org\nSubject: Lunch?\n\nAre you free?\n", "no text/calendar part")):
        assert why in alice.not_invited(mail), (why, alice.not_invited(mail))
    assert alice.answer(google(plain, more="Auto-Submitted: no\n"))[0] == 0


def test_who_writes_for_the_organizer_may_invite_but_the_organizer_is_answered(alice):
    by = "ORGANIZER;CN=\"Stone, Bob\";SENT-BY=\"mailto:desk@example.org\":MAILTO:bob@example.org"
    reply = alice.reply(outlook(calendar(event(organizer=by)), sender="Desk <desk@example.org>"))
    assert reply.mail["To"] == "\"Stone, Bob\" <bob@example.org>", reply.mail["To"]
    stranger = "ORGANIZER;SENT-BY=\"mailto:desk@example.org\":mailto:victim@example.com"
    assert "victim@example.com" in alice.not_invited(outlook(calendar(event(uid="m2", organizer=stranger)),
                                                             sender="desk@example.org"))


def test_an_owner_answers_nobody_until_told_whom(alice):
    alice.run("owner", "set", "alice", "--answer", "none")
    code, out, err = alice.answer(google(calendar(event())))
    assert code == 3 and not out and "hint: calbook" in err and "--answer" in err, err
    alice.run("owner", "set", "alice", "--answer", "Bob@Example.org , @example.com")
    assert json.loads(alice.run("owner", "list", "--json"))[0]["answer"] == "bob@example.org,@example.com"
    assert alice.answer(google(calendar(event())))[0] == 0
    alice.run("owner", "set", "alice", "--email", "none")
    assert "no address" in alice.not_invited(google(calendar(event(uid="m2"))))


def test_a_file_without_a_mail_is_its_organizers(alice):
    reply = alice.reply(calendar(event()))
    assert reply.mail["To"] == "Bob Stone <bob@example.org>" and reply.mail["In-Reply-To"] is None


def test_an_undone_answer_can_be_given_again(alice):
    mail = google(calendar(event()))
    alice.reply(mail)
    assert "Bob Stone" in alice.run("undo")
    assert alice.booked() == []
    assert alice.done(mail)["answer"] == "accepted"


def test_a_header_cannot_be_put_into_the_reply(alice):
    evil = event(title="Lunch\\nBcc: eve@example.com", organizer="ORGANIZER;CN=\"Bob^nBcc: eve@example.com\":mailto:bob@example.org")
    reply = alice.reply(google(calendar(evil)))
    assert reply.mail["Bcc"] is None and "Bcc" in reply.mail["Subject"] and "Bcc" in str(reply.mail["To"])


def test_what_is_no_calendar_is_told_from_what_is_no_invitation(alice):
    assert alice.refused(google("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"))[:2] == (2, "invalid_calendar")
    assert alice.refused("no mail at all")[:2] == (2, "invalid_input")
    assert alice.refused("")[:2] == (2, "invalid_input")
    koi = google(calendar(event())).replace('text/calendar; charset="UTF-8"', 'text/calendar; charset=koi8-r')
    assert "koi8-r" in alice.refused(koi)[2]


def test_what_is_kept_of_invitations_is_sound_and_comes_back_with_the_owner(alice):
    alice.reply(google(weekly(uid="m2")))
    alice.reply(google(calendar(event())))
    assert alice.done(google(calendar(event(sequence=1))), "--decline")["answer"] == "declined"
    alice.run("doctor")
    kept = alice.file.rows("SELECT * FROM invitation ORDER BY uid, instance")
    alice.run("owner", "remove", "alice", "--force")
    assert alice.file.rows("SELECT count(*) FROM invitation") == [(0,)]
    alice.run("undo")
    assert alice.file.rows("SELECT * FROM invitation ORDER BY uid, instance") == kept
    alice.run("doctor")


def test_whom_history_forgets_is_forgotten_in_invitations_too(alice):
    alice.reply(google(calendar(event())))
    alice.reply(google(weekly(uid="m2")))
    alice.run("history", "--purge", "2026-11-24", "--now", "2026-11-25T10:00+01:00")
    assert dict(alice.file.rows("SELECT uid, max(organizer) FROM invitation GROUP BY uid")) == {
        "m1@example.org": "", "m2": "bob@example.org"}
    alice.run("doctor")


if __name__ == "__main__":
    sys.exit(invited.run(globals(), sys.argv[1]))
