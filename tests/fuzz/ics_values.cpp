// The values of iCalendar but rules: what is read is within its limits.

#include "ics/values.hpp"

#include "calendar/limits.hpp"
#include "property.hpp"

using namespace calendar;

namespace {

void check_time(const WrittenTime& time) {
  constexpr WallTime first{Date{std::chrono::year{1} / 1 / 1}}, end{Date{std::chrono::year{10'000} / 1 / 1}};
  must_hold(first <= time.time && time.time < end, "a time is in the years 1 to 9999");
  must_hold(!time.is_date() || std::chrono::floor<Days>(time.time) == time.time, "a date is a midnight");
}

void check_length(const WrittenLength& length) {
  must_hold(std::chrono::abs(length.days + length.seconds) <= limits::calendar_length, "a length is not too long");
}

}  // namespace

void check(std::string_view bytes) {
  if (const auto time = parse_time(bytes)) check_time(*time);
  if (const auto length = parse_length(bytes)) check_length(*length);
  if (const auto offset = parse_offset(bytes))
    must_hold(std::chrono::abs(*offset) < Days{1}, "an offset is less than a day");
  if (const auto period = parse_period(bytes)) {
    check_time(period->start);
    check_length(period->length);
    if (period->end) check_time(*period->end);
  }
}
