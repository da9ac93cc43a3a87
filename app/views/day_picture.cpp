// The picture of a day, or of the same day of several owners, whose columns share the rows:
//
//   10:00  ██ 2S4M2C  Bob Stone  0170 5551234         10:00-11:00
//   11:00  ·· free
//
//          alice                      bea
//   10:00  ██ 2S4M2C  Bob Stone       ·· free

#include <algorithm>

#include "calendar/text.hpp"
#include "text/time_text.hpp"
#include "views/day_rows.hpp"

namespace calbook {

using calendar::cells;
using calendar::Interval;

namespace {

constexpr std::size_t sign_cells = 2;
constexpr std::size_t gap = 2;
constexpr std::size_t shortest_label = 5;

// What is in front of every row.
struct Labels {
  std::vector<std::string> texts;
  std::size_t cells = shortest_label;

  Labels(std::span<const Interval> rows, const calendar::TimeZone& zone) {
    for (const Interval& row : rows) texts.push_back(clock_label(row.start, zone));
    for (const std::string& text : texts) cells = std::max(cells, text.size());
  }
};

std::string why_without_hours(const calendar::Day& day) {
  if (day.span.empty()) return "skipped by the clock";
  if (!day.windows.empty()) return {};
  return day.closed ? "closed" : "no hours";
}

std::string_view sign_of(DayEntry::Sign sign, const Signs& signs) {
  switch (sign) {
    case DayEntry::Sign::free: return signs.free;
    case DayEntry::Sign::booked: return signs.booked;
    case DayEntry::Sign::busy: return signs.busy;
    case DayEntry::Sign::none: break;
  }
  return {};
}

Paint paint_of(DayEntry::Sign sign) {
  if (sign == DayEntry::Sign::booked) return Paint::strong;
  return sign == DayEntry::Sign::busy ? Paint::faint : Paint::plain;
}

// The entry from `column` on, in so many cells.
void put_entry(PictureLine& line, std::size_t column, std::size_t width, const DayEntry& entry, const Look& look) {
  const Paint paint = paint_of(entry.sign);
  const std::size_t text = sign_cells + 1;
  line.put(column, row_of(sign_of(entry.sign, look.signs), sign_cells), paint);
  line.put(column + text, fitted(entry.text, width - text, look.signs.cut));
}

std::vector<Phrase> head_of(const ShownDay& shown) {
  std::vector<Phrase> head;
  add_service(head, shown.service);
  head.push_back(zone_phrase({&shown, 1}));
  return head;
}

std::string head_of_one(const ShownDay& shown, const Look& look, const Style& style) {
  std::vector<Phrase> head{{shown.owner.str(), Paint::strong}, {day_label(shown.day.date), Paint::strong}};
  if (const std::string why = why_without_hours(shown.day); !why.empty()) head.push_back({why});
  std::ranges::copy(head_of(shown), std::back_inserter(head));
  return lines_of(head, look, style);
}

// Where things are in the picture of one owner: taken time is followed by its span, if there is room.
struct DayLayout {
  std::size_t column;  ///< Of the signs.
  std::size_t width;   ///< From there.
  std::size_t taken = 0;
  std::size_t span = 0;

  DayLayout(std::span<const DayEntry> entries, const Labels& labels, std::size_t whole)
      : column{labels.cells + gap}, width{whole - column} {
    constexpr std::size_t least = 16;  // in front of a span
    for (const DayEntry& entry : entries) {
      if (!entry.span.empty()) taken = std::max(taken, sign_cells + 1 + cells(entry.text));
      span = std::max(span, entry.span.size());
    }
    if (width < least + gap + span) span = 0;
    taken = std::min(taken, width - gap - span);
  }

