#include "views/week_cells.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace calbook {

using calendar::Appointment;
using calendar::Busy;
using calendar::Interval;
using calendar::Minutes;
using calendar::Seconds;

namespace {

// A stretch of the clock, from midnight.
struct Reach {
  Seconds start;
  Seconds end;
};

// What the clock shows during the part of the span that lies on the day: twice some of it if it goes back.
std::vector<Reach> reaches(const ShownDay& shown, const Interval& span) {
  const Interval& date = shown.day.span;
  std::vector<Reach> found;
  const Interval part{std::max(span.start, date.start), std::min(span.end, date.end)};
  if (part.start >= part.end) return found;
  const calendar::Instant midnight{shown.day.date.time_since_epoch()};
  for (const calendar::Stretch& each : shown.zone.stretches(part)) {
    // A clock that goes back over midnight shows the end of the date before once more.
    const Seconds start = std::max(Seconds{0}, each.span.start + each.offset - midnight);
    found.push_back({start, std::max(start + Seconds{1}, each.span.end + each.offset - midnight)});
  }
  return found;
}

// The rows in use, of those of a whole day.
struct Rows {
  Minutes length;
  std::size_t first;
  std::size_t last;  ///< Behind the last one.

  std::size_t count() const { return last - first; }
  std::size_t of(Seconds from_midnight) const { return static_cast<std::size_t>(from_midnight / length); }
  Minutes start_of(std::size_t row) const { return length * row; }
};

// Of what has to be seen; empty where that is nothing.
std::optional<Reach> extent(std::span<const ShownDay> days) {
  std::optional<Reach> all;
  for (const ShownDay& shown : days) {
    for (const Interval& span : seen_spans(shown.day)) {
      for (const Reach& reach : reaches(shown, span))
        all = all ? Reach{std::min(all->start, reach.start), std::max(all->end, reach.end)} : reach;
    }
  }
  return all;
}

class Grid {
 public:
  Grid(std::span<const ShownDay> days, const Rows& rows) : days_{days}, rows_{rows} {
    for (std::size_t row = rows.first; row < rows.last; ++row)
      grid_.push_back({rows.start_of(row), std::vector<WeekCell>(days.size())});
    for (std::size_t day = 0; day < days.size(); ++day) fill(day);
  }

  // How much cannot be seen: what shares a cell, and slots that start later than their row.
  std::size_t blurred() const {
    std::size_t count = late_;
    for (const WeekRow& row : grid_) {
      for (const WeekCell& cell : row.cells) {
        const std::size_t things = cell.begun.size() + (cell.slots > 0 ? 1 : 0) + (cell.busy ? 1 : 0);
        count += things > 1 ? things - 1 : 0;
      }
    }
    return count;
  }

  std::vector<WeekRow> rows() && { return std::move(grid_); }

 private:
  template <class Mark>
  void for_rows(const Reach& reach, Mark&& mark) {
    const std::size_t first = std::max(rows_.of(reach.start), rows_.first);
    const std::size_t last = std::min(rows_.of(reach.end - Seconds{1}) + 1, rows_.last);
    for (std::size_t row = first; row < last; ++row) mark(grid_[row - rows_.first]);
  }

  void fill(std::size_t day) {
    const ShownDay& shown = days_[day];
    for (const Interval& slot : shown.day.free) {
      for (const Reach& reach : reaches(shown, slot))
        for_rows(reach, [&](WeekRow& row) { row.cells[day].free = true; });
      for (const Reach& start : reaches(shown, {slot.start, slot.start + Seconds{1}})) {
        for_rows(start, [&](WeekRow& row) { ++row.cells[day].slots; });
        if (start.start % rows_.length != Seconds{0}) ++late_;
      }
    }
    for (const Appointment& each : shown.day.appointments) {
      const Appointment* to_tell = &each;
      for (const Reach& reach : reaches(shown, each.span)) {
        for_rows(reach, [&](WeekRow& row) {
          row.cells[day].booked = true;
          if (to_tell != nullptr) row.cells[day].begun.push_back(std::exchange(to_tell, nullptr));
        });
      }
    }
    for (const Busy& each : shown.day.busy) mark_busy(day, each.span);
    for (const calendar::ForeignBusy& each : shown.day.foreign) mark_busy(day, each.span);
    mark_repeated(reaches(shown, shown.day.span));
  }

  void mark_busy(std::size_t day, const Interval& span) {
    for (const Reach& reach : reaches(days_[day], span))
      for_rows(reach, [&](WeekRow& row) { row.cells[day].busy = true; });
  }

  void mark_repeated(const std::vector<Reach>& day) {
    for (std::size_t i = 1; i < day.size(); ++i) {
      if (day[i].start < day[i - 1].end)
        for_rows({day[i].start, day[i - 1].end}, [](WeekRow& row) { row.repeats = true; });
    }
  }

  std::span<const ShownDay> days_;
  Rows rows_;
  std::vector<WeekRow> grid_;
  std::size_t late_ = 0;
};

}  // namespace

std::vector<WeekRow> week_rows(std::span<const ShownDay> days) {
  constexpr std::array<int, 6> lengths{60, 30, 20, 15, 10, 5};
  constexpr std::size_t most = 30;
  const auto shown = extent(days);
  if (!shown) return {};
  std::optional<Grid> best;
  for (const int length : lengths) {
    Rows rows{Minutes{length}, 0, 0};
    rows.first = rows.of(shown->start);
    rows.last = rows.of(shown->end - Seconds{1}) + 1;
    if (rows.count() > most) break;
    Grid grid{days, rows};
    if (!best || grid.blurred() < best->blurred()) best = std::move(grid);
    if (best->blurred() == 0) break;
  }
  return std::move(*best).rows();
}

}  // namespace calbook
