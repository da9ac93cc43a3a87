// Booking with whoever is free first.

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "calendar/calendar.hpp"
#include "support/alice_calendar.hpp"

namespace calendar {

namespace {

using make::at;

// Owners around the world with hours and appointments at random, and a week that is searched.
struct Offices : AliceCalendar {
  std::mt19937 random;
  std::vector<Owner> owners{owner};
  Interval week{now, now + Days{7}};

  Offices(unsigned seed, int appointments) : random{seed} {
    for (const char* name : {"zoe", "bea", "carl"}) {
      const char* zones[] = {"Europe/Berlin", "America/New_York", "Asia/Tokyo"};
      owners.push_back(calendar.add_owner(OwnerName{name}, make::zone(zones[number(0, 2)]), now, Effect::real));
      open(owners.back());
    }
    for (int i = 0; i < appointments; ++i) book_something();
  }

  int number(int least, int most) { return std::uniform_int_distribution<int>{least, most}(random); }

  void open(const Owner& whose) {
    AvailabilityChange hours;
    for (unsigned day = 1; day <= 7; day += 2) {
      const Minutes start = std::chrono::hours{number(0, 20)};
      hours.weekly.emplace_back(std::chrono::weekday{day}, Windows{{start, start + std::chrono::hours{number(1, 3)}}});
    }
    calendar.change_availability(whose, hours, now, Effect::real);
  }

  void book_something() {
    const Owner& whose = owners[static_cast<std::size_t>(number(0, 3))];
    const auto slots = calendar.search(whose, ServiceName{"default"}, week, now);
    if (slots.empty()) return;
    BookingRequest wanted = request("2026-11-22T09:00Z");
    wanted.owner = whose;
    wanted.start = slots[static_cast<std::size_t>(number(0, static_cast<int>(slots.size()) - 1))].start;
    calendar.book(wanted, now, Effect::real);
  }

  std::vector<BookingRequest> first(const ServiceName& service = ServiceName{"default"}) const {
    std::vector<BookingRequest> alternatives;
    for (const Owner& each : owners) {
      alternatives.push_back({.owner = each,
                              .service = service,
                              .start = FirstFree{week},
                              .zone = each.time_zone(),
                              .invitee = {"Bob Stone"}});
    }
    return alternatives;
  }

  // How many booked appointments start on the date of that instant, by the owner's clock.
  std::size_t appointments_on_date(const Owner& whose, Instant instant) {
    const TimeZone zone = whose.time_zone();
    const std::vector<Listed> all = calendar.history({{whose}});
    return static_cast<std::size_t>(std::ranges::count_if(all, [&](const Listed& each) {
      return each.appointment.status == Status::booked && zone.date(each.place.start) == zone.date(instant);
    }));
  }
};

// By looking at each owner's slots one by one.
std::optional<std::pair<Instant, OwnerName>> expected(Offices& offices) {
  std::optional<std::tuple<Instant, std::size_t, OwnerName>> best;
  for (const Owner& each : offices.owners) {
    const auto slots = offices.calendar.search(each, ServiceName{"default"}, offices.week, offices.now);
    if (slots.empty()) continue;
    const Instant start = slots.front().start;
    const std::tuple candidate{start, offices.appointments_on_date(each, start), each.name};
    if (!best || candidate < *best) best = candidate;
  }
  if (!best) return std::nullopt;
  return std::pair{std::get<Instant>(*best), std::get<OwnerName>(*best)};
}

}  // namespace

TEST_CASE("the first of several is earliest, then least busy, then by name") {
  for (unsigned seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    Offices offices{seed, 20};
    while (const auto wanted = expected(offices)) {
      const Appointment booked = offices.calendar.book_first(offices.first(), offices.now, Effect::real).appointment;
      CHECK(booked.span.start == wanted->first);
      CHECK(booked.owner == wanted->second);
      CHECK(booked.ref);
    }
    const Error error =
        make::error_of([&] { offices.calendar.book_first(offices.first(), offices.now, Effect::real); });
    CHECK(error.code() == Code::no_availability);
    CHECK(error.remedy().subject.empty());  // everybody was asked
  }
}

TEST_CASE("who does not offer the service is left out; nobody is refused") {
  Offices offices{1, 0};
  const ServiceName tour{"tour"};
  CHECK(make::code_of([&] { offices.calendar.book_first(offices.first(tour), offices.now, Effect::real); }) ==
        Code::unknown_service);
  CHECK(make::code_of([&] {
          offices.calendar.agendas({{offices.owner, offices.week}}, tour);
        }) == Code::unknown_service);
  offices.calendar.set_service(offices.owners[2], tour, ServiceChange{}, offices.now);
  const Booking booked = offices.calendar.book_first(offices.first(tour), offices.now, Effect::rehearsal);
  CHECK(booked.appointment.owner == offices.owners[2].name);
  CHECK_FALSE(booked.appointment.ref);
  std::vector<SlotSearch> searches;
  for (const Owner& each : offices.owners) searches.push_back({each, offices.week});
  const auto agendas = offices.calendar.agendas(searches, tour);
  REQUIRE(agendas.size() == 1);
  CHECK(agendas[0].owner.name == offices.owners[2].name);
}

TEST_CASE("a key is looked for among all owners who are asked") {
  Offices offices{2, 0};
  auto request = offices.first();
  for (BookingRequest& each : request) each.key = "web-1";
  const Appointment made = offices.calendar.book_first(request, offices.now, Effect::real).appointment;
  CHECK(offices.calendar.book_first(request, offices.now, Effect::real).appointment == made);
  std::ranges::reverse(request);
  CHECK(offices.calendar.book_first(request, offices.now, Effect::real).appointment == made);
  for (BookingRequest& each : request) each.invitee.name = "Eve";
  CHECK(make::code_of([&] { offices.calendar.book_first(request, offices.now, Effect::real); }) == Code::key_reused);
  // Another owner's use of the same key, for that very request, is found behind the one that is not.
  std::erase_if(request, [&](const BookingRequest& each) { return each.owner.name == made.owner; });
  const Appointment other = offices.calendar.book_first(request, offices.now, Effect::real).appointment;
  auto all = offices.first();
  for (BookingRequest& each : all) each = {each.owner, each.service, each.start, each.zone, {"Eve"}, "web-1"};
  CHECK(offices.calendar.book_first(all, offices.now, Effect::real).appointment == other);
}

TEST_CASE("the booked one keeps its own request's zone and range") {
  Offices offices{3, 0};
  auto request = offices.first();
  request.erase(request.begin() + 2, request.end());
  request[0].start = FirstFree{{at("2026-11-24T00:00Z"), at("2026-11-25T00:00Z")}};
  request[1].start = FirstFree{{offices.now, offices.now}};
  const Appointment booked = offices.calendar.book_first(request, offices.now, Effect::real).appointment;
  CHECK(booked.owner == alice_name());
  CHECK(booked.zone == "Europe/Berlin");
  CHECK(booked.span.start >= at("2026-11-24T00:00Z"));
}

}  // namespace calendar
