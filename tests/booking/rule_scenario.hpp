#pragma once

// Random calendars around the days on which clocks are changed. What is random follows from a seed.

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <random>
#include <vector>

#include "booking/rule_oracle.hpp"
#include "calendar/calendar.hpp"
#include "support/alice_calendar.hpp"

namespace calendar {

/// Where clocks are changed, and when: by an hour, by half of one (Lord Howe), by two (Troll), right
/// after midnight (St Johns), by a whole date (Apia); and one that is not, but stands at +05:45.
struct Era {
  const char* zone;
  const char* date;
};
inline constexpr std::array eras{
    Era{"Europe/Berlin", "2026-03-29"},       Era{"Europe/Berlin", "2026-10-25"},
    Era{"America/New_York", "2026-03-08"},    Era{"America/New_York", "2026-11-01"},
    Era{"Australia/Lord_Howe", "2026-04-05"}, Era{"Australia/Lord_Howe", "2026-10-04"},
    Era{"America/St_Johns", "2010-11-07"},    Era{"America/St_Johns", "2011-03-13"},
    Era{"Africa/Casablanca", "2026-02-15"},   Era{"Africa/Casablanca", "2026-03-22"},
    Era{"Antarctica/Troll", "2026-03-29"},    Era{"Antarctica/Troll", "2026-10-25"},
    Era{"Pacific/Apia", "2011-12-30"},        Era{"Asia/Kathmandu", "2026-06-01"},
};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_{seed} {}
  // The same on every machine, unlike the distributions of the standard library.
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }
  bool one_in(int n) { return below(n) == 0; }
  template <class Values>
  const auto& any(const Values& values) {
    return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
  }
  Minutes minutes(std::initializer_list<int> choices) { return Minutes{any(std::vector<int>{choices})}; }
  Instant minute_of(const Interval& span) {
    return span.start + Minutes{below(static_cast<int>((span.end - span.start) / Minutes{1}))};
  }

 private:
  std::mt19937_64 random_;
};

/// Up to four windows; some touch, and the last may reach past midnight.
inline Windows any_windows(Dice& dice) {
  if (dice.one_in(8)) return {};
  if (dice.one_in(8)) return {{Minutes{0}, Days{1}}};
  const Minutes grain = dice.minutes({1, 5, 15, 30});
  Windows windows;
  Minutes start = grain * dice.below(static_cast<int>(Minutes{600} / grain));
  for (int wanted = 1 + dice.below(4); wanted > 0 && start < Days{1}; --wanted) {
    const Minutes end = start + grain * (1 + dice.below(static_cast<int>(Minutes{540} / grain)));
    windows.push_back({start, end});
    start = end + grain * (dice.one_in(3) ? 0 : dice.below(static_cast<int>(Minutes{300} / grain)));
  }
  return windows;
}

inline ServiceChange any_rules(Dice& dice) {
  ServiceChange rules;
  rules.duration = dice.one_in(6) ? Minutes{1 + dice.below(400)} : dice.minutes({15, 20, 30, 45, 60, 90, 240});
  if (dice.one_in(2)) rules.step = dice.minutes({10, 15, 25, 30, 60, 100, 240});
  rules.buffer_before = dice.minutes({0, 0, 0, 5, 15, 60, 200});
  rules.buffer_after = dice.minutes({0, 0, 0, 5, 10, 30, 300});
  rules.notice = dice.minutes({0, 0, 1, 60, 240, 2 * 1440});
  rules.horizon = std::optional<Days>{};
  if (dice.one_in(2)) rules.horizon = Days{dice.below(7)};
  if (dice.one_in(3)) rules.duration_max = *rules.duration * (2 + dice.below(3));
  if (rules.duration_max > Days{1}) rules.duration_max.reset();
  rules.max_per_day = std::optional<int>{};
  if (dice.one_in(2)) rules.max_per_day = 1 + dice.below(3);
  rules.notice_days = Days{dice.one_in(3) ? dice.below(4) : 0};
  rules.max_per_week = std::optional<int>{};
  if (dice.one_in(3)) rules.max_per_week = 1 + dice.below(6);
  return rules;
}

/// alice's calendar in a file, and the oracle that was told the same.
class Scenario {
 public:
  explicit Scenario(std::uint64_t seed)
      : dice_{seed}, zone_{make::zone(era(seed).zone)}, middle_{make::date(era(seed).date).time_since_epoch()} {
    calendar_.change_availability(owner_, hours(), now, Effect::real);
    if (dice_.one_in(3)) calendar_.change_availability(owner_, service_hours(), now, Effect::real);
    oracle_.emplace(clock_, own_);
    // What was booked before the rules became what they are.
    const Instant long_ago = range.start - Days{30};
    for (int n = dice_.below(6); n > 0; --n) book_anything(ServiceName{"default"}, long_ago);
    for (int n = dice_.below(6); n > 0; --n) book_anything(ServiceName{"other"}, long_ago);
    for (int n = dice_.below(5); n > 0; --n) {
      const Instant start = any_minute();
      oracle_->busy.push_back({start, start + Minutes{1 + dice_.below(500)}});
      calendar_.add_busy(owner_, oracle_->busy.back(), {}, now);
    }
    limit_owner();
    choose_length(set_rules(default_.name.value()));
  }

  // Until then nobody else sees the calendar, and no case waits for the disk.
  void commit() { whole_.commit(); }

