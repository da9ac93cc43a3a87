-- The schema of version 8, as its files have it.

CREATE TABLE owner(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 1 AND 32 AND name NOT GLOB '*[^a-z0-9-]*' AND name NOT LIKE '-%'),
  zone TEXT NOT NULL, title TEXT, email TEXT, max_per_day INTEGER, answer TEXT) STRICT;

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
  end INTEGER NOT NULL CHECK(end > start AND end <= start + 1440 OR start = 0 AND end = 0), note TEXT,   -- 0 to 0: closed
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
  reason TEXT, key_start INTEGER, key_request TEXT, phone TEXT, changed_at INTEGER, attendance TEXT, revision INTEGER NOT NULL DEFAULT 0, key_owner INTEGER, series TEXT, position INTEGER, dates INTEGER) STRICT;

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

CREATE TABLE busy(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL CHECK(end_at > start_at),
  note TEXT) STRICT;

CREATE INDEX appointment_start ON appointment(live, start_at, owner, end_at);

CREATE INDEX appointment_cancelled ON appointment(owner, start_at, end_at) WHERE live = 0;

CREATE INDEX appointment_length ON appointment(end_at - start_at) WHERE end_at - start_at > 3600;

CREATE INDEX busy_length ON busy(owner, length(end_at - start_at), start_at, end_at);

CREATE TABLE file(
  identity BLOB NOT NULL,
  reference_key BLOB NOT NULL,          -- the order of references
  last_owner INTEGER NOT NULL,          -- no id is used twice,
  last_change INTEGER NOT NULL) STRICT;

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

CREATE TABLE service(
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  duration INTEGER NOT NULL,            -- minutes, as what follows
  step INTEGER,                         -- NULL: the duration
  buffer_before INTEGER NOT NULL,
  buffer_after INTEGER NOT NULL,
  notice INTEGER NOT NULL,
  horizon INTEGER,                      -- days; NULL: none
  max_per_day INTEGER, duration_max INTEGER, notice_days INTEGER, max_per_week INTEGER, title TEXT, closed INTEGER,                  -- NULL: none
  PRIMARY KEY(owner, name)) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX appointment_key ON appointment(coalesce(key_owner, owner), key) WHERE key IS NOT NULL;

CREATE TABLE service_hours(
  owner INTEGER NOT NULL REFERENCES owner(id) ON DELETE CASCADE,
  service TEXT NOT NULL,                -- without rows it has the owner's hours
  day INTEGER NOT NULL,                 -- Monday is 1
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,                 -- 0 to 0: closed
  PRIMARY KEY(owner, service, day, start)) STRICT, WITHOUT ROWID;

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

CREATE INDEX appointment_series ON appointment(series, position) WHERE series IS NOT NULL;

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

PRAGMA user_version = 8;
PRAGMA application_id = 0x43414C42;
