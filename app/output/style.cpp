#include "output/style.hpp"

namespace calbook {

namespace {

// ECMA-48, Select Graphic Rendition.
std::string_view code_of(Paint paint) {
  switch (paint) {
    case Paint::plain: break;
    case Paint::strong: return "1";
    case Paint::faint: return "2";
    case Paint::warning: return "33";
    case Paint::error: return "31";
    case Paint::reference: return "36";
  }
  return {};
}

}  // namespace

std::string Style::painted(std::string_view text, Paint paint) const {
  std::string out;
  append(out, text, paint);
  return out;
}

void Style::append(std::string& line, std::string_view text, Paint paint) const {
  const bool coloured = use_ == Use::coloured && paint != Paint::plain && !text.empty();
  if (coloured) line.append("\x1b[").append(code_of(paint)).append("m");
  line += text;
  if (coloured) line += "\x1b[0m";
}

}  // namespace calbook
