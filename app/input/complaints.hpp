#pragma once

// What is wrong with words that are not in the grammar, for the ways in which people write, and what
// to type instead. Every value that a hint holds is one that the grammar reads.

#include <algorithm>
#include <string>
#include <vector>

#include "input/grammar.hpp"

namespace calbook {

/// For examples: "fri", but not on a Friday, when its name may be refused.
std::string another_weekday(const Today& today);

Complaint date_complaint(const Words& words, const Today& today);
/// Likewise, where a span of dates may stand: "mon-fri" is one.
Complaint single_date_complaint(const Words& words, const Today& today);
/// "today..", "..fri".
Complaint open_dates_complaint(const Words& words);
Complaint backward_dates_complaint(const Words& words, calendar::Date first, calendar::Date last);

Complaint time_complaint(const Words& words);
/// What "12am" or "12:30 p.m." may mean, half a day apart; nothing for another time.
std::vector<calendar::Minutes> twelve_oclock(const Words& words);
Complaint datetime_complaint(const Words& words, const Today& today);
/// Whether somebody meant a time where a date alone may stand.
bool has_a_time(const Words& words, const Today& today);
Complaint instant_complaint(const Words& words);
/// "2026-12-01T09:30+02:00".
std::string typable(const TypedTime& time);

/// What is wrong with what stands before and behind "..", or with a DATETIME and a DURATION.
Complaint busy_complaint(const Words& words, const calendar::TimeZone& zone, const Today& today);
/// "fri 14:00..".
Complaint open_busy_complaint(const Words& words, const calendar::TimeZone& zone, const Today& today);
Complaint backward_busy_complaint(const Words& words, const calendar::TimeZone& zone, calendar::Instant start,
                                  calendar::Instant end);

/// What is wrong with one of the ranges.
Complaint range_complaint(const Words& words, const Words& range);
/// The last of the windows is that of `range`, and overlaps another.
Complaint overlap_complaint(const Words& words, const Words& range, const calendar::Windows& windows);
Complaint days_complaint(const Words& words);

using ReadDuration = std::optional<calendar::Minutes> (*)(std::string_view word);
/// `read` is what the word had to be read by.
Complaint duration_complaint(const Words& words, ReadDuration read);
Complaint horizon_complaint(const Words& words);

/// Those of the guesses that `reads` takes, in their order, each once.
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
