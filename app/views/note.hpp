#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace calbook {

/// A note on one line, behind other columns; empty without a note.
std::string note_column(const std::optional<std::string>& note);

/// A note as it was written, with `indent` blanks before all lines but the first.
std::string note_lines(std::string_view note, std::size_t indent);

}  // namespace calbook
