// The tables. Instants are UTC seconds, dates ISO text, windows wall-clock minutes from the date's
// midnight.
//
// Two appointments of one owner never overlap, whatever program writes to the file. Since they are
// disjoint, sorting by start also sorts by end, and a new span collides exactly if the row with the
// greatest `occupied_from` before its end reaches past its start:
//
//     [----)   [---------)        [---)          what is occupied
//                      [new..)                   greatest occupied_from < new.to: the second
//                                                its occupied_to > new.from: refused
//
// That is one seek in the index, regardless of the number and length of appointments.
//
// Busy time may overlap itself, and be long. To find what overlaps a span, its index groups busy time by
// the number of digits of its length in seconds: with n digits, it began less than 10^n seconds before it
// ends.
//
//     10 h    [----)  [----)   [----)  [----)         5 digits: starts within 28 hours before the span
//     9 days  [------------------------)              6 digits: within 12 days
//                                 [ the span )

#include "sqlite/schema.hpp"

#include <array>

namespace calendar {

namespace {

constexpr const char* owners_hours_appointments = R"sql(
CREATE TABLE owner(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 1 AND 32 AND name NOT GLOB '*[^a-z0-9-]*' AND name NOT LIKE '-%'),
  zone TEXT NOT NULL) STRICT;

CREATE TABLE weekly_hours(
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  day INTEGER NOT NULL CHECK(day BETWEEN 1 AND 7),             -- Monday is 1
  start INTEGER NOT NULL CHECK(start BETWEEN 0 AND 1439),
  end INTEGER NOT NULL CHECK(end > start AND end <= start + 1440),
  PRIMARY KEY(owner, day, start)) STRICT, WITHOUT ROWID;

CREATE TABLE date_override(
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  date TEXT NOT NULL CHECK(date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  start INTEGER NOT NULL CHECK(start BETWEEN 0 AND 1439),
  end INTEGER NOT NULL CHECK(end > start AND end <= start + 1440 OR start = 0 AND end = 0),   -- 0 to 0: closed
  PRIMARY KEY(owner, date, start)) STRICT, WITHOUT ROWID;

CREATE TABLE appointment(
  id INTEGER PRIMARY KEY AUTOINCREMENT,                        -- never used twice, so `ref` neither
  ref TEXT NOT NULL UNIQUE CHECK(length(ref) = 6 AND ref NOT GLOB '*[^2-9A-HJKMNP-TV-Z]*'),
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  service TEXT NOT NULL CHECK(length(service) BETWEEN 1 AND 32 AND service NOT GLOB '*[^a-z0-9-]*' AND service NOT LIKE '-%'),
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL CHECK(end_at > start_at),
  occupied_from INTEGER NOT NULL CHECK(occupied_from <= start_at),
  occupied_to INTEGER NOT NULL CHECK(occupied_to >= end_at),
  zone TEXT NOT NULL,
  utc_offset INTEGER NOT NULL,                                 -- wall time = start_at + utc_offset, in zone
  live INTEGER NOT NULL DEFAULT 1 CHECK(live IN (0, 1)),
  name TEXT NOT NULL,
  email TEXT,
  note TEXT,
  key TEXT,
  created_at INTEGER NOT NULL,
  cancelled_at INTEGER,
  reason TEXT) STRICT;

CREATE UNIQUE INDEX appointment_live ON appointment(owner, occupied_from, occupied_to, live) WHERE live = 1;

CREATE TRIGGER appointment_no_overlap_insert BEFORE INSERT ON appointment WHEN new.live = 1 BEGIN
  SELECT RAISE(ABORT, 'overlap') WHERE new.occupied_to <= new.occupied_from OR
    (SELECT occupied_to FROM appointment WHERE owner = new.owner AND live = 1 AND occupied_from < new.occupied_to
      ORDER BY occupied_from DESC LIMIT 1) > new.occupied_from;
END;

CREATE TRIGGER appointment_no_overlap_update BEFORE UPDATE OF owner, occupied_from, occupied_to, live ON appointment
WHEN new.live = 1 BEGIN
  SELECT RAISE(ABORT, 'overlap') WHERE new.occupied_to <= new.occupied_from OR
    (SELECT occupied_to FROM appointment WHERE owner = new.owner AND live = 1 AND occupied_from < new.occupied_to
      AND id <> old.id ORDER BY occupied_from DESC LIMIT 1) > new.occupied_from;
END;
)sql";

// A key belongs to the request, which named `key_start`; the appointment itself may have been moved.
constexpr const char* services_busy_keys = R"sql(
CREATE TABLE service(
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 32 AND name NOT GLOB '*[^a-z0-9-]*' AND name NOT LIKE '-%'),
  duration INTEGER NOT NULL CHECK(duration BETWEEN 1 AND 1440),                  -- minutes, as what follows
  step INTEGER CHECK(step BETWEEN 1 AND 1440),                                   -- NULL: the duration
  buffer_before INTEGER NOT NULL CHECK(buffer_before BETWEEN 0 AND 1440),
  buffer_after INTEGER NOT NULL CHECK(buffer_after BETWEEN 0 AND 1440),
  notice INTEGER NOT NULL CHECK(notice >= 0),
  horizon INTEGER CHECK(horizon >= 0),                                           -- days; NULL: none
  max_per_day INTEGER CHECK(max_per_day >= 1),                                   -- NULL: none
  PRIMARY KEY(owner, name)) STRICT, WITHOUT ROWID;

