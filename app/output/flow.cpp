#include "output/flow.hpp"

#include "calendar/text.hpp"

namespace calbook {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_clock(std::string_view word) {
  return !word.empty() && is_digit(word.front()) && word.find(':') != word.npos;
}

// Whether both are of one "Mon 2026-11-23 09:00-10:00 +01:00".
bool belong_together(std::string_view word, std::string_view next) {
  if (word.empty() || next.empty()) return false;
  const bool is_offset = next.size() > 1 && (next[0] == '+' || next[0] == '-') && is_digit(next[1]);
  return is_offset || (is_digit(next.front()) && !(is_clock(word) && is_clock(next)));
}

}  // namespace

std::string flowed(std::span<const std::string_view> pieces, const Room& room) {
  std::string out;
  std::size_t end = room.start;
  std::size_t gap = 0;
  bool line_is_empty = true;
  for (const std::string_view piece : pieces) {
    const std::size_t cells = calendar::cells(piece);
    if (!line_is_empty && !piece.empty() && end + gap + cells > room.width) {
      out.append("\n").append(room.indent, ' ');
      end = room.indent;
      gap = 0;
    }
    if (!piece.empty()) {
      out.append(gap, ' ').append(piece);
      end += gap + cells;
      line_is_empty = false;
      gap = 0;
    }
    ++gap;
  }
  return out;
}

std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::string_view word;
  std::size_t start = 0;
  for (std::size_t at = 0, end = 0; end != text.npos; at = end + 1) {
    end = text.find(' ', at);
    const std::string_view next = text.substr(at, end == text.npos ? end : end - at);
    if (at > 0 && !belong_together(word, next)) {
      pieces.push_back(text.substr(start, at - 1 - start));
      start = at;
    }
    word = next;
  }
  pieces.push_back(text.substr(start));
  return pieces;
}

std::string flowed(std::string_view text, std::size_t start, std::size_t indent, const Style& style) {
  return style.width() ? flowed(pieces_of(text), {start, indent, *style.width()}) : std::string{text};
}

}  // namespace calbook
