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

TEST_CASE("owners are listed by name, with the appointments that have not begun") {
  Desk desk;
  desk.calendar.add_owner(OwnerName{"aaron"}, zone("UTC"), Effect::real);
  desk.book("2026-11-23T08:00Z");
  desk.book("2026-11-23T09:00Z");
  const auto at_second = desk.calendar.summaries(at("2026-11-23T09:00Z"));
  REQUIRE(at_second.size() == 2);
  CHECK(at_second[0].owner.name == OwnerName{"aaron"});
  CHECK(at_second[0].owner.zone == "UTC");
  CHECK(at_second[0].appointments == 0);
  CHECK(at_second[1].owner.name == alice());
  CHECK(at_second[1].appointments == 1);  // one that begins now has not begun before
  CHECK(desk.calendar.summaries(desk.now)[1].appointments == 2);
  CHECK(desk.calendar.summaries(at("2026-11-23T09:00:01Z"))[1].appointments == 0);
  CHECK(desk.calendar.summary(desk.owner, desk.now).appointments == 2);
  REQUIRE(desk.calendar.owners().size() == 2);
  CHECK(desk.calendar.owners()[1].name == alice());
  CHECK(desk.calendar.owner(alice()).time_zone() == desk.berlin);
}

TEST_CASE("an owner is added once, and rehearsed without being stored") {
  Desk desk;
  const Error error = error_of([&] { desk.calendar.add_owner(alice(), zone("UTC"), Effect::real); });
  CHECK(error.code() == Code::owner_exists);
  CHECK(error.message().find("'alice'") != std::string::npos);
  CHECK(error.remedy().kind == calendar::Remedy::Kind::list_owners);
  CHECK(code_of([&] { desk.calendar.add_owner(alice(), zone("UTC"), Effect::rehearsal); }) == Code::owner_exists);
  CHECK(desk.calendar.owner(alice()).time_zone() == desk.berlin);
  CHECK(desk.calendar.add_owner(OwnerName{"bob"}, zone("UTC"), Effect::rehearsal).zone == "UTC");
  CHECK_FALSE(desk.calendar.find_owner(OwnerName{"bob"}));
}

TEST_CASE("an owner with unfinished appointments is removed only by force") {
  Desk desk;
  desk.book("2026-11-23T08:00Z");
  desk.book("2026-11-23T09:00Z");
  // The second runs until 10:00.
  CHECK(code_of([&] { desk.calendar.remove_owner(desk.owner, at("2026-11-23T09:59:59Z"), Removal::careful); }) ==
        Code::owner_in_use);
  CHECK(desk.calendar.owners().size() == 1);
  const RemovedOwner removed = desk.calendar.remove_owner(desk.owner, at("2026-11-23T08:30Z"), Removal::forced);
  CHECK(removed.summary.owner.name == alice());
  CHECK(removed.summary.appointments == 1);
  CHECK(removed.records == 2);
  CHECK(desk.calendar.owners().empty());
}

TEST_CASE("an owner who changed since is used as the file has it") {
  Desk desk;
  {
    Store other{desk.path, Store::Access::change};
    AvailabilityChange move;
    move.zone = zone("America/New_York");  // 09:00 is 14:00Z
    Calendar{other}.change_availability(desk.owner, move, desk.now, Effect::real);
  }
  CHECK(desk.owner.zone == "Europe/Berlin");
  CHECK(starts(desk.search("2026-11-23T05:00Z", "2026-11-23T15:00Z")) == "2026-11-23T14:00Z");
  desk.calendar.remove_owner(desk.owner, desk.now, Removal::careful);
  // Whoever comes next may have the number of the one who went.
  desk.calendar.add_owner(OwnerName{"bob"}, zone("UTC"), Effect::real);
  CHECK(code_of([&] { desk.book("2026-11-23T14:00Z"); }) == Code::unknown_owner);
}

TEST_CASE("an owner whose appointments have all ended is removed without force") {
  Desk desk;
  const Appointment booked = desk.book("2026-11-23T08:00Z");
  CHECK(desk.calendar.remove_owner(desk.owner, at("2026-11-23T09:00Z"), Removal::careful).records == 1);
  CHECK(code_of([&] { desk.calendar.appointment(*booked.ref); }) == Code::unknown_reference);
}

