#include "commands/limit.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/words.hpp"

namespace calbook {

std::optional<int> parse_limit(std::string_view text, std::string_view option, std::string_view time) {
  const std::string word{trimmed(text)};
  if (Words{word}.lower() == "none") return std::nullopt;
  Scanner scanner{word};
  const auto number = scanner.take_number(1, 4);
  if (number && *number >= 1 && scanner.done()) return *number;
  throw InputError{calendar::Code::invalid_input,
                   fmt::format("'{}' is not a valid number of appointments {}", calendar::excerpt(word), time),
                   fmt::format("--{} 5, or none", option), std::string{option}};
}

}  // namespace calbook
