#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace calbook {

/// A maximum number of appointments as typed, from 1 to 9999; empty for "none". `option` is its name without
/// dashes, and `time` that for which it holds: "a day". Throws InputError{invalid_input}.
std::optional<int> parse_limit(std::string_view text, std::string_view option, std::string_view time);

}  // namespace calbook
