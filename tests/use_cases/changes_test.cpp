// The record of what was done: every change in it can be read, and taken back.

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <random>

#include "calendar/calendar_file.hpp"
#include "support/alice_calendar.hpp"

using namespace calendar;
using namespace std::chrono_literals;
using make::at;
using make::code_of;

namespace {

// All rows of all tables but the record's own, without when and how often an appointment was changed.
std::string contents(const std::filesystem::path& file) {
  SQLite::Database database{file.string(), SQLite::OPEN_READONLY};
  std::string all;
  for (const char* table :
       {"owner", "weekly_hours", "date_override", "service", "service_hours", "busy", "appointment"}) {
    SQLite::Statement rows{database, "SELECT * FROM " + std::string{table} + " ORDER BY 1, 2, 3"};
    while (rows.executeStep()) {
      all += table;
      for (int column = 0; column < rows.getColumnCount(); ++column) {
        const std::string name = rows.getColumnName(column);
        if (name != "changed_at" && name != "revision") all += "|" + rows.getColumn(column).getString();
      }
      all += '\n';
    }
  }
  return all;
}

// Whether a later change touched an appointment that this one touched; each has another revision then.
bool is_changed_since(const std::filesystem::path& file, std::int64_t number) {
  SQLite::Database database{file.string(), SQLite::OPEN_READONLY};
  SQLite::Statement query{database, R"sql(
      SELECT EXISTS(SELECT 1 FROM change AS one JOIN change AS later USING(kind, key)
        WHERE kind = 'appointment' AND one.number = :number AND later.number > one.number))sql"};
  query.bind(1, number);
  query.executeStep();
  return query.getColumn(0).getInt() == 1;
}

std::vector<std::string> deeds(const std::vector<Change>& changes) {
  std::vector<std::string> all;
  for (const Change& change : changes)
    all.push_back(std::to_string(change.number) + " " + std::string{name_of(change.deed)});
  return all;
}

// Does something at random; what the rules refuse is not done.
struct AnyCalendar : AliceCalendar {
  explicit AnyCalendar(unsigned seed) : random{seed} {}

  std::mt19937 random;

  unsigned any(unsigned count) { return static_cast<unsigned>(random() % count); }

  std::optional<Reference> any_booked() {
    const auto booked = calendar.history({{owner}});
    if (booked.empty()) return std::nullopt;
    return booked[any(static_cast<unsigned>(booked.size()))].appointment.ref;
  }

  Instant any_start() { return at("2026-11-23T08:00Z") + std::chrono::hours{any(100)}; }

  void change_appointment(const Reference& ref) {
    switch (any(4)) {
      case 0: calendar.cancel(ref, "ill", now); break;
      case 1: calendar.reschedule({ref, any_start(), berlin}, now, Effect::real); break;
      case 2: calendar.edit(ref, {.name = "Eve " + std::to_string(any(9))}, Rules::obeyed, now, Effect::real); break;
      default: calendar.mark(ref, any(2) == 0 ? Attendance::came : Attendance::no_show, now); break;
    }
  }

  void change_hours() {
    AvailabilityChange hours;
    hours.weekly = {{std::chrono::weekday{any(7)}, make::windows({"08:00-18:00"})}};
    if (any(3) == 0) hours.service = any_service();
    if (any(2) == 0)
      hours.overrides[make::date("2026-11-25")] = any(2) == 0 ? Windows{} : make::windows({"10:00-11:00"});
    calendar.change_availability(owner, hours, now, Effect::real);
  }

  ServiceName any_service() { return ServiceName{any(2) == 0 ? "talk" : "visit"}; }

  void change_owner() {
    if (any(2) == 0) {
      owner = calendar.rename_owner(owner, OwnerName{any(2) == 0 ? "alice" : "ann"}, now);
      return;
    }
    OwnerChange change;
    change.title = any(2) == 0 ? std::optional<std::string>{} : "Dr. " + std::to_string(any(9));
    change.max_per_day = any(2) == 0 ? std::optional<int>{} : 20;
    owner = calendar.set_owner(owner, change, now, Effect::real).owner;
  }

  void rename_service() {
    const ServiceName name = any_service();
    const ServiceName other{name.str() == "talk" ? "visit" : "talk"};
    calendar.rename_service(owner, name, other, now);
  }