TEST_CASE("an unknown owner is refused everywhere, and nobody is created") {
  Desk desk;
  const Owner nobody{OwnerId{77}, OwnerName{"nobody"}, "UTC"};
  const ServiceName standard{"default"};
  const auto refused = [&](auto&& action) { CHECK(code_of(action) == Code::unknown_owner); };
  refused([&] { desk.calendar.owner(nobody.name); });
  refused([&] { desk.calendar.availability(nobody); });
  refused([&] { desk.calendar.change_availability(nobody, {}, desk.now, Effect::real); });
  refused([&] { desk.calendar.change_availability(nobody, {}, desk.now, Effect::rehearsal); });
  refused([&] { desk.calendar.stranded(nobody, desk.now); });
  refused([&] { desk.calendar.summary(nobody, desk.now); });
  refused([&] { desk.calendar.services(nobody); });
  refused([&] { desk.calendar.set_service(nobody, standard, {}); });
  refused([&] { desk.calendar.remove_service(nobody, standard); });
  refused([&] { desk.calendar.add_busy(nobody, {desk.now, desk.now + 1h}, {}); });
  refused([&] { desk.calendar.busy(nobody, always); });
  refused([&] { desk.calendar.search(nobody, standard, {desk.now, desk.now + 24h}, desk.now); });
  refused([&] { desk.calendar.why(nobody, standard, desk.now, desk.berlin, desk.now); });
  refused([&] { desk.calendar.remove_owner(nobody, desk.now, Removal::forced); });
  refused([&] { desk.calendar.upcoming({{nobody}}, desk.now); });
  refused([&] { desk.calendar.history({{nobody}}); });
  BookingRequest request = desk.request("2026-11-23T08:00Z");
  request.owner = nobody;
  refused([&] { desk.calendar.book(request, desk.now, Effect::real); });
  refused([&] { desk.calendar.book(std::vector{request}, desk.now); });
  CHECK(error_of([&] { desk.calendar.owner(nobody.name); }).message().find("'nobody'") != std::string::npos);
  CHECK(desk.calendar.owners().size() == 1);
}

TEST_CASE("an unknown service or reference is refused") {
  Desk desk;
  CHECK(desk.calendar.service(desk.owner, ServiceName{"default"}).duration == 60min);
  const ServiceName haircut{"haircut"};
  CHECK(code_of([&] { desk.calendar.service(desk.owner, haircut); }) == Code::unknown_service);
  CHECK(code_of([&] {
          desk.calendar.search(desk.owner, haircut, {desk.now, desk.now + 24h}, desk.now);
        }) == Code::unknown_service);
  BookingRequest request = desk.request("2026-11-23T08:00Z");
  request.service = haircut;
  CHECK(code_of([&] { desk.calendar.book(request, desk.now, Effect::real); }) == Code::unknown_service);
  const Error error = error_of([&] { desk.calendar.appointment(Reference{"k7qd3f"}); });
  CHECK(error.code() == Code::unknown_reference);
  CHECK(error.message().find("'K7QD3F'") != std::string::npos);
}

TEST_CASE("a zone that the zone data lack is an error, never UTC") {
  Desk desk;
  {
    Store::Transaction change{desk.store, Store::Transaction::Kind::write};
    desk.store.set_zone(desk.store.owner(alice())->id, "Mars/Olympus_Mons");
    change.commit();
  }
  CHECK(code_of([&] { desk.calendar.owner(alice()).time_zone(); }) == Code::zone_data_missing);
  CHECK(code_of([&] { desk.book("2026-11-23T08:00Z"); }) == Code::zone_data_missing);
  CHECK(code_of([&] { desk.search("2026-11-23T00:00Z", "2026-11-24T00:00Z"); }) == Code::zone_data_missing);
  AvailabilityChange change;
  change.zone = desk.berlin;
  CHECK_NOTHROW(desk.calendar.change_availability(desk.owner, change, desk.now, Effect::real));
  CHECK(desk.calendar.owner(alice()).time_zone() == desk.berlin);
}

