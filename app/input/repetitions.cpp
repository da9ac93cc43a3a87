// How often something is repeated.

#include <fmt/format.h>

#include "input/complaints.hpp"
#include "input/grammar.hpp"
#include "text/scanner.hpp"

namespace calbook {

using calendar::Days;

namespace {

// "10d", "2w".
std::optional<Days> numbered(std::string_view word) {
  Scanner scanner{word};
  const auto count = scanner.take_number(1, 2);
  if (!count || *count == 0) return std::nullopt;
  const bool weeks = scanner.take("w");
  if ((!weeks && !scanner.take("d")) || !scanner.done()) return std::nullopt;
  return Days{*count * (weeks ? 7 : 1)};
}

// "2 weeks", "every 10 days", "2weeks", "fortnight".
std::vector<std::string> guesses_at(const Words& words) {
  Scanner scanner{words.lower()};
  if (scanner.take("every")) scanner.take_blanks();
  if (scanner.take("daily")) return {"day"};
  if (scanner.take("weekly")) return {"week"};
  if (scanner.take("fortnight") || scanner.take("biweekly") || scanner.take("other week")) return {"2w"};
  const auto count = scanner.take_number(1, 2);
  scanner.take_blanks();
  if (!count && scanner.take("day")) return {"day"};
  if (!count && scanner.take("week")) return {"week"};
  if (count && scanner.rest().starts_with('w')) return {fmt::format("{}w", *count)};
  if (count && scanner.rest().starts_with('d')) return {fmt::format("{}d", *count)};
  if (count && scanner.done()) return {fmt::format("{}d", *count), fmt::format("{}w", *count)};
  return {};
}

std::optional<Days> read_every(std::string_view word) {
  if (word == "day") return Days{1};
  if (word == "week") return Days{7};
  return numbered(word);
}

}  // namespace

Parsed<Every> parse_every(const Words& words) {
  if (const auto step = read_every(words.lower())) return Every{*step};
  auto values = readable(guesses_at(words), [](const Words& guess) { return read_every(guess.lower()).has_value(); });
  Hint hint = values.empty() ? type_instead("write it like", {"day", "week", "2w", "10d"})
                             : type_instead("write", std::move(values));
  return Complaint{codes::usage, words.typed(), "does not say how often", std::move(hint)};
}

}  // namespace calbook
