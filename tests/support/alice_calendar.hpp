#pragma once

#include <string_view>

#include "calendar/calendar.hpp"
#include "support/make.hpp"
#include "support/temporary_folder.hpp"

namespace calendar {

inline const OwnerName& alice_name() {
  static const OwnerName name{"alice"};
  return name;
}

/// A new file with one owner, alice in Berlin, open 09:00-12:00 and 13:00-17:00 every day.
/// `now` is Sunday 2026-11-22, 10:00 on her wall (+01:00).
struct AliceCalendar {
  TemporaryFolder folder;
  std::filesystem::path path = folder / "calbook.db";
  Store store{path, Store::Access::create, [] { return FileIdentity{}; }};
  Calendar calendar{store};
  Instant now = make::at("2026-11-22T09:00Z");
  TimeZone berlin = make::zone("Europe/Berlin");
  Owner owner = calendar.add_owner(alice_name(), berlin, now, Effect::real);

  AliceCalendar() { set_hours({"09:00-12:00", "13:00-17:00"}); }

  /// The same windows on every day of the week.
  void set_hours(std::initializer_list<std::string_view> windows) {
    AvailabilityChange hours;
    hours.weekly = every_day(windows);
    calendar.change_availability(owner, hours, now, Effect::real);
  }

  static std::vector<std::pair<std::chrono::weekday, Windows>> every_day(
      std::initializer_list<std::string_view> windows) {
    std::vector<std::pair<std::chrono::weekday, Windows>> days;
    for (unsigned day = 1; day <= 7; ++day) days.emplace_back(day, make::windows(windows));
    return days;
  }

  BookingRequest request(std::string_view start, const std::string& name = "Bob Stone") const {
    return {.owner = owner, .start = make::at(start), .zone = berlin, .invitee = {name, {}, {}}};
  }

  Appointment book(std::string_view start, const std::string& name = "Bob Stone") {
    return calendar.book(request(start, name), now, Effect::real).appointment;
  }

  std::vector<Listed> upcoming() { return calendar.upcoming({{owner}}, now); }

  std::vector<Interval> search(std::string_view from, std::string_view to) {
    return calendar.search(owner, ServiceName{"default"}, make::span(from, to), now);
  }
};

/// The starts, separated by blanks.
inline std::string starts(const std::vector<Appointment>& appointments) {
  std::string out;
  for (const Appointment& one : appointments) out += (out.empty() ? "" : " ") + make::text(one.span.start);
  return out;
}
inline std::string starts(const std::vector<Listed>& list) {
  std::string out;
  for (const Listed& one : list) out += (out.empty() ? "" : " ") + make::text(one.place.start);
  return out;
}
inline std::string starts(const std::vector<Interval>& slots) {
  std::string out;
  for (const Interval& one : slots) out += (out.empty() ? "" : " ") + make::text(one.start);
  return out;
}

}  // namespace calendar
