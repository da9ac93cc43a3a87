#include "output/style.hpp"

#include <fmt/format.h>

namespace calbook {

std::string Style::painted(std::string_view text, std::string_view code) const {
  return use_ == Use::plain ? std::string{text} : fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string Style::strong(std::string_view text) const {
  return painted(text, "1");
}
std::string Style::faint(std::string_view text) const {
  return painted(text, "2");
}
std::string Style::warning(std::string_view text) const {
  return painted(text, "33");
}

}  // namespace calbook
