#include "calendar/calendar.hpp"

#include <doctest/doctest.h>

#include <concepts>

#include "support/desk.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::code_of;
using make::date;
using make::error_of;
using make::span;
using make::zone;

const char* const nobody_name = "nobody";

TEST_CASE("an owner who was added is listed, by name, with the appointments that have not begun") {
  Desk desk;
  CHECK(desk.calendar.add_owner(OwnerName{"aaron"}, zone("UTC")).appointments == 0);
  desk.book("2026-11-23T08:00Z");
  desk.book("2026-11-23T09:00Z");
  const auto at_second = desk.calendar.owners(at("2026-11-23T09:00Z"));
  REQUIRE(at_second.size() == 2);
  CHECK(at_second[0].owner.name == OwnerName{"aaron"});
  CHECK(at_second[0].owner.zone == "UTC");
  CHECK(at_second[1].owner.name == alice());
  CHECK(at_second[1].appointments == 1);  // one that begins now has not begun before
  CHECK(desk.calendar.owners(desk.now)[1].appointments == 2);
  CHECK(desk.calendar.owners(at("2026-11-23T09:00:01Z"))[1].appointments == 0);
  CHECK(desk.calendar.owner_names() == std::vector{OwnerName{"aaron"}, alice()});
  CHECK(desk.calendar.zone(alice()) == desk.berlin);
}

TEST_CASE("an owner is added once") {
  Desk desk;
  const Error error = error_of([&] { desk.calendar.add_owner(alice(), zone("UTC")); });
  CHECK(error.code() == Code::owner_exists);
  CHECK(error.message().find("'alice'") != std::string::npos);
  CHECK(error.remedy().kind == calendar::Remedy::Kind::list_owners);
  CHECK(desk.calendar.zone(alice()) == desk.berlin);
}

TEST_CASE("an owner with appointments that have not ended is removed only by force") {
  Desk desk;
  desk.book("2026-11-23T08:00Z");
  desk.book("2026-11-23T09:00Z");
  // The second runs until 10:00.
  CHECK(code_of([&] { desk.calendar.remove_owner(alice(), at("2026-11-23T09:59:59Z"), Removal::careful); }) ==
        Code::owner_in_use);
  CHECK(desk.calendar.owner_names().size() == 1);
  const RemovedOwner removed = desk.calendar.remove_owner(alice(), at("2026-11-23T08:30Z"), Removal::forced);
  CHECK(removed.summary.owner.name == alice());
  CHECK(removed.summary.appointments == 1);
  CHECK(removed.records == 2);
  CHECK(desk.calendar.owner_names().empty());
}

TEST_CASE("an owner whose appointments have all ended is removed without force") {
  Desk desk;
  const Appointment booked = desk.book("2026-11-23T08:00Z");
  CHECK(desk.calendar.remove_owner(alice(), at("2026-11-23T09:00Z"), Removal::careful).records == 1);
  CHECK(code_of([&] { desk.calendar.appointment(*booked.ref); }) == Code::unknown_reference);
}

TEST_CASE("what is asked of an owner who is not there is refused, and nobody is created") {
  Desk desk;
  const OwnerName nobody{nobody_name};
  const ServiceName standard{"default"};
  const auto refused = [&](auto&& action) { CHECK(code_of(action) == Code::unknown_owner); };
  refused([&] { desk.calendar.zone(nobody); });
  refused([&] { desk.calendar.availability(nobody); });
  refused([&] { desk.calendar.change_availability(nobody, {}, desk.now, Effect::real); });
  refused([&] { desk.calendar.change_availability(nobody, {}, desk.now, Effect::rehearsal); });
  refused([&] { desk.calendar.search(nobody, standard, {desk.now, desk.now + 24h}, desk.now); });
  refused([&] { desk.calendar.remove_owner(nobody, desk.now, Removal::forced); });
  refused([&] { desk.calendar.upcoming({nobody, {}, {}}, desk.now); });
  BookingRequest request = desk.request("2026-11-23T08:00Z");
  request.owner = nobody;
  refused([&] { desk.calendar.book(request, desk.now, Effect::real); });
  CHECK(error_of([&] { desk.calendar.zone(nobody); }).message().find("'nobody'") != std::string::npos);
  CHECK(desk.calendar.owner_names().size() == 1);
}

TEST_CASE("what is asked of a service or a reference that is not there is refused") {
  Desk desk;
  CHECK(desk.calendar.service(alice(), ServiceName{"default"}).duration == 60min);
  const ServiceName haircut{"haircut"};
  CHECK(code_of([&] { desk.calendar.service(alice(), haircut); }) == Code::unknown_service);
  CHECK(code_of([&] {
          desk.calendar.search(alice(), haircut, {desk.now, desk.now + 24h}, desk.now);
        }) == Code::unknown_service);
  BookingRequest request = desk.request("2026-11-23T08:00Z");
  request.service = haircut;
  CHECK(code_of([&] { desk.calendar.book(request, desk.now, Effect::real); }) == Code::unknown_service);
  const Error error = error_of([&] { desk.calendar.appointment(Reference{"k7qd3f"}); });
  CHECK(error.code() == Code::unknown_reference);
  CHECK(error.message().find("'K7QD3F'") != std::string::npos);
}

TEST_CASE("an owner whose zone the zone data lack gets an error, never UTC") {
  Desk desk;
  {
    Store::Transaction change{desk.store, Store::Transaction::Kind::write};
    desk.store.set_zone(desk.store.owner(alice())->id, "Mars/Olympus_Mons");
    change.commit();
  }
  CHECK(code_of([&] { desk.calendar.zone(alice()); }) == Code::zone_data_missing);
  CHECK(code_of([&] { desk.book("2026-11-23T08:00Z"); }) == Code::zone_data_missing);
  CHECK(code_of([&] { desk.search("2026-11-23T00:00Z", "2026-11-24T00:00Z"); }) == Code::zone_data_missing);
  AvailabilityChange change;
  change.zone = desk.berlin;
  CHECK_NOTHROW(desk.calendar.change_availability(alice(), change, desk.now, Effect::real));
  CHECK(desk.calendar.zone(alice()) == desk.berlin);
}

