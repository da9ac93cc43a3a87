#include "cli/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "commands/references.hpp"
#include "text/scanner.hpp"
#include "text/time_text.hpp"
#include "views/service.hpp"

namespace calbook {

using calendar::escaped;
using calendar::Instant;
using calendar::Owner;

namespace {

using Candidates = std::vector<Candidate>;

enum class Source {
  dates,
  days,
  hours,
  intervals,
  files,
  owners,
  services,
  zones,
  references,
  begun,
  busy,
  calendars,
  columns,
  methods,
  messages,
  events,
  nothing
};

/// Arrays, because each pointer in a table would be relocated at every start.
struct SourceOf {
  char parameter[13];
  char noun[9];  ///< Only for this noun's commands; empty: for all.
  Source source;
};

// The first row that fits counts.
constexpr SourceOf sources[]{
    {"--db", "", Source::files},          {"--batch", "", Source::files},
    {"FILE", "", Source::files},          {"PATH", "", Source::files},
    {"--owner", "", Source::owners},      {"NAME", "owner", Source::owners},
    {"OLD", "owner", Source::owners},     {"--columns", "", Source::columns},
    {"--service", "", Source::services},  {"NAME", "service", Source::services},
    {"OLD", "service", Source::services}, {"--tz", "", Source::zones},
    {"REF", "mark", Source::begun},       {"REF", "", Source::references},
    {"ID", "busy", Source::busy},         {"ID", "outbox", Source::messages},
    {"COMMAND", "outbox", Source::files}, {"--invitee", "", Source::events},
    {"--owner-gets", "", Source::events}, {"--from", "outbox", Source::nothing},
    {"DATETIME", "", Source::dates},      {"DATES", "", Source::dates},
    {"DATE", "", Source::dates},          {"WHEN", "", Source::dates},
    {"--from", "", Source::dates},        {"--to", "", Source::dates},
    {"--until", "", Source::dates},       {"DAYS", "", Source::days},
    {"DAYS RANGES", "", Source::days},    {"RANGES", "", Source::hours},
    {"--every", "", Source::intervals},   {"NAME", "calendar", Source::calendars},
    {"--dir", "", Source::files},         {"--method", "", Source::methods},
};

Candidates plain(std::initializer_list<const char*> words) {
  Candidates found;
  for (const char* word : words) found.push_back({word, ""});
  return found;
}

// The calendar that the line is about.
class Asked {
 public:
  Asked(const Place& place, Session& session) : invocation_{session.invocation()} {
    invocation_.options.db = place.global.db;
    invocation_.options.owner = place.global.owner;
    if (invocation_.options.db.starts_with("~/")) {
      invocation_.options.db = invocation_.home() / invocation_.options.db.substr(2);
    }
    session_.emplace(invocation_, Access::glance, stored_);
  }

  Session& session() { return *session_; }
  /// Whose services and references are meant: everybody's, if nobody is named.
  std::vector<Owner> owners() {
    if (auto likely = session_->likely_owner()) return {*std::move(likely)};
    return session_->calendar().owners();
  }

