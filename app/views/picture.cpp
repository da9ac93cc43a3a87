#include "views/picture.hpp"

#include "calendar/text.hpp"

namespace calbook {

namespace {

std::string painted(std::string_view text, Paint paint, const Style& style) {
  switch (paint) {
    case Paint::strong: return style.strong(text);
    case Paint::faint: return style.faint(text);
    case Paint::plain: break;
  }
  return std::string{text};
}

}  // namespace

std::string fitted(std::string_view text, std::size_t cells, const Signs& signs) {
  if (calendar::cells(text) <= cells) return std::string{text};
  if (cells == 0) return {};
  return std::string{calendar::first_cells(text, cells - 1)}.append(signs.cut);
}

std::string row_of(std::string_view sign, std::size_t cells) {
  std::string row;
  for (std::size_t i = 0; i < cells; ++i) row += sign;
  return row;
}

std::string lines_of(const std::vector<Phrase>& phrases, const Look& look, const Style& style) {
  std::string lines;
  PictureLine line{style};
  for (const Phrase& phrase : phrases) {
    const std::string text = fitted(phrase.text, look.width, look.signs);
    const std::size_t gap = line.cells() == 0 ? 0 : phrase.gap;
    if (line.cells() + gap + calendar::cells(text) > look.width) {
      lines += line.str();
      line = PictureLine{style};
    }
    line.put(line.cells() == 0 ? 0 : line.cells() + gap, text, phrase.paint);
  }
  return lines + line.str();
}

PictureLine& PictureLine::put(std::size_t column, std::string_view text, Paint paint) {
  if (text.empty()) return *this;
  line_.append(column - cells_, ' ').append(painted(text, paint, style_));
  cells_ = column + calendar::cells(text);
  return *this;
}

}  // namespace calbook
