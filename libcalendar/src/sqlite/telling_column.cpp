#include "sqlite/telling_column.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

#include "calendar/error.hpp"

namespace calendar {

namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "1440@1764230400".
std::optional<Lead> lead_in(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == text.npos) return std::nullopt;
  const auto before = whole_number(text.substr(0, at)), since = whole_number(text.substr(at + 1));
  constexpr std::int64_t longest = Minutes{Days{3660}}.count();
  if (!before || *before < 1 || *before > longest || !since) return std::nullopt;
  const Instant instant{Seconds{*since}};
  if (instant < nameable.start || instant >= nameable.end) return std::nullopt;
  return Lead{Minutes{*before}, instant};
}

bool add(Telling& telling, std::string_view word) {
  for (const auto& [event, told] : {std::pair{TellingEvent::booked, &Telling::booked},
                                    {TellingEvent::moved, &Telling::moved},
                                    {TellingEvent::cancelled, &Telling::cancelled}}) {
    if (word == name_of(event)) return telling.*told = true;
  }
  const auto lead = lead_in(word);
  if (!lead || (!telling.leads.empty() && telling.leads.back().before >= lead->before)) return false;
  telling.leads.push_back(*lead);
  return true;
}

}  // namespace

std::optional<std::string> telling_text(const Telling& telling) {
  std::vector<std::string> words;
  for (const auto event : {TellingEvent::booked, TellingEvent::moved, TellingEvent::cancelled}) {
    if (telling.tells(event)) words.emplace_back(name_of(event));
  }
  for (const Lead& lead : telling.leads)
    words.push_back(fmt::format("{}@{}", lead.before.count(), lead.since.time_since_epoch().count()));
  if (words.empty()) return std::nullopt;
  return fmt::format("{}", fmt::join(words, ","));
}

Telling telling_in(const std::optional<std::string>& text) {
  Telling telling;
  if (!text) return telling;
  std::string_view rest = *text;
  while (true) {
    const std::size_t comma = rest.find(',');
    if (!add(telling, rest.substr(0, comma)))
      throw Error{Code::damaged, fmt::format("'{}' says not what is told", *text)};
    if (comma == rest.npos) return telling;
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace calendar
