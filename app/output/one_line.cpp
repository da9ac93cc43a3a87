#include "output/one_line.hpp"

#include "calendar/text.hpp"

namespace calbook {

std::string one_line(std::string_view text) {
  std::string line;
  for (std::size_t start = 0, end = 0; end != text.npos; start = end + 1) {
    end = text.find('\n', start);
    if (start > 0) line += "⏎";
    line += calendar::escaped(text.substr(start, end == text.npos ? end : end - start));
  }
  return line;
}

std::string line_of(const Value& value) {
  if (std::holds_alternative<std::nullptr_t>(value.is)) return {};
  if (const auto* text = std::get_if<std::string>(&value.is)) return one_line(*text);
  return json(value);
}

}  // namespace calbook
