#include "text/scanner.hpp"

#include <algorithm>
#include <array>

namespace calbook {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(trimmed(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

bool Scanner::take(std::string_view word) {
  if (!rest_.starts_with(word)) return false;
  rest_.remove_prefix(word.size());
  return true;
}

bool Scanner::take_blanks() {
  const std::size_t before = rest_.size();
  while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  return rest_.size() < before;
}

std::string_view Scanner::take_digits() {
  const auto end = std::ranges::find_if_not(rest_, is_digit);
  const std::string_view digits = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
  rest_.remove_prefix(digits.size());
  return digits;
}

std::optional<int> Scanner::take_number(std::size_t least, std::size_t most) {
  Scanner ahead = *this;
  const std::string_view digits = ahead.take_digits();
  if (digits.size() < least || digits.size() > most) return std::nullopt;
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  *this = ahead;
  return number;
}

std::optional<std::chrono::weekday> weekday_named(std::string_view word) {
  constexpr std::array<std::string_view, 7> names{"sunday",   "monday", "tuesday", "wednesday",
                                                  "thursday", "friday", "saturday"};
  for (unsigned day = 0; day < names.size(); ++day) {
    if (word == names.at(day) || word == names.at(day).substr(0, 3)) return std::chrono::weekday{day};
  }
  return std::nullopt;
}

std::optional<calendar::Minutes> take_offset(Scanner& scanner) {
  Scanner ahead = scanner;
  const auto taken = [&](calendar::Minutes offset) {
    scanner = ahead;
    return offset;
  };
  if (ahead.take("z")) return taken(calendar::Minutes{0});
  const bool behind = ahead.take("-");
  if (!behind && !ahead.take("+")) return std::nullopt;
  auto hours = ahead.take_number(2, 2);
  auto minutes = hours && ahead.take(":") ? ahead.take_number(2, 2) : std::nullopt;
  if (const auto together = hours ? std::nullopt : ahead.take_number(4, 4)) {
    hours = *together / 100;
    minutes = *together % 100;
  }
  if (!minutes || *minutes > 59) return std::nullopt;
  const calendar::Minutes offset = std::chrono::hours{*hours} + calendar::Minutes{*minutes};
  if (offset > std::chrono::hours{14}) return std::nullopt;
  return taken(behind ? -offset : offset);
}

}  // namespace calbook