  void change_something() {
    switch (any(10)) {
      case 0:
      case 1:
      case 2: {
        BookingRequest wanted = request("2026-11-23T08:00Z", "Bob " + std::to_string(any(99)));
        wanted.start = any_start();
        calendar.book(wanted, now, Effect::real);
        break;
      }
      case 3:
        if (const auto ref = any_booked()) change_appointment(*ref);
        break;
      case 4: change_hours(); break;
      case 7: change_owner(); break;
      case 8: rename_service(); break;
      case 9: calendar.remove_service(owner, any_service(), now); break;
      case 5: {
        ServiceChange change;
        change.duration = std::chrono::minutes{15 * (1 + any(4))};
        calendar.set_service(owner, any_service(), change, now);
        break;
      }
      default: {
        const auto busy = calendar.busy(owner, always);
        if (!busy.empty() && any(2) == 0) {
          calendar.remove_busy(busy.front().id, now);
        } else {
          calendar.add_busy(owner, {any_start(), any_start() + 200h}, "away", now);
        }
      }
    }
  }
};

}  // namespace

TEST_CASE("undo gives back what was there before, bit by bit, and again") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    AnyCalendar any_calendar{seed};
    for (int step = 0; step < 25; ++step) {
      CAPTURE(seed);
      CAPTURE(step);
      const std::string before = contents(any_calendar.path);
      try {
        any_calendar.change_something();
      } catch (const Error&) {
        REQUIRE(contents(any_calendar.path) == before);
        continue;
      }
      const std::string after = contents(any_calendar.path);
      if (after == before) continue;
      const std::vector<Change> undone = any_calendar.calendar.undo({}, any_calendar.now);
      REQUIRE(contents(any_calendar.path) == before);
      any_calendar.calendar.undo(undone.front().number, any_calendar.now);
      REQUIRE(contents(any_calendar.path) == after);
    }
  }
}

TEST_CASE("undo goes back step by step, to the empty file") {
  AnyCalendar any_calendar{1};
  std::vector<std::string> states{contents(any_calendar.path)};
  for (int step = 0; step < 40; ++step) {
    try {
      any_calendar.change_something();
    } catch (const Error&) {
      continue;
    }
    if (const std::string now = contents(any_calendar.path); now != states.back()) states.push_back(now);
  }
  while (states.size() > 1) {
    states.pop_back();
    any_calendar.calendar.undo({}, any_calendar.now);
    REQUIRE(contents(any_calendar.path) == states.back());
  }
  while (!contents(any_calendar.path).empty()) any_calendar.calendar.undo({}, any_calendar.now);
  CHECK(code_of([&] { any_calendar.calendar.undo({}, any_calendar.now); }) == Code::unknown_change);
}

TEST_CASE("a change is taken back exactly when nothing it touched changed since") {
  int refused = 0;
  int taken_back = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    AnyCalendar any_calendar{seed};
    for (int step = 0; step < 20; ++step) {
      try {
        any_calendar.change_something();
      } catch (const Error&) {
        continue;
      }
    }
    const auto number = std::int64_t{1 + any_calendar.any(12)};
    if (any_calendar.calendar.changes({.after = number - 1, .limit = 1}).empty()) continue;
    CAPTURE(seed);
    CAPTURE(number);
    const std::string before = contents(any_calendar.path);
    const bool changed_since = is_changed_since(any_calendar.path, number);
    try {
      any_calendar.calendar.undo(number, any_calendar.now);
      REQUIRE_FALSE(changed_since);
      ++taken_back;
    } catch (const Error& error) {
      REQUIRE(error.code() == Code::changed_since);
      REQUIRE(contents(any_calendar.path) == before);
      ++refused;
    }
  }
  CHECK(refused > 10);
  CHECK(taken_back > 10);
}

TEST_CASE("an older change is taken back unless something it touched changed since") {
  AliceCalendar alice;
  const Reference first = *alice.book("2026-11-23T08:00Z").ref;
  const std::int64_t booked = alice.calendar.changes().back().number;
  const Reference second = *alice.book("2026-11-23T09:00Z").ref;
  alice.calendar.edit(first, {.name = "Eve"}, Rules::obeyed, alice.now, Effect::real);
  CHECK(code_of([&] { alice.calendar.undo(booked, alice.now); }) == Code::changed_since);
  alice.calendar.undo({}, alice.now);  // the edit
  alice.calendar.undo(booked, alice.now);
  CHECK(code_of([&] { alice.calendar.appointment(first); }) == Code::unknown_reference);
  CHECK(alice.calendar.appointment(second).status == Status::booked);
  CHECK(code_of([&] { alice.calendar.undo(99, alice.now); }) == Code::unknown_change);
}

