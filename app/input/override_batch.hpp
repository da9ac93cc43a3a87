#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calbook {

/// One line of a batch of overrides: what `availability override` would be told.
struct OverrideLine {
  std::size_t number = 0;  ///< Of the line in its file, from 1 on.
  std::string dates;       ///< `date`, or `from` and `to` with ".." between them.
  std::optional<std::string> days;
  std::string ranges;
  std::optional<std::string> note, owner;
};

/// Reads one line, a JSON object; its `number` stays 0. Throws what LineFields throws.
OverrideLine parse_override_line(std::string_view text);

/// All lines of the file, or of stdin for "-". Throws what for_each_line() throws.
std::vector<OverrideLine> read_override_lines(const std::string& file);

}  // namespace calbook