  void put(PictureLine& line, const DayEntry& entry, const Look& look) const {
    const bool with_span = span > 0 && !entry.span.empty();
    put_entry(line, column, with_span ? taken : width, entry, look);
    if (with_span) line.put(column + taken + gap, entry.span);
  }
};

std::string picture_of_one(const ShownDay& shown, const Look& look, const Style& style) {
  const std::vector<Interval> rows = rows_of({&shown, 1});
  const Labels labels{rows, shown.zone};
  const std::vector<DayEntry> entries = entries_of(shown, rows, look.names);
  const DayLayout layout{entries, labels, look.width};
  std::string lines = head_of_one(shown, look, style);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    PictureLine line{style};
    line.put(labels.texts[i]);
    layout.put(line, entries[i], look);
    lines += line.str();
  }
  return lines;
}

// A table of as many columns as there are days.
std::string table_of(std::span<const ShownDay> days, std::size_t width, const Look& look, const Style& style) {
  const std::vector<Interval> rows = rows_of(days);
  const Labels labels{rows, days.front().zone};
  std::vector<std::vector<DayEntry>> columns;
  PictureLine names{style};
  const auto start_of = [&](std::size_t index) { return labels.cells + gap + index * (width + gap); };
  for (const ShownDay& shown : days) {
    const std::string why = why_without_hours(shown.day);
    const std::string name = shown.owner.str() + (why.empty() ? "" : ", " + why);
    names.put(start_of(columns.size()), fitted(name, width, look.signs.cut), Paint::strong);
    columns.push_back(entries_of(shown, rows, look.names));
  }
  std::string lines = names.str();
  for (std::size_t row = 0; row < rows.size(); ++row) {
    PictureLine line{style};
    line.put(labels.texts[row]);
    for (std::size_t i = 0; i < columns.size(); ++i) put_entry(line, start_of(i), width, columns[i][row], look);
    lines += line.str();
  }
  return lines;
}

// How many columns fit behind labels of that width, of so many.
std::size_t most_columns(std::size_t labels, std::size_t of, const Look& look) {
  constexpr std::size_t least = 22;
  return std::clamp<std::size_t>((look.width - labels) / (least + gap), 1, of);
}

// Of owners in the same zone: as many next to each other as fit, and the rest below.
std::string picture_of_several(std::span<const ShownDay> days, const Look& look, const Style& style) {
  std::vector<Phrase> head{{day_label(days.front().day.date), Paint::strong}};
  std::ranges::copy(head_of(days.front()), std::back_inserter(head));
  std::string lines = lines_of(head, look, style);
  for (std::span<const ShownDay> rest = days; !rest.empty();) {
    // Fewer columns may have other rows, and so shorter labels, but then there is only more room.
    const std::size_t shortest = most_columns(shortest_label, rest.size(), look);
    const std::size_t labels = Labels{rows_of(rest.first(shortest)), days.front().zone}.cells;
    const std::size_t at_once = most_columns(labels, days.size(), look);
    const std::size_t count = std::min(at_once, rest.size());
    if (rest.size() < days.size()) lines += '\n';
    lines += table_of(rest.first(count), (look.width - labels) / at_once - gap, look, style);
    rest = rest.subspan(count);
  }
  return lines;
}

}  // namespace

std::string day_lines(std::span<const ShownDay> days, const Look& look, const Style& style) {
  if (days.size() == 1) return picture_of_one(days.front(), look, style);
  std::vector<ShownDay> by_zone{days.begin(), days.end()};
  std::ranges::stable_sort(by_zone, {}, [](const ShownDay& shown) { return shown.zone.name(); });
  std::string lines;
  for (std::span<const ShownDay> rest = by_zone; !rest.empty();) {
    const auto is_elsewhere = [&](const ShownDay& shown) { return shown.zone != rest.front().zone; };
    const auto count = static_cast<std::size_t>(std::ranges::find_if(rest, is_elsewhere) - rest.begin());
    lines += (lines.empty() ? "" : "\n") + picture_of_several(rest.first(count), look, style);
    rest = rest.subspan(count);
  }
  return lines;
}

}  // namespace calbook