TEST_CASE("a change of availability keeps what it does not name") {
  Desk desk;
  AvailabilityChange change;
  change.weekly = {{std::chrono::Monday, make::windows({"10:00-11:00"})}, {std::chrono::Tuesday, {}}};
  change.overrides[date("2026-12-24")] = make::windows({"09:00-10:00"});
  change.overrides[date("2026-12-25")] = Windows{};
  desk.calendar.change_availability(desk.owner, change, desk.now, Effect::real);
  AvailabilityChange second;
  second.overrides[date("2026-12-24")] = std::nullopt;
  const auto changed = desk.calendar.change_availability(desk.owner, second, desk.now, Effect::real);
  CHECK(changed.owner.name == alice());

  const Availability stored = desk.calendar.availability(desk.owner);
  CHECK(stored.zone == desk.berlin);
  CHECK(stored.weekly.on(std::chrono::Monday) == make::windows({"10:00-11:00"}));
  CHECK(stored.weekly.on(std::chrono::Tuesday).empty());
  CHECK(stored.weekly.on(std::chrono::Wednesday) == make::windows({"09:00-12:00", "13:00-17:00"}));
  CHECK(stored.overrides == Overrides{{date("2026-12-25"), {}}});
  CHECK(changed.availability.weekly == stored.weekly);
  CHECK(changed.availability.overrides == stored.overrides);
  CHECK(desk.calendar.availability(desk.owner, date("2026-12-26")).overrides.empty());
}

TEST_CASE("a change of availability touches no appointment, and lists those left outside") {
  Desk desk;
  desk.book("2026-11-23T08:00Z");  // Monday 09:00 on the wall
  desk.book("2026-11-23T10:00Z");
  desk.book("2026-11-24T12:00Z");  // Tuesday 13:00
  AvailabilityChange change;
  change.weekly = Desk::every_day({"09:00-11:00"});
  CHECK(starts(desk.calendar.change_availability(desk.owner, change, desk.now, Effect::rehearsal).stranded) ==
        "2026-11-23T10:00Z 2026-11-24T12:00Z");
  CHECK(starts(desk.calendar.change_availability(desk.owner, change, desk.now, Effect::real).stranded) ==
        "2026-11-23T10:00Z 2026-11-24T12:00Z");
  // Asked again they still lie outside; ended ones do not count.
  CHECK(starts(
            desk.calendar.change_availability(desk.owner, change, at("2026-11-23T10:59:59Z"), Effect::real).stranded) ==
        "2026-11-23T10:00Z 2026-11-24T12:00Z");
  CHECK(starts(desk.calendar.change_availability(desk.owner, change, at("2026-11-23T11:00Z"), Effect::real).stranded) ==
        "2026-11-24T12:00Z");
  CHECK(desk.upcoming().size() == 3);
}

TEST_CASE("a change of zone strands what the moved hours leave out") {
  Desk desk;
  desk.book("2026-11-23T08:00Z");
  desk.book("2026-11-23T14:00Z");
  AvailabilityChange change;
  change.zone = zone("America/New_York");  // 09:00-12:00 and 13:00-17:00 are 14:00Z-17:00Z and 18:00Z-22:00Z
  CHECK(starts(desk.calendar.change_availability(desk.owner, change, desk.now, Effect::real).stranded) ==
        "2026-11-23T08:00Z");
  CHECK(desk.calendar.owner(alice()).time_zone().name() == "America/New_York");
}

TEST_CASE("a rehearsal leaves every byte of the file as it was") {
  Desk desk;
  desk.book("2026-11-23T10:00Z");
  const std::string before = bytes_of(desk.path);
  AvailabilityChange change;
  change.zone = zone("Asia/Tokyo");
  change.weekly = Desk::every_day({"09:00-10:00"});
  change.overrides[date("2026-12-25")] = Windows{};
  const auto changed = desk.calendar.change_availability(desk.owner, change, desk.now, Effect::rehearsal);
  CHECK(changed.availability.zone.name() == "Asia/Tokyo");
  CHECK(changed.availability.overrides.size() == 1);
  CHECK(changed.stranded.size() == 1);
  {
    const Store::Transaction reading{desk.store, Store::Transaction::Kind::read};
    const Owner bob = desk.calendar.add_owner(OwnerName{"bob"}, zone("UTC"), Effect::rehearsal);
    CHECK(desk.calendar.change_availability(bob, change, desk.now, Effect::rehearsal).owner.zone == "Asia/Tokyo");
  }
  CHECK_FALSE(desk.calendar.book(desk.request("2026-11-23T08:00Z"), desk.now, Effect::rehearsal).appointment.ref);
  CHECK(bytes_of(desk.path) == before);
}

