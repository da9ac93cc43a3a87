#pragma once

// A text in lower case, consumed from the front.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/time.hpp"

namespace calbook {

/// Without leading and trailing blanks.
std::string_view trimmed(std::string_view text);

/// Only A-Z become a-z, in any locale.
std::string lower(std::string_view text);

/// The parts between the separators, trimmed; one more than there are separators.
std::vector<std::string_view> split(std::string_view text, char separator);

/// Consumes a text from the front. Whatever does not match is left in place.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_{text} {}

  bool done() const { return rest_.empty(); }
  bool take(std::string_view word);
  bool take_blanks();  ///< At least one.
  /// A number of `least` to `most` digits, not followed by another digit.
  std::optional<int> take_number(std::size_t least, std::size_t most);
  std::string_view take_digits();  ///< As many as there are, perhaps none.
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// A weekday's three letters or its full name, in lower case; empty for anything else.
std::optional<std::chrono::weekday> weekday_named(std::string_view word);

/// "Z", "+02:00" or "+0200" in lower case; at most 14 hours either way.
std::optional<calendar::Minutes> take_offset(Scanner& scanner);

}  // namespace calbook
