#include "calendar/calendar.hpp"

#include <doctest/doctest.h>

#include <concepts>

#include "support/alice_calendar.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::code_of;
using make::date;
using make::error_of;
using make::span;
using make::zone;

TEST_CASE("owners are listed by name, with the appointments that have not begun") {
  AliceCalendar alice;
  alice.calendar.add_owner(OwnerName{"aaron"}, zone("UTC"), alice.now, Effect::real);
  alice.book("2026-11-23T08:00Z");
  alice.book("2026-11-23T09:00Z");
  const auto at_second = alice.calendar.summaries(at("2026-11-23T09:00Z"));
  REQUIRE(at_second.size() == 2);
  CHECK(at_second[0].owner.name == OwnerName{"aaron"});
  CHECK(at_second[0].owner.zone == "UTC");
  CHECK(at_second[0].appointments == 0);
  CHECK(at_second[1].owner.name == alice_name());
  CHECK(at_second[1].appointments == 1);  // one that begins now has not begun before
  CHECK(alice.calendar.summaries(alice.now)[1].appointments == 2);
  CHECK(alice.calendar.summaries(at("2026-11-23T09:00:01Z"))[1].appointments == 0);
  CHECK(alice.calendar.summary(alice.owner, alice.now).appointments == 2);
  REQUIRE(alice.calendar.owners().size() == 2);
  CHECK(alice.calendar.owners()[1].name == alice_name());
  CHECK(alice.calendar.owner(alice_name()).time_zone() == alice.berlin);
}

TEST_CASE("an owner is added once, and rehearsed without being stored") {
  AliceCalendar alice;
  const Error error = error_of([&] { alice.calendar.add_owner(alice_name(), zone("UTC"), alice.now, Effect::real); });
  CHECK(error.code() == Code::owner_exists);
  CHECK(error.message().find("'alice'") != std::string::npos);
  CHECK(error.remedy().kind == calendar::Remedy::Kind::list_owners);
  CHECK(code_of([&] { alice.calendar.add_owner(alice_name(), zone("UTC"), alice.now, Effect::rehearsal); }) ==
        Code::owner_exists);
  CHECK(alice.calendar.owner(alice_name()).time_zone() == alice.berlin);
  CHECK(alice.calendar.add_owner(OwnerName{"bob"}, zone("UTC"), alice.now, Effect::rehearsal).zone == "UTC");
  CHECK_FALSE(alice.calendar.find_owner(OwnerName{"bob"}));
}

TEST_CASE("an owner with unfinished appointments is removed only by force") {
  AliceCalendar alice;
  alice.book("2026-11-23T08:00Z");
  alice.book("2026-11-23T09:00Z");
  // The second runs until 10:00.
  CHECK(code_of([&] { alice.calendar.remove_owner(alice.owner, at("2026-11-23T09:59:59Z"), Removal::careful); }) ==
        Code::owner_in_use);
  CHECK(alice.calendar.owners().size() == 1);
  const RemovedOwner removed = alice.calendar.remove_owner(alice.owner, at("2026-11-23T08:30Z"), Removal::forced);
  CHECK(removed.summary.owner.name == alice_name());
  CHECK(removed.summary.appointments == 1);
  CHECK(removed.records == 2);
  CHECK(alice.calendar.owners().empty());
}

TEST_CASE("an owner who changed since is used as the file has it") {
  AliceCalendar alice;
  {
    Store other{alice.path, Store::Access::change};
    AvailabilityChange move;
    move.zone = zone("America/New_York");  // 09:00 is 14:00Z
    Calendar{other}.change_availability(alice.owner, move, alice.now, Effect::real);
  }
  CHECK(alice.owner.zone == "Europe/Berlin");
  CHECK(starts(alice.search("2026-11-23T05:00Z", "2026-11-23T15:00Z")) == "2026-11-23T14:00Z");
  alice.calendar.remove_owner(alice.owner, alice.now, Removal::careful);
  // The next owner may get the number of the removed one.
  alice.calendar.add_owner(OwnerName{"bob"}, zone("UTC"), alice.now, Effect::real);
  CHECK(code_of([&] { alice.book("2026-11-23T14:00Z"); }) == Code::unknown_owner);
}

TEST_CASE("an owner whose appointments have all ended is removed without force") {
  AliceCalendar alice;
  const Appointment booked = alice.book("2026-11-23T08:00Z");
  CHECK(alice.calendar.remove_owner(alice.owner, at("2026-11-23T09:00Z"), Removal::careful).records == 1);
  CHECK(code_of([&] { alice.calendar.appointment(*booked.ref); }) == Code::unknown_reference);
}

