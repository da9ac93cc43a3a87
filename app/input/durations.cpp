// Lengths of time: of appointments, of buffers, of notices and of horizons.

#include <fmt/format.h>

#include "input/complaints.hpp"
#include "input/grammar.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"

namespace calbook {

using calendar::Days;
using calendar::Minutes;

namespace {

// [n "h"] [n "m"] in this order; empty if there is nothing or something else.
std::optional<int> minutes_of(Scanner scanner, std::size_t hour_digits, std::size_t minute_digits) {
  std::optional<int> total;
  const Scanner before = scanner;
  if (const auto hours = scanner.take_number(1, hour_digits); hours && scanner.take("h")) {
    total = *hours * 60;
  } else {
    scanner = before;
  }
  if (scanner.done()) return total;
  const auto minutes = scanner.take_number(1, minute_digits);
  if (!minutes || !scanner.take("m") || !scanner.done()) return std::nullopt;
  return total.value_or(0) + *minutes;
}

// "2d", and "8w" where weeks are among the units.
std::optional<Days> whole_days(std::string_view word, std::string_view units) {
  Scanner scanner{word};
  const auto count = scanner.take_number(1, 3);
  if (!count || scanner.rest().size() != 1 || units.find(scanner.rest()) == units.npos) return std::nullopt;
  return Days{*count * (scanner.rest() == "w" ? 7 : 1)};
}

std::optional<Minutes> read_buffer(std::string_view word) {
  return word == "0m" || word == "0h" ? Minutes{0} : read_duration(word);
}

std::optional<Minutes> read_within(std::string_view word) {
  const auto days = whole_days(word, "d");
  const std::optional<Minutes> length = days ? *days : read_any_duration(word);
  return length && *length >= Minutes{1} ? length : std::nullopt;
}

std::optional<Minutes> read_notice(std::string_view word) {
  if (const auto days = whole_days(word, "d")) return *days;
  return read_buffer(word);
}

}  // namespace

std::optional<Minutes> read_any_duration(std::string_view word) {
  Scanner scanner{word};
  const bool iso = scanner.take("pt");
  const std::size_t minute_digits = !iso && word.find('h') != word.npos ? 2 : 4;
  const auto minutes = minutes_of(scanner, iso ? 4 : 2, minute_digits);
  return minutes ? std::optional{Minutes{*minutes}} : std::nullopt;
}

std::optional<Minutes> read_duration(std::string_view word) {
  const auto minutes = read_any_duration(word);
  const bool fits = minutes && *minutes >= Minutes{1} && *minutes <= std::chrono::hours{24};
  return fits ? minutes : std::nullopt;
}

Parsed<Minutes> parse_duration(const Words& words) {
  if (const auto duration = read_duration(words.lower())) return *duration;
  return duration_complaint(words, read_duration);
}

Parsed<Lengths> parse_lengths(const Words& words) {
  const std::string& word = words.lower();
  const std::size_t dots = word.find("..");
  if (dots == word.npos) {
    const Parsed<Minutes> only = parse_duration(words);
    return only ? Parsed<Lengths>{Lengths{*only}} : Parsed<Lengths>{only.complaint()};
  }
  const std::string shortest = word.substr(0, dots), longest = word.substr(dots + 2);
  for (const std::string& each : {shortest, longest}) {
    if (const Parsed<Minutes> length = parse_duration(each); !length) return length.complaint();
  }
  const Lengths lengths{parse_duration(shortest).value(), parse_duration(longest).value()};
  if (lengths.longest >= lengths.shortest) return lengths;
  return Complaint{codes::invalid_duration, words.typed(), "ends before it starts",
                   type_instead("write", {longest + ".." + shortest})};
}

Parsed<Minutes> parse_buffer(const Words& words) {
  if (const auto buffer = read_buffer(words.lower())) return *buffer;
  return duration_complaint(words, read_buffer);
}

Parsed<Minutes> parse_notice(const Words& words) {
  if (const auto notice = read_notice(words.lower())) return *notice;
  return duration_complaint(words, read_notice);
}

Parsed<Minutes> parse_within(const Words& words) {
  if (const auto length = read_within(words.lower())) return *length;
  return duration_complaint(words, read_within, "999 days");
}

Parsed<Days> parse_horizon(const Words& words) {
  if (const auto horizon = whole_days(words.lower(), "dw")) return *horizon;
  return horizon_complaint(words);
}

Parsed<std::chrono::seconds> parse_timeout(const Words& words) {
  constexpr int longest = 3600;
  Scanner scanner{words.lower()};
  const auto seconds = scanner.take_number(1, 4);
  if (seconds && scanner.take("s") && scanner.done() && *seconds >= 1 && *seconds <= longest)
    return std::chrono::seconds{*seconds};
  const auto minutes = read_any_duration(words.lower());
  if (minutes && *minutes >= Minutes{1} && *minutes <= Minutes{60}) return std::chrono::seconds{*minutes};
  return Complaint{codes::invalid_duration, words.typed(), "is no time from a second to an hour",
                   type_instead("write", {"30s", "5m"})};
}

}  // namespace calbook
