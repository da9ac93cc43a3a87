// The picture of a month, a line for each week; where that does not fit, a line for each day:
//
//          Mon       Tue       Wed       Thu       Fri       Sat       Sun
//   W49              1 █··· 6  2 ···· 7  3 ████ 0  4 ···· 7  5 ···· 3  6     -

#include <fmt/format.h>

#include <algorithm>

#include "text/time_text.hpp"
#include "views/day.hpp"

namespace calbook {

using calendar::Date;
using calendar::Day;
using calendar::Days;

namespace {

constexpr std::size_t quarters = 4;
constexpr std::size_t number_cells = 2;  // of a day of the month
constexpr std::size_t week_cells = 3;    // "W49"

unsigned number_of(Date date) {
  return static_cast<unsigned>(std::chrono::year_month_day{date}.day());
}

unsigned day_of_week(Date date) {
  return std::chrono::weekday{date}.iso_encoding() - 1;
}

// The taken part of the hours: none only if nothing is taken, and all only if all is.
std::size_t taken_quarters(const Day& day) {
  const auto open = static_cast<std::size_t>(day.open().count());
  const auto taken = static_cast<std::size_t>(day.taken().count());
  if (taken == 0) return 0;
  if (taken >= open) return quarters;
  return std::clamp<std::size_t>((2 * taken * quarters + open) / (2 * open), 1, quarters - 1);
}

std::string bar_of(const Day& day, const Signs& signs) {
  const std::size_t taken = taken_quarters(day);
  return row_of(signs.booked, taken) + row_of(signs.free, quarters - taken);
}

// How wide a day is: its number, its bar, its free slots.
struct MonthLayout {
  std::size_t number = 1;  ///< Cells of the widest number of slots.
  std::size_t gap = 1;     ///< Before that number.

  MonthLayout(std::span<const ShownDay> days, std::size_t width) {
    for (const ShownDay& each : days) number = std::max(number, fmt::format("{}", each.day.free.size()).size());
    if (line() > width) gap = 0;
  }

  std::size_t cell() const { return std::max(number_cells + 1 + quarters + gap + number, std::size_t{9}); }
  std::size_t line() const { return week_cells + 7 * (1 + cell()); }
  // Between the week and its days.
  std::size_t indent(std::size_t width) const { return week_cells + std::min<std::size_t>(3, 1 + width - line()); }
  std::size_t column(unsigned day, std::size_t width) const { return indent(width) + day * (cell() + 1); }
};

void put_day(PictureLine& line, std::size_t column, std::size_t cells, const ShownDay& shown, const Look& look) {
  line.put(column, fmt::format("{:>2}", number_of(shown.day.date)));
  const std::string label = free_label(shown.day);
  if (!shown.day.windows.empty()) line.put(column + number_cells + 1, bar_of(shown.day, look.signs));
  const bool is_word = label == "closed";
  line.put(is_word ? column + number_cells + 1 : column + cells - label.size(), label);
}

std::string weeks(std::span<const ShownDay> days, const MonthLayout& layout, const Look& look, const Style& style) {
  PictureLine names{style};
  for (unsigned day = 0; day < 7; ++day) {
    const std::string name = weekday_label(std::chrono::weekday{(day + 1) % 7});
    names.put(layout.column(day, look.width), name, Paint::strong);
  }
  std::string lines = names.str();
  while (!days.empty()) {
    const Date first = days.front().day.date;
    const auto count = std::min<std::size_t>(days.size(), 7 - day_of_week(first));
    PictureLine line{style};
    line.put(week_label(first).substr(5));
    for (const ShownDay& each : days.first(count))
      put_day(line, layout.column(day_of_week(each.day.date), look.width), layout.cell(), each, look);
    lines += line.str();
    days = days.subspan(count);
  }
  return lines;
}

// A line for each day, and a blank one between weeks.
std::string dates(std::span<const ShownDay> days, const Look& look, const Style& style) {
  std::string lines;
  for (const ShownDay& each : days) {
    if (!lines.empty() && day_of_week(each.day.date) == 0) lines += '\n';
    PictureLine line{style};
    line.put(day_label(each.day.date));
    if (!each.day.windows.empty()) line.put(line.cells() + 2, bar_of(each.day, look.signs));
    line.put(line.cells() + 2, free_label(each.day));
    lines += line.str();
  }
  return lines;
}

}  // namespace

std::string month_lines(std::span<const ShownDay> days, const Look& look, const Style& style) {
  const ShownDay& first = days.front();
  std::vector<Phrase> head{{first.owner.str(), Paint::strong}, {month_label(first.day.date), Paint::strong}};
  add_service(head, first.service);
  head.push_back({"free slots of each day", Paint::plain, 3});
  head.push_back({first.zone.name(), Paint::faint, 3});
  const MonthLayout layout{days, look.width};
  const bool fits = layout.line() <= look.width;
  return lines_of(head, look, style) + (fits ? weeks(days, layout, look, style) : dates(days, look, style)) +
         lines_of({{row_of(look.signs.booked, quarters) + " taken in quarters of the hours,", Paint::faint},
                   {"then how many slots are free", Paint::faint, 1}},
                  look, style);
}

}  // namespace calbook
