#include "text/words.hpp"

#include "text/scanner.hpp"

namespace calbook {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (&word != &words.front()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace

Words::Words(std::string_view text) : typed_{trimmed(text)}, lower_{calbook::lower(typed_)} {}

Words::Words(const std::vector<std::string>& words) : Words{std::string_view{joined(words)}} {}

Words Words::part(std::size_t start, std::size_t count) const {
  return std::string_view{typed_}.substr(start, count);
}

std::vector<Words> Words::split(char separator) const {
  std::vector<Words> parts;
  for (const std::string_view part : calbook::split(typed_, separator)) parts.emplace_back(part);
  return parts;
}

Halves before_last_blank(const Words& words) {
  const std::size_t blank = words.typed().find_last_of(" \t");
  if (blank == std::string::npos) return {"", words};
  return {words.part(0, blank), words.part(blank + 1)};
}

}  // namespace calbook
