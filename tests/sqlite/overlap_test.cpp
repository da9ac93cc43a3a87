// The file itself refuses overlapping appointments of one owner, whatever program writes to it: plain SQL
// here, past everything that the program knows.

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <map>
#include <random>

#include "calendar/store.hpp"
#include "support/make.hpp"
#include "support/temporary_folder.hpp"

namespace calendar {

namespace {

// A row of `appointment`, as far as it decides over an overlap, or must not: the appointment itself
// lies within what it occupies, and the buffers are what is left over.
struct Row {
  std::int64_t id;
  std::int64_t owner;
  std::int64_t from;  // occupied
  std::int64_t to;
  bool live;
  std::int64_t before = 0;
  std::int64_t after = 0;

  std::int64_t start() const { return from + before; }
  std::int64_t end() const { return to - after; }

  bool operator==(const Row&) const = default;
};

std::string spelled(const Row& row) {
  return std::to_string(row.id) + ": owner " + std::to_string(row.owner) + " [" + std::to_string(row.from) + ", " +
         std::to_string(row.to) + ") around [" + std::to_string(row.start()) + ", " + std::to_string(row.end()) + ")" +
         (row.live ? "" : " cancelled");
}

// A file with the owners 1 and 2, open to a stranger with a SQL shell.
struct Shell {
  TemporaryFolder folder;
  std::filesystem::path path = folder / "calbook.db";
  SQLite::Database db = open();

  SQLite::Database open() {
    {
      Store store{path, Store::Access::create};
      Store::Transaction change{store, Store::Transaction::Kind::write};
      store.insert_owner(OwnerName{"alice"}, "UTC");
      store.insert_owner(OwnerName{"bob"}, "UTC");
      change.commit();
    }
    return SQLite::Database{path.string(), SQLite::OPEN_READWRITE};
  }

  // Whether the statement ran; what the file refuses is refused for an overlap, or ignored.
  bool run(const std::string& sql) {
    try {
      db.exec(sql);
      return true;
    } catch (const SQLite::Exception& refused) {
      CHECK(std::string{refused.what()} == "overlap");
      return false;
    }
  }

  bool insert(const Row& row, const std::string& verb = "INSERT", const std::string& after = "") {
    const auto number = [](std::int64_t value) { return std::to_string(value); };
    return run(verb +
               " INTO appointment(id, ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone,"
               " utc_offset, live, name, created_at) VALUES(" +
               number(row.id) + ", '" + Reference::of_number(row.id, {}).str() + "', " + number(row.owner) +
               ", 'default', " + number(row.start()) + ", " + number(row.end()) + ", " + number(row.from) + ", " +
               number(row.to) + ", 'UTC', 0, " + (row.live ? "1" : "0") + ", 'Bob', 0) " + after);
  }

  bool update(const Row& row, const std::string& verb = "UPDATE") {
    const auto number = [](std::int64_t value) { return std::to_string(value); };
    return run(verb + " appointment SET owner = " + number(row.owner) + ", start_at = " + number(row.start()) +
               ", end_at = " + number(row.end()) + ", occupied_from = " + number(row.from) + ", occupied_to = " +
               number(row.to) + ", live = " + (row.live ? "1" : "0") + " WHERE id = " + number(row.id));
  }

