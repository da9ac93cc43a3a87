// What a transaction sees, and what it decides.

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include "calendar/store.hpp"
#include "support/make.hpp"
#include "support/open_store.hpp"

namespace calendar {

namespace {

using Access = Store::Access;
using Transaction = Store::Transaction;
using Kind = Store::Transaction::Kind;

const OwnerName alice{"alice"};

std::size_t owners_seen_by_others(const OpenStore& file) {
  Store other{file.path, Access::read};
  Transaction reading{other, Kind::read};
  return other.owners().size();
}

TEST_CASE("only a change or a write-ahead log makes a calendar need closing") {
  OpenStore file;
  Transaction{file.store, Kind::write}.commit();
  CHECK_FALSE(file.store.must_be_closed());
  {
    Transaction change{file.store, Kind::write};
    CHECK_FALSE(file.store.must_be_closed());
    file.store.insert_owner(alice, "UTC");
    CHECK(file.store.must_be_closed());
  }
  CHECK_FALSE(file.store.must_be_closed());
  SQLite::Database{file.path.string(), SQLite::OPEN_READWRITE}.exec("PRAGMA journal_mode = WAL");
  Store reader{file.path, Access::read};
  const Transaction reading{reader, Kind::read};
  CHECK(reader.must_be_closed());
}

TEST_CASE("a transaction sees its own change of an owner read before") {
  OpenStore file;
  Transaction change{file.store, Kind::write};
  CHECK_FALSE(file.store.owner(alice));
  const OwnerId owner = file.store.insert_owner(alice, "UTC").id;
  REQUIRE(file.store.owner(alice));

  CHECK(file.store.weekly_hours(owner) == WeeklyHours{});
  WeeklyHours hours;
  hours.set(std::chrono::Monday, make::windows({"09:00-12:00"}));
  file.store.set_weekly_hours(owner, hours);
  CHECK(file.store.weekly_hours(owner) == hours);

  CHECK(file.store.services(owner).empty());
  file.store.set_service(owner, Service{.name = ServiceName{"intro"}});
  CHECK(file.store.services(owner).size() == 1);
  file.store.remove_service(owner, ServiceName{"intro"});
  CHECK(file.store.services(owner).empty());

  file.store.remove_owner(owner);
  CHECK_FALSE(file.store.owner(alice));
}

TEST_CASE("the next transaction or call sees others' changes of an owner") {
  OpenStore file;
  const auto move_to = [&](const std::string& zone) {
    Store other{file.path, Access::change};
    Transaction change{other, Kind::write};
    Owner moved = other.owner(alice).value();
    moved.zone = zone;
    other.set_owner(moved);
    change.commit();
  };
  {
    Transaction change{file.store, Kind::write};
    file.store.insert_owner(alice, "UTC");
    change.commit();
  }
  for (const std::string zone : {"Asia/Tokyo", "Europe/Berlin"}) {
    move_to(zone);
    const Transaction reading{file.store, Kind::read};
    CHECK(file.store.owner(alice)->zone == zone);
  }
  move_to("UTC");
  CHECK(file.store.owner(alice)->zone == "UTC");
  move_to("Asia/Tokyo");
  CHECK(file.store.owner(alice)->zone == "Asia/Tokyo");
}

TEST_CASE("only a committed change is stored and visible to others") {
  OpenStore file;
  const auto insert = [&](const char* name) {
    Transaction change{file.store, Kind::write};
    file.store.insert_owner(OwnerName{name}, "UTC");
    return file.store.owners().size();
  };
  CHECK(insert("alice") == 1);
  CHECK(insert("bob") == 1);
  {
    Transaction change{file.store, Kind::write};
    file.store.insert_owner(alice, "UTC");
    change.commit();
  }
  CHECK(owners_seen_by_others(file) == 1);
  CHECK(insert("carol") == 2);
  CHECK(owners_seen_by_others(file) == 1);
}

TEST_CASE("a new file that was read first can then be changed") {
  OpenStore file;
  {
    Transaction reading{file.store, Kind::read};
    CHECK(file.store.owners().empty());
  }
  {
    Transaction change{file.store, Kind::write};
    file.store.insert_owner(alice, "UTC");
    change.commit();
  }
  CHECK(owners_seen_by_others(file) == 1);
}

TEST_CASE("a transaction within another joins it: the outer one decides") {
  OpenStore file;
  const auto insert_within = [&](const char* name) {
    Transaction inner{file.store, Kind::write};
    file.store.insert_owner(OwnerName{name}, "UTC");
    inner.commit();
  };
  {
    Transaction outer{file.store, Kind::write};
    insert_within("alice");
    insert_within("bob");
    Transaction reading{file.store, Kind::read};
    CHECK(file.store.owners().size() == 2);
  }
  {
    Transaction reading{file.store, Kind::read};
    CHECK(file.store.owners().empty());
  }
  {
    Transaction outer{file.store, Kind::write};
    insert_within("carol");
    outer.commit();
  }
  Transaction reading{file.store, Kind::read};
  REQUIRE(file.store.owners().size() == 1);
  CHECK(file.store.owners()[0].name == OwnerName{"carol"});
}

TEST_CASE("nobody sees half a change") {
  OpenStore file;
  {
    Transaction change{file.store, Kind::write};
    file.store.insert_owner(alice, "UTC");
    change.commit();
  }
  Transaction change{file.store, Kind::write};
  file.store.insert_owner(OwnerName{"bob"}, "UTC");
  CHECK(owners_seen_by_others(file) == 1);
}

}  // namespace

}  // namespace calendar
