#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calbook {

/// A typed text without leading and trailing blanks and tabs: as typed, for messages, and in lower
/// case, for the grammar. The two have the same length, position by position.
class Words {
 public:
  template <std::convertible_to<std::string_view> Text>
  Words(const Text& text) : Words{std::string_view{text}} {}
  Words(std::string_view text);
  explicit Words(const std::vector<std::string>& words);  ///< Joined by blanks.

  const std::string& typed() const { return typed_; }
  const std::string& lower() const { return lower_; }  ///< Only A-Z become a-z, in any locale.
  bool empty() const { return typed_.empty(); }

  /// `count` bytes starting at `start`, without leading and trailing blanks.
  Words part(std::size_t start, std::size_t count = std::string::npos) const;
  /// The parts between the separators; one more than there are separators.
  std::vector<Words> split(char separator) const;

 private:
  std::string typed_;
  std::string lower_;
};

/// A text split at its last blank or tab; without one, all of it is `last`.
struct Halves {
  Words head;
  Words last;
};
Halves before_last_blank(const Words& words);

}  // namespace calbook