TEST_CASE("a change of availability keeps what it does not name") {
  Desk desk;
  AvailabilityChange change;
  change.weekly = {{std::chrono::Monday, make::windows({"10:00-11:00"})}, {std::chrono::Tuesday, {}}};
  change.overrides[date("2026-12-24")] = make::windows({"09:00-10:00"});
  change.overrides[date("2026-12-25")] = Windows{};
  desk.calendar.change_availability(alice(), change, desk.now, Effect::real);
  AvailabilityChange second;
  second.overrides[date("2026-12-24")] = std::nullopt;
  const auto changed = desk.calendar.change_availability(alice(), second, desk.now, Effect::real);
  CHECK(changed.owner == alice());

  const Availability stored = desk.calendar.availability(alice());
  CHECK(stored.zone == desk.berlin);
  CHECK(stored.weekly.on(std::chrono::Monday) == make::windows({"10:00-11:00"}));
  CHECK(stored.weekly.on(std::chrono::Tuesday).empty());
  CHECK(stored.weekly.on(std::chrono::Wednesday) == make::windows({"09:00-12:00", "13:00-17:00"}));
  CHECK(stored.overrides == Overrides{{date("2026-12-25"), {}}});
  CHECK(changed.availability.weekly == stored.weekly);
  CHECK(changed.availability.overrides == stored.overrides);
  CHECK(desk.calendar.availability(alice(), date("2026-12-26")).overrides.empty());
}

TEST_CASE("a new owner's first hours create the owner, in the zone that is given for it") {
  Desk desk;
  AvailabilityChange hours;
  hours.weekly = {{std::chrono::Monday, make::windows({"09:00-12:00"})}};
  hours.zone_if_new = zone("Asia/Tokyo");
  const OwnerName bob{"bob"};
  desk.calendar.change_availability(bob, hours, desk.now, Effect::real);
  CHECK(desk.calendar.zone(bob).name() == "Asia/Tokyo");
  hours.zone_if_new = zone("UTC");
  desk.calendar.change_availability(bob, hours, desk.now, Effect::real);
  CHECK(desk.calendar.zone(bob).name() == "Asia/Tokyo");
}

TEST_CASE("a change of availability touches no appointment, and tells which lie outside it and have not ended") {
  Desk desk;
  desk.book("2026-11-23T08:00Z");  // Monday 09:00 on the wall
  desk.book("2026-11-23T10:00Z");
  desk.book("2026-11-24T12:00Z");  // Tuesday 13:00
  AvailabilityChange change;
  change.weekly = Desk::every_day({"09:00-11:00"});
  CHECK(starts(desk.calendar.change_availability(alice(), change, desk.now, Effect::rehearsal).stranded) ==
        "2026-11-23T10:00Z 2026-11-24T12:00Z");
  CHECK(starts(desk.calendar.change_availability(alice(), change, desk.now, Effect::real).stranded) ==
        "2026-11-23T10:00Z 2026-11-24T12:00Z");
  // Asked again they still lie outside; ended ones do not count.
  CHECK(starts(desk.calendar.change_availability(alice(), change, at("2026-11-23T10:59:59Z"), Effect::real).stranded) ==
        "2026-11-23T10:00Z 2026-11-24T12:00Z");
  CHECK(starts(desk.calendar.change_availability(alice(), change, at("2026-11-23T11:00Z"), Effect::real).stranded) ==
        "2026-11-24T12:00Z");
  CHECK(desk.calendar.upcoming({}, desk.now).size() == 3);
}

TEST_CASE("a change of zone strands what the moved hours leave out") {
  Desk desk;
  desk.book("2026-11-23T08:00Z");
  desk.book("2026-11-23T14:00Z");
  AvailabilityChange change;
  change.zone = zone("America/New_York");  // 09:00-12:00 and 13:00-17:00 are 14:00Z-17:00Z and 18:00Z-22:00Z
  CHECK(starts(desk.calendar.change_availability(alice(), change, desk.now, Effect::real).stranded) ==
        "2026-11-23T08:00Z");
  CHECK(desk.calendar.zone(alice()).name() == "America/New_York");
}

TEST_CASE("a rehearsal leaves every byte of the file as it was") {
  Desk desk;
  desk.book("2026-11-23T10:00Z");
  const std::string before = bytes_of(desk.path);
  AvailabilityChange change;
  change.zone = zone("Asia/Tokyo");
  change.weekly = Desk::every_day({"09:00-10:00"});
  change.overrides[date("2026-12-25")] = Windows{};
  const auto changed = desk.calendar.change_availability(alice(), change, desk.now, Effect::rehearsal);
  CHECK(changed.availability.zone.name() == "Asia/Tokyo");
  CHECK(changed.availability.overrides.size() == 1);
  CHECK(changed.stranded.size() == 1);
  AvailabilityChange for_nobody;
  for_nobody.zone_if_new = zone("UTC");
  for_nobody.weekly = change.weekly;
  CHECK_NOTHROW(desk.calendar.change_availability(OwnerName{nobody_name}, for_nobody, desk.now, Effect::rehearsal));
  CHECK_FALSE(desk.calendar.book(desk.request("2026-11-23T08:00Z"), desk.now, Effect::rehearsal).appointment.ref);
  CHECK(bytes_of(desk.path) == before);
}

}  // namespace

}  // namespace calendar
