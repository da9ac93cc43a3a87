"""Invitations by mail as the programs of the world send them, a calendar that gets them, and the replies read by python's
email package and by icalendar."""
import base64
import datetime
import email
import email.policy
import json
import pathlib
import quopri
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).parent / "faults"))

import sentences
from calbook_file import CalbookFile
from skips import Skipped, tell

try:
    import icalendar
except ModuleNotFoundError:
    icalendar = None

NOW = "2026-11-22T10:00+01:00"  # a Sunday
UTC = datetime.timezone.utc

BERLIN = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def event(uid="m1@example.org", start="20261123T090000Z", end="20261123T100000Z", sequence=0, stamp="20261120T080000Z",
          title="Quarterly numbers", organizer="ORGANIZER;CN=Bob Stone:mailto:bob@example.org",
          attendees=("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=\n TRUE;"
                     "CN=alice@example.net;X-NUM-GUESTS=0:mailto:alice@example.net",), more=()):
    times = [f"DTSTART{start if start[0] in ';:' else ':' + start}", f"DTEND{end if end[0] in ';:' else ':' + end}"]
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SEQUENCE:{sequence}", f"DTSTAMP:{stamp}", *times, organizer,
                      *attendees, f"SUMMARY:{title}", *more, "BEGIN:VALARM", "ACTION:EMAIL", "TRIGGER:-PT10M",
                      "ATTENDEE:mailto:nobody@example.com", "DESCRIPTION:soon", "END:VALARM", "END:VEVENT"]) + "\n"


def calendar(*events, method="REQUEST", zones=""):
    return ("BEGIN:VCALENDAR\nPRODID:-//Any Corp//Calendar//EN\nVERSION:2.0\nCALSCALE:GREGORIAN\n"
            f"METHOD:{method}\n{zones}{''.join(events)}END:VCALENDAR\n").replace("\n", "\r\n")


def google(ics, method="REQUEST", sender="Bob Stone <bob@example.org>", more=""):
    """multipart/mixed around an alternative of three, quoted-printable, and the same file attached in base64."""
    quoted = quopri.encodestring(ics.encode()).decode()
    attached = base64.encodebytes(ics.encode()).decode()
    return f"""\
Return-Path: <bob@example.org>
Received: from mail.example.org by mx.example.net; Fri, 20 Nov 2026 08:00:02 +0000
MIME-Version: 1.0
Reply-To: {sender}
Sender: Calendar <calendar-notification@example.com>
Message-ID: <calendar-5f1c@example.com>
Date: Fri, 20 Nov 2026 08:00:01 +0000
Subject: Invitation: Quarterly numbers @ Mon Nov 23, 2026 10am - 11am
 (CET) (alice@example.net)
From: {sender}
To: alice@example.net
{more}Content-Type: multipart/mixed; boundary="0000000000008a"

--0000000000008a
Content-Type: multipart/alternative; boundary="0000000000008b"

--0000000000008b
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

{base64.encodebytes("You have been invited.".encode()).decode()}
--0000000000008b
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<p>You have been invited.</p>

--0000000000008b
Content-Type: text/calendar; charset="UTF-8"; method={method}
Content-Transfer-Encoding: quoted-printable

{quoted}
--0000000000008b--

--0000000000008a
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

{attached}
--0000000000008a--
"""


def outlook(ics, method="REQUEST", sender="\"Stone, Bob\" <Bob@Example.org>"):
    """An alternative in base64, with lines that end in CR LF."""
    text = f"""\
From: {sender}
To: "alice@example.net" <alice@example.net>
Subject: =?iso-8859-1?Q?Gespr=E4ch?=
Thread-Topic: =?iso-8859-1?Q?Gespr=E4ch?=
Date: Fri, 20 Nov 2026 08:00:01 +0000
Message-ID:
 <AM0PR01MB1234567890@AM0PR01MB1234.example.com>
References: <AM0PR01MB0001@example.com>
Accept-Language: de-DE, en-US
x-ms-exchange-messagesentrepresentingtype: 1
Content-Type: multipart/alternative;
\tboundary="_000_AM0PR01MB1234567890_"
MIME-Version: 1.0

--_000_AM0PR01MB1234567890_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Gespr=E4ch

--_000_AM0PR01MB1234567890_
Content-Type: text/calendar; charset="utf-8"; method={method}
Content-Transfer-Encoding: base64

{base64.encodebytes(ics.encode()).decode()}
--_000_AM0PR01MB1234567890_--
"""
    return text.replace("\n", "\r\n")


