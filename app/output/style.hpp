#pragma once

#include <string>
#include <string_view>

namespace calbook {

/// Colour or no colour.
class Style {
 public:
  enum class Use { plain, coloured };
  explicit Style(Use use) : use_{use} {}

  std::string strong(std::string_view text) const;
  std::string faint(std::string_view text) const;
  std::string warning(std::string_view text) const;

 private:
  std::string painted(std::string_view text, std::string_view code) const;
  Use use_;
};

}  // namespace calbook
