#include "views/note.hpp"

#include "calendar/text.hpp"

namespace calbook {

namespace {

std::string with_breaks(std::string_view note, std::string_view line_break) {
  std::string text;
  for (std::size_t start = 0, end = 0; end != note.npos; start = end + 1) {
    end = note.find('\n', start);
    if (start > 0) text += line_break;
    text += calendar::escaped(note.substr(start, end == note.npos ? end : end - start));
  }
  return text;
}

}  // namespace

std::string note_line(std::string_view note) {
  return with_breaks(note, "⏎");
}

std::string note_column(const std::optional<std::string>& note) {
  return note ? "  " + note_line(*note) : "";
}

std::string note_lines(std::string_view note, std::size_t indent) {
  return with_breaks(note, "\n" + std::string(indent, ' '));
}

}  // namespace calbook
