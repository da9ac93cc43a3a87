// Dates and times: what is read lies in the dates that people can name, and reads back from its
// canonical form as the same value.

#include <fmt/format.h>

#include <array>

#include "input/grammar.hpp"
#include "property.hpp"
#include "text/complaint.hpp"
#include "text/time_text.hpp"

using namespace std::chrono_literals;
using calendar::Code;
using calendar::Date;
using calendar::Instant;
using calendar::iso;
using calendar::WallTime;

namespace {

bool can_be_named(Date date) {
  return calendar::first_date <= date && date <= calendar::last_date;
}

std::string spelled(calendar::Minutes time) {
  return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

void check_wall_time(WallTime wall_time, Date today) {
  const Date date = std::chrono::floor<calendar::Days>(wall_time);
  must_hold(can_be_named(date), "a time lies on a date that can be named");
  must_hold((wall_time - date) % 1min == 0s, "a time has whole minutes");
  const auto canonical = iso(date) + "T" + spelled(std::chrono::floor<calendar::Minutes>(wall_time - date));
  must_hold(calbook::parse_datetime(canonical, today) == calbook::TypedTime{wall_time}, "a time reads back");

  static const calendar::TimeZone berlin = calendar::TimeZone::find("Europe/Berlin").value();
  const auto meant = read_or_refused({calbook::codes::skipped_time, calbook::codes::repeated_time},
                                     [&] { return calbook::resolve(wall_time, berlin); });
  if (meant) must_hold(berlin.wall_time(*meant) == wall_time, "the instant that is meant reads as it was typed");
}

void check_instant(Instant instant) {
  const Date date = std::chrono::floor<calendar::Days>(WallTime{instant.time_since_epoch()});
  // An offset may carry it to the date beside.
  must_hold(can_be_named(date) || can_be_named(date - calendar::Days{1}) || can_be_named(date + calendar::Days{1}),
            "an instant is near");
  if (!can_be_named(date)) return;
  must_hold(calbook::parse_instant(calbook::rfc3339_utc(instant)) == instant, "an instant reads back");
}

void check_time(const calbook::TypedTime& time, Date today) {
  if (const auto* instant = std::get_if<Instant>(&time)) return check_instant(*instant);
  check_wall_time(std::get<WallTime>(time), today);
}

void check_dates(std::string_view text, Date today) {
  const auto date = read_or_refused({Code::invalid_date}, [&] { return calbook::parse_date(text, today); });
  if (date) {
    must_hold(can_be_named(*date), "a date can be named");
    must_hold(calbook::parse_date(iso(*date), today) == *date, "a date reads back");
  }
  const auto range =
      read_or_refused({Code::invalid_date, calbook::codes::usage}, [&] { return calbook::parse_dates(text, today); });
  if (range) {
    must_hold(range->first <= range->last, "dates do not end before they start");
    const auto again = calbook::parse_dates(iso(range->first) + ".." + iso(range->last), today);
    must_hold(again.first == range->first && again.last == range->last, "dates read back");
  }
  const auto time = read_or_refused({Code::invalid_date, calbook::codes::invalid_time},
                                    [&] { return calbook::parse_datetime(text, today); });
  if (time) check_time(*time, today);

  const auto bound = read_or_refused({Code::invalid_date, calbook::codes::invalid_time},
                                     [&] { return calbook::parse_bound(text, today); });
  must_hold(bound.has_value() == (date || time), "a bound is a date or a time");
  if (bound && date) must_hold(*bound == calbook::TypedBound{*date}, "a date is a bound");
  if (bound && !date) must_hold(*bound == calbook::TypedBound{*time}, "a time is a bound");
}

}  // namespace

void check(std::string_view text) {
  // By the length: blanks around a text change nothing but that.
  constexpr std::array<Date, 3> todays{calendar::first_date, Date{std::chrono::year{2026} / 11 / 22},
                                       calendar::last_date};
  check_dates(text, todays.at(text.size() % todays.size()));

  const auto time = read_or_refused({calbook::codes::invalid_time}, [&] { return calbook::parse_time(text); });
  if (time) {
    must_hold(0min <= *time && *time < 24h, "a time is one that a clock shows");
    must_hold(calbook::parse_time(spelled(*time)) == *time, "a time of day reads back");
  }
  const auto instant = read_or_refused({calbook::codes::invalid_time}, [&] { return calbook::parse_instant(text); });
  if (instant) check_instant(*instant);
}
