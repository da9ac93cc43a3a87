#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace calbook {

/// What `calbook help` explains besides commands.
inline constexpr std::array<std::string_view, 5> topics{"dates", "ranges", "json", "batch", "exit-codes"};

/// The help on a topic, in lines of at most `width` characters but for examples; empty if there is none.
std::optional<std::string> help_on_topic(std::string_view topic, std::size_t width);

}  // namespace calbook