TEST_CASE("a cancellation is not taken back once its time is taken") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  alice.calendar.cancel(ref, {}, alice.now);
  const std::int64_t cancelled = alice.calendar.changes().back().number;
  alice.book("2026-11-23T08:00Z", "Eve");
  CHECK(code_of([&] { alice.calendar.undo(cancelled, alice.now); }) == Code::changed_since);
  CHECK(alice.calendar.appointment(ref).status == Status::cancelled);
}

TEST_CASE("an owner removed comes back whole, and earlier entries name nobody") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z", "Bob Stone").ref;
  alice.calendar.edit(ref, {.name = "Robert"}, Rules::obeyed, alice.now, Effect::real);
  alice.calendar.add_busy(alice.owner, make::span("2026-11-24T08:00Z", "2026-11-24T09:00Z"), "away", alice.now);
  const std::string before = contents(alice.path);
  alice.calendar.remove_owner(alice.owner, alice.now, Removal::forced);
  CHECK(contents(alice.path).empty());
  for (const Change& change : alice.calendar.changes()) {
    const auto* was = std::get_if<Appointment>(&change.before);
    if (was != nullptr && change.deed == Deed::edited) CHECK(was->invitee.name.empty());
  }
  alice.calendar.undo({}, alice.now);
  CHECK(contents(alice.path) == before);
}

TEST_CASE("what the record has forgotten of an invitee stays as it is") {
  AliceCalendar alice;
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.key = "k1";
  const Reference ref = *alice.calendar.book(request, alice.now, Effect::real).appointment.ref;
  alice.calendar.edit(ref, {.name = "Robert"}, Rules::obeyed, alice.now, Effect::real);
  const std::int64_t edited = alice.calendar.changes().back().number;
  alice.calendar.reschedule({ref, at("2026-11-23T09:00Z"), alice.berlin}, alice.now, Effect::real);
  const std::int64_t moved = alice.calendar.changes().back().number;
  SUBCASE("because the owner was removed, and came back") {
    alice.calendar.remove_owner(alice.owner, alice.now, Removal::forced);
    alice.calendar.undo({}, alice.now);
    alice.calendar.undo(moved, alice.now);
    CHECK(alice.calendar.appointment(ref).span.start == at("2026-11-23T08:00Z"));
    CHECK(alice.calendar.appointment(ref).invitee.name == "Robert");
  }
  SUBCASE("because it was purged") {
    alice.now = at("2026-11-24T09:00Z");
    CHECK(alice.calendar.purge({}, alice.now) == 1);
    alice.calendar.undo(moved, alice.now);
    CHECK(alice.calendar.appointment(ref).invitee.name.empty());
  }
  CHECK(alice.calendar.appointment(ref).key == "k1");
  CHECK(code_of([&] { alice.calendar.undo(edited, alice.now); }) == Code::changed_since);
}

TEST_CASE("a revision only grows, by an undoing, too") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  alice.calendar.edit(ref, {.name = "Robert"}, Rules::obeyed, alice.now, Effect::real);
  CHECK(alice.calendar.appointment(ref).revision == 1);
  alice.calendar.undo({}, alice.now + 1h);
  CHECK(alice.calendar.appointment(ref).revision == 2);
  CHECK(alice.calendar.appointment(ref).changed == alice.now + 1h);
}

TEST_CASE("nothing comes back into busy time that was added since") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  const Interval busy = make::span("2026-11-23T08:30Z", "2026-11-23T09:00Z");
  SUBCASE("where it was moved from") {
    alice.calendar.reschedule({ref, at("2026-11-23T09:00Z"), alice.berlin}, alice.now, Effect::real);
  }
  SUBCASE("where it was cancelled") {
    alice.calendar.cancel(ref, {}, alice.now);
  }
  const std::int64_t change = alice.calendar.changes().back().number;
  const std::int64_t id = alice.calendar.add_busy(alice.owner, busy, {}, alice.now).busy.id;
  CHECK(code_of([&] { alice.calendar.undo(change, alice.now); }) == Code::changed_since);
  alice.calendar.remove_busy(id, alice.now);
  alice.calendar.undo(change, alice.now);
  CHECK(alice.calendar.appointment(ref).span.start == at("2026-11-23T08:00Z"));
}

