#include "views/picture.hpp"

#include "calendar/text.hpp"

namespace calbook {

std::string row_of(std::string_view sign, std::size_t cells) {
  std::string row;
  for (std::size_t i = 0; i < cells; ++i) row += sign;
  return row;
}

std::string lines_of(const std::vector<Phrase>& phrases, const Look& look, const Style& style) {
  std::string lines;
  PictureLine line{style};
  for (const Phrase& phrase : phrases) {
    const std::string text = fitted(phrase.text, look.width, look.signs.cut);
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
  line_.append(column - cells_, ' ').append(style_.painted(text, paint));
  cells_ = column + calendar::cells(text);
  return *this;
}

}  // namespace calbook
