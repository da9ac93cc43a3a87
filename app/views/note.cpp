#include "views/note.hpp"

#include "calendar/text.hpp"
#include "output/one_line.hpp"

namespace calbook {

std::string note_column(const std::optional<std::string>& note) {
  return note ? "  " + one_line(*note) : "";
}

std::string note_lines(std::string_view note, std::size_t indent) {
  std::string lines;
  for (std::size_t start = 0, end = 0; end != note.npos; start = end + 1) {
    end = note.find('\n', start);
    if (start > 0) lines.append("\n").append(indent, ' ');
    lines += calendar::escaped(note.substr(start, end == note.npos ? end : end - start));
  }
  return lines;
}

}  // namespace calbook
