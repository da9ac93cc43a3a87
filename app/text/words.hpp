#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calbook {

/// What somebody typed in one place, without the blanks and tabs around it: as it was typed, for
/// messages, and in lower case, for the grammar. What stands at a position of the one stands at the
/// same position of the other.
class Words {
 public:
  template <std::convertible_to<std::string_view> Text>
  Words(const Text& text) : Words{std::string_view{text}} {}
  Words(std::string_view text);
  explicit Words(const std::vector<std::string>& words);  ///< With a blank between them.

  const std::string& typed() const { return typed_; }
  const std::string& lower() const { return lower_; }  ///< A-Z made a-z; nothing else changes, whatever the locale.
  bool empty() const { return typed_.empty(); }

  /// `count` bytes from `start` on, without the blanks around them.
  Words part(std::size_t start, std::size_t count = std::string::npos) const;
  /// The parts between the separators; one more than there are separators.
  std::vector<Words> split(char separator) const;

 private:
  std::string typed_;
  std::string lower_;
};

/// A text in two, at its last blank or tab; without one, all of it is `last`.
struct Halves {
  Words head;
  Words last;
};
Halves before_last_blank(const Words& words);

}  // namespace calbook
