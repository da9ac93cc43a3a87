// Dates and times: what is read lies in the dates that people can name, and reads back from its
// canonical form as the same value.

#include <array>

#include "input/grammar.hpp"
#include "parsing.hpp"
#include "text/time_text.hpp"

using namespace std::chrono_literals;
using calbook::Words;
using calendar::Code;
using calendar::Date;
using calendar::Instant;
using calendar::iso;
using calendar::WallTime;

namespace {

bool can_be_named(Date date) {
  return calendar::first_date <= date && date <= calendar::last_date;
}

const calendar::TimeZone& berlin() {
  static const calendar::TimeZone zone = calendar::TimeZone::find("Europe/Berlin").value();
  return zone;
}

void check_wall_time(WallTime wall_time, Date today) {
  const Date date = std::chrono::floor<calendar::Days>(wall_time);
  must_hold(can_be_named(date), "a time lies on a date that can be named");
  const auto again = calbook::parse_datetime(calbook::iso_minutes(wall_time), today);
  must_hold(again.value() == calbook::TypedTime{wall_time}, "a time reads back");
  const auto meant = calbook::resolve({wall_time}, berlin());
  if (!meant) return;
  must_hold(berlin().wall_time(*meant) == wall_time, "the instant that is meant reads as it was typed");
  must_hold((wall_time - date) % 1min == 0s, "a time has whole minutes");
}

void check_instant(Instant instant) {
  const Date date = std::chrono::floor<calendar::Days>(WallTime{instant.time_since_epoch()});
  // An offset may carry it to the date before or after.
  must_hold(can_be_named(date) || can_be_named(date - calendar::Days{1}) || can_be_named(date + calendar::Days{1}),
            "an instant is near");
  if (!can_be_named(date)) return;
  must_hold(calbook::parse_instant(calbook::rfc3339_utc(instant)).value() == instant, "an instant reads back");
}

void check_time_with_offset(const calbook::TypedTime& time) {
  const auto instant = calbook::resolve(time, berlin());
  must_hold(instant || time.wall_time != std::chrono::floor<calendar::Minutes>(time.wall_time),
            "a time with an offset is an instant, unless it has seconds");
  if (instant) check_instant(*instant);
}

// Examples and guesses need a date on either side of today.
Hints hints_on(Date today) {
  return today == calendar::first_date || today == calendar::last_date ? Hints::ignored : Hints::followed;
}

void check_dates(std::string_view text, const calbook::Today& today, Hints hints) {
  const auto date = parsed_or_refused(
      {Code::invalid_date}, text, [&](const Words& words) { return calbook::parse_date(words, today); }, hints);
  if (date) {
    must_hold(can_be_named(*date), "a date can be named");
    must_hold(calbook::parse_date(iso(*date), today).value() == *date, "a date reads back");
  }
  const auto range = parsed_or_refused(
      {Code::invalid_date, calbook::codes::usage}, text,
      [&](const Words& words) { return calbook::parse_dates(words, today); }, hints);
  if (!range) return;
  must_hold(range->first <= range->last, "dates do not end before they start");
  const auto again = calbook::parse_dates(iso(range->first) + ".." + iso(range->last), today).value();
  must_hold(again.first == range->first && again.last == range->last, "dates read back");
}

void check_months(std::string_view text, Date today) {
  const auto month = parsed_or_refused(
      {Code::invalid_date}, text, [&](const Words& words) { return calbook::parse_month(words, today); },
      hints_on(today));
  if (!month) return;
  must_hold(can_be_named(month->first) && can_be_named(month->last), "a month can be named");
  const auto again = calbook::parse_month(iso(month->last).substr(0, 7), today).value();
  must_hold(again.first == month->first && again.last == month->last, "a month reads back");
}

void check_datetimes(std::string_view text, Date today) {
  const auto time = parsed_or_refused(
      {Code::invalid_date, calbook::codes::invalid_time}, text,
      [&](const Words& words) { return calbook::parse_datetime(words, today); }, hints_on(today));
  if (time && time->offset) check_time_with_offset(*time);
  if (time && !time->offset) check_wall_time(time->wall_time, today);

  const auto date = calbook::parse_date(text, today);
  const auto bound = parsed_or_refused(
      {Code::invalid_date, calbook::codes::invalid_time}, text,
      [&](const Words& words) { return calbook::parse_bound(words, today); }, hints_on(today));
  must_hold(static_cast<bool>(bound) == (date || time), "a bound is a date or a time");
  if (date) must_hold(*bound == calbook::TypedBound{*date}, "a date is a bound");
  if (time && !date) must_hold(*bound == calbook::TypedBound{*time}, "a time is a bound");
}

void check_busy(std::string_view text, Date today) {
  const auto span = parsed_or_refused(
      {Code::invalid_date, calbook::codes::invalid_time, calbook::codes::invalid_duration, calbook::codes::usage,
       calbook::codes::skipped_time, calbook::codes::repeated_time},
      text, [&](const Words& words) { return calbook::parse_busy(words, berlin(), today); }, hints_on(today));
  if (span) must_hold(span->start < span->end, "busy time has a length");
}

}  // namespace

void check(std::string_view text) {
  // By the length: blanks around a text change nothing but that.
  constexpr std::array<Date, 3> todays{calendar::first_date, Date{std::chrono::year{2026} / 11 / 22},
                                       calendar::last_date};
  const Date today = todays.at(text.size() % todays.size());
  check_dates(text, today, hints_on(today));
  check_months(text, today);
  check_dates(text, calbook::Today{today}.for_writing(), hints_on(today));
  check_datetimes(text, today);
  check_busy(text, today);

  const auto time = parsed_or_refused({calbook::codes::invalid_time}, text, calbook::parse_time);
  if (time) {
    must_hold(0min <= *time && *time < 24h, "a time is one that a clock shows");
    must_hold(calbook::parse_time(calbook::window_time(*time)).value() == *time, "a time of day reads back");
  }
  const auto instant = parsed_or_refused({calbook::codes::invalid_time}, text, calbook::parse_instant);
  if (instant) check_instant(*instant);
}