TEST_CASE("an unknown owner is refused everywhere, and nobody is created") {
  AliceCalendar alice;
  const Owner nobody{OwnerId{77}, OwnerName{"nobody"}, "UTC"};
  const ServiceName standard{"default"};
  const auto refused = [&](auto&& action) { CHECK(code_of(action) == Code::unknown_owner); };
  refused([&] { alice.calendar.owner(nobody.name); });
  refused([&] { alice.calendar.availability(nobody); });
  refused([&] { alice.calendar.change_availability(nobody, {}, alice.now, Effect::real); });
  refused([&] { alice.calendar.change_availability(nobody, {}, alice.now, Effect::rehearsal); });
  refused([&] { alice.calendar.stranded(nobody, alice.now); });
  refused([&] { alice.calendar.summary(nobody, alice.now); });
  refused([&] { alice.calendar.services(nobody); });
  refused([&] { alice.calendar.set_service(nobody, standard, {}, alice.now); });
  refused([&] { alice.calendar.remove_service(nobody, standard, alice.now); });
  refused([&] { alice.calendar.add_busy(nobody, {alice.now, alice.now + 1h}, {}, alice.now); });
  refused([&] { alice.calendar.busy(nobody, always); });
  refused([&] { alice.calendar.search(nobody, standard, {alice.now, alice.now + 24h}, alice.now); });
  refused([&] { alice.calendar.why(nobody, standard, alice.now, alice.berlin, alice.now); });
  refused([&] { alice.calendar.remove_owner(nobody, alice.now, Removal::forced); });
  refused([&] { alice.calendar.upcoming({{nobody}}, alice.now); });
  refused([&] { alice.calendar.history({{nobody}}); });
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.owner = nobody;
  refused([&] { alice.calendar.book(request, alice.now, Effect::real); });
  refused([&] { alice.calendar.book(std::vector<AnyRequest>{request}, alice.now); });
  CHECK(error_of([&] { alice.calendar.owner(nobody.name); }).message().find("'nobody'") != std::string::npos);
  CHECK(alice.calendar.owners().size() == 1);
}

TEST_CASE("an unknown service or reference is refused") {
  AliceCalendar alice;
  CHECK(alice.calendar.service(alice.owner, ServiceName{"default"}).duration == 60min);
  const ServiceName haircut{"haircut"};
  CHECK(code_of([&] { alice.calendar.service(alice.owner, haircut); }) == Code::unknown_service);
  CHECK(code_of([&] {
          alice.calendar.search(alice.owner, haircut, {alice.now, alice.now + 24h}, alice.now);
        }) == Code::unknown_service);
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.service = haircut;
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::real); }) == Code::unknown_service);
  const Error error = error_of([&] { alice.calendar.appointment(Reference{"k7qd3f"}); });
  CHECK(error.code() == Code::unknown_reference);
  CHECK(error.message().find("'K7QD3F'") != std::string::npos);
}

TEST_CASE("a zone that the zone data lack is an error, never UTC") {
  AliceCalendar alice;
  {
    Store::Transaction change{alice.store, Store::Transaction::Kind::write};
    Owner moved = alice.store.owner(alice_name()).value();
    moved.zone = "Mars/Olympus_Mons";
    alice.store.set_owner(moved);
    change.commit();
  }
  CHECK(code_of([&] { alice.calendar.owner(alice_name()).time_zone(); }) == Code::zone_data_missing);
  CHECK(code_of([&] { alice.book("2026-11-23T08:00Z"); }) == Code::zone_data_missing);
  CHECK(code_of([&] { alice.search("2026-11-23T00:00Z", "2026-11-24T00:00Z"); }) == Code::zone_data_missing);
  AvailabilityChange change;
  change.zone = alice.berlin;
  CHECK_NOTHROW(alice.calendar.change_availability(alice.owner, change, alice.now, Effect::real));
  CHECK(alice.calendar.owner(alice_name()).time_zone() == alice.berlin);
}

TEST_CASE("a change of availability keeps what it does not name") {
  AliceCalendar alice;
  AvailabilityChange change;
  change.weekly = {{std::chrono::Monday, make::windows({"10:00-11:00"})}, {std::chrono::Tuesday, {}}};
  change.overrides[date("2026-12-24")] = make::windows({"09:00-10:00"});
  change.overrides[date("2026-12-25")] = Windows{};
  alice.calendar.change_availability(alice.owner, change, alice.now, Effect::real);
  AvailabilityChange second;
  second.overrides[date("2026-12-24")] = std::nullopt;
  const auto changed = alice.calendar.change_availability(alice.owner, second, alice.now, Effect::real);
  CHECK(changed.owner.name == alice_name());

  const Availability stored = alice.calendar.availability(alice.owner);
  CHECK(stored.zone == alice.berlin);
  CHECK(stored.weekly.on(std::chrono::Monday) == make::windows({"10:00-11:00"}));
  CHECK(stored.weekly.on(std::chrono::Tuesday).empty());
  CHECK(stored.weekly.on(std::chrono::Wednesday) == make::windows({"09:00-12:00", "13:00-17:00"}));
  CHECK(stored.overrides == Overrides{{date("2026-12-25"), {}}});
  CHECK(changed.availability.weekly == stored.weekly);
  CHECK(changed.availability.overrides == stored.overrides);
  CHECK(alice.calendar.availability(alice.owner, date("2026-12-26")).overrides.empty());
}

