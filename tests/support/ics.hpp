#pragma once

// iCalendar texts, and what is read from them as text.

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "calendar/foreign.hpp"
#include "support/make.hpp"

namespace make {

/// Lines, each ended by CR LF.
inline std::string lines(std::initializer_list<std::string_view> texts) {
  std::string all;
  for (const std::string_view text : texts) all += std::string{text} + "\r\n";
  return all;
}

/// A VCALENDAR of one event with those properties, and a UID.
inline std::string event(std::initializer_list<std::string_view> properties) {
  return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n" + lines(properties) + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

/// What is read in Berlin from the dates from 2026-11-01 to 2026-12-31.
inline calendar::ForeignTimes read(std::string_view bytes, std::string_view me = {}) {
  const calendar::TimeZone berlin = zone("Europe/Berlin");
  return calendar::read_foreign(
      bytes, {.dates = berlin, .me = std::string{me}, .range = berlin.dates(date("2026-11-01"), date("2026-12-31"))});
}

/// "2026-11-26T11:00Z/2026-11-26T12:00Z ...".
inline std::string spans(const calendar::ForeignTimes& times) {
  std::vector<calendar::Interval> spans;
  for (const calendar::ForeignSpan& each : times.spans) spans.push_back(each.span);
  return text(spans);
}

/// "bad_end bad_rule:2".
inline std::string warnings(const calendar::ForeignTimes& times) {
  std::string all;
  for (const calendar::ForeignWarning& each : times.warnings) {
    all += (all.empty() ? "" : " ") + std::string{name_of(each.kind)};
    if (each.count != 1) all += ":" + std::to_string(each.count);
  }
  return all;
}

/// Spans and warnings of one event.
inline std::string read_event(std::initializer_list<std::string_view> properties) {
  const calendar::ForeignTimes times = read(event(properties));
  const std::string odd = warnings(times);
  return spans(times) + (odd.empty() ? "" : " " + odd);
}

}  // namespace make