CREATE TABLE busy(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL CHECK(end_at > start_at),
  note TEXT) STRICT;
CREATE INDEX busy_end ON busy(owner, end_at, start_at);

ALTER TABLE appointment ADD COLUMN key_start INTEGER;
CREATE UNIQUE INDEX appointment_key ON appointment(owner, key) WHERE key IS NOT NULL;
CREATE INDEX appointment_start ON appointment(owner, start_at);
)sql";

// For lists of all owners: booked and cancelled appointments separately, each in the order of lists. The
// greatest length tells how long ago one that has not ended may have begun; few are longer than an hour.
constexpr const char* indexes_for_lists = R"sql(
DROP INDEX appointment_start;
CREATE INDEX appointment_start ON appointment(live, start_at, owner, end_at);
CREATE INDEX appointment_cancelled ON appointment(owner, start_at, end_at) WHERE live = 0;
CREATE INDEX appointment_length ON appointment(end_at - start_at) WHERE end_at - start_at > 3600;

DROP INDEX busy_end;
CREATE INDEX busy_length ON busy(owner, length(end_at - start_at), start_at, end_at);
)sql";

// The record of what was done. A row keeps what a thing was before a change, NULL where the change made
// it for the first time; what it was afterwards is what it was before the next change to it, or is now.
//
// Every command parses the schema. Ranges are checked where rows are read, as in service from now on: its
// CHECKs cost 66,000 instructions, a twentieth of what listing the next appointments takes.
constexpr const char* identity_changes = R"sql(
CREATE TABLE file(
  identity BLOB NOT NULL,
  reference_key BLOB NOT NULL,          -- the order of references
  last_owner INTEGER NOT NULL,          -- no id is used twice,
  last_change INTEGER NOT NULL) STRICT; -- and no number, once forgotten

CREATE TABLE change(
  number INTEGER NOT NULL,              -- one for all that is done at once
  position INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  what TEXT NOT NULL,
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,                   -- of thing, and which:
  key TEXT NOT NULL,
  before TEXT,                          -- its rows, as JSON
  undoes INTEGER,                       -- the change that this one takes back
  PRIMARY KEY(number, position)) STRICT, WITHOUT ROWID;
CREATE INDEX change_key ON change(kind, key, number, position) WHERE before IS NOT NULL;

ALTER TABLE appointment ADD COLUMN key_request TEXT; -- request_text() of who used the key
ALTER TABLE appointment ADD COLUMN phone TEXT;
ALTER TABLE appointment ADD COLUMN changed_at INTEGER;
ALTER TABLE appointment ADD COLUMN attendance TEXT;
ALTER TABLE appointment ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

ALTER TABLE service RENAME TO service_with_checks;
CREATE TABLE service(
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  duration INTEGER NOT NULL,            -- minutes, as what follows
  step INTEGER,                         -- NULL: the duration
  buffer_before INTEGER NOT NULL,
  buffer_after INTEGER NOT NULL,
  notice INTEGER NOT NULL,
  horizon INTEGER,                      -- days; NULL: none
  max_per_day INTEGER,                  -- NULL: none
  PRIMARY KEY(owner, name)) STRICT, WITHOUT ROWID;
INSERT INTO service SELECT * FROM service_with_checks;
DROP TABLE service_with_checks;
)sql";

// A key stays with whom it was used. What a row of an older version does not have is NULL, in the images of the
// record too.
constexpr const char* owners_of_keys = R"sql(
ALTER TABLE appointment ADD COLUMN key_owner INTEGER; -- after a move to another owner
DROP INDEX appointment_key;
CREATE UNIQUE INDEX appointment_key ON appointment(coalesce(key_owner, owner), key) WHERE key IS NOT NULL;
)sql";

// Rules of services and owners, hours of a service's own, notes on dates.
constexpr const char* hours_as_kept = R"sql(
ALTER TABLE owner ADD COLUMN title TEXT;
ALTER TABLE owner ADD COLUMN email TEXT;
ALTER TABLE owner ADD COLUMN max_per_day INTEGER;    -- NULL: none

ALTER TABLE service ADD COLUMN duration_max INTEGER; -- NULL: the duration
ALTER TABLE service ADD COLUMN notice_days INTEGER;  -- NULL: none
ALTER TABLE service ADD COLUMN max_per_week INTEGER; -- NULL: none
ALTER TABLE service ADD COLUMN title TEXT;
ALTER TABLE service ADD COLUMN closed INTEGER;       -- 1, or NULL: open

ALTER TABLE date_override ADD COLUMN note TEXT;      -- the same in every row of a date

