"""Whatever happens to a sender, nobody is left untold, nobody's last word is wrong, and repeats have the same id."""
import collections
import datetime
import json
import signal
import time

from calbook_file import ENVIRONMENT
from injection import sweep

BEGIN = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.timezone.utc)
RECEIVER = "#!/bin/sh\n" + """\
# Takes a message, or fails as its luck is.
cd "$(dirname "$0")" || exit 78
echo >>tries
number=$(wc -l <tries)
[ "$(sed -n "$((number % 1000 + 1))p" luck)" = fail ] && exit 75
cat >"new-$number"
mv "new-$number" "$(printf %06d "$number").message"
"""


class Office:
    """A calendar that tells its invitees, what its sender handed over, and the time there."""

    def __init__(self, attack, failing):
        self.attack, self.dice = attack, attack.dice
        self.calendar = attack.calendar()
        self.minutes, self.names, self.kills = 0, 0, 0
        self.receiver = self.calendar.folder / "receive"
        self.receiver.write_text(RECEIVER)
        self.receiver.chmod(0o755)
        self.set_luck(failing)
        self.run("owner", "set", "alice", "--email", "alice@example.org")
        self.run("outbox", "set", "--invitee", "booked,moved,cancelled", "--owner-gets", "booked,moved,cancelled")

    def set_luck(self, failing):
        lines = ["fail" if self.dice.random() < failing else "take" for _ in range(1000)]
        (self.calendar.folder / "luck").write_text("\n".join(lines) + "\n")

    def environment(self):
        now = BEGIN + datetime.timedelta(minutes=self.minutes)
        return {**ENVIRONMENT, "CALBOOK_NOW": now.isoformat()}

    def run(self, *words):
        code, out, err = self.calendar.run(*words, env=self.environment())
        assert code in (0, 3, 4), (words, code, err)
        return out if code == 0 else ""

    def sender(self):
        return self.calendar.start("outbox", "send", "--json", "--limit", "1000", "--", str(self.receiver),
                                   env=self.environment())

    def send(self, killed=0):
        """Three at once, of which so many are killed."""
        senders = [self.sender() for _ in range(3)]
        for each in self.dice.sample(senders, killed):
            time.sleep(self.dice.uniform(0, 0.1))
            each.kill()
        for each in senders:
            _, err = each.communicate(timeout=120)
            assert each.returncode in (0, 8, -signal.SIGKILL), (each.returncode, err)
            self.kills += each.returncode == -signal.SIGKILL

    def live(self):
        return [row[0] for row in self.calendar.rows("SELECT ref FROM appointment WHERE live = 1")]

    def change(self):
        """Something that happens to appointments."""
        dice, live = self.dice, self.live()
        start = (BEGIN + datetime.timedelta(days=dice.randrange(30, 60), hours=dice.randrange(24))).isoformat()
        what = dice.choice(["book", "book", "series", "move", "move", "cancel", "note", "undo"] if live else ["book"])
        if what in ("book", "series"):
            self.names += 1
            more = ["--every", "week", "--times", "3"] if what == "series" else []
            self.run("book", start, "--name", f"n{self.names}", "--email", f"n{self.names}@example.org", *more)
        elif what == "move":
            self.run("reschedule", dice.choice(live), start)
        elif what == "cancel":
            self.run("cancel", dice.choice(live))
        elif what == "note":
            self.run("edit", dice.choice(live), "--note", f"note {self.minutes}")
        else:
            self.run("undo")

    def messages(self):
        return [json.loads(path.read_text()) for path in sorted(self.calendar.folder.glob("*.message"))]

    def rest(self):
        """All is sent that can be: nothing fails any more, and there is time."""
        self.set_luck(0)
        for _ in range(3):
            self.minutes += 90
            self.send()
        waiting = self.run("outbox", "list", "-q").split()
        assert not waiting, waiting


def last_words(messages):
    """By recipient and appointment: whether it takes place, and when, as they know it."""
    words = {}
    for message in messages:
        for each in message["appointments"]:
            live = message["event"] != "cancelled"
            words[message["to"], each["ref"]] = (live, each["start_utc"] if live else None)
    return words


def truth(office):
    rows = office.calendar.rows("SELECT ref, live, strftime('%Y-%m-%dT%H:%M:%SZ', start_at, 'unixepoch') FROM appointment")
    return {ref: (live == 1, start if live else None) for ref, live, start in rows}


def check_last_words(office):
    known, true = last_words(office.messages()), truth(office)
    for who in ("invitee", "owner"):
        for ref, state in true.items():
            word = known.get((who, ref), (False, None))
            assert word == state, f"the {who} of {ref} knows {word}, but it is {state}"
    gone = [(who, ref) for (who, ref), word in known.items() if ref not in true and word[0]]
    assert not gone, f"{gone} know of what is no more"


def repeats(office):
    return sum(count - 1 for count in collections.Counter(each["id"] for each in office.messages()).values())


def test_after_any_history_with_killed_senders_everybody_knows_what_is(attack):
    for history in range(attack.times(2, 10, 100)):
        office = Office(attack, failing=0.15)
        with attack.attempt(f"history {history}"):
            for _ in range(40):
                for _ in range(attack.dice.randrange(4)):
                    office.change()
                office.minutes += attack.dice.choice([1, 1, 1, 5, 60])
                office.send(killed=attack.dice.choice([0, 0, 1, 2]))
            office.rest()
            check_last_words(office)
            assert repeats(office) <= office.kills, (repeats(office), office.kills)
        attack.remark(f"{len(office.messages())} messages of {len(truth(office))} appointments, {office.kills} senders killed, "
                      f"{repeats(office)} repeats")


def test_without_kills_nobody_is_told_anything_twice(attack):
    for history in range(attack.times(2, 10, 100)):
        office = Office(attack, failing=0.15)
        with attack.attempt(f"history {history}"):
            for _ in range(30):
                office.change()
                office.minutes += attack.dice.choice([1, 5, 60])
                office.send()
            office.rest()
            check_last_words(office)
            assert repeats(office) == 0


def test_a_sender_killed_at_any_system_call_leaves_nobody_untold_and_repeats_the_id(attack):
    office = Office(attack, failing=0)
    office.run("book", "2026-12-24T10:00", "--name", "Bob", "--email", "bob@example.org")
    words = ["outbox", "send", "--json", "--", "./receive"]
    for call in ["pwrite64", "fdatasync", "fsync", "unlink", "fcntl", "execve", "clone,fork,vfork", "wait4", "flock", "poll"]:
        for copy, place, *_ in sweep(attack, office.calendar, words, call, "signal=KILL"):
            with attack.attempt(f"sending, killed at {place}"):
                time.sleep(0.05)  # a receiver that was started goes on
                later = {**ENVIRONMENT, "CALBOOK_NOW": (BEGIN + datetime.timedelta(hours=2)).isoformat()}
                code, _, err = copy.run(*words[:-1], str(copy.folder / "receive"), env=later)
                assert code == 0, (code, err)
                ids = [json.loads(path.read_text())["id"] for path in sorted(copy.folder.glob("*.message"))]
                assert set(ids) == {id_ for id_ in ids if id_.endswith(".booked")} and len(set(ids)) == 2, ids
                assert len(ids) <= 3, ids