def thunderbird(ics, method="REQUEST", sender="Bob Stone <bob@example.org>"):
    """8bit, with the file once more as an attachment."""
    return f"""\
From bob@example.org Fri Nov 20 08:00:02 2026
Message-ID: <0a1b2c3d-0000@example.org>
Date: Fri, 20 Nov 2026 09:00:01 +0100
MIME-Version: 1.0
User-Agent: Mozilla Thunderbird
Content-Language: de-DE
To: alice@example.net
From: {sender}
Subject: Einladung: Gespräch
Content-class: urn:content-classes:calendarmessage
Content-type: multipart/mixed; boundary="Boundary_(ID_qyG4ZdjoAsiZ+Jo19dCbWQ)"

--Boundary_(ID_qyG4ZdjoAsiZ+Jo19dCbWQ)
Content-type: multipart/alternative;
 boundary="Boundary_(ID_ryU4ZdJoASiZ+Jo21dCbwA)"

--Boundary_(ID_ryU4ZdJoASiZ+Jo21dCbwA)
Content-type: text/plain; charset=UTF-8
Content-transfer-encoding: 8BIT

Gespräch

--Boundary_(ID_ryU4ZdJoASiZ+Jo21dCbwA)
Content-type: text/calendar; method={method}; charset=UTF-8
Content-transfer-encoding: 8BIT

{ics}
--Boundary_(ID_ryU4ZdJoASiZ+Jo21dCbwA)--

--Boundary_(ID_qyG4ZdjoAsiZ+Jo19dCbWQ)
Content-type: application/ics; name=invite.ics
Content-transfer-encoding: base64
Content-disposition: attachment; filename=invite.ics

{base64.encodebytes(ics.encode()).decode()}
--Boundary_(ID_qyG4ZdjoAsiZ+Jo19dCbWQ)--
"""


class Reply:
    """A mail as sendmail gets it, read by others."""

    def __init__(self, text):
        assert text.isascii() and "\r" not in text, text
        assert max(len(line) for line in text.split("\n")) <= 78, max(text.split("\n"), key=len)
        self.mail = email.message_from_string(text, policy=email.policy.default)
        assert not self.mail.defects, self.mail.defects
        assert self.mail.get_content_type() == "multipart/alternative"
        self.text, self.part = [part for part in self.mail.iter_parts()]
        assert self.text.get_content_type() == "text/plain"
        assert self.part.get_content_type() == "text/calendar"
        self.ics = icalendar.Calendar.from_ical(self.part.get_payload(decode=True))
        self.events = self.ics.walk("VEVENT")
        assert self.part.get_param("method") == self.ics["METHOD"], self.part["Content-Type"]

    def participations(self):
        """By RECURRENCE-ID, or None."""
        found = {}
        for each in self.events:
            instance = each["RECURRENCE-ID"].dt if "RECURRENCE-ID" in each else None
            found[instance] = each["ATTENDEE"].params["PARTSTAT"]
        return found


class Alice:
    """Her calendar: open 9 to 17 from Monday to Friday, and answering example.org."""

    def __init__(self, program, folder):
        self.file = CalbookFile(program, folder)
        for words in (["availability", "set", "mon-fri", "9-12,13-17"],
                      ["owner", "set", "alice", "--email", "alice@example.net", "--title", "Dr. Alice Roé",
                       "--answer", "@example.org"]):
            code, _, err = self.file.run(*words)
            assert code == 0, err

    def answer(self, mail, *words, now=NOW):
        """The exit code, stdout and stderr; the mail is on stdin."""
        with self.file.start("ics", "answer", *words, "--now", now, stdin=-1, text=False) as process:
            out, err = process.communicate(mail.encode(), timeout=60)
        return process.returncode, out.decode(), err.decode()

    def reply(self, mail, *words, now=NOW):
        code, out, err = self.answer(mail, *words, now=now)
        assert code == 0 and not err, (code, err)
        return Reply(out)

    def done(self, mail, *words, now=NOW):
        """The object."""
        code, out, err = self.answer(mail, "--json", *words, now=now)
        assert code == 0 and not err, (code, err)
        return json.loads(out)

    def refused(self, mail, *words):
        before = self.file.file.read_bytes()
        code, out, err = self.answer(mail, "--json", *words)
        assert not out and self.file.file.read_bytes() == before, out
        return code, json.loads(err)["error"], json.loads(err)["message"]

    def not_invited(self, mail):
        code, error, message = self.refused(mail)
        assert (code, error) == (3, "not_invited"), (code, error, message)
        return message

    def booked(self):
        """Starts in UTC."""
        code, out, err = self.file.run("upcoming", "--json")
        assert code == 0, err
        return [each["start_utc"][:16] for each in json.loads(out)]

    def run(self, *words):
        code, out, err = self.file.run(*words)
        assert code == 0, err
        return out


def run(script, program):
    """Runs the script's tests, each with a calendar of its own. Returns the script's exit status."""
    def with_a_calendar(test):
        with tempfile.TemporaryDirectory() as folder:
            test(Alice(pathlib.Path(program).resolve(), folder))
    if icalendar is None:
        skipped = Skipped("python3-icalendar")
        tell("invitations are answered", skipped)
        return 1 if skipped.fails else 0
    return sentences.run(script, with_a_calendar)
