// Foreign calendars: what is imported blocks slots, and what is not known is not offered.

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <random>

#include "calendar/calendar_file.hpp"
#include "calendar/ics.hpp"
#include "support/alice_calendar.hpp"
#include "support/ics.hpp"

using namespace calendar;
using namespace std::chrono_literals;
using make::at;
using make::code_of;
using make::span;
using make::text;

namespace {

std::string event(std::string_view uid, std::string_view start, std::string_view end, std::string_view title) {
  return "BEGIN:VEVENT\nUID:" + std::string{uid} + "\nDTSTART:" + std::string{start} + "\nDTEND:" + std::string{end} +
         "\nSUMMARY:" + std::string{title} + "\nEND:VEVENT\n";
}

const std::string lunch = event("1", "20261123T110000Z", "20261123T120000Z", "Lunch");
const std::string dentist = event("2", "20261124T080000Z", "20261124T093000Z", "Dentist");

struct Office : AliceCalendar {
  ForeignCalendar work{.name = CalendarName{"work"}, .owner = alice_name()};

  explicit Office(bool titles = true) {
    work.keeps_titles = titles;
    calendar.add_calendar(owner, work, now, Effect::real);
  }

  ForeignContents contents(const std::string& bytes) {
    ForeignContents read{bytes, how_to_read(stored(), owner.time_zone(), now)};
    if (!is_current(stored(), read.digest, read.how)) read.times = read_foreign(bytes, read.how);
    return read;
  }

  Imported import(const std::string& bytes, Emptied emptied = Emptied::refused, Effect effect = Effect::real) {
    return calendar.import_calendar(owner, stored(), contents(bytes), now, emptied, effect);
  }

  ForeignCalendar stored() { return calendar.foreign_calendar(owner, work.name); }

  std::string blocked() {
    std::vector<Interval> spans;
    for (const ForeignBusy& each : calendar.foreign_busy(owner, work.name, always)) spans.push_back(each.span);
    return text(spans);
  }

  Verdict why(std::string_view start) { return calendar.why(owner, {}, at(start), berlin, now); }
};

std::string titles(const ForeignBusy& busy) {
  std::string all;
  for (const BusyEvent& each : busy.events) all += (all.empty() ? "" : ", ") + each.event.title;
  return all;
}

}  // namespace

TEST_CASE("time a foreign calendar blocks is not offered, nor booked by force") {
  Office alice;
  alice.import(lunch + dentist);
  CHECK(starts(alice.search("2026-11-24T00:00Z", "2026-11-24T12:00Z")) == "2026-11-24T10:00Z");
  CHECK(code_of([&] { alice.book("2026-11-24T08:00Z"); }) == Code::slot_taken);
  BookingRequest forced = alice.request("2026-11-24T08:15Z");
  forced.rules = Rules::overridden;
  CHECK(code_of([&] { alice.calendar.book(forced, alice.now, Effect::real); }) == Code::slot_taken);
  CHECK(alice.book("2026-11-24T10:00Z").span.start == at("2026-11-24T10:00Z"));
}

TEST_CASE("a calendar that was never imported leaves nothing to offer") {
  Office alice;
  CHECK(alice.search("2026-11-23T00:00Z", "2026-12-23T00:00Z").empty());
  CHECK(code_of([&] { alice.book("2026-11-24T10:00Z"); }) == Code::too_far);
  alice.import(lunch);
  CHECK_FALSE(alice.search("2026-11-23T00:00Z", "2026-12-23T00:00Z").empty());
}

TEST_CASE("nothing is offered after the last date a calendar is known for") {
  Office alice;
  const Instant end = alice.import(lunch).calendar.import.value().known.end;
  CHECK(text(end) == "2031-11-22T23:00Z");  // 1,826 dates ahead, included
  CHECK_FALSE(alice.search("2031-11-22T00:00Z", "2031-11-22T23:00Z").empty());
  CHECK(alice.search("2031-11-23T00:00Z", "2031-12-23T00:00Z").empty());
  CHECK(code_of([&] { alice.book("2031-11-23T08:00Z"); }) == Code::too_far);
}