CREATE TABLE service_hours(
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  service TEXT NOT NULL,                -- without rows it has the owner's hours
  day INTEGER NOT NULL,                 -- Monday is 1
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,                 -- 0 to 0: closed
  PRIMARY KEY(owner, service, day, start)) STRICT, WITHOUT ROWID;
)sql";

// An appointment has its place in a series as it was booked, and keeps it when it is moved to an owner who stays.
constexpr const char* series = R"sql(
CREATE TABLE series(
  id INTEGER PRIMARY KEY,               -- from the numbers of appointments, and so is `ref`
  ref TEXT NOT NULL UNIQUE,
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  zone TEXT NOT NULL,
  first INTEGER NOT NULL,               -- on the clock of the zone, in seconds
  utc_offset INTEGER NOT NULL,
  every TEXT NOT NULL,
  times INTEGER,                        -- NULL: until
  until TEXT,
  conflicts TEXT NOT NULL,
  dates INTEGER NOT NULL,               -- that were asked for,
  refused TEXT NOT NULL,                -- and what was not booked, as JSON
  key TEXT,
  key_request TEXT,                     -- request_text() of who used it
  created_at INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX series_key ON series(owner, key) WHERE key IS NOT NULL;

ALTER TABLE appointment ADD COLUMN series TEXT;      -- NULL: it is none of one
ALTER TABLE appointment ADD COLUMN position INTEGER; -- 1 to
ALTER TABLE appointment ADD COLUMN dates INTEGER;    -- that of the series
CREATE INDEX appointment_series ON appointment(series, position) WHERE series IS NOT NULL;
)sql";

// What foreign calendars block, as it was read of them. The spans of one are disjoint, so that the last one that
// starts before a time is the only one of them that may reach past it.
//
// What was answered to invitations, so that each version of one is answered once. A later version, or a cancellation,
// is about what is booked for it. And what invitees answered: `organizer` is the invitee then, and `answer` theirs.
constexpr const char* calendars_invitations = R"sql(
CREATE TABLE calendar(
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  path TEXT,                            -- NULL: it is handed over
  me TEXT,
  zone TEXT,
  titles INTEGER NOT NULL,              -- 1: they are kept
  max_age INTEGER,                      -- minutes; NULL: any
  imported_at INTEGER,                  -- NULL: never, and so is what follows
  known_from INTEGER,
  known_until INTEGER,
  read_zone TEXT,                       -- the owner's then, by whose clock whole dates were read
  digest TEXT,
  events INTEGER,
  spans INTEGER,
  warnings TEXT,                        -- as JSON
  PRIMARY KEY(owner, name)) STRICT, WITHOUT ROWID;

CREATE TABLE foreign_busy(
  owner INTEGER NOT NULL,
  calendar TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  events TEXT,                          -- as JSON; NULL: titles are not kept
  PRIMARY KEY(owner, calendar, start_at),
  FOREIGN KEY(owner, calendar) REFERENCES calendar(owner, name) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

ALTER TABLE owner ADD COLUMN answer TEXT;            -- whose invitations are answered; NULL: nobody's

CREATE TABLE invitation(
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  uid TEXT NOT NULL,
  instance INTEGER NOT NULL,            -- of a repetition: its time by the rule; 0: the whole
  organizer TEXT NOT NULL,              -- an address; empty: forgotten
  sequence INTEGER NOT NULL,
  stamp INTEGER NOT NULL,               -- when this version was made
  answer TEXT NOT NULL,
  ref TEXT,                             -- what was booked
  end_at INTEGER NOT NULL,
  PRIMARY KEY(owner, uid, instance)) STRICT, WITHOUT ROWID;
)sql";

// Who is told what, and what they were told: what to tell is computed from that. `untold` has the appointments that
// have to be looked at for it. As a table of its own, with a column for each of its values, what was told would cost
// every command 63,000 instructions more to parse.
constexpr const char* messages = R"sql(
ALTER TABLE owner ADD COLUMN tells_invitee TEXT;     -- "booked,1440@1764230400": events, and minutes before the start
ALTER TABLE owner ADD COLUMN tells_owner TEXT;       -- for what was booked since then; NULL: nothing
ALTER TABLE owner ADD COLUMN tells_from TEXT;
ALTER TABLE file ADD COLUMN tells INTEGER;           -- 1: an owner tells something, or did

CREATE TABLE untold(
  appointment INTEGER PRIMARY KEY REFERENCES appointment(id) ON DELETE CASCADE,
  since INTEGER) STRICT;                -- when it was booked for its time, or cancelled; NULL: as it was told

CREATE TABLE told(
  appointment INTEGER PRIMARY KEY REFERENCES appointment(id) ON DELETE CASCADE,
  records TEXT NOT NULL) STRICT;        -- as JSON: see told_records.cpp
)sql";

constexpr std::array<const char*, 9> steps{owners_hours_appointments,
                                           services_busy_keys,
                                           indexes_for_lists,
                                           identity_changes,
                                           owners_of_keys,
                                           hours_as_kept,
                                           series,
                                           calendars_invitations,
                                           messages};

}  // namespace

std::span<const char* const> migrations() {
  return steps;
}

int present_version() {
  return static_cast<int>(steps.size());
}

}  // namespace calendar
