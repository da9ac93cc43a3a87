// The calendars of rule_scenario.hpp, compared with rule_oracle.hpp. A failure shows the seed.

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "booking/rule_oracle.hpp"
#include "booking/rule_scenario.hpp"
#include "calendar/calendar.hpp"
#include "support/alice_calendar.hpp"
#include "support/terminal.hpp"

namespace calendar {

namespace {

std::vector<Instant> starts_of(const std::vector<Interval>& slots) {
  std::vector<Instant> all;
  for (const Interval& slot : slots) all.push_back(slot.start);
  return all;
}

std::vector<Code> codes_of(const Verdict& verdict) {
  std::vector<Code> all;
  for (const Refusal& refusal : verdict.reasons) all.push_back(refusal.code());
  all.erase(std::unique(all.begin(), all.end()), all.end());  // both an appointment and busy time
  return all;
}

std::string text(const std::vector<Instant>& instants) {
  std::string out;
  for (const Instant instant : instants) out += make::text(instant) + " ";
  return out;
}

std::string text(const std::vector<Code>& codes) {
  std::string out;
  for (const Code code : codes) out += std::string{code.name} + " ";
  return out;
}

// So many scenarios, the same whenever it runs; each zone equally often.
template <class Property>
void for_scenarios(std::uint64_t first_seed, std::uint64_t count, Property&& holds_for) {
  for (std::uint64_t seed = first_seed; seed < first_seed + count * eras.size(); ++seed) {
    CAPTURE(seed);
    Scenario scenario{seed};
    CAPTURE(scenario.zone().name());
    CAPTURE(scenario.now);
    holds_for(scenario);
  }
}

// The slots that are listed, as the oracle has them too.
std::vector<Interval> agreed_slots(Scenario& scenario, const Interval& range) {
  const std::vector<Interval> listed = scenario.search(range);
  REQUIRE(text(starts_of(listed)) == text(scenario.oracle().free(range, scenario.now)));
  return listed;
}

void check_refused(Scenario& scenario, Instant start, const std::vector<Code>& reasons) {
  CAPTURE(start);
  try {
    scenario.calendar().book(scenario.request(start), scenario.now, Effect::rehearsal);
    FAIL_CHECK("it could be booked");
  } catch (const Refused& refused) {
    CHECK(text(codes_of(refused.verdict())) == text(reasons));
    CHECK(refused.code() == reasons.front());
  }
}

// Moves it exactly when the oracle, told of the others only, has nothing against it: by the present
// rules, but with its own length and buffers. Where it is already it may stay. Says whether it moved over where it was
// itself.
bool check_move(Scenario& scenario, const Reference& ref, Instant start) {
  Oracle others = scenario.oracle();
  const Taken own = others.taken.extract(ref).mapped();
  others.service.step = others.service.step.value_or(others.service.duration);
  others.service.duration = std::chrono::floor<Minutes>(own.span.end - own.span.start);
  others.service.buffer_before = std::chrono::floor<Minutes>(own.span.start - own.occupied.start);
  others.service.buffer_after = std::chrono::floor<Minutes>(own.occupied.end - own.span.end);
  std::vector<Code> reasons = others.reasons(start, scenario.now);
  if (start == own.span.start) reasons.clear();
  const auto move = [&] {
    return scenario.calendar().reschedule({ref, start, scenario.request(start).zone}, scenario.now, Effect::real);
  };
  CAPTURE(ref.str());
  CAPTURE(own.span);
  CAPTURE(start);
  if (reasons.empty()) {
    const Appointment moved = move().after;
    CHECK(moved.occupied == others.kept_by(start));
    scenario.oracle().taken.at(ref) = {moved.span, moved.occupied, true};
  } else {
    CHECK(make::code_of(move) == reasons.front());
  }
  agreed_slots(scenario, scenario.range);
  return reasons.empty() && Oracle::collide(own.occupied, others.kept_by(start));
}

}  // namespace

TEST_CASE("search offers the starts that reading the clock each minute finds") {
  for_scenarios(1'000, 8, [](Scenario& scenario) {
    agreed_slots(scenario, scenario.range);
    for (int n = 0; n < 4; ++n) {
      const Instant from = scenario.any_minute();
      agreed_slots(scenario, {from, scenario.dice().minute_of({from, scenario.range.end}) + Seconds{n}});
    }
  });
}

