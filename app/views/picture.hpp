#pragma once

// What pictures share. They are made of the cells of a terminal, and of nothing that depends on one: a
// pipe gets the same. Colour only repeats what a sign says.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "output/style.hpp"
#include "output/table.hpp"

namespace calbook {

/// One cell each.
struct Signs {
  std::string_view free;
  std::string_view booked;
  std::string_view edge;  ///< Of an appointment, before its name.
  std::string_view busy;
  std::string_view cut;  ///< Ends a text that does not fit.
};
inline constexpr Signs unicode_signs{"·", "█", "▌", "▒", "…"};
inline constexpr Signs ascii_signs{".", "|", "|", "#", "~"};

enum class Names { shown, hidden };

/// How a picture is drawn.
struct Look {
  std::size_t width;  ///< No line has more cells.
  Signs signs = unicode_signs;
  Names names = Names::shown;  ///< Whether it says by whom and for what time is taken.
};

/// A sign in so many cells.
std::string row_of(std::string_view sign, std::size_t cells);

/// A part of a line that is not broken.
struct Phrase {
  std::string text;
  Paint paint = Paint::plain;
  std::size_t gap = 2;  ///< Blanks before it.
};

/// The phrases, on as many lines as they need.
std::string lines_of(const std::vector<Phrase>& phrases, const Look& look, const Style& style);

/// A line that is filled from left to right, without blanks at its end.
class PictureLine {
 public:
  explicit PictureLine(const Style& style) : style_{style} {}

  /// Puts a printable text at that column. Must hold: nothing reaches into it.
  PictureLine& put(std::size_t column, std::string_view text, Paint paint = Paint::plain);
  /// Behind what there is.
  PictureLine& put(std::string_view text, Paint paint = Paint::plain) { return put(cells_, text, paint); }

  std::size_t cells() const { return cells_; }
  std::string str() const { return line_ + "\n"; }

 private:
  Style style_;
  std::string line_;
  std::size_t cells_ = 0;
};

}  // namespace calbook
