// How often something is repeated.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "input/complaints.hpp"
#include "input/grammar.hpp"
#include "text/scanner.hpp"
#include "text/spelling.hpp"

namespace calbook {

using calendar::Days;
using calendar::Every;

namespace {

using Guesses = std::vector<std::string>;

constexpr std::array<std::array<std::string_view, 2>, 6> ordinals{
    {{"1st", "first"}, {"2nd", "second"}, {"3rd", "third"}, {"4th", "fourth"}, {"5th", "fifth"}, {"last", "last"}}};

// "10d", "2w".
std::optional<Every> numbered(std::string_view word) {
  Scanner scanner{word};
  const auto count = scanner.take_number(1, 2);
  if (!count || *count == 0) return std::nullopt;
  const bool weeks = scanner.take("w");
  if ((!weeks && !scanner.take("d")) || !scanner.done()) return std::nullopt;
  return Every{Every::Step{Days{*count * (weeks ? 7 : 1)}}};
}

// "2nd tue", "last-fri".
std::optional<Every> nth(std::string_view text) {
  const std::size_t gap = text.find_first_of(" \t-");
  if (gap == text.npos) return std::nullopt;
  const auto* const row = std::ranges::find_if(
      ordinals, [&](const auto& names) { return std::ranges::find(names, text.substr(0, gap)) != names.end(); });
  const auto day = weekday_named(trimmed(text.substr(gap + 1)));
  if (row == ordinals.end() || !day) return std::nullopt;
  const bool last = row == &ordinals.back();
  return Every{Every::Nth{last ? -1 : static_cast<int>(row - ordinals.begin()) + 1, *day}};
}

std::optional<Every> read_every(const Words& words) {
  const std::string& text = words.lower();
  if (text == "day" || text == "daily") return Every{Every::Step{Days{1}}};
  if (text == "week") return Every{Every::Step{Days{7}}};
  if (text == "month") return Every{Every::Month{}};
  if (auto step = numbered(text)) return step;
  if (auto ordinal = nth(text)) return ordinal;
  if (auto days = parse_days(words)) return Every{Every::On{*std::move(days)}};
  return std::nullopt;
}

// Without what only makes a sentence of it: "on the first monday of the month".
std::string_view bare(std::string_view text) {
  constexpr std::array<std::string_view, 7> before{"every ", "each ", "once ", "on ", "the ", "a ", "per "};
  constexpr std::array<std::string_view, 10> behind{" of the month", " of each month", " of every month", " of a month",
                                                    " of month",     " in the month",  " in a month",     " each month",
                                                    " every month",  " a month"};
  Scanner scanner{text};
  while (std::ranges::any_of(before, [&](std::string_view word) { return scanner.take(word); })) scanner.take_blanks();
  text = scanner.rest();
  for (const std::string_view end : behind) {
    if (text.ends_with(end)) return trimmed(text.substr(0, text.size() - end.size()));
  }
  return text;
}

// "tuesdays", "tues", "thurs".
std::string singular(std::string_view word) {
  if (word == "thur" || word == "thurs") return "thu";
  const std::string_view one = word.substr(0, word.size() - (word.ends_with('s') ? 1 : 0));
  return std::string{weekday_named(one) ? one : word};
}

// "tuesdays and thursdays", "mon wed fri", "tue/thu" and "tue to thu", in our marks.
std::string listed(std::string_view text) {
  constexpr std::array<std::array<std::string_view, 2>, 9> marks{{{" to ", "-"},
                                                                  {" through ", "-"},
                                                                  {" - ", "-"},
                                                                  {" and ", ","},
                                                                  {"&", ","},
                                                                  {"+", ","},
                                                                  {"/", ","},
                                                                  {";", ","},
                                                                  {" ", ","}}};
  std::string marked{text};
  for (const auto& [typed, mark] : marks) {
    for (std::size_t at = marked.find(typed); at != marked.npos; at = marked.find(typed)) {
      marked.replace(at, typed.size(), mark);
    }
  }
  std::string list;
  for (const std::string_view item : split(marked, ',')) {
    if (item.empty()) continue;
    if (!list.empty()) list += ',';
    const std::size_t dash = item.find('-');
    list += singular(item.substr(0, dash));
    if (dash != item.npos) list += "-" + singular(item.substr(dash + 1));
  }
  return list;
}

// "2 weeks", "14-day", "2 tue", "15th".
Guesses counted(std::string_view text) {
  constexpr std::array<std::string_view, 6> weeks{"w", "wk", "wks", "week", "weeks", "weekly"};
  constexpr std::array<std::string_view, 3> days{"d", "day", "days"};
  Scanner scanner{text};
  const auto count = scanner.take_number(1, 2);
  if (!count) return {};
  scanner.take("-") || scanner.take_blanks();
  const std::string_view rest = scanner.rest();
  if (rest == "st" || rest == "nd" || rest == "rd" || rest == "th") return {"month"};
  const std::string unit = singular(rest.substr(0, rest.find(' ')));
  if (unit.empty()) return {fmt::format("{}d", *count), fmt::format("{}w", *count)};
  if (std::ranges::find(weeks, unit) != weeks.end()) return {fmt::format("{}w", *count)};
  if (std::ranges::find(days, unit) != days.end()) return {fmt::format("{}d", *count)};
  if (*count == 1 && (unit == "month" || unit == "months")) return {"month"};
  const bool is_ordinal = *count >= 1 && *count < static_cast<int>(ordinals.size());
  if (is_ordinal) return {fmt::format("{} {}", ordinals.at(static_cast<std::size_t>(*count) - 1).front(), unit)};
  return {};
}

// "other week", "second tuesday": of two.
Guesses alternate(std::string_view text) {
  Scanner scanner{text};
  const bool other = scanner.take("other ") || scanner.take("alternate ");
  const bool second = !other && (scanner.take("second ") || scanner.take("2nd "));
  if (!other && !second) return {};
  const std::string what = listed(scanner.rest());
  if (what == "day" || what == "days") return {"2d"};
  if (what == "week" || what == "weeks") return {"2w"};
  if (!weekday_named(what)) return {};
  return second ? Guesses{"2w", "2nd " + what} : Guesses{"2w"};
}

Guesses named(std::string_view text) {
  constexpr std::array<std::array<std::string_view, 2>, 14> names{{{"everyday", "day"},
                                                                   {"days", "day"},
                                                                   {"weekly", "week"},
                                                                   {"weeks", "week"},
                                                                   {"monthly", "month"},
                                                                   {"months", "month"},
                                                                   {"weekday", "weekdays"},
                                                                   {"workdays", "weekdays"},
                                                                   {"weekend", "weekends"},
                                                                   {"fortnight", "2w"},
                                                                   {"fortnightly", "2w"},
                                                                   {"biweekly", "2w"},
                                                                   {"bi-weekly", "2w"},
                                                                   {"two weeks", "2w"}}};
  const auto* const row = std::ranges::find(names, text, [](const auto& each) { return each.front(); });
  return row == names.end() ? Guesses{} : Guesses{std::string{row->back()}};
}

Guesses guesses_at(const Words& words) {
  const std::string_view text = bare(words.lower());
  const bool of_month = !words.lower().ends_with(text);
  const Guesses in_our_marks{std::string{text}, listed(text)};
  for (const Guesses& found : {named(text), of_month ? Guesses{} : alternate(text), counted(text), in_our_marks}) {
    Guesses guesses = readable(found, [](const Words& guess) { return read_every(guess).has_value(); });
    if (!guesses.empty()) return guesses;
  }
  return {};
}

bool names_a_weekday(const Words& words) {
  return std::ranges::any_of(words.split(','), [](const Words& item) {
    return std::ranges::any_of(split(item.lower(), '-'),
                               [](std::string_view end) { return weekday_named(end).has_value(); });
  });
}

}  // namespace

Parsed<Every> parse_every(const Words& words) {
  if (auto every = read_every(words)) return *std::move(every);
  Complaint complaint{codes::usage, words.typed(), "is not a repetition"};
  if (Guesses values = guesses_at(words); !values.empty()) {
    complaint.hint = type_instead("write", std::move(values));
  } else if (names_a_weekday(words)) {
    complaint = days_complaint(words);
    complaint.code = codes::usage;
  } else if (const auto meant = closest(words.lower(), {"day", "week", "month", "weekdays", "weekends"})) {
    complaint.hint = type_instead("did you mean", {*meant}, "?");
  } else {
    complaint.hint =
        type_instead("write it like", {"day", "week", "month", "2w", "10d", "tue,thu", "2nd tue", "last fri"});
  }
  return complaint;
}

}  // namespace calbook