TEST_CASE("an appointment already in busy time is corrected back, and comes back") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  const auto add_busy = [&] {
    alice.calendar.add_busy(alice.owner, make::span("2026-11-23T08:00Z", "2026-11-23T09:00Z"), {}, alice.now);
  };
  alice.calendar.edit(ref, {.name = "Robert"}, Rules::obeyed, alice.now, Effect::real);
  const std::int64_t edited = alice.calendar.changes().back().number;
  add_busy();
  alice.calendar.undo(edited, alice.now);
  CHECK(alice.calendar.appointment(ref).invitee.name == "Bob Stone");
  alice.calendar.cancel(ref, {}, alice.now);
  alice.calendar.undo({}, alice.now);
  CHECK(alice.calendar.appointment(ref).status == Status::booked);
}

TEST_CASE("what changes nothing is not recorded") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  AvailabilityChange hours;
  hours.weekly = {{std::chrono::Monday, make::windows({"08:00-18:00"})}};
  hours.overrides[make::date("2026-11-25")] = Windows{};
  const auto change = [&] {
    alice.calendar.change_availability(alice.owner, hours, alice.now, Effect::real);
    alice.calendar.set_service(alice.owner, ServiceName{"talk"}, {}, alice.now);
    alice.calendar.edit(ref, {.name = "Eve"}, Rules::obeyed, alice.now, Effect::real);
    alice.calendar.cancel(ref, {}, alice.now);
  };
  change();
  const std::size_t recorded = alice.calendar.changes().size();
  CHECK(code_of([&] { change(); }) == Code::cancelled);
  CHECK(alice.calendar.changes().size() == recorded);
}

TEST_CASE("only what is an owner's own keeps their adding from being undone") {
  AliceCalendar alice;
  const std::int64_t alices = alice.calendar.changes().front().number;
  const Owner ben = alice.calendar.add_owner(OwnerName{"ben"}, alice.berlin, alice.now, Effect::real);
  const std::int64_t bens = alice.calendar.changes().back().number;
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.rules = Rules::overridden;
  SUBCASE("an appointment") {
    request.owner = ben;
    alice.calendar.book(request, alice.now, Effect::real);
  }
  SUBCASE("busy time") {
    alice.calendar.add_busy(ben, make::span("2026-11-23T08:00Z", "2026-11-23T09:00Z"), {}, alice.now);
  }
  SUBCASE("a service") {
    alice.calendar.set_service(ben, ServiceName{"talk"}, {}, alice.now);
  }
  CHECK(code_of([&] { alice.calendar.undo(bens, alice.now); }) == Code::changed_since);
  CHECK(code_of([&] { alice.calendar.undo(alices, alice.now); }) == Code::changed_since);
  const Owner cleo = alice.calendar.add_owner(OwnerName{"cleo"}, alice.berlin, alice.now, Effect::real);
  alice.calendar.undo({}, alice.now);
  CHECK_FALSE(alice.calendar.find_owner(cleo.name));
}

TEST_CASE("each entry has its change's number, and the state before and after") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  alice.calendar.reschedule({ref, at("2026-11-23T09:00Z"), alice.berlin}, alice.now, Effect::real);
  alice.calendar.cancel(ref, "ill", alice.now);
  const std::vector<Change> all = alice.calendar.changes({.after = 2});
  CHECK(deeds(all) == std::vector<std::string>{"3 booked", "4 moved", "5 cancelled"});
  CHECK(std::holds_alternative<std::monostate>(all[0].before));
  CHECK(std::get<Appointment>(all[0].after).span.start == at("2026-11-23T08:00Z"));
  CHECK(std::get<Appointment>(all[1].before) == std::get<Appointment>(all[0].after));
  CHECK(std::get<Appointment>(all[1].after).span.start == at("2026-11-23T09:00Z"));
  CHECK(std::get<Appointment>(all[2].after).reason == "ill");
  CHECK(reference_of(all[2]) == ref);
}

TEST_CASE("changes are listed after a number, of one owner, of a time") {
  AliceCalendar alice;
  const Owner ben = alice.calendar.add_owner(OwnerName{"ben"}, alice.berlin, alice.now, Effect::real);
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  const Instant later = alice.now + 1h;
  alice.calendar.reschedule({ref, at("2026-11-23T08:00Z"), alice.berlin, ben, Rules::overridden}, later, Effect::real);
  const auto listed = [&](const ChangeSelection& selected) { return deeds(alice.calendar.changes(selected)); };
  CHECK(listed({.after = 3}) == std::vector<std::string>{"4 booked", "5 moved"});
  CHECK(listed({.owner = ben}) == std::vector<std::string>{"3 owner", "5 moved"});
  CHECK(listed({.after = 2, .owner = alice.owner}) == std::vector<std::string>{"4 booked", "5 moved"});
  CHECK(listed({.made = {later, later + 1s}}) == std::vector<std::string>{"5 moved"});
  CHECK(listed({.after = 2, .limit = 1}) == std::vector<std::string>{"3 owner"});
}