TEST_CASE("what is listed can be booked, all else is refused with reasons") {
  for_scenarios(2'000, 1, [](Scenario& scenario) {
    for (const Interval& slot : agreed_slots(scenario, scenario.range)) {
      CAPTURE(slot);
      const BookingRequest request = scenario.request(slot.start);
      REQUIRE(scenario.calendar().book(request, scenario.now, Effect::rehearsal).appointment.span == slot);
    }
    for (int unlisted = 0; unlisted < 100;) {
      const Instant start = scenario.any_start();
      const std::vector<Code> reasons = scenario.oracle().reasons(start, scenario.now);
      if (reasons.empty()) continue;
      check_refused(scenario, start, reasons);
      if (++unlisted % 10 != 0) continue;
      const Verdict why =
          scenario.calendar().why(scenario.owner(), scenario.choice(), start, scenario.zone(), scenario.now);
      CHECK(text(codes_of(why)) == text(reasons));
    }
  });
}

TEST_CASE("a cancellation gives back exactly the slots that the booking took") {
  for_scenarios(3'000, 3, [](Scenario& scenario) {
    const std::vector<Interval> before = agreed_slots(scenario, scenario.range);
    for (int n = 0; n < 3 && !before.empty(); ++n) {
      const Appointment booked = scenario.book(scenario.dice().any(before).start);
      agreed_slots(scenario, scenario.range);
      scenario.cancel(booked);
      CHECK(scenario.search() == before);
    }
  });
}

TEST_CASE("an appointment never stands in the way of its own move") {
  int moved_over_itself = 0;
  for_scenarios(4'000, 4, [&](Scenario& scenario) {
    for (int n = 0; n < 2; ++n) {
      const std::vector<Interval> slots = agreed_slots(scenario, scenario.range);
      if (!slots.empty()) scenario.book(scenario.dice().any(slots).start);
    }
    const std::map<Reference, Taken> all = scenario.oracle().taken;
    for (const auto& [ref, taken] : all) {
      if (!taken.counts || taken.span.start <= scenario.now) continue;
      const std::set<Instant> grid = scenario.oracle().grid();
      const auto next_step = grid.upper_bound(taken.span.start);
      if (next_step != grid.end()) moved_over_itself += check_move(scenario, ref, *next_step) ? 1 : 0;
      moved_over_itself += check_move(scenario, ref, taken.span.start) ? 1 : 0;
      check_move(scenario, ref, scenario.any_start());
    }
  });
  CHECK(moved_over_itself > 50);
}

TEST_CASE("a day is full also by what starts in its repeated hour") {
  // 2010-11-07 in St Johns: 00:01 -02:30 -> 23:01 -03:30 on 2010-11-06.
  AliceCalendar alice;
  AvailabilityChange round_the_clock;
  round_the_clock.zone = make::zone("America/St_Johns");
  round_the_clock.weekly = AliceCalendar::every_day({"00:00-24:00"});
  alice.calendar.change_availability(alice.owner, round_the_clock, alice.now, Effect::real);
  ServiceChange one_a_day;
  one_a_day.max_per_day = 1;
  alice.calendar.set_service(alice.owner, ServiceName{"default"}, one_a_day, alice.now);
  alice.now = make::at("2010-11-05T12:00Z");
  BookingRequest late = alice.request("2010-11-07T03:00Z");  // 23:30 on 2010-11-06, the second
  late.rules = Rules::overridden;
  alice.calendar.book(late, alice.now, Effect::real);
  CHECK(make::code_of([&] { alice.book("2010-11-06T13:30Z"); }) == Code::day_full);  // 11:00
  CHECK(starts(alice.search("2010-11-06T13:00Z", "2010-11-06T15:00Z")) == "");
}

TEST_CASE("the zone in which somebody asks changes no free instant") {
  Terminal terminal;
  for_scenarios(5'000, 1, [&](Scenario& scenario) {
    scenario.commit();
    terminal.variables["CALBOOK_DB"] = scenario.path().string();
    terminal.now = scenario.now;
    const std::string expected = text(starts_of(agreed_slots(scenario, scenario.range)));
    for (const std::string zone : {"UTC", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu"}) {
      CAPTURE(zone);
      const Answer answer = terminal("slots search --json --tz " + zone + " --duration " +
                                     std::to_string(scenario.choice().duration->count()) + "m" + " --from " +
                                     make::text(scenario.range.start) + " --to " + make::text(scenario.range.end));
      REQUIRE_MESSAGE(answer.exit == 0, answer.err);
      std::vector<Instant> starts;
      for (const auto& slot : answer.json()) starts.push_back(make::at(slot["start_utc"].get<std::string>()));
      CHECK(text(starts) == expected);
    }
  });
}

}  // namespace calendar