  std::map<std::int64_t, Row> rows() {
    std::map<std::int64_t, Row> all;
    SQLite::Statement query{db,
                            "SELECT id, owner, occupied_from, occupied_to, live, start_at - occupied_from,"
                            " occupied_to - end_at FROM appointment"};
    while (query.executeStep()) {
      const Row row{query.getColumn(0).getInt64(), query.getColumn(1).getInt64(),    query.getColumn(2).getInt64(),
                    query.getColumn(3).getInt64(), query.getColumn(4).getInt() == 1, query.getColumn(5).getInt64(),
                    query.getColumn(6).getInt64()};
      all.emplace(row.id, row);
    }
    return all;
  }
};

TEST_CASE("no kind of INSERT stores an overlap") {
  Shell shell;
  const Row ten_to_twenty{1, 1, 10, 20, true};
  REQUIRE(shell.insert(ten_to_twenty));
  std::int64_t id = 2;
  for (const std::string verb : {"INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL",
                                 "INSERT OR ABORT", "INSERT OR ROLLBACK"}) {
    for (const auto& span : {std::pair{10, 20}, {5, 11}, {19, 30}, {12, 15}, {0, 100}, {10, 11}, {19, 20}}) {
      CAPTURE(verb);
      CAPTURE(span.first);
      shell.insert({id++, 1, span.first, span.second, true}, verb);
      CHECK(shell.rows() == std::map<std::int64_t, Row>{{1, ten_to_twenty}});
    }
  }
}

TEST_CASE("an upsert stores no overlap") {
  Shell shell;
  REQUIRE(shell.insert({1, 1, 10, 20, true}));
  REQUIRE(shell.insert({2, 1, 30, 40, true}));
  const auto before = shell.rows();
  shell.insert({2, 1, 50, 60, true}, "INSERT",
               "ON CONFLICT DO UPDATE SET occupied_from = 15, start_at = 15, occupied_to = 25, end_at = 25");
  CHECK(shell.rows() == before);
  shell.insert({3, 1, 15, 25, true}, "INSERT", "ON CONFLICT DO NOTHING");
  CHECK(shell.rows() == before);
}

TEST_CASE("no UPDATE moves or revives an appointment onto another") {
  for (const std::string verb : {"UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE", "UPDATE OR FAIL"}) {
    CAPTURE(verb);
    Shell shell;
    REQUIRE(shell.insert({1, 1, 10, 20, true}));
    REQUIRE(shell.insert({2, 1, 30, 40, true}));
    REQUIRE(shell.insert({3, 1, 10, 20, false}));
    REQUIRE(shell.insert({4, 2, 10, 20, true}));
    const auto before = shell.rows();
    CHECK_FALSE(shell.update({2, 1, 19, 29, true}, verb));  // moved
    CHECK_FALSE(shell.update({2, 1, 5, 40, true}, verb));   // made longer
    CHECK_FALSE(shell.update({3, 1, 10, 20, true}, verb));  // revived
    CHECK_FALSE(shell.update({4, 1, 10, 20, true}, verb));  // given to the other owner
    CHECK_FALSE(shell.run(verb + " appointment SET occupied_from = 15 WHERE id = 2"));
    CHECK(shell.rows() == before);
  }
}

TEST_CASE("spans that touch, cancelled ones, and another owner's are stored") {
  Shell shell;
  CHECK(shell.insert({1, 1, 10, 20, true}));
  CHECK(shell.insert({2, 1, 20, 30, true}));
  CHECK(shell.insert({3, 1, 0, 10, true}));
  CHECK(shell.insert({4, 2, 10, 20, true}));
  CHECK(shell.insert({5, 1, 5, 25, false}));
  CHECK(shell.update({1, 1, 12, 18, true}));
  CHECK(shell.update({1, 1, 10, 20, true}));
  CHECK(shell.update({1, 1, 10, 20, false}));
  CHECK(shell.update({1, 1, 10, 20, true}));
  CHECK(shell.rows().size() == 5);
}

TEST_CASE("occupied times, buffers included, may touch but never overlap") {
  Shell shell;
  REQUIRE(shell.insert({1, 1, 10, 40, true, 10, 10}));  // 20 to 30
  CHECK_FALSE(shell.insert({2, 1, 30, 35, true}));      // in the buffer after it
  CHECK_FALSE(shell.insert({2, 1, 15, 20, true}));      // in the one before it
  CHECK_FALSE(shell.insert({2, 1, 35, 60, true, 10, 5}));
  CHECK(shell.insert({2, 1, 40, 60, true, 5, 10}));
  CHECK(shell.insert({3, 1, 0, 10, true, 3, 6}));
  CHECK_FALSE(shell.run("UPDATE appointment SET occupied_to = 41 WHERE id = 1"));
  CHECK_FALSE(shell.run("UPDATE appointment SET occupied_from = 9 WHERE id = 1"));
  CHECK(shell.run("UPDATE appointment SET start_at = 10, end_at = 40 WHERE id = 1"));
}

TEST_CASE("a row that could never be an appointment is not stored") {
  Shell shell;
  CHECK_THROWS_AS(shell.db.exec("INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, "
                                "occupied_to, zone, utc_offset, name, created_at) "
                                "VALUES('234567', 1, 'default', 20, 10, 10, 20, 'UTC', 0, 'Bob', 0)"),
                  SQLite::Exception);
  CHECK_THROWS_AS(shell.db.exec("INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, "
                                "occupied_to, zone, utc_offset, name, created_at) "
                                "VALUES('234567', 1, 'default', 10, 20, 12, 20, 'UTC', 0, 'Bob', 0)"),
                  SQLite::Exception);
  CHECK(shell.rows().empty());
}

TEST_CASE("random writes are refused exactly if they overlap any row") {
  Shell shell;
  shell.db.exec("BEGIN");
  std::map<std::int64_t, Row> expected;
  std::mt19937 random{20261122};
  const auto below = [&](int limit) { return std::uniform_int_distribution{0, limit - 1}(random); };
  const auto random_row = [&](std::int64_t id) {
    const int from = below(4000);
    const int length = 1 + below(below(10) == 0 ? 600 : 20);
    const int before = below(2) == 0 ? 0 : below(length);
    const int after = below(2) == 0 ? 0 : below(length - before);
    return Row{id, 1 + below(2), from, from + length, true, before, after};
  };
  const auto free_for = [&](const Row& row) {
    return std::ranges::none_of(expected, [&](const auto& entry) {
      const Row& other = entry.second;
      return other.live && other.id != row.id && other.owner == row.owner && other.from < row.to && row.from < other.to;
    });
  };
  const std::vector<std::string> inserts{"INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE"};
  const std::vector<std::string> updates{"UPDATE", "UPDATE OR IGNORE", "UPDATE OR REPLACE"};
  int taken = 0, refused = 0;
  for (std::int64_t id = 1; id <= 6000; ++id) {
    const bool inserts_row = expected.empty() || below(2) == 0;
    Row row = random_row(id);
    if (inserts_row) {
      row.live = below(8) != 0;
    } else {
      auto at = expected.lower_bound(below(static_cast<int>(id)));
      if (at == expected.end()) at = expected.begin();
      const Row old = at->second;
      switch (below(4)) {
        case 0:
          row.id = old.id;
          row.live = old.live;
          break;  // move, perhaps to the other owner
        case 1:
          row = old;
          row.live = false;
          break;  // cancel
        case 2:
          row = old;
          row.before = below(10);
          row.after = below(10);
          row.from = old.start() - row.before;
          row.to = old.end() + row.after;
          break;  // wider or narrower buffers
        default:
          row = old;
          row.live = true;
          break;  // revive
      }
    }
    const bool fits = !row.live || free_for(row);
    const auto verb = static_cast<std::size_t>(below(3));
    const bool stored = inserts_row ? shell.insert(row, inserts[verb]) : shell.update(row, updates[verb]);
    CAPTURE(spelled(row));
    REQUIRE(stored == fits);
    if (fits) expected[row.id] = row;
    ++(fits ? taken : refused);
  }
  CHECK(shell.rows() == expected);
  CHECK(taken > 1000);
  CHECK(refused > 1000);
}

}  // namespace

}  // namespace calendar
