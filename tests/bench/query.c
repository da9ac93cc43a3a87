// Prints the rows of one query of a SQLite file: what the library alone takes for an answer.
// Usage: query FILE SQL
#include <sqlite3.h>
#include <stdio.h>

static int fail(sqlite3* database) {
  fprintf(stderr, "query: %s\n", sqlite3_errmsg(database));
  return 1;
}

int main(int argc, char** argv) {
  sqlite3* database;
  sqlite3_stmt* query;
  if (argc != 3) return 2;
  if (sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) return fail(database);
  if (sqlite3_prepare_v2(database, argv[2], -1, &query, NULL) != SQLITE_OK) return fail(database);
  int step;
  while ((step = sqlite3_step(query)) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(query); ++column) {
      printf("%s%s", column == 0 ? "" : "|", (const char*)sqlite3_column_text(query, column));
    }
    putchar('\n');
  }
  if (step != SQLITE_DONE) return fail(database);
  sqlite3_finalize(query);
  sqlite3_close(database);
  return 0;
}