 private:
  Invocation invocation_;
  Stored stored_;
  std::optional<Session> session_;
};

// Behind a comma, those not named before it.
Candidates listed(std::string_view prefix, const Candidates& all) {
  const std::size_t comma = prefix.rfind(',');
  const std::string_view named = comma == prefix.npos ? "" : prefix.substr(0, comma + 1);
  const auto before = split(named, ',');
  Candidates found;
  for (const auto& [word, meaning] : all) {
    if (std::ranges::find(before, word) == before.end()) found.push_back({std::string{named} + word, meaning});
  }
  return found;
}

Candidates owners(const Place& place, Asked& asked) {
  Candidates all;
  for (const Owner& owner : asked.session().calendar().owners()) all.push_back({owner.name.str(), escaped(owner.zone)});
  return listed(place.prefix, all);
}

Candidates columns(const Place& place) {
  if (place.verb == nullptr || place.verb->keys == nullptr) return {};
  Candidates all;
  if (place.prefix.find(',') == place.prefix.npos) all.push_back({"help", "Lists them, and what they hold"});
  for (const Key& key : place.verb->keys()) all.push_back({std::string{key.name}, ""});
  return listed(place.prefix, all);
}

Candidates services(Asked& asked) {
  Candidates found;
  for (const Owner& owner : asked.owners()) {
    for (const calendar::Service& service : asked.session().calendar().services(owner)) {
      const std::string& name = service.name.str();
      if (std::ranges::find(found, name, &Candidate::word) == found.end())
        found.push_back({name, rules_label(service)});
    }
  }
  return found;
}

// Who comes when; among more appointments than can be looked at in a moment, among the earliest.
Candidates references(const Place& place, Among among, Asked& asked) {
  constexpr std::size_t most = 200;
  constexpr int most_pages = 20;
  Session& session = asked.session();
  Listing listing = appointments_among(among, session.likely_owner(), session.now());
  const std::string wanted = lower(place.prefix);
  listing.matches = [&](const calendar::Appointment& each) { return lower(each.ref->str()).starts_with(wanted); };
  listing.limit = most;
  Candidates found;
  const auto next = pages(listing, session);
  for (int page = 0; page < most_pages; ++page) {
    const auto shown = next();
    if (!shown) break;
    for (const ShownAppointment& each : *shown) {
      const auto& appointment = each.appointment;
      found.push_back({appointment.ref->str(), fmt::format("{}  {}", span_label(appointment.span, each.zone),
                                                           escaped(appointment.invitee.name))});
    }
  }
  return found;
}

Candidates busy_times(Asked& asked) {
  Session& session = asked.session();
  const calendar::Interval ahead{session.now(), calendar::always.end};
  Candidates found;
  for (const Owner& owner : asked.owners()) {
    for (const calendar::Busy& each : session.calendar().busy(owner, ahead)) {
      std::string note = each.note.value_or("");
      std::ranges::replace(note, '\n', ' ');
      found.push_back({fmt::format("{}", each.id),
                       fmt::format("{}  {}", span_label(each.span, session.zone(owner)), escaped(note))});
    }
  }
  return found;
}

Candidates calendars(Asked& asked) {
  Candidates found;
  for (const calendar::ForeignCalendar& each : asked.session().calendar().foreign_calendars(asked.owners())) {
    if (std::ranges::find(found, each.name.str(), &Candidate::word) == found.end())
      found.push_back({each.name.str(), escaped(each.path.value_or(""))});
  }
  return found;
}

Candidates zones(const Place& place, const Invocation& invocation) {
  Candidates found;
  for (std::string& name : invocation.zone_names(place.prefix)) found.push_back({std::move(name), ""});
  return found;
}

Candidates messages(Asked& asked) {
  Candidates found;
  for (const calendar::OutboxMessage& each : asked.session().calendar().outbox({}, asked.session().now()).messages)
    found.push_back({each.id, escaped(each.address)});
  return found;
}

// Today's weekday would be refused there.
bool is_ambiguous_today(const Parameter& parameter, const Verb* verb) {
  constexpr std::array<std::string_view, 2> stored{"availability override", "busy add"};
  if (parameter.kind != Parameter::Kind::argument || verb == nullptr) return false;
  return parameter.name == "DATETIME" || std::ranges::find(stored, verb->name) != stored.end();
}

// By the clock of whoever it is about, as far as that is known.
std::chrono::weekday weekday_today(const Place& place, Session& session) {
  const Instant now = session.now();
  try {
    Asked asked{place, session};
    if (const auto owner = asked.session().likely_owner())
      return std::chrono::weekday{asked.session().zone(owner).date(now)};
  } catch (const calendar::Error&) {  // nobody is known
  }
  return std::chrono::weekday{session.invocation().system_zone().date(now)};
}

// A time is two words, of which the second is never a date.
Candidates dates(const Parameter& parameter, const Place& place, Session& session) {
  if (place.before > 0) return {};
  Candidates found = plain({"today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun"});
  if (is_ambiguous_today(parameter, place.verb)) {
    const std::string today = lower(weekday_label(weekday_today(place, session)));
    std::erase_if(found, [&](const Candidate& each) { return each.word == today; });
  }
  if (parameter.name == "DATETIME" && place.verb != nullptr && place.verb->name == "book")
    found.insert(found.begin(), {"first", "The earliest free slot"});
  return found;
}

// DAYS and RANGES alternate.
Candidates days(const Place& place) {
  if (place.before % 2 == 1) return plain({"closed"});
  return plain({"mon-fri", "daily", "weekdays", "weekends", "mon", "tue", "wed", "thu", "fri", "sat", "sun"});
}

// RANGES, or DAYS and RANGES that alternate.
Candidates hours(const Place& place) {
  Candidates found = days(place);
  found.insert(found.begin(), {"weekly", "As in every week"});
  if (place.before == 0) found.insert(found.begin(), {"closed", ""});
  return found;
}

std::optional<Source> source_of(const Parameter& parameter, const Verb* verb) {
  const bool is_new =
      parameter.name == "NAME" && verb != nullptr && (verb->name == "owner add" || verb->name == "calendar add");
  if (is_new) return std::nullopt;
  const std::string_view noun = verb == nullptr ? "" : verb->noun();
  const auto* found = std::ranges::find_if(sources, [&](const SourceOf& row) {
    const std::string_view only{row.noun};
    return parameter.name == row.parameter && (only.empty() || only == noun);
  });
  return found == std::end(sources) ? std::optional<Source>{} : found->source;
}

Completion from(Source source, const Parameter& parameter, const Place& place, Session& session) {
  if (source == Source::files) return {.files = true};
  if (source == Source::dates) return {dates(parameter, place, session)};
  if (source == Source::days) return {days(place)};
  if (source == Source::hours) return {hours(place)};
  if (source == Source::intervals) return {plain({"day", "week", "2w", "month", "mon-fri"})};
  if (source == Source::nothing) return {};
  if (source == Source::events) return {plain({"booked,moved,cancelled,24h", "booked", "none"})};
  if (source == Source::methods) return {plain({"publish", "request", "cancel"})};
  if (source == Source::columns) return {columns(place)};
  if (source == Source::zones) return {zones(place, session.invocation())};
  Asked asked{place, session};
  switch (source) {
    case Source::owners: return {owners(place, asked)};
    case Source::services: return {services(asked)};
    case Source::references: return {references(place, Among::not_ended, asked)};
    case Source::begun: return {references(place, Among::begun, asked)};
    case Source::busy: return {busy_times(asked)};
    case Source::calendars: return {calendars(asked)};
    case Source::messages: return {messages(asked)};
    default: return {};
  }
}

}  // namespace

Completion suggestions_for(const Parameter& parameter, const Place& place, Session& session) try {
  const auto source = source_of(parameter, place.verb);
  return source ? from(*source, parameter, place, session) : Completion{};
} catch (const calendar::Error&) {
  return {};
}

}  // namespace calbook
