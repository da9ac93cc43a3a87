#include "calendar/ics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "booking/keyed_hash.hpp"
#include "ics/event_writer.hpp"
#include "ics/series_writer.hpp"
#include "ics/written_values.hpp"
#include "ics/zone_writer.hpp"

namespace calendar {

namespace {

std::string_view name_of(IcsMethod method) {
  switch (method) {
    case IcsMethod::publish: return "PUBLISH";
    case IcsMethod::request: return "REQUEST";
    case IcsMethod::cancel: return "CANCEL";
  }
  return "";
}

std::string_view method_text(const IcsWriting& how) {
  return how.method ? name_of(*how.method) : "";
}

// Whose calendar it is, and when to look again (RFC 7986); what is not of one owner has no name.
void write_properties(LineWriter& writer, const Entries& entries) {
  if (entries.owners.size() == 1) {
    const Owner& owner = entries.owners.front().owner;
    const std::string name = owner.title.value_or(owner.name.str());
    writer.text("NAME", name);
    writer.text("X-WR-CALNAME", name);
    writer.text("X-WR-TIMEZONE", owner.zone);
  }
  Instant last = Instant::min();
  for (const Entry& entry : entries.entries) last = std::max(last, last_change(entry));
  if (last != Instant::min()) writer.value("LAST-MODIFIED", utc_text(last));
  writer.value("REFRESH-INTERVAL", "PT15M", {{"VALUE", "DURATION"}});
}

// The zones of the series, each once.
void write_zones(LineWriter& writer, std::span<const Entry> entries) {
  std::set<std::string_view> written{"UTC"};
  for (const Entry& entry : entries) {
    if (!entry.series || !written.insert(entry.series->zone).second) continue;
    write_zone(writer, zone_of(*entry.series), entry.series->zone);
  }
}

void write(LineWriter& writer, const Entries& entries, const Entry& entry, const IcsWriting& how) {
  const EventWriter events{entries, entry, how};
  if (entry.series) return write_series(writer, entry, events);
  const Appointment& only = entry.appointments.front();
  events.write(writer, only, [&](LineWriter& lines) { write_span(lines, only.span); });
}

std::vector<Interval> within(std::vector<Interval> spans, const Interval& range) {
  for (Interval& span : spans) {
    span.start = std::clamp(span.start, range.start, range.end);
    span.end = std::clamp(span.end, range.start, range.end);
  }
  return merged(std::move(spans));
}

// Both merged.
std::vector<Interval> without(const std::vector<Interval>& spans, const std::vector<Interval>& others) {
  std::vector<Interval> left;
  auto other = others.begin();
  for (const Interval& span : spans) {
    Instant start = span.start;
    while (other != others.end() && other->end <= start) ++other;
    for (auto each = other; each != others.end() && each->start < span.end; ++each) {
      if (start < each->start) left.push_back({start, each->start});
      start = each->end;
    }
    if (start < span.end) left.push_back({start, span.end});
  }
  return left;
}

}  // namespace

// The identity may be the key of a file's references, with which anybody could list them.
std::string public_name(const FileIdentity& file) {
  constexpr std::uint64_t first = std::uint64_t{1} << 32, second = first + 1;
  return fmt::format("{:016x}{:016x}", keyed_hash(file, first), keyed_hash(file, second));
}

std::optional<IcsMethod> ics_method_named(std::string_view name) {
  const auto* const found = std::ranges::find(ics_methods, name);
  if (found == ics_methods.end()) return std::nullopt;
  return static_cast<IcsMethod>(found - ics_methods.begin());
}

std::string uid_of(const Reference& ref, const FileIdentity& file) {
  return ref.str() + "." + public_name(file);
}

std::optional<Reference> reference_in(std::string_view uid, const FileIdentity& file) {
  const std::string_view text = uid.substr(0, uid.find('.'));
  if (!Reference::is_possible(text)) return std::nullopt;
  const Reference ref{text};
  return uid_of(ref, file) == uid ? std::optional{ref} : std::nullopt;
}

std::string ics_of(const Entries& entries, const IcsWriting& how) {
  LineWriter writer;
  begin_calendar(writer, method_text(how));
  const bool is_message = how.method && how.method != IcsMethod::publish;
  if (!is_message) write_properties(writer, entries);
  write_zones(writer, entries.entries);
  for (const Entry& entry : entries.entries) write(writer, entries, entry, how);
  writer.end("VCALENDAR");
  return writer.take();
}

std::string ics_of(const Entries& entries, const Entry& entry, const IcsWriting& how) {
  LineWriter writer;
  begin_calendar(writer, method_text(how));
  write_zones(writer, {&entry, 1});
  write(writer, entries, entry, how);
  writer.end("VCALENDAR");
  return writer.take();
}

std::string ics_of(const FreeBusy& times) {
  const std::vector<Interval> busy = within(times.busy, times.range);
  struct Period {
    Interval span;
    std::string_view type;
    auto operator<=>(const Period&) const = default;
  };
  std::vector<Period> periods;
  for (const Interval& span : busy) periods.push_back({span, "BUSY"});
  for (const Interval& span : without(within(times.unavailable, times.range), busy))
    periods.push_back({span, "BUSY-UNAVAILABLE"});
  std::ranges::sort(periods);

  LineWriter writer;
  begin_calendar(writer);
  writer.begin("VFREEBUSY");
  writer.value("UID", times.owner.name.str() + "." + public_name(times.file));
  writer.value("DTSTAMP", utc_text(times.stamp));
  writer.value("DTSTART", utc_text(times.range.start));
  writer.value("DTEND", utc_text(times.range.end));
  if (times.owner.email) writer.value("ORGANIZER", "mailto:" + *times.owner.email);
  for (const Period& period : periods) writer.value("FREEBUSY", period_text(period.span), {{"FBTYPE", period.type}});
  writer.end("VFREEBUSY");
  writer.end("VCALENDAR");
  return writer.take();
}

}  // namespace calendar
