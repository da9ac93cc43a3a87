#pragma once

// Lists for people: lines whose columns align by the cells of a terminal.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/style.hpp"

namespace calbook {

inline constexpr std::string_view cut_sign = "…";

/// `text`, which must be printable, cut to fit: it ends with `sign` then.
std::string fitted(std::string_view text, std::size_t cells, std::string_view sign = cut_sign);

/// How a column of a list is laid out.
struct Track {
  enum class Fit {
    whole,     ///< Always whole.
    cut,       ///< Cut where the terminal is too narrow for the line, but never left out.
    if_whole,  ///< Left out of a line that has no room for all of it.
    rest,      ///< Cut to what room a line has, or left out where that is little.
    below,     ///< Goes on in lines of its own below a line that has no room for all of it; the last column.
  };
  enum class Side { left, right };

  Fit fit = Fit::whole;
  Paint paint = Paint::plain;
  Side side = Side::left;
  std::size_t gap = 2;    ///< Blanks before it.
  std::size_t least = 8;  ///< It is not cut to fewer cells, unless the line has no room for that.
  bool spare = false;     ///< Left out where the columns do not fit together.
};

/// Lays out the rows of a list, a page at a time. A column is as wide as its widest cell so far, and takes no room
/// as long as all of its cells are empty. Lines are cut to the width of the terminal, and run over only where it has
/// no room for all that is neither cut nor left out; elsewhere nothing is cut, and a cell of more than 40 moves what
/// follows it. Takes memory for one page.
class Table {
 public:
  /// `tracks` must outlive the table.
  explicit Table(std::span<const Track> tracks);

  /// Adds a row, from a printable text for each column; empties the texts. A faint row has no other colour.
  void add(std::span<std::string> texts, Paint row = Paint::plain);
  /// Adds an empty line.
  void add_gap();

  /// The lines of what was added since the last call.
  std::string lines(const Style& style);

 private:
  struct Cell {
    std::string text;
    std::size_t cells;
  };
  struct Row {
    Paint paint;
    bool gap_before;
  };
  struct Place {
    std::size_t start;
    std::size_t width;  ///< 0: the column is not shown.
  };

  std::vector<Place> places(std::optional<std::size_t> limit) const;
  std::vector<std::size_t> widths_within(std::size_t limit) const;
  std::size_t room_for(std::size_t column, std::size_t start, std::size_t width,
                       std::optional<std::size_t> limit) const;
  std::size_t widest_of_page(std::size_t column, std::size_t room) const;  // of those cells that fit
  void append_line(std::string& out, std::size_t row, std::span<const Place> places, const Style& style) const;

  std::span<const Track> tracks_;
  std::vector<std::size_t> widest_;
  std::vector<Cell> cells_;  ///< Row by row.
  std::vector<Row> rows_;
  bool gap_ = false;
};

}  // namespace calbook