TEST_CASE("the record's pages have each entry once, within a change too") {
  AliceCalendar alice;
  alice.book("2026-11-23T08:00Z");
  alice.calendar.remove_owner(alice.owner, alice.now, Removal::forced);
  const auto all = deeds(alice.calendar.changes());
  std::vector<std::string> paged;
  ChangeSelection next{.limit = 1};
  for (auto page = alice.calendar.changes(next); !page.empty(); page = alice.calendar.changes(next)) {
    next.after = page.back().number;
    next.after_position = page.back().position;
    for (const std::string& deed : deeds(page)) paged.push_back(deed);
  }
  CHECK(paged == all);
  CHECK(all.size() > 5);
}

TEST_CASE("what is pruned cannot be taken back, nor its numbers used again") {
  AliceCalendar alice;
  alice.book("2026-11-23T08:00Z");
  const std::int64_t last = alice.calendar.changes().back().number;
  CHECK(alice.calendar.prune_changes(alice.now) == 0);
  CHECK(alice.calendar.prune_changes(alice.now + 1s) == last);
  CHECK(alice.calendar.changes().empty());
  CHECK(code_of([&] { alice.calendar.undo({}, alice.now); }) == Code::unknown_change);
  alice.book("2026-11-23T09:00Z");
  CHECK(alice.calendar.changes().front().number == last + 1);
}

TEST_CASE("after a purge the file has past invitees' times, not their names") {
  AliceCalendar alice;
  BookingRequest request = alice.request("2026-11-23T08:00Z", "Bob Stone");
  request.invitee = {"Bob Stone", "bob@example.org", "first visit", "0170 5551234"};
  request.key = "web-1";
  const Reference ref = *alice.calendar.book(request, alice.now, Effect::real).appointment.ref;
  alice.calendar.edit(ref, {.name = "Robert Stone"}, Rules::obeyed, alice.now, Effect::real);
  alice.calendar.cancel(ref, "Bob Stone has a cold", alice.now);
  alice.book("2026-11-23T10:00Z", "Eve Stone");
  alice.book("2026-11-23T12:00Z", "Bob Roe");
  alice.calendar.undo({}, alice.now);
  const Reference later = *alice.book("2026-11-25T08:00Z", "Kim Park").ref;

  const Instant tuesday = at("2026-11-24T00:00Z");
  CHECK(alice.calendar.purge({}, tuesday) == 2);
  CHECK(alice.calendar.purge({}, tuesday) == 0);
  const std::string bytes = bytes_of(alice.path);
  for (const char* word : {"Stone", "Robert", "Eve", "Bob", "example.org", "first visit", "5551234", "a cold"}) {
    CAPTURE(word);
    CHECK(bytes.find(word) == std::string::npos);
  }
  CHECK(alice.calendar.appointment(ref).span == make::span("2026-11-23T08:00Z", "2026-11-23T09:00Z"));
  CHECK(alice.calendar.appointment(later).invitee.name == "Kim Park");
  CHECK(alice.calendar.history({{alice.owner}}).size() == 3);
  CHECK(CalendarFile{alice.path}.verify(Fix::nothing).empty());
}

TEST_CASE("the numbers of changes and owners go on after a restore") {
  AliceCalendar alice;
  const std::filesystem::path copy = alice.folder / "copy.db";
  CalendarFile{alice.path}.back_up(copy, CalendarFile::Overwrite::refused);
  alice.calendar.add_owner(OwnerName{"ben"}, alice.berlin, alice.now, Effect::real);
  alice.book("2026-11-23T08:00Z");
  const std::int64_t last = alice.calendar.changes().back().number;
  CalendarFile{alice.path}.restore(copy, alice.now);
  Store store{alice.path, Store::Access::change};
  Calendar calendar{store};
  calendar.add_owner(OwnerName{"cleo"}, alice.berlin, alice.now, Effect::real);
  CHECK(calendar.changes().back().number == last + 1);
  CHECK(calendar.owner(OwnerName{"cleo"}).id.value == 3);
}
