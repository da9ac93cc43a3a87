#include "views/slot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "text/time_text.hpp"

namespace calbook {

using calendar::Date;
using calendar::TimeZone;

namespace {

// The zone's offsets at these times, in order: one, or two around a change.
std::string offsets_label(std::span<const ShownSlot> slots, const TimeZone& zone) {
  std::string label;
  std::optional<calendar::Seconds> before;
  for (const ShownSlot& slot : slots) {
    const calendar::Seconds offset = zone.offset(slot.span.start);
    if (before != offset) label += (before ? " then " : "") + offset_label(offset);
    before = offset;
  }
  return label;
}

Date date_of(const ShownSlot& slot) {
  return slot.offer->zone.date(slot.span.start);
}

// Lines of at most 80 cells, each with its date. The zone stands on the first, and where its offset changes; of owners
// in several zones, for each of them.
class Layout {
 public:
  explicit Layout(OwnerColumn owners) : owners_{owners} {}

  std::string lines(std::span<const ShownSlot> page, const Style& style);

 private:
  std::string lines_by_date(std::span<const ShownSlot> slots, const Style& style);
  std::string lines_of_date(std::span<const ShownSlot> slots, const Style& style);
  std::string head_of(const ShownSlot& slot) const;

  OwnerColumn owners_;
  std::size_t owner_width_ = 0;   // of the longest name so far
  std::optional<TimeZone> zone_;  // of the first slot
  bool several_zones_ = false;
  std::map<std::string, std::string> zones_said_;  // by owner where there are several
};

// As many of the starts as fit next to what takes `taken` cells, at least one.
std::string starts_label(std::span<const ShownSlot>& slots, std::size_t room) {
  std::string label;
  while (!slots.empty()) {
    const std::string start = clock_label(slots.front().span.start, slots.front().offer->zone);
    if (!label.empty() && label.size() + 1 + start.size() > room) break;
    if (!label.empty()) label += ' ';
    label += start;
    slots = slots.subspan(1);
  }
  return label;
}

std::string Layout::head_of(const ShownSlot& slot) const {
  if (owners_ == OwnerColumn::hidden) return "  ";
  return fmt::format("  {:<{}}  ", slot.offer->owner.str(), owner_width_);
}

// An owner's slots of a date.
std::string Layout::lines_of_date(std::span<const ShownSlot> slots, const Style& style) {
  constexpr std::size_t widest = 80;
  constexpr std::size_t widest_start = 11;  // "02:00+02:00"
  const ShownSlot& first = slots.front();
  const std::string date = day_label(date_of(first));
  const std::string head = head_of(first);
  const std::string label = first.offer->zone.name() + ", " + offsets_label(slots, first.offer->zone);
  const std::size_t width = std::min(widest, style.width().value_or(widest));
  const std::size_t room = width - std::min(width, date.size() + head.size());
  std::string lines;
  if (std::exchange(zones_said_[several_zones_ ? first.offer->owner.str() : ""], label) != label) {
    const std::size_t beside = 2 + label.size();
    const bool fits = room >= beside + widest_start;
    const bool named = several_zones_ && room >= label.size();
    lines += style.strong(date) +
             (fits    ? head + starts_label(slots, room - beside) + "  "
              : named ? head
                      : "  ") +
             style.faint(label) + "\n";
  }
  while (!slots.empty()) lines += style.strong(date) + head + starts_label(slots, room) + "\n";
  return lines;
}

std::string Layout::lines(std::span<const ShownSlot> page, const Style& style) {
  if (owners_ == OwnerColumn::hidden) return lines_by_date(page, style);
  std::vector<ShownSlot> slots{page.begin(), page.end()};
  std::ranges::stable_sort(slots, {}, [](const ShownSlot& slot) {
    return std::pair{date_of(slot), slot.offer->owner};
  });
  for (const ShownSlot& slot : slots) {
    owner_width_ = std::max(owner_width_, slot.offer->owner.str().size());
    if (!zone_) zone_ = slot.offer->zone;
    if (slot.offer->zone != *zone_) several_zones_ = true;
  }
  return lines_by_date(slots, style);
}

std::string Layout::lines_by_date(std::span<const ShownSlot> slots, const Style& style) {
  std::string lines;
  while (!slots.empty()) {
    const ShownSlot& first = slots.front();
    const auto next = std::ranges::find_if(slots, [&](const ShownSlot& slot) {
      return slot.offer->owner != first.offer->owner || date_of(slot) != date_of(first);
    });
    const auto count = static_cast<std::size_t>(next - slots.begin());
    lines += lines_of_date(slots.first(count), style);
    slots = slots.subspan(count);
  }
  return lines;
}

Lines<ShownSlot> lines_with(OwnerColumn owners) {
  return
      [layout = std::make_shared<Layout>(owners)](auto page, const Style& style) { return layout->lines(page, style); };
}

std::string lines_of(std::span<const ShownSlot> slots, const Style& style) {
  return lines_with(OwnerColumn::hidden)(slots, style);
}

constexpr Column<ShownSlot> columns[] = {
    {"owner", [](const auto& it) { return it.offer->owner.str(); }},
    {"service", [](const auto& it) { return it.offer->service.str(); }},
    {"start", [](const auto& it) { return rfc3339(it.span.start, it.offer->zone); }, Key::Kind::time},
    {"end", [](const auto& it) { return rfc3339(it.span.end, it.offer->zone); }, Key::Kind::time},
    {"start_utc", [](const auto& it) { return rfc3339_utc(it.span.start); }, Key::Kind::time},
    {"end_utc", [](const auto& it) { return rfc3339_utc(it.span.end); }, Key::Kind::time},
    {"tz", [](const auto& it) { return it.offer->zone.name(); }},
};
constexpr std::string_view tsv[] = {"start", "end"};
constexpr std::string_view tsv_with_owner[] = {"start", "end", "owner"};

constexpr View<ShownSlot> view{
    .columns = columns,
    .tsv = tsv,
    .lines = lines_of,
    .quiet = [](const ShownSlot& slot) { return rfc3339_minutes(slot.span.start, slot.offer->zone); },
};
constexpr View<ShownSlot> view_with_owner{
    .columns = columns,
    .tsv = tsv_with_owner,
    .lines = lines_of,
    .quiet = view.quiet,
};

}  // namespace

std::vector<ShownSlot> shown_in(const std::shared_ptr<const Offer>& offer,
                                const std::vector<calendar::Interval>& slots) {
  std::vector<ShownSlot> shown;
  shown.reserve(slots.size());
  for (const calendar::Interval& slot : slots) shown.push_back({slot, offer});
  return shown;
}

Report slots_report(Pages<ShownSlot> pages, OwnerColumn owners) {
  const std::string when_empty = "No free slots then. See the hours: calbook availability show";
  const View<ShownSlot>& shown = owners == OwnerColumn::hidden ? view : view_with_owner;
  return list_report(std::move(pages), shown, when_empty, lines_with(owners));
}

std::vector<Key> slot_keys() {
  return view.keys();
}

}  // namespace calbook