TEST_CASE("a change of availability touches no appointment, and lists those left outside") {
  AliceCalendar alice;
  alice.book("2026-11-23T08:00Z");  // Monday 09:00 on the wall
  alice.book("2026-11-23T10:00Z");
  alice.book("2026-11-24T12:00Z");  // Tuesday 13:00
  AvailabilityChange change;
  change.weekly = AliceCalendar::every_day({"09:00-11:00"});
  CHECK(starts(alice.calendar.change_availability(alice.owner, change, alice.now, Effect::rehearsal).stranded) ==
        "2026-11-23T10:00Z 2026-11-24T12:00Z");
  CHECK(starts(alice.calendar.change_availability(alice.owner, change, alice.now, Effect::real).stranded) ==
        "2026-11-23T10:00Z 2026-11-24T12:00Z");
  // Asked again they still lie outside; ended ones do not count.
  CHECK(starts(alice.calendar.change_availability(alice.owner, change, at("2026-11-23T10:59:59Z"), Effect::real)
                   .stranded) == "2026-11-23T10:00Z 2026-11-24T12:00Z");
  CHECK(
      starts(alice.calendar.change_availability(alice.owner, change, at("2026-11-23T11:00Z"), Effect::real).stranded) ==
      "2026-11-24T12:00Z");
  CHECK(alice.upcoming().size() == 3);
}

TEST_CASE("a change of zone strands what the moved hours leave out") {
  AliceCalendar alice;
  alice.book("2026-11-23T08:00Z");
  alice.book("2026-11-23T14:00Z");
  AvailabilityChange change;
  change.zone = zone("America/New_York");  // 09:00-12:00 and 13:00-17:00 are 14:00Z-17:00Z and 18:00Z-22:00Z
  CHECK(starts(alice.calendar.change_availability(alice.owner, change, alice.now, Effect::real).stranded) ==
        "2026-11-23T08:00Z");
  CHECK(alice.calendar.owner(alice_name()).time_zone().name() == "America/New_York");
}

TEST_CASE("a rehearsal leaves every byte of the file as it was") {
  AliceCalendar alice;
  alice.book("2026-11-23T10:00Z");
  const std::string before = bytes_of(alice.path);
  AvailabilityChange change;
  change.zone = zone("Asia/Tokyo");
  change.weekly = AliceCalendar::every_day({"09:00-10:00"});
  change.overrides[date("2026-12-25")] = Windows{};
  const auto changed = alice.calendar.change_availability(alice.owner, change, alice.now, Effect::rehearsal);
  CHECK(changed.availability.zone.name() == "Asia/Tokyo");
  CHECK(changed.availability.overrides.size() == 1);
  CHECK(changed.stranded.size() == 1);
  {
    const Store::Transaction reading{alice.store, Store::Transaction::Kind::read};
    const Owner bob = alice.calendar.add_owner(OwnerName{"bob"}, zone("UTC"), alice.now, Effect::rehearsal);
    CHECK(alice.calendar.change_availability(bob, change, alice.now, Effect::rehearsal).owner.zone == "Asia/Tokyo");
  }
  CHECK_FALSE(alice.calendar.book(alice.request("2026-11-23T08:00Z"), alice.now, Effect::rehearsal).appointment.ref);
  CHECK(bytes_of(alice.path) == before);
}

TEST_CASE("an owner keeps what a change leaves out, loses what it empties") {
  AliceCalendar alice;
  OwnerChange change;
  change.title = " Dr. Alice Roe ";
  change.email = "alice@example.org";
  change.max_per_day = 8;
  alice.calendar.set_owner(alice.owner, change, alice.now, Effect::real);
  OwnerChange second;
  second.title = std::optional<std::string>{};
  second.zone = zone("Europe/Lisbon");
  const Owner after = alice.calendar.set_owner(alice.owner, second, alice.now, Effect::real).owner;
  CHECK_FALSE(after.title);
  CHECK(after.email == "alice@example.org");
  CHECK(after.max_per_day == 8);
  CHECK(alice.calendar.owner(alice_name()).zone == "Europe/Lisbon");
  OwnerChange bad;
  bad.email = "nowhere";
  CHECK(code_of([&] { alice.calendar.set_owner(alice.owner, bad, alice.now, Effect::real); }) == Code::invalid_email);
  bad.email = {};
  bad.title = "two\nlines";
  CHECK(code_of([&] { alice.calendar.set_owner(alice.owner, bad, alice.now, Effect::real); }) == Code::invalid_input);
}