  std::vector<Interval> search(const Interval& in) { return calendar_.search(owner_, default_, in, now); }
  std::vector<Interval> search() { return search(range); }

  // The time may be named in any zone.
  BookingRequest request(Instant start) {
    return {.owner = owner_,
            .service = default_,
            .start = start,
            .zone = make::zone(dice_.any(eras).zone),
            .invitee = {"Bob", {}, {}}};
  }

  Appointment book(Instant start) {
    const Appointment booked = calendar_.book(request(start), now, Effect::real).appointment;
    oracle_->taken.emplace(*booked.ref, Taken{booked.span, booked.occupied, true});
    return booked;
  }

  void cancel(const Appointment& appointment) {
    calendar_.cancel(*appointment.ref, {}, now);
    oracle_->taken.erase(*appointment.ref);
  }

  // Any minute of the range; half of them close to where the clock is changed.
  Instant any_minute() {
    return dice_.minute_of(dice_.one_in(2) ? range : Interval{change_ - Minutes{150}, change_ + Minutes{150}});
  }

  // A start that may be on the grid, next to it, or anywhere, including the past.
  Instant any_start() {
    const Instant anywhere = dice_.one_in(4) ? dice_.minute_of({range.start - Days{2}, now}) : any_minute();
    const auto on_grid = oracle_->grid().lower_bound(anywhere);
    if (on_grid == oracle_->grid().end() || dice_.one_in(3)) return anywhere + Seconds{dice_.one_in(8) ? 30 : 0};
    return *on_grid + (dice_.one_in(2) ? Minutes{0} : Minutes{dice_.below(61) - 30});
  }

  Dice& dice() { return dice_; }
  Calendar& calendar() { return calendar_; }
  Oracle& oracle() { return *oracle_; }
  const TimeZone& zone() const { return zone_; }
  const ServiceChoice& choice() const { return default_; }
  const Owner& owner() const { return owner_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  static const Era& era(std::uint64_t seed) { return eras[seed % eras.size()]; }

  AvailabilityChange hours() {
    AvailabilityChange change;
    for (unsigned day = 1; day <= 7; ++day) {
      own_.weekly[day - 1] = any_windows(dice_);
      change.weekly.emplace_back(day, own_.weekly[day - 1]);
    }
    for (int n = dice_.below(4); n > 0; --n) {
      const Date date = clock_.date(any_minute());
      own_.overrides[date] = any_windows(dice_);
      change.overrides[date] = own_.overrides[date];
    }
    return change;
  }

  AvailabilityChange service_hours() {
    AvailabilityChange change;
    change.service = default_.name;
    own_.service.emplace();
    for (unsigned day = 1; day <= 7; ++day) {
      own_.service->at(day - 1) = any_windows(dice_);
      change.weekly.emplace_back(day, own_.service->at(day - 1));
    }
    return change;
  }

  void limit_owner() {
    if (!dice_.one_in(3)) return;
    oracle_->owner_max_per_day = 1 + dice_.below(4);
    OwnerChange change;
    change.max_per_day = oracle_->owner_max_per_day;
    owner_ = calendar_.set_owner(owner_, change, now, Effect::real).owner;
  }

  // The shortest is offered at the same starts as the others.
  void choose_length(Service rules) {
    rules.step = rules.step.value_or(rules.duration);
    if (rules.duration_max) rules.duration *= 1 + dice_.below(static_cast<int>(*rules.duration_max / rules.duration));
    default_.duration = rules.duration;
    oracle_->service = rules;
  }

  Service set_rules(const ServiceName& name) { return calendar_.set_service(owner_, name, any_rules(dice_), now); }

  // Books by force where nothing is; some of it is cancelled again.
  void book_anything(const ServiceName& name, Instant when) {
    oracle_->service = set_rules(name);
    BookingRequest forced = request(any_minute());
    forced.service = name;  // and the shortest
    forced.rules = Rules::overridden;
    if (oracle_->is_taken(std::get<Instant>(forced.start))) {
      CHECK(make::code_of([&] { calendar_.book(forced, when, Effect::real); }) == Code::slot_taken);
      return;
    }
    const Appointment booked = calendar_.book(forced, when, Effect::real).appointment;
    oracle_->taken.emplace(*booked.ref, Taken{booked.span, booked.occupied, name == default_.name});
    if (dice_.one_in(5)) cancel(booked);
  }

  Instant any_now() {
    const Instant minute = dice_.one_in(4) ? any_minute() : range.start + Minutes{dice_.below(4 * 1440) - 1440};
    return minute + Seconds{dice_.one_in(3) ? 30 : 0};
  }

  Dice dice_;
  TimeZone zone_;
  Instant middle_;

 public:
  const Interval range{middle_ - Days{3}, middle_ + Days{4}};

 private:
  WallClock clock_{zone_, {range.start - Days{4}, range.end + Days{3}}};
  Instant change_ = clock_.change().value_or(middle_);

 public:
  const Instant now = any_now();

 private:
  ServiceChoice default_{ServiceName{"default"}};
  OwnHours own_;
  std::optional<Oracle> oracle_;
  TemporaryFolder folder_;
  std::filesystem::path path_ = folder_ / "calbook.db";
  Store store_{path_, Store::Access::create};
  Calendar calendar_{store_};
  Store::Transaction whole_{store_, Store::Transaction::Kind::write};
  Owner owner_ = calendar_.add_owner(alice_name(), zone_, now, Effect::real);
};

}  // namespace calendar
