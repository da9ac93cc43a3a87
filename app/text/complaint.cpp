#include "text/complaint.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"

namespace calbook {

namespace {

// "a", "a or b", "a, b or c".
std::string listed(const std::vector<std::string>& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text += i + 1 == values.size() ? " or " : ", ";
    const bool one_word = values[i].find_first_of(" \t") == std::string::npos;
    text += one_word ? values[i] : calendar::shell_word(values[i]);
  }
  return text;
}

// Whether a word means itself in every shell.
bool is_plain(std::string_view word) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.,:/+@";
  return !word.empty() && word.find_first_not_of(plain) == word.npos;
}

}  // namespace

std::string in_shell(std::string_view word) {
  return is_plain(word) ? std::string{word} : calendar::shell_word(word);
}

Hint type_instead(std::string_view lead, std::vector<std::string> values, std::string_view rest) {
  Hint hint{fmt::format("{}{}{}{}", lead, lead.empty() ? "" : " ", listed(values), rest)};
  hint.values = std::move(values);
  return hint;
}

std::string Complaint::message() const {
  return fmt::format("'{}' {}", calendar::excerpt(word), why);
}

}  // namespace calbook