TEST_CASE("what blocks a time is named by its calendar and its title") {
  Office alice;
  alice.import(lunch + dentist);
  const Verdict verdict = alice.why("2026-11-24T09:00Z");
  REQUIRE(verdict.reasons.size() == 1);
  const auto* busy = std::get_if<ForeignBusy>(&verdict.reasons[0].taken_by);
  REQUIRE(busy != nullptr);
  CHECK(busy->calendar.str() == "work");
  CHECK(titles(*busy) == "Dentist");
}

TEST_CASE("titles are stored only of a calendar that keeps them") {
  Office alice{false};
  alice.import(dentist);
  const auto busy = alice.calendar.foreign_busy(alice.owner, alice.work.name, always);
  REQUIRE(busy.size() == 1);
  CHECK(busy[0].events.empty());
}

TEST_CASE("events that touch block one span, and all of them are named") {
  Office alice;
  alice.import(lunch + event("3", "20261123T120000Z", "20261123T123000Z", "Coffee") +
               event("4", "20261123T111500Z", "20261123T113000Z", "Call"));
  const auto busy = alice.calendar.foreign_busy(alice.owner, alice.work.name, always);
  REQUIRE(busy.size() == 1);
  CHECK(text(busy[0].span) == "2026-11-23T11:00Z/2026-11-23T12:30Z");
  CHECK(titles(busy[0]) == "Lunch, Call, Coffee");
}

TEST_CASE("an import names time freed and taken, and who is booked there") {
  Office alice;
  alice.import(lunch);
  const Appointment bob = alice.book("2026-11-24T09:00Z");
  const Imported changed = alice.import(dentist);
  CHECK(text(changed.added) == "2026-11-24T08:00Z/2026-11-24T09:30Z");
  CHECK(text(changed.removed) == "2026-11-23T11:00Z/2026-11-23T12:00Z");
  REQUIRE(changed.appointments.size() == 1);
  CHECK(changed.appointments[0].ref == bob.ref);
  CHECK(alice.upcoming().size() == 1);
  CHECK(alice.import(dentist).changed_nothing());
}

TEST_CASE("an import that is rehearsed says the same and changes nothing") {
  Office alice;
  alice.import(lunch);
  CHECK(text(alice.import(dentist, Emptied::refused, Effect::rehearsal).removed) ==
        "2026-11-23T11:00Z/2026-11-23T12:00Z");
  CHECK(alice.blocked() == "2026-11-23T11:00Z/2026-11-23T12:00Z");
}

TEST_CASE("the same bytes are read again a month after the last reading") {
  Office alice;
  alice.import(lunch);
  alice.now += Days{31};
  CHECK_FALSE(alice.contents(lunch).times);
  CHECK(alice.contents(lunch + dentist).times);
  alice.import(lunch);
  CHECK(alice.stored().import.value().at == alice.now);
  alice.now += Days{1};
  CHECK(alice.contents(lunch).times);
}

TEST_CASE("what is long over is not kept, nor reported as freed") {
  Office alice;
  alice.import(lunch + dentist);
  alice.now = at("2026-12-25T09:00Z");
  CHECK(alice.import(lunch + dentist).changed_nothing());
  alice.now = at("2027-01-26T09:00Z");
  CHECK(alice.import(lunch + dentist).changed_nothing());
  CHECK(alice.blocked().empty());
}

TEST_CASE("a calendar blocking time ahead is emptied only if that is meant") {
  Office alice;
  const std::string empty = "BEGIN:VCALENDAR\nEND:VCALENDAR\n";
  alice.import(lunch);
  CHECK(code_of([&] { alice.import(empty); }) == Code::calendar_emptied);
  CHECK(alice.blocked() == "2026-11-23T11:00Z/2026-11-23T12:00Z");
  alice.import(empty, Emptied::accepted);
  CHECK(alice.blocked().empty());
  CHECK(alice.import(empty + " ").changed_nothing());
}

