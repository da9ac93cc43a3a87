#include "ics/ics_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "ics/components.hpp"
#include "ics/content_lines.hpp"
#include "ics/invalid_calendar.hpp"

namespace calendar {

namespace {

IcsEvent::Method method_of(const ContentLine& line) {
  using Method = IcsEvent::Method;
  constexpr std::array<std::pair<std::string_view, Method>, 7> methods{{{"PUBLISH", Method::read},
                                                                        {"REQUEST", Method::read},
                                                                        {"CANCEL", Method::cancel},
                                                                        {"REPLY", Method::ignore},
                                                                        {"COUNTER", Method::ignore},
                                                                        {"DECLINECOUNTER", Method::ignore},
                                                                        {"REFRESH", Method::ignore}}};
  for (const auto& [known, method] : methods) {
    if (same_word(trimmed(line.value), known)) return method;
  }
  throw invalid_calendar(fmt::format("calendars with METHOD:{} are not read", excerpt(line.value)), line.number);
}

// A zone's name as it is compared: descriptions escape and quote it otherwise than times do.
std::string zone_name(std::string_view text) {
  std::string name = plain_text(text, limits::calendar_zone);
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  return name;
}

// "MAILTO:ann@example.org" is hers.
bool is_of(std::string_view address, std::string_view me) {
  constexpr std::string_view scheme = "mailto:";
  if (address.size() > scheme.size() && same_word(address.substr(0, scheme.size()), scheme))
    address.remove_prefix(scheme.size());
  return !me.empty() && same_word(trimmed(address), me);
}

class IcsParser {
 public:
  IcsParser(std::string_view bytes, std::string_view me) : lines_{bytes}, me_{me} {}

  IcsFile parse() {
    while (const auto line = lines_.next()) {
      if (line->is("BEGIN")) {
        begin(*line);
      } else if (line->is("END")) {
        end(*line);
      } else if (components_.innermost()) {
        read(*line);
      }
    }
    components_.require_closed();
    if (!began_) throw invalid_calendar("not an iCalendar file: no VCALENDAR begins in it");
    return std::move(file_);
  }

 private:
  void begin(const ContentLine& line);
  void end(const ContentLine& line);
  void read(const ContentLine& line);
  void read_of_calendar(const ContentLine& line);
  void read_of_event(const ContentLine& line);
  void read_state_of_event(const ContentLine& line);
  void read_repetition_of_event(const ContentLine& line);
  void read_free_busy(const ContentLine& line);
  void read_of_observance(const ContentLine& line);

  std::size_t calendar() const { return components_.in_calendar() ? file_.calendars.size() - 1 : 0; }
  std::size_t zone_of(const ContentLine& line);
  std::optional<WrittenTime> written_time(std::string_view text);
  std::optional<WrittenPeriod> written_period(std::string_view text);
  std::optional<IcsTime> time_of(const ContentLine& line);
  std::optional<WrittenRule> rule_of(const ContentLine& line);
  void count_value(const ContentLine& line);

