// What is looked at grows with the answer, not with the file: counted, as it were, in rows. A small and a
// large file differ in rows that the answer has nothing to do with.

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include "calendar/calendar.hpp"
#include "support/make.hpp"
#include "support/open_store.hpp"
#include "support/stored.hpp"
#include "support/vm_steps.hpp"

namespace calendar {

namespace {

using make::at;
using Kind = Store::Transaction::Kind;

constexpr int few = 20;
constexpr int many = 2000;

constexpr Instant now{Seconds{1795426200}};  // 2026-11-23T09:30Z

// A file of one owner, alice, and rows that SQL makes of the numbers n from 0 to `count`.
struct FilledFile : OpenStore {
  Owner owner = add(OwnerName{"alice"});

  Owner add(const OwnerName& name) {
    Store::Transaction change{store, Kind::write};
    Owner added = store.insert_owner(name, "UTC");
    change.commit();
    return added;
  }

  void fill(int count, const std::string& insert_select) const {
    SQLite::Database{path.string(), SQLite::OPEN_READWRITE}.exec(
        "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < " +
        std::to_string(count) + ") " + insert_select);
  }

  // `start` and `owner` are expressions in n; each is half an hour long.
  void fill_appointments(int count, const std::string& owner_number, const std::string& start, int live = 1) const {
    fill(count,
         "INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, "
         "utc_offset, live, name, created_at) SELECT " +
             std::to_string(3 - live) +
             " || (2 + n / 4096 % 8) || (2 + n / 512 % 8) || (2 + n / 64 % 8) "
             "|| (2 + n / 8 % 8) || (2 + n % 8), " +
             owner_number + ", 'default', " + start + ", " + start + " + 1800, " + start + ", " + start +
             " + 1800, 'UTC', 0, " + std::to_string(live) + ", 'Bob', 0 FROM numbers");
  }

  // What `use` takes.
  template <class Use>
  int steps(Use use) const {
    const VmSteps counting;
    Store reader{path, Store::Access::read};
    Store::Transaction reading{reader, Kind::read};
    Calendar calendar{reader};
    VmSteps::take();
    use(calendar);
    return VmSteps::take();
  }
};

std::string seconds(Instant instant) {
  return std::to_string(instant.time_since_epoch().count());
}

// `count` owners, with an appointment each that runs at `now`, and one before and one after that.
int steps_of_upcoming_of_all(int count) {
  FilledFile file;
  file.fill(count, "INSERT INTO owner(id, name, zone) SELECT 100 + n, 'o' || n, 'UTC' FROM numbers");
  file.fill_appointments(3 * count, "100 + n / 3", seconds(now - std::chrono::minutes{70}) + " + n % 3 * 3600");
  return file.steps([](Calendar& calendar) { CHECK(calendar.upcoming({}, now, {{}, 10}).size() == 10); });
}

TEST_CASE("the next ten of all owners take no more for more owners") {
  CHECK(steps_of_upcoming_of_all(many / 3) <= steps_of_upcoming_of_all(few) + 20);
}

// Of alice alone and of all; those of bob are cancelled.
int steps_of_part(int count, const Selection& selected, const char* start_of_part) {
  FilledFile file;
  file.add(OwnerName{"bob"});
  file.fill_appointments(count, "1", seconds(now) + " + n * 3600");
  file.fill_appointments(count, "2", seconds(now) + " + n * 3600", 0);
  const Place place{at(start_of_part), 1, Status::booked, at(start_of_part) + std::chrono::minutes{30}, 10};
  return file.steps([&](Calendar& calendar) {
    CHECK(calendar.upcoming(selected, now, {place, 5}).size() == 5);
    CHECK(calendar.history(selected, {place, 5}).size() == 5);
  });
}

TEST_CASE("a list's part takes no more in longer lists, nor further down") {
  const Owner owner{{1}, OwnerName{"alice"}, "UTC"};
  const Owner bob{{2}, OwnerName{"bob"}, "UTC"};
  for (const Selection& selected : {Selection{{owner}}, Selection{{owner, bob}}, Selection{}}) {
    const int small = steps_of_part(few, selected, "2026-11-23T18:30Z");
    CHECK(steps_of_part(many, selected, "2026-11-23T18:30Z") <= small + 20);
    CHECK(steps_of_part(many, selected, "2027-01-23T18:30Z") <= small + 20);
  }
}

int steps_of_search(const FilledFile& file) {
  const Interval week{now, now + Days{7}};
  return file.steps([&](Calendar& calendar) { calendar.search(file.owner, ServiceName{"default"}, week, now); });
}

int steps_with_busy(int count, const std::string& length) {
  FilledFile file;
  file.fill(count, "INSERT INTO busy(owner, start_at, end_at) SELECT 1, " + seconds(now + Days{100}) + " + n * 3600, " +
                       seconds(now + Days{100}) + " + n * 3600 + " + length + " FROM numbers");
  file.fill(count, "INSERT INTO busy(owner, start_at, end_at) SELECT 1, " + seconds(now - Days{4000}) +
                       " + n * 3600, " + seconds(now - Days{4000}) + " + n * 3600 + " + length + " FROM numbers");
  return steps_of_search(file);
}

TEST_CASE("slots take no more for busy time around them, however long") {
  for (const char* length : {"3600", "3 * 86400", "20 * 86400"}) {
    CAPTURE(length);
    CHECK(steps_with_busy(many, length) <= steps_with_busy(few, length) + 20);
  }
}

TEST_CASE("slots under a daily limit take no more for cancelled appointments") {
  const auto steps = [](int count) {
    FilledFile file;
    Store::Transaction change{file.store, Kind::write};
    file.store.set_service(file.owner.id, {.max_per_day = 3});
    change.commit();
    file.fill_appointments(count, "1", seconds(now) + " + n * 60", 0);
    return steps_of_search(file);
  };
  CHECK(steps(many) <= steps(few) + 20);
}

TEST_CASE("an owner's line takes four steps for each appointment to come") {
  const auto steps = [](int count) {
    FilledFile file;
    file.fill_appointments(count, "1", seconds(now) + " + n * 3600");
    return file.steps([&](Calendar& calendar) { CHECK(calendar.summaries(now)[0].appointments == count); });
  };
  CHECK(steps(many) - steps(few) <= 4 * (many - few));
}

}  // namespace

}  // namespace calendar