TEST_CASE("a calendar is unknown in an owner's new zone until imported again") {
  Office alice;
  alice.import(lunch);
  const auto set_zone = [&](std::string_view zone) {
    alice.owner = alice.calendar.set_owner(alice.owner, {.zone = make::zone(zone)}, alice.now, Effect::real).owner;
  };
  const ForeignContents read = alice.contents(lunch + dentist);
  const ForeignCalendar before = alice.stored();
  set_zone("Asia/Tokyo");
  CHECK(alice.search("2026-11-23T00:00Z", "2026-12-23T00:00Z").empty());
  CHECK(code_of([&] {
          alice.calendar.import_calendar(alice.owner, before, read, alice.now, Emptied::refused, Effect::real);
        }) == Code::changed_since);
  alice.import(lunch);
  CHECK_FALSE(alice.search("2026-11-23T00:00Z", "2026-12-23T00:00Z").empty());
  set_zone("Europe/Berlin");
  CHECK(alice.search("2026-11-23T00:00Z", "2026-12-23T00:00Z").empty());
}

TEST_CASE("what was imported by a clock far ahead is read again") {
  Office alice;
  const Instant today = alice.now;
  alice.now += Days{60};
  alice.import(lunch);
  alice.now = today;
  CHECK(alice.search("2026-11-23T00:00Z", "2026-11-24T00:00Z").empty());
  alice.import(lunch);
  CHECK(alice.blocked() == "2026-11-23T11:00Z/2026-11-23T12:00Z");
}

TEST_CASE("what was read before another import does not replace it") {
  Office alice;
  alice.import(lunch);
  const ForeignCalendar before = alice.stored();
  const ForeignContents old = alice.contents(lunch + " ");
  alice.import(lunch + dentist);
  CHECK(code_of([&] {
          alice.calendar.import_calendar(alice.owner, before, old, alice.now, Emptied::refused, Effect::real);
        }) == Code::changed_since);
}

TEST_CASE("spans of a calendar that are lost are damage") {
  Office alice;
  alice.import(lunch + dentist);
  CHECK_NOTHROW(CalendarFile{alice.path}.verify(Fix::nothing));
  SQLite::Database{alice.path.string(), SQLite::OPEN_READWRITE}.exec(
      "DELETE FROM foreign_busy WHERE start_at = (SELECT min(start_at) FROM foreign_busy)");
  CHECK(code_of([&] { CalendarFile{alice.path}.verify(Fix::nothing); }) == Code::damaged);
}

TEST_CASE("each of several calendars blocks, however long its spans are") {
  Office alice;
  ForeignCalendar leave{.name = CalendarName{"leave"}, .owner = alice_name()};
  alice.calendar.add_calendar(alice.owner, leave, alice.now, Effect::real);
  const std::string holidays = event("9", "20261101T000000Z", "20261124T083000Z", "Leave");
  ForeignContents read{"x", how_to_read(leave, alice.berlin, alice.now)};
  read.times = read_foreign(holidays, read.how);
  alice.calendar.import_calendar(alice.owner, leave, read, alice.now, Emptied::refused, Effect::real);
  alice.import(dentist + event("5", "20261124T120000Z", "20261124T130000Z", "Walk"));
  CHECK(starts(alice.search("2026-11-23T00:00Z", "2026-11-24T23:00Z")) ==
        "2026-11-24T10:00Z 2026-11-24T13:00Z 2026-11-24T14:00Z 2026-11-24T15:00Z");
}

TEST_CASE("a calendar that is added twice, or is not there, is refused") {
  Office alice;
  CHECK(code_of([&] { alice.calendar.add_calendar(alice.owner, alice.work, alice.now, Effect::real); }) ==
        Code::calendar_exists);
  const CalendarName other{"other"};
  CHECK(code_of([&] { alice.calendar.foreign_calendar(alice.owner, other); }) == Code::unknown_calendar);
  CHECK(code_of([&] { alice.calendar.remove_calendar(alice.owner, other, alice.now); }) == Code::unknown_calendar);
}

TEST_CASE("a calendar that comes back by undoing has to be imported") {
  Office alice;
  alice.import(lunch);
  alice.calendar.remove_calendar(alice.owner, alice.work.name, alice.now);
  CHECK_FALSE(alice.search("2026-11-23T11:00Z", "2026-11-24T00:00Z").empty());
  alice.calendar.undo(std::nullopt, alice.now);
  CHECK_FALSE(alice.stored().import);
  CHECK(alice.search("2026-11-23T11:00Z", "2026-11-24T00:00Z").empty());

  alice.import(lunch);
  alice.calendar.remove_owner(alice.owner, alice.now, Removal::forced);
  alice.calendar.undo(std::nullopt, alice.now);
  CHECK(alice.calendar.foreign_calendars().size() == 1);
  CHECK(alice.blocked().empty());
  CHECK(alice.search("2026-11-23T11:00Z", "2026-11-24T00:00Z").empty());
}

