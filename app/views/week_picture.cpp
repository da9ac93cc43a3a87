// The picture of a week, a column for each day; where they do not fit, those that do, and below them the rest:
//
//         Mon 23    Tue 24    Wed 25    Thu 26    Fri 27    Sat 28    Sun 29
//   09:00 ········· ········· ▒▒▒▒▒▒▒▒▒ ▌Kim Park
//   free  2         4         0         4         closed    3         -

#include <fmt/format.h>

#include <algorithm>

#include "calendar/text.hpp"
#include "text/time_text.hpp"
#include "views/appointment.hpp"
#include "views/week_cells.hpp"

namespace calbook {

using calendar::Date;

namespace {

constexpr std::size_t least_cells = 6;
constexpr std::size_t most_cells = 24;

unsigned day_of_month(Date date) {
  return static_cast<unsigned>(std::chrono::year_month_day{date}.day());
}

std::string day_name(const ShownDay& shown) {
  return fmt::format("{} {:>2}", weekday_label(std::chrono::weekday{shown.day.date}), day_of_month(shown.day.date));
}

std::string row_label(const WeekRow& row) {
  return window_time(row.start) + (row.repeats ? " twice" : "");
}

// What several things in a cell leave to say behind the first: "+1", if there is room, and that there is a slot.
std::string rest_of(const WeekCell& cell, std::size_t width, const Signs& signs) {
  const std::string slot = cell.slots > 0 ? " " + row_of(signs.free, 2) : "";
  const std::string more = cell.begun.size() > 1 ? fmt::format(" +{}", cell.begun.size() - 1) : "";
  return calendar::cells(more + slot) < width ? more + slot : slot;
}

void put_cell(PictureLine& line, std::size_t column, std::size_t width, const WeekCell& cell, const Look& look) {
  const bool is_taken = cell.booked || cell.busy;
  if (!is_taken) {
    if (cell.free) line.put(column, row_of(look.signs.free, cell.slots > 0 ? width : 1));  // goes on: one sign
    return;
  }
  const std::string rest = rest_of(cell, width, look.signs);
  const std::size_t room = width - calendar::cells(rest);
  if (cell.booked) {
    std::string name;
    if (!cell.begun.empty()) name = look.names == Names::hidden ? "booked" : name_label(cell.begun.front()->invitee);
    line.put(column, std::string{look.signs.edge} + fitted(name, room - 1, look.signs.cut), Paint::strong);
  } else if (cell.busy) {
    line.put(column, row_of(look.signs.busy, room), Paint::faint);
  }
  line.put(rest);
}

// Some of the days, below their names and above their sums.
struct WeekTable {
  std::span<const ShownDay> days;
  std::size_t first;  ///< Of the week's.
  std::size_t labels;
  std::size_t width;  ///< Of a day.

  std::size_t column(std::size_t day) const { return labels + 1 + day * (width + 1); }

  std::string lines(std::span<const WeekRow> rows, const Look& look, const Style& style) const {
    PictureLine names{style};
    for (std::size_t i = 0; i < days.size(); ++i) names.put(column(i), day_name(days[i]), Paint::strong);
    std::string lines = names.str();
    for (const WeekRow& row : rows) {
      PictureLine line{style};
      line.put(row_label(row));
      for (std::size_t i = 0; i < days.size(); ++i) put_cell(line, column(i), width, row.cells[first + i], look);
      lines += line.str();
    }
    PictureLine sums{style};
    sums.put("free");
    for (std::size_t i = 0; i < days.size(); ++i) sums.put(column(i), free_label(days[i].day));
    return lines + sums.str();
  }
};

std::string head_of(std::span<const ShownDay> days, const Look& look, const Style& style) {
  const ShownDay& first = days.front();
  std::vector<Phrase> head{
      {first.owner.str(), Paint::strong},
      {week_label(first.day.date), Paint::strong},
      {fmt::format("{} to {}", day_label(first.day.date), day_label(days.back().day.date)), Paint::strong}};
  add_service(head, first.service);
  head.push_back(zone_phrase(days));
  return lines_of(head, look, style);
}

std::string legend(std::span<const WeekRow> rows, const Look& look, const Style& style) {
  const Signs& signs = look.signs;
  std::vector<Phrase> phrases{
      {row_of(signs.free, 3) + " free", Paint::faint, 3},
      {std::string{signs.edge} + (look.names == Names::hidden ? "booked" : "Name booked"), Paint::faint, 3},
      {row_of(signs.busy, 3) + " busy", Paint::faint, 3},
      {"blank: cannot be booked", Paint::faint, 3}};
  if (std::ranges::any_of(rows, &WeekRow::repeats))
    phrases.push_back({"twice: both passes of a repeated hour", Paint::faint, 3});
  return lines_of(phrases, look, style);
}

}  // namespace

std::string week_lines(std::span<const ShownDay> days, const Look& look, const Style& style) {
  const std::vector<WeekRow> rows = week_rows(days);
  std::size_t labels = 5;
  for (const WeekRow& row : rows) labels = std::max(labels, row_label(row).size());
  const std::size_t at_once = std::min(days.size(), (look.width - labels) / (least_cells + 1));
  const std::size_t width = std::min(most_cells, (look.width - labels) / at_once - 1);
  std::string lines = head_of(days, look, style);
  for (std::size_t first = 0; first < days.size(); first += at_once) {
    if (first > 0) lines += '\n';
    const auto some = days.subspan(first, std::min(at_once, days.size() - first));
    lines += WeekTable{some, first, labels, width}.lines(rows, look, style);
  }
  return lines + legend(rows, look, style);
}

}  // namespace calbook
