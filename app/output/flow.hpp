#pragma once

// Texts that go on in another line where one is full.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/style.hpp"

namespace calbook {

/// Where a text stands, in cells.
struct Room {
  std::size_t start;   ///< Where its first line begins.
  std::size_t indent;  ///< Where the others begin.
  std::size_t width;   ///< Where all of them end at the latest; a piece that is longer runs over.
};

/// The pieces with a blank between, as many in each line as fit, without the blanks before the first. An empty piece
/// adds a blank, but not where a line ends.
std::string flowed(std::span<const std::string_view> pieces, const Room& room);

/// The words of a text, to be put together again by flowed(); dates and times stay whole.
std::vector<std::string_view> pieces_of(std::string_view text);

/// A text behind what already takes `start` cells, going on in indented lines where a terminal is too narrow for it.
std::string flowed(std::string_view text, std::size_t start, std::size_t indent, const Style& style);

}  // namespace calbook
