#pragma once

// What is wrong with input that the grammar does not accept, in the forms that people use, and what to
// type instead. The grammar accepts every value in a hint.

#include <algorithm>
#include <string>
#include <vector>

#include "input/grammar.hpp"

namespace calbook {

/// For examples: "fri", except on a Friday, when that name may be refused.
std::string another_weekday(const Today& today);

/// How to write a date where it is stored: as typed, but today's weekday as either of the dates it could mean;
/// nothing for what is not a date.
std::vector<std::string> storable_dates(const Words& words, const Today& today);

Complaint date_complaint(const Words& words, const Today& today);
/// The same where a span of dates is allowed: "mon-fri" is one.
Complaint single_date_complaint(const Words& words, const Today& today);
/// "today..", "..fri".
Complaint open_dates_complaint(const Words& words);
Complaint backward_dates_complaint(const Words& words, calendar::Date first, calendar::Date last);

/// What is neither a month nor a date.
Complaint month_complaint(const Words& words, const Today& today);

Complaint time_complaint(const Words& words);
/// The two possible meanings of "12am" or "12:30 p.m."; nothing for other times.
std::vector<calendar::Minutes> twelve_oclock(const Words& words);
Complaint datetime_complaint(const Words& words, const Today& today);
/// Whether a time was given where only a date is allowed.
bool has_a_time(const Words& words, const Today& today);
Complaint instant_complaint(const Words& words);
/// "2026-12-01T09:30+02:00".
std::string typable(const TypedTime& time);

/// What is wrong with the parts around "..", or with a DATETIME and a DURATION.
Complaint busy_complaint(const Words& words, const calendar::TimeZone& zone, const Today& today);
/// "mon..fri", two dates without times; nothing for what is not that.
std::optional<Complaint> whole_dates_complaint(const Words& words, const calendar::TimeZone& zone, const Today& today);
/// "fri 14:00..".
Complaint open_busy_complaint(const Words& words, const calendar::TimeZone& zone, const Today& today);
Complaint backward_busy_complaint(const Words& words, const calendar::TimeZone& zone, calendar::Instant start,
                                  calendar::Instant end);

/// What is wrong with one of the ranges.
Complaint range_complaint(const Words& words, const Words& range);
/// The last window is that of `range`, and overlaps another.
Complaint overlap_complaint(const Words& words, const Words& range, const calendar::Windows& windows);
Complaint days_complaint(const Words& words);

using ReadDuration = std::optional<calendar::Minutes> (*)(std::string_view word);
/// `read` is the parser that refused the word, `longest` what it accepts.
Complaint duration_complaint(const Words& words, ReadDuration read, std::string_view longest = "24 hours");
Complaint horizon_complaint(const Words& words);

/// The guesses that `reads` accepts, in order, without duplicates.
template <class Read>
std::vector<std::string> readable(const std::vector<std::string>& guesses, Read&& reads) {
  std::vector<std::string> values;
  for (const std::string& guess : guesses) {
    const bool seen = std::find(values.begin(), values.end(), guess) != values.end();
    if (!seen && reads(guess)) values.push_back(guess);
  }
  return values;
}

}  // namespace calbook
