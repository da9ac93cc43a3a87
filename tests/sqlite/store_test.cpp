#include "calendar/store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include "support/make.hpp"
#include "support/open_store.hpp"
#include "support/stored.hpp"

namespace calendar {

namespace {

using make::at;
using make::date;
using make::span;
using make::text;
using Transaction = Store::Transaction;
using Kind = Store::Transaction::Kind;

const OwnerName alice{"alice"};

TEST_CASE("owners are found as inserted, and sorted by name") {
  OpenStore file;
  Transaction change{file.store, Kind::write};
  for (const char* name : {"bob", "alice", "carol"}) file.store.insert_owner(OwnerName{name}, "Europe/Berlin");
  const auto owners = file.store.owners();
  REQUIRE(owners.size() == 3);
  CHECK(owners[0].name == alice);
  CHECK(owners[2].name == OwnerName{"carol"});
  CHECK(file.store.owner(alice)->zone == "Europe/Berlin");
  Owner moved = owners[0];
  moved.zone = "Asia/Tokyo";
  file.store.set_owner(moved);
  CHECK(file.store.owner(alice)->zone == "Asia/Tokyo");
  CHECK_FALSE(file.store.owner(OwnerName{"dave"}));
}

TEST_CASE("hours are read as set, including closed dates and past midnight") {
  OpenStore file;
  Transaction change{file.store, Kind::write};
  const OwnerId owner = file.store.insert_owner(alice, "UTC").id;
  const OwnerId other = file.store.insert_owner(OwnerName{"bob"}, "UTC").id;
  WeeklyHours hours;
  hours.set(std::chrono::Monday, make::windows({"09:00-12:00", "13:00-17:00"}));
  hours.set(std::chrono::Sunday, make::windows({"00:00-24:00"}));
  hours.set(std::chrono::Friday, make::windows({"22:00-02:00"}));
  file.store.set_weekly_hours(owner, hours);
  CHECK(file.store.weekly_hours(owner) == hours);
  CHECK(file.store.weekly_hours(other) == WeeklyHours{});

  file.store.set_override(owner, date("2026-12-24"), make::windows({"09:00-12:00", "22:00-02:00"}));
  file.store.set_override(owner, date("2026-12-25"), {});
  file.store.set_override(owner, date("2026-12-31"), make::windows({"00:00-24:00"}));
  const Overrides all = file.store.overrides(owner, first_date, last_date);
  CHECK(all == Overrides{{date("2026-12-24"), make::windows({"09:00-12:00", "22:00-02:00"})},
                         {date("2026-12-25"), {}},
                         {date("2026-12-31"), make::windows({"00:00-24:00"})}});
  CHECK(file.store.overrides(owner, date("2026-12-25"), date("2026-12-30")).size() == 1);
  CHECK(file.store.overrides(other, first_date, last_date).empty());
  file.store.set_override(owner, date("2026-12-25"), make::windows({"10:00-11:00"}));
  file.store.set_override(owner, date("2026-12-24"), make::windows({"11:00-12:00"}));
  file.store.remove_override(owner, date("2026-12-31"));
  CHECK(file.store.overrides(owner, first_date, last_date) ==
        Overrides{{date("2026-12-24"), make::windows({"11:00-12:00"})},
                  {date("2026-12-25"), make::windows({"10:00-11:00"})}});
}

TEST_CASE("an appointment is found by its reference as it was stored") {
  OpenStore file;
  Transaction change{file.store, Kind::write};
  const OwnerId owner = file.store.insert_owner(alice, "Europe/Berlin").id;
  Appointment stored = appointment(alice, span("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  stored.occupied = span("2026-11-23T08:50Z", "2026-11-23T10:15Z");
  stored.zone = "Asia/Tokyo";
  stored.utc_offset = std::chrono::hours{9};
  stored.invitee = {"Zoë 山田", "zoe@example.org", "brings 'quotes'; DROP TABLE owner"};
  stored.key = "key-1";
  const Reference ref = file.store.insert(owner, stored);
  const auto found = file.store.appointment(ref);
  REQUIRE(found);
  CHECK(found->ref == ref);
  CHECK(found->owner == alice);
  CHECK(found->span == stored.span);
  CHECK(found->occupied == stored.occupied);
  CHECK(found->zone == stored.zone);
  CHECK(found->utc_offset == stored.utc_offset);
  CHECK(found->status == Status::booked);
  CHECK(found->invitee.name == stored.invitee.name);
  CHECK(found->invitee.email == stored.invitee.email);
  CHECK(found->invitee.note == stored.invitee.note);
  CHECK(found->key == stored.key);
  CHECK(found->created == stored.created);
  CHECK_FALSE(found->cancelled);
  CHECK_FALSE(found->reason);
  CHECK_FALSE(file.store.appointment(Reference{"222222"}));
}

TEST_CASE("occupied time is everything that overlaps a span, not what touches it") {
  OpenStore file;
  Transaction change{file.store, Kind::write};
  const OwnerId owner = file.store.insert_owner(alice, "UTC").id;
  const std::vector<Interval> taken{
      span("2026-11-23T00:00Z", "2026-11-23T09:00Z"), span("2026-11-23T09:00Z", "2026-11-23T10:00Z"),
      span("2026-11-23T11:00Z", "2026-11-23T12:00Z"), span("2026-11-23T12:00Z", "2026-11-24T12:00Z")};
  for (const Interval& one : taken) file.store.insert(owner, appointment(alice, one));
  for (const Interval& asked :
       {span("2026-11-23T09:30Z", "2026-11-23T11:30Z"), span("2026-11-23T10:00Z", "2026-11-23T11:00Z"),
        span("2026-11-24T11:00Z", "2026-11-24T13:00Z"), span("2026-11-20T00:00Z", "2026-11-28T00:00Z"),
        span("2026-11-23T03:00Z", "2026-11-23T04:00Z"), span("2026-11-25T03:00Z", "2026-11-25T04:00Z")}) {
    CAPTURE(asked);
    const auto found = file.store.occupied(owner, asked, {});
    CHECK(std::ranges::is_sorted(found));
    std::vector<Interval> overlapping, expected;
    for (const Interval& one : found) {
      if (one.overlaps(asked)) overlapping.push_back(one);
    }
    for (const Interval& one : taken) {
      if (one.overlaps(asked)) expected.push_back(one);
    }
    CHECK(text(overlapping) == text(expected));
  }
}

TEST_CASE("the file refuses overlaps, but neither touching times nor other owners'") {
  OpenStore file;
  Transaction change{file.store, Kind::write};
  const OwnerId owner = file.store.insert_owner(alice, "UTC").id;
  const OwnerId other = file.store.insert_owner(OwnerName{"bob"}, "UTC").id;
  file.store.insert(owner, appointment(alice, span("2026-11-23T10:00Z", "2026-11-23T11:00Z")));
  CHECK(make::code_of([&] {
          file.store.insert(owner, appointment(alice, span("2026-11-23T10:59Z", "2026-11-23T11:30Z")));
        }) == Code::slot_taken);
  CHECK_NOTHROW(file.store.insert(owner, appointment(alice, span("2026-11-23T11:00Z", "2026-11-23T12:00Z"))));
  CHECK_NOTHROW(file.store.insert(owner, appointment(alice, span("2026-11-23T09:00Z", "2026-11-23T10:00Z"))));
  CHECK_NOTHROW(file.store.insert(other, appointment(alice, span("2026-11-23T10:00Z", "2026-11-23T11:00Z"))));
  CHECK(file.store.count_all(owner) == 3);
}

TEST_CASE("a reference is never reused, even if its appointment is gone") {
  OpenStore file;
  Transaction change{file.store, Kind::write};
  OwnerId owner = file.store.insert_owner(alice, "UTC").id;
  const Interval time = span("2026-11-23T10:00Z", "2026-11-23T11:00Z");
  const Reference first = file.store.insert(owner, appointment(alice, time));
  file.store.remove_owner(owner);
  CHECK_FALSE(file.store.appointment(first));
  owner = file.store.insert_owner(alice, "UTC").id;
  CHECK(file.store.insert(owner, appointment(alice, time)) != first);
}

TEST_CASE("an owner goes with hours and appointments") {
  OpenStore file;
  Transaction change{file.store, Kind::write};
  const OwnerId owner = file.store.insert_owner(alice, "UTC").id;
  file.store.set_weekly_hours(owner, make::daily({"09:00-12:00"}));
  file.store.set_override(owner, date("2026-12-25"), {});
  file.store.insert(owner, appointment(alice, span("2026-11-23T10:00Z", "2026-11-23T11:00Z")));
  file.store.remove_owner(owner);
  CHECK(file.store.owners().empty());
  CHECK(file.store.weekly_hours(owner) == WeeklyHours{});
  CHECK(file.store.overrides(owner, first_date, last_date).empty());
  CHECK(file.store.count_all(owner) == 0);
}

// One row of each kind.
void fill(OpenStore& file) {
  Transaction change{file.store, Kind::write};
  const Owner owner = file.store.insert_owner(alice, "UTC");
  WeeklyHours hours;
  hours.set(std::chrono::Monday, make::windows({"09:00-17:00"}));
  file.store.set_weekly_hours(owner.id, hours);
  file.store.set_override(owner.id, date("2026-11-24"), make::windows({"09:00-12:00"}));
  file.store.set_service(owner.id, Service{});
  file.store.set_service_hours(owner.id, ServiceName{"default"}, hours);
  file.store.insert_busy(owner.id, {0, alice, span("2026-11-23T15:00Z", "2026-11-23T16:00Z"), {}});
  file.store.insert(owner.id, appointment(alice, span("2026-11-23T09:00Z", "2026-11-23T10:00Z")));
  change.commit();
}

void read_all(OpenStore& file) {
  const Interval ever{Instant::min(), Instant::max()};
  Transaction reading{file.store, Kind::read};
  for (const Owner& owner : file.store.owners()) {
    file.store.weekly_hours(owner.id);
    file.store.overrides(owner.id, first_date, last_date);
    file.store.services(owner.id);
    file.store.service_hours(owner.id);
    file.store.busy(owner, ever);
    file.store.occupied(owner.id, ever, {});
    file.store.starts(owner.id, ServiceName{"default"}, ever, {});
    file.store.booked({{owner}}, Instant::min());
    file.store.cancelled({{owner}});
    file.store.booked({}, Instant::min());
    file.store.cancelled({});
  }
}

// Like somebody with an SQL shell who ignores CHECKs and triggers.
void tamper(const OpenStore& file, const std::string& sql) {
  SQLite::Database shell{file.path.string(), SQLite::OPEN_READWRITE};
  const std::string trigger =
      shell.execAndGet("SELECT sql FROM sqlite_schema WHERE name = 'appointment_no_overlap_update'").getString();
  shell.exec("PRAGMA ignore_check_constraints = 1; DROP TRIGGER appointment_no_overlap_update; " + sql);
  shell.exec(trigger);
}

TEST_CASE("an impossible number is damage in any column") {
  for (const char* sql : {
           "UPDATE weekly_hours SET day = 8",
           "UPDATE weekly_hours SET start = -1",
           "UPDATE weekly_hours SET start = 0, end = 0",
           "UPDATE weekly_hours SET end = 9223372036854775807",
           "UPDATE service_hours SET day = 8 WHERE day = 1",
           "UPDATE service_hours SET end = -1",
           "UPDATE owner SET max_per_day = 0",
           "UPDATE date_override SET start = 1440, end = 1500",
           "UPDATE date_override SET end = start",
           "UPDATE date_override SET date = '2026-02-30'",
           "UPDATE service SET duration = 0",
           "UPDATE service SET step = 0",
           "UPDATE service SET buffer_before = -1",
           "UPDATE service SET buffer_after = 9223372036854775807",
           "UPDATE service SET notice = 9223372036854775807",
           "UPDATE service SET horizon = 9223372036854775807",
           "UPDATE service SET max_per_day = 4294967297",
           "UPDATE service SET duration_max = 1441",
           "UPDATE service SET notice_days = -1",
           "UPDATE service SET max_per_week = 0",
           "UPDATE service SET closed = 2",
           "UPDATE busy SET end_at = start_at",
           "UPDATE busy SET start_at = -9223372036854775808",
           "UPDATE busy SET end_at = 9223372036854775807",
           "UPDATE appointment SET start_at = -9223372036854775807",
           "UPDATE appointment SET end_at = start_at",
           "UPDATE appointment SET occupied_from = start_at + 60",
           "UPDATE appointment SET occupied_to = 9223372036854775806",
           "UPDATE appointment SET utc_offset = 93601",
           "UPDATE appointment SET live = 0, created_at = 9223372036854775807",
           "UPDATE appointment SET live = 0, cancelled_at = -9223372036854775807",
       }) {
    CAPTURE(sql);
    OpenStore file;
    fill(file);
    read_all(file);
    tamper(file, sql);
    const Error error = make::error_of([&] { read_all(file); });
    CHECK(error.code() == Code::damaged);
    CHECK(error.message().find(file.path.string()) != std::string::npos);
  }
}

TEST_CASE("a new appointment skips numbers and references used by foreign rows") {
  OpenStore file;
  fill(file);
  tamper(file, "UPDATE appointment SET id = 2");
  Transaction change{file.store, Kind::write};
  const OwnerId owner = file.store.owner(alice)->id;
  CHECK(file.store.insert(owner, appointment(alice, span("2026-11-23T11:00Z", "2026-11-23T12:00Z"))) ==
        Reference::of_number(3, {}));
}

TEST_CASE("a count of appointments past all bounds is damage") {
  OpenStore file;
  fill(file);
  tamper(file, "UPDATE sqlite_sequence SET seq = 9223372036854775807");
  Transaction change{file.store, Kind::write};
  const OwnerId owner = file.store.owner(alice)->id;
  const auto noon = appointment(alice, span("2026-11-23T12:00Z", "2026-11-23T13:00Z"));
  CHECK(make::code_of([&] { file.store.insert(owner, noon); }) == Code::damaged);
}

}  // namespace

}  // namespace calendar
