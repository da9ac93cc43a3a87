#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "input/complaints.hpp"
#include "text/scanner.hpp"
#include "text/spelling.hpp"
#include "text/time_text.hpp"

namespace calbook {

using std::chrono::weekday;

namespace {

using Guesses = std::vector<std::string>;

Complaint no_days(const Words& words, std::string why, Guesses values) {
  Hint hint = values.empty() ? type_instead("write it like", {"mon-fri", "mon,wed", "daily", "weekdays", "weekends"})
                             : type_instead("write", std::move(values));
  return {codes::invalid_days, words.typed(), std::move(why), std::move(hint)};
}

// "1-5" and "tue to thu", in our marks.
Guesses days_with_our_marks(const Words& words) {
  constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::string text;
  for (std::size_t at = 0; at < words.lower().size();) {
    const std::string_view rest = std::string_view{words.lower()}.substr(at);
    std::string_view mark;
    for (const std::string_view dash : {"..", " to ", "–", "/"}) mark = rest.starts_with(dash) ? dash : mark;
    if (!mark.empty()) {
      text += '-';
      at += mark.size();
    } else if (rest.front() >= '1' && rest.front() <= '7') {
      text += names.at(static_cast<std::size_t>(rest.front() - '1'));
      ++at;
    } else {
      text += rest.front() == ';' || rest.front() == ' ' ? ',' : rest.front();
      ++at;
    }
  }
  std::string days;
  for (const std::string_view item : split(text, ',')) {
    if (!item.empty()) days += (days.empty() ? "" : ",") + std::string{item};
  }
  if (days == words.lower() || !parse_days(days)) return {};
  return {days};
}

// In a list, where "weekdays" is not allowed.
Complaint unknown_weekday(const Words& words, const Words& word) {
  if (word.empty()) return no_days(words, "lacks a weekday", {});
  const bool alone = word.typed() == words.typed();
  if (!alone && word.lower() == "weekdays") return no_days(word, "stands alone", {"mon-fri"});
  if (!alone && word.lower() == "weekends") return no_days(word, "stands alone", {"sat-sun"});
  if (!alone && word.lower() == "daily") return no_days(word, "stands alone", {"mon-sun"});
  std::vector<std::string> names{"mon",    "tue",     "wed",       "thu",      "fri",    "sat",      "sun",
                                 "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  if (alone) names.insert(names.end(), {"daily", "weekdays", "weekends"});
  if (const auto meant = closest(word.lower(), names)) {
    Complaint complaint = no_days(word, "is not a weekday", {*meant});
    complaint.hint = type_instead("did you mean", {*meant}, "?");
    return complaint;
  }
  return no_days(word, "is not a weekday", alone ? Guesses{} : Guesses{"mon", "monday"});
}

Complaint named_twice(const Words& words) {
  std::string days;
  for (unsigned number = 1; number <= 7; ++number) {
    const weekday day{number};
    bool named = false;
    for (const Words& item : words.split(',')) {
      const auto one = parse_days(item);
      named = named || (one && std::ranges::find(*one, day) != one->end());
    }
    if (named) days += (days.empty() ? "" : ",") + lower(weekday_label(day));
  }
  return no_days(words, "names a day twice", {days});
}

}  // namespace

Complaint days_complaint(const Words& words) {
  if (Guesses value = days_with_our_marks(words); !value.empty()) return no_days(words, "is not a list of days", value);
  for (const Words& item : words.split(',')) {
    const auto ends = item.split('-');
    if (ends.size() > 2) return no_days(item, "has more than one '-'", {"mon-fri"});
    for (const Words& end : ends) {
      if (!weekday_named(end.lower())) return unknown_weekday(words, end);
    }
    if (ends.size() == 2 && weekday_named(ends[0].lower()) == weekday_named(ends[1].lower())) {
      return no_days(item, "is a range of one day", {ends[0].typed()});
    }
  }
  return named_twice(words);
}

}  // namespace calbook