TEST_CASE("an owner's limit per day counts the appointments of every service") {
  AliceCalendar alice;
  const ServiceName talk{"talk"};
  alice.calendar.set_service(alice.owner, talk, {}, alice.now);
  OwnerChange two_a_day;
  two_a_day.max_per_day = 2;
  alice.owner = alice.calendar.set_owner(alice.owner, two_a_day, alice.now, Effect::real).owner;
  alice.book("2026-11-23T08:00Z");
  BookingRequest request = alice.request("2026-11-23T09:00Z");
  request.service = talk;
  const Appointment booked = alice.calendar.book(request, alice.now, Effect::real).appointment;
  CHECK(code_of([&] { alice.book("2026-11-23T12:00Z"); }) == Code::day_full);
  CHECK(starts(alice.search("2026-11-23T00:00Z", "2026-11-24T00:00Z")) == "");
  // A move within the date adds none.
  CHECK(
      alice.calendar.reschedule({*booked.ref, at("2026-11-23T12:00Z"), alice.berlin}, alice.now, Effect::real).moved());
}

TEST_CASE("everything follows an owner to another name") {
  AliceCalendar alice;
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.key = "k";
  const Appointment booked = alice.calendar.book(request, alice.now, Effect::real).appointment;
  const OwnerName ann{"ann"};
  const Owner renamed = alice.calendar.rename_owner(alice.owner, ann, alice.now);
  CHECK(code_of([&] { alice.calendar.owner(alice_name()); }) == Code::unknown_owner);
  CHECK(alice.calendar.appointment(*booked.ref).owner == ann);
  CHECK(alice.calendar.availability(renamed).weekly.length() == 49h);
  request.owner = renamed;
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref == booked.ref);
  for (const Change& change : alice.calendar.changes({.owner = renamed})) CHECK(change.owner == ann);
  CHECK(alice.calendar.changes({.owner = renamed}).size() == alice.calendar.changes().size());
  alice.calendar.undo({}, alice.now);
  CHECK(alice.calendar.owner(alice_name()).zone == "Europe/Berlin");
  CHECK(alice.calendar.changes().front().owner == alice_name());
}

TEST_CASE("an owner does not take another's name") {
  AliceCalendar alice;
  const OwnerName ben{"ben"};
  alice.calendar.add_owner(ben, alice.berlin, alice.now, Effect::real);
  CHECK(code_of([&] { alice.calendar.rename_owner(alice.owner, ben, alice.now); }) == Code::owner_exists);
  CHECK(alice.calendar.rename_owner(alice.owner, alice_name(), alice.now).name == alice_name());
}

TEST_CASE("busy time says what is booked in it, and lists what touches") {
  AliceCalendar alice;
  alice.book("2026-11-23T08:00Z");
  alice.book("2026-11-23T10:00Z");
  const AddedBusy added =
      alice.calendar.add_busy(alice.owner, span("2026-11-23T08:30Z", "2026-11-23T10:00Z"), " team meeting ", alice.now);
  CHECK(starts(added.appointments) == "2026-11-23T08:00Z");
  CHECK(added.busy.note == "team meeting");
  CHECK(starts(alice.search("2026-11-23T08:00Z", "2026-11-23T13:00Z")) == "2026-11-23T12:00Z");
  CHECK(alice.calendar.busy(alice.owner, span("2026-11-23T09:59Z", "2026-11-23T11:00Z")).size() == 1);
  CHECK(alice.calendar.busy(alice.owner, span("2026-11-23T10:00Z", "2026-11-23T11:00Z")).empty());
  CHECK(alice.calendar.remove_busy(added.busy.id, alice.now).note == "team meeting");
  CHECK(code_of([&] { alice.calendar.remove_busy(added.busy.id, alice.now); }) == Code::unknown_reference);
  CHECK(code_of([&] {
          alice.calendar.add_busy(alice.owner, {nameable.end, nameable.end + 1h}, {}, alice.now);
        }) == Code::invalid_date);
  CHECK(code_of([&] { alice.calendar.add_busy(alice.owner, added.busy.span, "\n", alice.now); }) ==
        Code::invalid_input);
}

}  // namespace

}  // namespace calendar
