#include "views/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "calendar/text.hpp"
#include "output/table.hpp"
#include "text/time_text.hpp"
#include "views/appointment.hpp"

namespace calbook {

using calendar::Interval;
using calendar::MessageSubject;
using calendar::OutboxMessage;
using calendar::Recipient;
using calendar::TimeZone;

namespace {

TimeZone zone_or_utc(const std::string& name) {
  if (auto zone = TimeZone::find(name)) return *std::move(zone);
  return TimeZone::find("UTC").value();
}

const MessageSubject& first_of(const ShownMessage& shown) {
  return shown.message.about.front();
}

// Of a move, null of other messages.
template <class Of>
Value was_value(const ShownMessage& shown, Of of) {
  const auto& was = first_of(shown).was;
  return was ? Value{of(*was, zone_of(shown.message))} : Value{};
}

Object appointment_object(const MessageSubject& subject, const TimeZone& zone) {
  return appointment_view.object({subject.appointment, zone});
}

List appointments_of(const ShownMessage& shown) {
  List list;
  for (const MessageSubject& each : shown.message.about)
    list.emplace_back(appointment_object(each, zone_of(shown.message)));
  return list;
}

Value utc_value(const std::optional<calendar::Instant>& instant) {
  return instant ? Value{rfc3339_utc(*instant)} : Value{};
}

constexpr Column<ShownMessage> columns[] = {
    {"id", [](const auto& it) { return it.message.id; }},
    {"event", [](const auto& it) { return name_of(it.message.event); }},
    {"to", [](const auto& it) { return name_of(it.message.recipient); }},
    {"address", [](const auto& it) { return it.message.address; }},
    {"lead", [](const auto& it) { return it.message.lead ? Value{it.message.lead->count()} : Value{}; },
     Key::Kind::number},
    {"attempt", [](const auto& it) { return std::max(it.message.attempts, 1); }},
    {"due_utc", [](const auto& it) { return rfc3339_utc(it.message.due); }, Key::Kind::time},
    {"was_start",
     [](const auto& it) {
       return was_value(it, [](const Interval& was, const TimeZone& zone) { return rfc3339(was.start, zone); });
     },
     Key::Kind::time},
    {"was_end",
     [](const auto& it) {
       return was_value(it, [](const Interval& was, const TimeZone& zone) { return rfc3339(was.end, zone); });
     },
     Key::Kind::time},
    {"was_start_utc",
     [](const auto& it) {
       return was_value(it, [](const Interval& was, const TimeZone&) { return rfc3339_utc(was.start); });
     },
     Key::Kind::time},
    {"was_end_utc",
     [](const auto& it) {
       return was_value(it, [](const Interval& was, const TimeZone&) { return rfc3339_utc(was.end); });
     },
     Key::Kind::time},
    {"appointment", [](const auto& it) { return Value{appointment_object(first_of(it), zone_of(it.message))}; },
     Key::Kind::json},
    {"appointments", [](const auto& it) { return appointments_of(it); }},
    {"attempts", [](const auto& it) { return it.message.attempts; }},
    {"next_try_utc", [](const auto& it) { return utc_value(it.message.next_try); }, Key::Kind::time},
    {"failure", [](const auto& it) { return it.message.failure; }, Key::Kind::prose},
    {"sent_utc", [](const auto& it) { return utc_value(it.sent); }, Key::Kind::time},
};
constexpr std::size_t handed_over = 13;  // the first of them

constexpr std::string_view tsv[] = {"id",       "event",        "to",      "address", "due_utc",
                                    "attempts", "next_try_utc", "failure", "sent_utc"};

constexpr Track tracks[] = {
    {},                           // when it is
    {.paint = Paint::strong},     // what is told
    {.paint = Paint::reference},  // the id
    {.fit = Track::Fit::cut},     // to whom
    {.fit = Track::Fit::below},   // how it goes
};

std::string state_label(const ShownMessage& shown) {
  const OutboxMessage& message = shown.message;
  const TimeZone zone = zone_or_utc(message.owner.zone);
  if (shown.sent) return "sent " + moment(*shown.sent, zone);
  if (message.attempts == 0) return "due";
  std::string label = "tried " + counted(message.attempts, "time");
  if (message.next_try) label += ", next " + moment(*message.next_try, zone);
  return message.failure ? fmt::format("{}: {}", label, calendar::escaped(*message.failure)) : label;
}

std::string dates_label(const OutboxMessage& message) {
  return message.about.size() == 1 ? "" : fmt::format(" and {} more", message.about.size() - 1);
}

std::string lines_of(std::span<const ShownMessage> all, const Style& style) {
  Table table{tracks};
  for (const ShownMessage& shown : all) {
    std::array<std::string, std::size(tracks)> row{
        moment(first_of(shown).appointment.span.start, zone_of(shown.message)) + dates_label(shown.message),
        std::string{name_of(shown.message.event)}, shown.message.id, calendar::escaped(shown.message.address),
        state_label(shown)};
    table.add(row);
  }
  return table.lines(style);
}

std::string id_of(const ShownMessage& shown) {
  return shown.message.id;
}

constexpr View<ShownMessage> view{.columns = columns, .tsv = tsv, .lines = lines_of, .quiet = id_of};
constexpr View<ShownMessage> handed_view{.columns = view.columns.first(handed_over), .lines = lines_of};

}  // namespace

TimeZone zone_of(const OutboxMessage& message) {
  return zone_or_utc(message.recipient == Recipient::owner ? message.owner.zone
                                                           : message.about.front().appointment.zone);
}

Object message_object(const OutboxMessage& message) {
  return handed_view.object({message});
}

Report messages_report(std::vector<ShownMessage> shown, std::string when_empty) {
  std::stable_partition(shown.begin(), shown.end(), [](const ShownMessage& each) { return each.message.attempts > 0; });
  return list_report(std::move(shown), view, std::move(when_empty));
}

Report previews_report(std::vector<ShownMessage> shown, std::string lines) {
  Report report = list_report(std::move(shown), handed_view, "No message is due.");
  report.text = [text = std::move(lines)](const Style&) { return text; };
  return report;
}

Report changed_messages_report(std::vector<OutboxMessage> messages, std::string_view deed) {
  std::string lines;
  std::vector<ShownMessage> shown;
  for (OutboxMessage& each : messages) {
    lines += fmt::format("{} {}\n", deed, message_label(each));
    shown.push_back({std::move(each)});
  }
  Report report = list_report(std::move(shown), view, "No message waits.");
  report.text = [lines](const Style&) { return lines; };
  return report;
}

std::string message_label(const OutboxMessage& message) {
  return fmt::format("{} to {}", message.id, calendar::escaped(message.address));
}

std::string waiting_sentence(const OutboxMessage& message) {
  return fmt::format("{} waits since {}: {}", message_label(message),
                     moment(message.first_try.value(), zone_or_utc(message.owner.zone)),
                     message.failure.value_or("it failed"));
}

std::string given_up_sentence(const OutboxMessage& message) {
  return fmt::format("{} is given up: {}", message_label(message), message.failure.value_or("it was not sent in time"));
}

std::vector<Key> message_keys() {
  return view.keys();
}

std::vector<Key> handed_message_keys() {
  return handed_view.keys();
}

}  // namespace calbook
