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

std::string lines_of_date(Date date, std::span<const ShownSlot> slots, const TimeZone& zone, const Style& style) {
  constexpr std::size_t starts_a_line = 12;
  const std::string day = style.strong(day_label(date));
  const std::string place = style.faint(fmt::format("{}, {}", zone.name(), offsets_label(slots, zone)));
  std::string lines;
  for (std::size_t at = 0; at < slots.size();) {
    lines += day + " ";
    const std::size_t end = std::min(at + starts_a_line, slots.size());
    for (; at < end; ++at) lines += " " + clock_label(slots[at].span.start, zone);
    lines += "   " + place + "\n";
  }
  return lines;
}

std::string lines_of(std::span<const ShownSlot> slots, const Style& style) {
  std::string lines;
  while (!slots.empty()) {
    const TimeZone& zone = slots.front().offer->zone;
    const Date date = zone.date(slots.front().span.start);
    const auto next = std::ranges::find_if(slots, [&](const auto& slot) { return zone.date(slot.span.start) != date; });
    const auto count = static_cast<std::size_t>(next - slots.begin());
    lines += lines_of_date(date, slots.first(count), zone, style);
    slots = slots.subspan(count);
  }
  return lines;
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

constexpr View<ShownSlot> view{
    .columns = columns,
    .tsv = tsv,
    .lines = lines_of,
    .quiet = [](const ShownSlot& slot) { return rfc3339_minutes(slot.span.start, slot.offer->zone); },
};

}  // namespace

std::vector<ShownSlot> shown_in(const std::shared_ptr<const Offer>& offer,
                                const std::vector<calendar::Interval>& slots) {
  std::vector<ShownSlot> shown;
  shown.reserve(slots.size());
  for (const calendar::Interval& slot : slots) shown.push_back({slot, offer});
  return shown;
}

Report slots_report(Pages<ShownSlot> pages) {
  return list_report(std::move(pages), view, "No free slots then. See the hours: calbook availability show");
}

}  // namespace calbook
