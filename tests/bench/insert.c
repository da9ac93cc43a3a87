// Stores one appointment as durably as `calbook book` does, and asks for nothing but what the file's
// own triggers ask for: what the library alone takes for a booking.
// Usage: insert FILE REF START END
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static const char* const begin = "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA; BEGIN IMMEDIATE";
static const char* const appointment =
    "INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset,"
    " name, created_at) VALUES(?1, 1, 'default', ?2, ?3, ?2, ?3, 'Europe/Berlin', 3600, 'Bob Stone', ?2)";

static int fail(sqlite3* database) {
  fprintf(stderr, "insert: %s\n", sqlite3_errmsg(database));
  return 1;
}

int main(int argc, char** argv) {
  sqlite3* database;
  sqlite3_stmt* insert;
  if (argc != 5) return 2;
  if (sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) return fail(database);
  if (sqlite3_exec(database, begin, NULL, NULL, NULL) != SQLITE_OK) return fail(database);
  if (sqlite3_prepare_v2(database, appointment, -1, &insert, NULL) != SQLITE_OK) return fail(database);
  sqlite3_bind_text(insert, 1, argv[2], -1, SQLITE_STATIC);
  sqlite3_bind_int64(insert, 2, atoll(argv[3]));
  sqlite3_bind_int64(insert, 3, atoll(argv[4]));
  if (sqlite3_step(insert) != SQLITE_DONE) return fail(database);
  sqlite3_finalize(insert);
  if (sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) return fail(database);
  puts(argv[2]);
  sqlite3_close(database);
  return 0;
}
