#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "input/complaints.hpp"
#include "input/other_dates.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"
#include "text/spelling.hpp"

namespace calbook {

using calendar::Code;
using calendar::Date;
using calendar::Days;
using calendar::iso;

namespace {

using Guesses = std::vector<std::string>;
using Found = std::optional<Complaint>;

// With the guesses that are dates, or else with examples.
Complaint no_date(const Words& words, std::string why, const Today& today, const Guesses& guesses = {}) {
  Guesses dates = readable(guesses, [&](const Words& guess) { return read_date(guess.lower(), today).has_value(); });
  Hint hint = dates.empty() ? type_instead("write it like", {"2026-12-01", "tomorrow", another_weekday(today), "+2w"})
                            : type_instead("write", std::move(dates));
  return {Code::invalid_date, words.typed(), std::move(why), std::move(hint)};
}

// Dates that are out of range, or not allowed here.
Found read_but_refused(const Words& words, const Today& today) {
  const auto date = read_any_date(words.lower(), today);
  if (!date) return std::nullopt;
  if (*date != today.date) return no_date(words, "is outside the years 1970 to 9998", today);
  return no_date(words, "is today: this one, or the one in a week?", today, storable_dates(words, today));
}

// "next fri", "last week".
Found vague(const Words& words, const Today& today) {
  constexpr std::array<std::string_view, 3> vague_words{"next ", "this ", "last "};
  const auto at = std::ranges::find_if(vague_words, [&](auto word) { return words.lower().starts_with(word); });
  if (at == vague_words.end()) return std::nullopt;
  Guesses guesses;
  if (const auto weekday = weekday_named(words.part(at->size()).lower())) {
    const Date coming = today.date + (*weekday - std::chrono::weekday{today.date});
    guesses = *at == "last " ? Guesses{iso(coming - Days{7})} : Guesses{iso(coming), iso(coming + Days{7})};
  }
  return no_date(words, "is ambiguous: people differ on what next, this and last mean", today, guesses);
}

// "2026-02-30", "0000-01-01".
Found no_such_date(const Words& words, const Today& today) {
  Scanner scanner{words.lower()};
  const auto year = scanner.take_number(4, 4);
  const auto month = scanner.take("-") ? scanner.take_number(2, 2) : std::nullopt;
  const auto day = scanner.take("-") ? scanner.take_number(2, 2) : std::nullopt;
  if (!year || !month || !day || !scanner.done()) return std::nullopt;
  if (*year < 1970 || *year > 9998) return no_date(words, "is outside the years 1970 to 9998", today);
  Guesses guesses = other_dates(words.lower(), today.date);
  if (*month >= 1 && *month <= 12 && *day >= 1) {
    const Date last{std::chrono::year{*year} / *month / std::chrono::last};
    guesses = {iso(last), iso(last + Days{1})};
  }
  return no_date(words, "does not exist", today, guesses);
}

Found in_another_form(const Words& words, const Today& today) {
  const Guesses dates = other_dates(words.lower(), today.date);
  if (dates.empty()) return std::nullopt;
  return no_date(words, dates.size() > 1 ? "is ambiguous: is the day or the month first?" : "is not a date", today,
                 dates);
}

// "2026-W48", "2026W481", "2026-W54-1".
Found week(const Words& words, const Today& today) {
  Scanner scanner{words.lower()};
  const auto year = scanner.take_number(4, 4);
  scanner.take("-");
  if (!year || !scanner.take("w")) return std::nullopt;
  const auto together = scanner.take_number(3, 3);
  const int number = together ? *together / 10 : scanner.take_number(1, 2).value_or(0);
  scanner.take("-");
  const int day = together ? *together % 10 : scanner.take_number(1, 1).value_or(1);
  if (!scanner.done()) return std::nullopt;
  if (!date_of_week(*year, number, day)) return no_date(words, "does not exist", today);
  return no_date(words, "is not a date: a week needs its day", today,
                 {fmt::format("{:04}-W{:02}-{}", *year, number, day)});
}

// The same day of a later month, or its last day; empty if the year would be too late.
std::string months_later(Date today, int count) {
  const std::chrono::year_month_day date = std::chrono::year_month_day{today} + std::chrono::months{count};
  if (date.year() > std::chrono::year{9998}) return {};
  return iso(date.ok() ? Date{date} : Date{date.year() / date.month() / std::chrono::last});
}

// "+3", "3d", "in 2 months".
Found distance(const Words& words, const Today& today) {
  Scanner scanner{words.lower()};
  const bool spoken = scanner.take("in ");
  scanner.take_blanks();
  const bool back = scanner.take("-");
  const bool is_signed = back || scanner.take("+");
  const auto count = scanner.take_number(1, 3);
  scanner.take_blanks();
  if (!count || (scanner.done() && !spoken && !is_signed)) return std::nullopt;
  const auto sign = [&](char unit) { return fmt::format("{}{}{}", back ? '-' : '+', *count, unit); };
  if (scanner.take("mo") || scanner.take("y")) {
    return no_date(words, "counts months or years, which differ in length", today,
                   {months_later(today.date, back ? -*count : *count)});
  }
  if (scanner.take("w")) return no_date(words, "is not a date", today, {sign('w')});
  if (scanner.take("d")) return no_date(words, "is not a date", today, {sign('d')});
  if (!spoken && !is_signed) return std::nullopt;
  return no_date(words, "does not say days or weeks", today, {sign('d'), sign('w')});
}

// "tomorow", "tues".
Found misspelt(const Words& words, const Today& today) {
  const Guesses names{"monday",   "tuesday", "wednesday", "thursday", "friday",
                      "saturday", "sunday",  "today",     "tomorrow", "yesterday"};
  const auto begun = [&](const std::string& name) {
    return words.lower().size() >= 2 && name.starts_with(words.lower());
  };
  const auto cut = std::ranges::find_if(names, begun);
  const auto meant = cut != names.end() ? *cut : closest(words.lower(), names);
  if (!meant) return std::nullopt;
  Complaint complaint = no_date(words, "is not a date", today, {*meant});
  if (complaint.hint.values == Guesses{*meant}) complaint.hint = type_instead("did you mean", {*meant}, "?");
  return complaint;
}

}  // namespace

std::string another_weekday(const Today& today) {
  return std::chrono::weekday{today.date} == std::chrono::Friday ? "mon" : "fri";
}

std::vector<std::string> storable_dates(const Words& words, const Today& today) {
  if (read_date(words.lower(), today.for_writing())) return {words.typed()};
  const auto date = read_any_date(words.lower(), today);
  if (!date || *date != today.date) return {};
  return {iso(*date), iso(*date + Days{7})};
}

Complaint date_complaint(const Words& words, const Today& today) {
  for (const auto look : {read_but_refused, vague, no_such_date, in_another_form, week, distance, misspelt}) {
    if (auto found = look(words, today)) return *std::move(found);
  }
  return no_date(words, "is not a date", today);
}

Complaint single_date_complaint(const Words& words, const Today& today) {
  for (const std::string_view separator : {" - ", "-", "–", " to ", " until ", "/"}) {
    const std::size_t at = words.lower().find(separator);
    if (at == std::string::npos) continue;
    const Words first = words.part(0, at);
    const Words last = words.part(at + separator.size());
    if (!read_any_date(first.lower(), today) || !read_any_date(last.lower(), today)) continue;
    Guesses guesses;
    for (const std::string& date : storable_dates(first, today)) guesses.push_back(date + ".." + last.typed());
    guesses = readable(guesses, [&](const Words& guess) { return static_cast<bool>(parse_dates(guess, today)); });
    if (guesses.empty()) continue;
    return {Code::invalid_date, words.typed(), "is not a date", type_instead("write", std::move(guesses))};
  }
  return date_complaint(words, today);
}

Complaint open_dates_complaint(const Words& words) {
  return {Code::invalid_date, words.typed(), "lacks its first or its last date",
          type_instead("write it like", {"2026-12-01..2026-12-24", "tomorrow..+7d"})};
}

Complaint backward_dates_complaint(const Words& words, Date first, Date last) {
  return {codes::usage, words.typed(), "ends before it starts", type_instead("write", {iso(last) + ".." + iso(first)})};
}

}  // namespace calbook
