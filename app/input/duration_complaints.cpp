#include <fmt/format.h>

#include "input/complaints.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"

namespace calbook {

namespace {

using Guesses = std::vector<std::string>;

bool only_digits(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == word.npos;
}

// "1.5", "1,25" of an hour.
Guesses fraction_of_hours(std::string_view word) {
  Scanner scanner{word};
  const auto whole = scanner.take_number(1, 2);
  if (!whole || (!scanner.take(".") && !scanner.take(","))) return {};
  int part = 0;
  int whole_hour = 1;
  for (const char digit : scanner.take_digits().substr(0, 4)) {
    part = part * 10 + (digit - '0');
    whole_hour *= 10;
  }
  const int minutes = part * 60 / whole_hour;
  if (minutes == 0) return {fmt::format("{}h", *whole)};
  return {*whole == 0 ? fmt::format("{}m", minutes) : fmt::format("{}h{}m", *whole, minutes)};
}

// 'h' or 'm'; without a name, minutes.
std::optional<char> unit_named(std::string_view word) {
  for (const std::string_view name : {"h", "hr", "hrs", "hour", "hours"}) {
    if (word == name) return 'h';
  }
  for (const std::string_view name : {"", "m", "min", "mins", "minute", "minutes"}) {
    if (word == name) return 'm';
  }
  return std::nullopt;
}

// "2 hours 5 min" as "2h5m"; empty if there are other words.
std::string in_our_units(std::string_view words) {
  std::string text;
  for (Scanner scanner{words}; !scanner.done(); scanner.take_blanks()) {
    const std::string_view digits = scanner.take_digits();
    scanner.take_blanks();
    const std::string_view word = scanner.rest().substr(0, scanner.rest().find_first_of(" \t0123456789"));
    const auto unit = unit_named(word);
    if (digits.empty() || !unit) return {};
    scanner.take(word);
    text += fmt::format("{}{}", digits, *unit);
  }
  return text;
}

// What is wrong with a word that is not a length of time.
Guesses meanings(std::string_view word) {
  if (word.starts_with('-') || word.starts_with('+')) return {std::string{word.substr(1)}};
  if (word == "1d" || word == "p1d" || word == "1 day") return {"24h"};
  if (word == "an hour") return {"1h"};
  if (word == "half an hour") return {"30m"};
  if (word.find_first_of(".,") != word.npos) return fraction_of_hours(word);
  return {in_our_units(word)};
}

std::string why_not(std::string_view word, std::string_view longest) {
  if (only_digits(word)) return "has no unit";
  if (word.starts_with('-')) return "is negative";
  if (word.starts_with('p') && !word.starts_with("pt") && word.size() > 1) {
    return "counts in calendar units, which have no fixed length";
  }
  if (word.find_first_of(".,") != word.npos) return "has a fraction";
  if (read_any_duration(word)) return fmt::format("is not between 1 minute and {}", longest);
  return "is not a duration";
}

}  // namespace

Complaint duration_complaint(const Words& words, ReadDuration read, std::string_view longest) {
  Guesses values =
      readable(meanings(words.lower()), [&](const Words& guess) { return read(guess.lower()).has_value(); });
  Hint hint = values.empty()
                  ? type_instead("write it like", {"45m", "1h", "1h30m"}, fmt::format(": 1 minute to {}", longest))
                  : type_instead("write", std::move(values));
  return {codes::invalid_duration, words.typed(), why_not(words.lower(), longest), std::move(hint)};
}

Complaint horizon_complaint(const Words& words) {
  const std::string& word = words.lower();
  const bool bare = only_digits(word) && word.size() <= 3;
  return {codes::invalid_duration, words.typed(), bare ? "has no unit" : "is not a number of days",
          bare ? type_instead("write", {word + "d", word + "w"})
               : type_instead("write it like", {"60d", "8w"}, ", or none")};
}

}  // namespace calbook