  ContentLines lines_;
  std::string_view me_;
  IcsFile file_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> zone_indexes_;
  Components components_;
  bool began_ = false;
  std::size_t values_ = 0;
  IcsEvent::Method method_ = IcsEvent::Method::read;
  std::size_t first_event_ = 0;  // of the calendar that is open
};

void IcsParser::begin(const ContentLine& line) {
  using Kind = Components::Kind;
  const Kind kind = components_.begin(line);
  if (kind == Kind::calendar) {
    method_ = IcsEvent::Method::read;
    first_event_ = file_.events.size();
    file_.calendars.emplace_back();
  } else if (kind == Kind::event) {
    if (file_.events.size() == limits::calendar_events)
      throw invalid_calendar(fmt::format("the calendar has more than {} events", limits::calendar_events), line.number);
    file_.events.push_back({.line = line.number});
  } else if (kind == Kind::zone) {
    file_.zones.push_back({.calendar = calendar()});
  } else if (kind == Kind::observance) {
    count_value(line);
    file_.zones.back().observances.emplace_back();
  }
  began_ = began_ || kind == Kind::calendar || kind == Kind::event || kind == Kind::free_busy;
}

void IcsParser::end(const ContentLine& line) {
  if (components_.end(line) != Components::Kind::calendar) return;
  for (std::size_t i = first_event_; i < file_.events.size(); ++i) file_.events[i].method = method_;
}

void IcsParser::read(const ContentLine& line) {
  switch (*components_.innermost()) {
    case Components::Kind::calendar: return read_of_calendar(line);
    case Components::Kind::event: return read_of_event(line);
    case Components::Kind::free_busy: return read_free_busy(line);
    case Components::Kind::zone:
      if (line.is("TZID")) file_.zones.back().name = zone_name(line.value);
      return;
    case Components::Kind::observance: return read_of_observance(line);
    case Components::Kind::other: return;
  }
}

void IcsParser::read_of_calendar(const ContentLine& line) {
  if (line.is("METHOD")) method_ = method_of(line);
  if (line.is("X-WR-TIMEZONE")) file_.calendars.back() = zone_name(line.value);
}

void IcsParser::count_value(const ContentLine& line) {
  if (++values_ > limits::calendar_values)
    throw invalid_calendar(fmt::format("the calendar has more than {} rules and dates", limits::calendar_values),
                           line.number);
}

std::size_t IcsParser::zone_of(const ContentLine& line) {
  std::string name = zone_name(line.parameter("TZID"));
  const auto [found, added] = zone_indexes_.try_emplace({calendar(), name}, file_.zone_names.size());
  if (added) {
    count_value(line);
    file_.zone_names.push_back({std::move(name), calendar()});
  }
  return found->second;
}

std::optional<WrittenTime> IcsParser::written_time(std::string_view text) {
  const auto time = parse_time(trimmed(text));
  if (time) {
    file_.first = std::min(file_.first, time->time);
    file_.last = std::max(file_.last, time->time);
  }
  return time;
}

std::optional<WrittenPeriod> IcsParser::written_period(std::string_view text) {
  const auto period = parse_period(text);
  if (period) written_time(text.substr(0, text.find('/')));
  return period;
}

std::optional<IcsTime> IcsParser::time_of(const ContentLine& whole) {
  const ContentLine line = whole.from_last_colon();
  auto written = written_time(line.value);
  if (!written) return std::nullopt;
  if (same_word(line.parameter("VALUE"), "DATE"))
    written = {std::chrono::floor<Days>(written->time), WrittenTime::Kind::date};
  return IcsTime{*written, zone_of(line)};
}

void IcsParser::read_of_event(const ContentLine& line) {
  IcsEvent& event = file_.events.back();
  if (line.is("DTSTART")) {
    event.start = time_of(line);
  } else if (line.is("DTEND")) {
    event.end = time_of(line);
    event.bad_end = event.bad_end || !event.end;
  } else if (line.is("DURATION")) {
    event.length = parse_length(trimmed(line.value));
    event.bad_end = event.bad_end || !event.length;
  } else if (line.is("UID")) {
    event.uid = trimmed(line.value);
  } else if (line.is("SUMMARY")) {
    event.title = plain_text(line.value, limits::calendar_title);
  } else {
    read_state_of_event(line);
    read_repetition_of_event(line);
  }
}

void IcsParser::read_state_of_event(const ContentLine& line) {
  IcsEvent& event = file_.events.back();
  const std::string_view value = trimmed(line.value);
  if (line.is("STATUS")) {
    event.cancelled = same_word(value, "CANCELLED");
  } else if (line.is("TRANSP")) {
    event.transparent = same_word(value, "TRANSPARENT");
  } else if (line.is("X-MICROSOFT-CDO-BUSYSTATUS")) {
    event.free_in_outlook = same_word(value, "FREE") || same_word(value, "WORKINGELSEWHERE");
  } else if (line.is("SEQUENCE")) {
    event.sequence = parse_number(value).value_or(0);
  } else if (line.is("DTSTAMP")) {
    if (const auto stamp = parse_time(value)) event.stamp = stamp->time;
  } else if (line.is("ATTENDEE") && is_of(value, me_)) {
    event.declined = same_word(line.parameter("PARTSTAT"), "DECLINED");
  }
}

std::optional<WrittenRule> IcsParser::rule_of(const ContentLine& line) {
  count_value(line);
  return parse_rule(line.value);
}

void IcsParser::read_repetition_of_event(const ContentLine& whole) {
  IcsEvent& event = file_.events.back();
  if (whole.is("RRULE") || whole.is("EXRULE")) {
    auto rule = rule_of(whole);
    if (rule) (whole.is("RRULE") ? event.rules : event.excluded_rules).push_back(std::move(*rule));
    event.bad_rule = event.bad_rule || !rule;
  } else if (whole.is("RDATE")) {
    const ContentLine line = whole.from_last_colon();
    const std::size_t zone = zone_of(line);
    for_each_part(line.value, ',', [&](std::string_view part) {
      count_value(line);
      const auto period = written_period(part);
      const auto time = period ? period->start : written_time(part);
      if (time) event.dates.push_back({{*time, zone}, period});
      event.bad_rule = event.bad_rule || !time;
    });
  } else if (whole.is("EXDATE")) {
    const ContentLine line = whole.from_last_colon();
    const std::size_t zone = zone_of(line);
    for_each_part(line.value, ',', [&](std::string_view part) {
      count_value(line);
      const auto time = written_time(part);
      if (time) event.excluded.push_back({*time, zone});
      event.bad_rule = event.bad_rule || !time;
    });
  } else if (whole.is("RECURRENCE-ID")) {
    event.replaces = time_of(whole);
    event.bad_replaces = !event.replaces;
    event.and_later = same_word(whole.from_last_colon().parameter("RANGE"), "THISANDFUTURE");
  }
}

void IcsParser::read_free_busy(const ContentLine& line) {
  if (!line.is("FREEBUSY") || same_word(line.parameter("FBTYPE"), "FREE")) return;
  const std::size_t zone = zone_of(line);
  for_each_part(line.value, ',', [&](std::string_view part) {
    count_value(line);
    if (const auto period = written_period(part)) {
      file_.busy.push_back({{period->start, zone}, period});
    } else {
      file_.bad_busy_lines.push_back(line.number);
    }
  });
}

void IcsParser::read_of_observance(const ContentLine& line) {
  IcsObservance& observance = file_.zones.back().observances.back();
  const std::string_view value = trimmed(line.value);
  if (line.is("DTSTART")) {
    observance.start = parse_time(value);
  } else if (line.is("TZOFFSETFROM")) {
    observance.before = parse_offset(value);
  } else if (line.is("TZOFFSETTO")) {
    observance.after = parse_offset(value);
  } else if (line.is("RRULE")) {
    auto rule = rule_of(line);
    if (rule) observance.rules.push_back(std::move(*rule));
    observance.bad = observance.bad || !rule;
  } else if (line.is("RDATE")) {
    for_each_part(line.value, ',', [&](std::string_view part) {
      count_value(line);
      const auto period = parse_period(part);
      const auto time = period ? period->start : parse_time(part);
      if (time) observance.dates.push_back(*time);
      observance.bad = observance.bad || !time;
    });
  }
}

}  // namespace

bool IcsEvent::blocks() const {
  return method == Method::read && !cancelled && !declined && !transparent.value_or(free_in_outlook);
}

IcsFile parse_ics(std::string_view bytes, std::string_view me) {
  return IcsParser{bytes, me}.parse();
}

}  // namespace calendar
