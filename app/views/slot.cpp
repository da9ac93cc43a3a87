#include "views/slot.hpp"

#include <fmt/format.h>

#include <algorithm>

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

// An owner's slots of a date.
std::string lines_of_date(std::string_view owner, std::span<const ShownSlot> slots, const Style& style) {
  constexpr std::size_t starts_a_line = 12;
  const TimeZone& zone = slots.front().offer->zone;
  const std::string day = style.strong(day_label(date_of(slots.front())));
  const std::string place = style.faint(fmt::format("{}, {}", zone.name(), offsets_label(slots, zone)));
  std::string lines;
  for (std::size_t at = 0; at < slots.size();) {
    lines += day + std::string{owner} + " ";
    const std::size_t end = std::min(at + starts_a_line, slots.size());
    for (; at < end; ++at) lines += " " + clock_label(slots[at].span.start, zone);
    lines += "   " + place + "\n";
  }
  return lines;
}

// `column_of` says what stands between the date and the starts.
template <class ColumnOf>
std::string lines_by_date(std::span<const ShownSlot> slots, const Style& style, const ColumnOf& column_of) {
  std::string lines;
  while (!slots.empty()) {
    const ShownSlot& first = slots.front();
    const auto next = std::ranges::find_if(slots, [&](const ShownSlot& slot) {
      return slot.offer->owner != first.offer->owner || date_of(slot) != date_of(first);
    });
    const auto count = static_cast<std::size_t>(next - slots.begin());
    lines += lines_of_date(column_of(first), slots.first(count), style);
    slots = slots.subspan(count);
  }
  return lines;
}

std::string lines_of(std::span<const ShownSlot> slots, const Style& style) {
  return lines_by_date(slots, style, [](const ShownSlot&) { return std::string{}; });
}

// The column is as wide as the longest name so far.
Lines<ShownSlot> lines_with_owners() {
  return [width = std::make_shared<std::size_t>()](std::span<const ShownSlot> page, const Style& style) {
    std::vector<ShownSlot> slots{page.begin(), page.end()};
    std::ranges::stable_sort(slots, {}, [](const ShownSlot& slot) {
      return std::pair{date_of(slot), slot.offer->owner};
    });
    for (const ShownSlot& slot : slots) *width = std::max(*width, slot.offer->owner.str().size());
    return lines_by_date(
        slots, style, [&](const ShownSlot& slot) { return fmt::format("  {:<{}}", slot.offer->owner.str(), *width); });
  };
}

constexpr Column<ShownSlot> columns[] = {
    {"owner", [](const auto& it) { return it.offer->owner.str(); }},
    {"service", [](const auto& it) { return it.offer->service.str(); }},
    {"start", [](const auto& it) { return rfc3339(it.span.start, it.offer->zone); }},
    {"end", [](const auto& it) { return rfc3339(it.span.end, it.offer->zone); }},
    {"start_utc", [](const auto& it) { return rfc3339_utc(it.span.start); }},
    {"end_utc", [](const auto& it) { return rfc3339_utc(it.span.end); }},
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
  if (owners == OwnerColumn::hidden) return list_report(std::move(pages), view, when_empty);
  return list_report(std::move(pages), view_with_owner, when_empty, lines_with_owners());
}

}  // namespace calbook