TEST_CASE("an appointment does not come back over time that a calendar blocks") {
  Office alice;
  alice.import(lunch);
  const Appointment bob = alice.book("2026-11-24T09:00Z");
  alice.calendar.cancel(bob.ref.value(), std::nullopt, alice.now);
  alice.import(lunch + dentist);
  CHECK(code_of([&] { alice.calendar.undo(std::nullopt, alice.now); }) == Code::changed_since);
  alice.import(lunch);
  alice.calendar.undo(std::nullopt, alice.now);
  CHECK(alice.upcoming().size() == 1);
}

TEST_CASE("a calendar is old when its last import is older than allowed") {
  ForeignCalendar work{.name = CalendarName{"work"}, .owner = alice_name(), .max_age = 60min};
  const Instant now = at("2026-11-22T09:00Z");
  CHECK(is_old(work, now));
  work.import = Import{now - 60min, {now, now + 60min}, "Europe/Berlin", "", 0, 0};
  CHECK_FALSE(is_old(work, now));
  CHECK(is_old(work, now + 1s));
  work.max_age.reset();
  CHECK_FALSE(is_old(work, now + Days{1000}));
}

TEST_CASE("the owner's own appointments block nothing in another calendar, others' do") {
  Office alice;
  alice.import(lunch);
  const Owner bea = alice.calendar.add_owner(OwnerName{"bea"}, alice.berlin, alice.now, Effect::real);
  const Appointment bob = alice.book("2026-11-24T09:00Z");
  const std::string uid = uid_of(bob.ref.value(), FileIdentity{});
  const std::string copy = lunch + event(uid, "20261124T090000Z", "20261124T100000Z", "Bob");
  CHECK(alice.import(copy).changed_nothing());
  const MoveRequest move{bob.ref.value(), at("2026-11-24T13:00Z"), alice.berlin, bea, Rules::overridden};
  alice.calendar.reschedule(move, alice.now, Effect::real);
  CHECK(text(alice.import(copy + " ").added) == "2026-11-24T09:00Z/2026-11-24T10:00Z");
}

TEST_CASE("free/busy times tell what foreign calendars block") {
  Office alice;
  alice.import(lunch);
  const Interval monday = span("2026-11-23T00:00Z", "2026-11-24T00:00Z");
  CHECK(text(alice.calendar.free_busy(alice.owner, monday, OpenHours::left_out, alice.now).busy) ==
        "2026-11-23T11:00Z/2026-11-23T12:00Z");
}

TEST_CASE("after any imports a calendar blocks what the last one has") {
  std::mt19937 random{7};
  const auto below = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  Office alice;
  std::vector<Interval> before;
  for (int round = 0; round < 60; ++round) {
    ForeignContents read{std::to_string(round), how_to_read(alice.work, alice.berlin, alice.now), ForeignTimes{}};
    read.times->events.push_back({"1", "x"});
    std::vector<Interval> spans;
    for (int i = below(12); i >= 0; --i) {
      const Instant start = alice.now + std::chrono::hours{1 + below(48)};
      spans.push_back({start, start + std::chrono::hours{1 + below(6)}});
    }
    std::ranges::sort(spans);
    for (const Interval& each : spans) read.times->spans.push_back({each, 0});
    const Imported imported =
        alice.calendar.import_calendar(alice.owner, alice.stored(), read, alice.now, Emptied::refused, Effect::real);
    const std::vector<Interval> after = merged(spans);
    CHECK(alice.blocked() == text(after));
    for (Instant hour = alice.now; hour < alice.now + 60h; hour += 1h) {
      const auto has = [&](const std::vector<Interval>& all) {
        return std::ranges::any_of(all, [&](const Interval& each) { return each.contains(hour); });
      };
      CHECK(has(imported.added) == (has(after) && !has(before)));
      CHECK(has(imported.removed) == (has(before) && !has(after)));
    }
    before = after;
  }
}