TEST_CASE("a service keeps what a change leaves out, loses what it empties") {
  Desk desk;
  const ServiceName talk{"talk"};
  ServiceChange change;
  change.duration = 30min;
  change.step = 10min;
  change.buffer_before = 5min;
  change.notice = 60min;
  change.horizon = Days{60};
  change.max_per_day = 5;
  desk.calendar.set_service(desk.owner, talk, change);
  ServiceChange second;
  second.buffer_after = 15min;
  second.horizon = std::optional<Days>{};
  desk.calendar.set_service(desk.owner, talk, second);
  const Service stored = desk.calendar.service(desk.owner, talk);
  CHECK(stored.duration == 30min);
  CHECK(stored.step == 10min);
  CHECK(stored.buffer_before == 5min);
  CHECK(stored.buffer_after == 15min);
  CHECK(stored.notice == 60min);
  CHECK_FALSE(stored.horizon);
  CHECK(stored.max_per_day == 5);
}

TEST_CASE("a removed service is gone, but the default one starts afresh") {
  Desk desk;
  const ServiceName standard{"default"}, talk{"talk"};
  ServiceChange change;
  change.duration = 30min;
  for (const ServiceName& name : {standard, talk}) desk.calendar.set_service(desk.owner, name, change);
  REQUIRE(desk.calendar.services(desk.owner).size() == 2);
  const RemovedService removed = desk.calendar.remove_service(desk.owner, talk);
  CHECK(removed.removed.name == talk);
  CHECK_FALSE(removed.restored);
  const RemovedService back = desk.calendar.remove_service(desk.owner, standard);
  CHECK(back.removed.duration == 30min);
  REQUIRE(back.restored);
  CHECK(back.restored->duration == 60min);
  REQUIRE(desk.calendar.services(desk.owner).size() == 1);
  CHECK(desk.calendar.services(desk.owner)[0].duration == 60min);
  const Error error = error_of([&] { desk.calendar.remove_service(desk.owner, talk); });
  CHECK(error.code() == Code::unknown_service);
  CHECK(error.remedy().subject == "default");
}

TEST_CASE("busy time says what is booked in it, and lists what touches") {
  Desk desk;
  desk.book("2026-11-23T08:00Z");
  desk.book("2026-11-23T10:00Z");
  const AddedBusy added =
      desk.calendar.add_busy(desk.owner, span("2026-11-23T08:30Z", "2026-11-23T10:00Z"), " team meeting ");
  CHECK(starts(added.appointments) == "2026-11-23T08:00Z");
  CHECK(added.busy.note == "team meeting");
  CHECK(starts(desk.search("2026-11-23T08:00Z", "2026-11-23T13:00Z")) == "2026-11-23T12:00Z");
  CHECK(desk.calendar.busy(desk.owner, span("2026-11-23T09:59Z", "2026-11-23T11:00Z")).size() == 1);
  CHECK(desk.calendar.busy(desk.owner, span("2026-11-23T10:00Z", "2026-11-23T11:00Z")).empty());
  CHECK(desk.calendar.remove_busy(added.busy.id).note == "team meeting");
  CHECK(code_of([&] { desk.calendar.remove_busy(added.busy.id); }) == Code::unknown_reference);
  CHECK(code_of([&] {
          desk.calendar.add_busy(desk.owner, {nameable.end, nameable.end + 1h}, {});
        }) == Code::invalid_date);
  CHECK(code_of([&] { desk.calendar.add_busy(desk.owner, added.busy.span, "\n"); }) == Code::invalid_input);
}

}  // namespace

}  // namespace calendar
