#include "output/table.hpp"

#include <algorithm>

#include "calendar/text.hpp"
#include "output/flow.hpp"

namespace calbook {

using Fit = Track::Fit;

namespace {

bool is_essential(const Track& track) {
  return track.fit == Fit::whole || track.fit == Fit::cut;
}

bool is_in_line(const Track& track) {
  return track.fit != Track::Fit::below;
}

// Of the columns that `counts`, with the blanks between them.
using Counts = bool (*)(const Track&);

std::size_t total(std::span<const Track> tracks, std::span<const std::size_t> widths, Counts counts) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    if (widths[i] > 0 && counts(tracks[i])) sum += widths[i] + (sum > 0 ? tracks[i].gap : 0);
  }
  return sum;
}

// No column but the last shown pushes the others further.
void cap(std::span<const Track> tracks, std::vector<std::size_t>& widths, std::size_t most) {
  std::size_t last = widths.size();
  while (last > 0 && widths[last - 1] == 0) --last;
  for (std::size_t i = 0; i + 1 < last; ++i) {
    if (tracks[i].fit != Fit::whole) widths[i] = std::min(widths[i], most);
  }
}

// Takes cells from the widest columns until those that `counts` fit, but leaves each what `least_of` says.
template <class LeastOf>
void shrink(std::span<const Track> tracks, std::vector<std::size_t>& widths, std::size_t limit, Counts counts,
            LeastOf least_of) {
  const std::size_t taken = total(tracks, widths, counts);
  for (std::size_t excess = taken - std::min(taken, limit); excess > 0; --excess) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool gives = counts(tracks[i]) && tracks[i].fit != Fit::whole;
      if (!gives || widths[i] <= least_of(tracks[i])) continue;
      if (widest == widths.size() || widths[i] >= widths[widest]) widest = i;
    }
    if (widest == widths.size()) return;
    --widths[widest];
  }
}

void append_below(std::string& line, std::string_view text, const Style& style) {
  constexpr std::size_t indent = 4;
  line.append("\n").append(indent, ' ').append(flowed(text, indent, indent, style));
}

}  // namespace

std::string fitted(std::string_view text, std::size_t cells, std::string_view sign) {
  if (calendar::cells(text) <= cells) return std::string{text};
  if (cells == 0) return {};
  return std::string{calendar::first_cells(text, cells - 1)}.append(sign);
}

Table::Table(std::span<const Track> tracks) : tracks_{tracks}, widest_(tracks.size()) {}

void Table::add(std::span<std::string> texts, Paint row) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::size_t cells = calendar::cells(texts[i]);
    widest_[i] = std::max(widest_[i], cells);
    cells_.push_back({std::move(texts[i]), cells});
  }
  rows_.push_back({row, gap_});
  gap_ = false;
}

void Table::add_gap() {
  gap_ = true;
}

std::string Table::lines(const Style& style) {
  const std::vector<Place> where = places(style.width());
  std::string out;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (rows_[row].gap_before) out += '\n';
    append_line(out, row, where, style);
  }
  rows_.clear();
  cells_.clear();
  return out;
}

// What is spare goes only where the rest would be cut too much, and columns that stay whole are the last to suffer.
std::vector<std::size_t> Table::widths_within(std::size_t limit) const {
  constexpr std::size_t usual_name = 20;
  const std::size_t generous = std::max(usual_name, limit / 4);  // a longer one leaves others their addresses
  std::vector<std::size_t> kept = widest_;
  const auto shrunk = [&] {
    std::vector<std::size_t> widths = kept;
    shrink(tracks_, widths, limit, is_in_line, [&](const Track& track) { return std::max(generous, track.least); });
    shrink(tracks_, widths, limit, is_essential, [](const Track& track) { return track.least; });
    return widths;
  };
  std::vector<std::size_t> widths = shrunk();
  for (std::size_t i = 0; i < tracks_.size() && total(tracks_, widths, is_essential) > limit; ++i) {
    if (!tracks_[i].spare) continue;
    kept[i] = 0;
    widths = shrunk();
  }
  std::vector<std::size_t> tight = widths;
  shrink(tracks_, tight, limit, is_essential, [](const Track&) { return std::size_t{4}; });
  return total(tracks_, tight, is_essential) <= limit ? tight : widths;
}

std::vector<Table::Place> Table::places(std::optional<std::size_t> limit) const {
  constexpr std::size_t most_on_a_pipe = 40;
  std::vector<std::size_t> widths = limit ? widths_within(*limit) : widest_;
  if (!limit) cap(tracks_, widths, most_on_a_pipe);
  std::vector<Place> found;
  std::size_t end = 0;
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    const std::size_t start = end + (end > 0 ? tracks_[i].gap : 0);
    if (limit && tracks_[i].fit == Fit::if_whole) widths[i] = widest_of_page(i, *limit - std::min(*limit, start));
    found.push_back({start, widths[i]});
    if (widths[i] > 0) end = start + widths[i];
  }
  return found;
}

std::size_t Table::widest_of_page(std::size_t column, std::size_t room) const {
  std::size_t widest = 0;
  for (std::size_t at = column; at < cells_.size(); at += tracks_.size()) {
    if (cells_[at].cells <= room) widest = std::max(widest, cells_[at].cells);
  }
  return widest;
}

// Only columns that may be missing give way to the edge of the terminal.
std::size_t Table::room_for(std::size_t column, std::size_t start, std::size_t width,
                            std::optional<std::size_t> limit) const {
  if (!limit || tracks_[column].fit == Fit::whole) return std::string::npos;
  if (tracks_[column].fit == Fit::cut) return width;
  return *limit - std::min(*limit, start);
}

void Table::append_line(std::string& out, std::size_t row, std::span<const Place> places, const Style& style) const {
  const bool faint = rows_[row].paint == Paint::faint;
  std::string plain;
  std::string& line = faint ? plain : out;
  std::size_t end = 0;
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    const Track& track = tracks_[i];
    const Cell& cell = cells_[row * tracks_.size() + i];
    if (cell.cells == 0 || places[i].width == 0) continue;
    std::size_t start = std::max(places[i].start, end + (end > 0 ? track.gap : 0));
    if (track.side == Track::Side::right) start += places[i].width - std::min(places[i].width, cell.cells);
    const std::size_t room = room_for(i, start, places[i].width, style.width());
    const bool fits = cell.cells <= room;
    if (!fits && (track.fit == Fit::if_whole || (track.fit == Fit::rest && room < track.least))) continue;
    if (!fits && track.fit == Fit::below) {
      append_below(line, cell.text, style);
      continue;
    }
    line.append(start - end, ' ');
    const Paint paint = faint ? Paint::plain : track.paint;
    const std::string cut = fits ? "" : fitted(cell.text, room);
    style.append(line, fits ? cell.text : cut, paint);
    end = start + (fits ? cell.cells : calendar::cells(cut));
  }
  if (faint) style.append(out, plain, Paint::faint);
  out += '\n';
}

}  // namespace calbook
