#include "views/message_mail.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/ics.hpp"
#include "calendar/mail.hpp"
#include "calendar/text.hpp"
#include "text/time_text.hpp"
#include "views/message.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Attempt;
using calendar::Entries;
using calendar::Entry;
using calendar::IcsMethod;
using calendar::Interval;
using calendar::MessageSubject;
using calendar::OutboxMessage;
using calendar::Owner;
using calendar::Recipient;
using calendar::TellingEvent;
using calendar::TimeZone;

namespace {

std::string shown_name(const Owner& owner) {
  return owner.title.value_or(owner.name.str());
}

// "Mon 2026-11-23 10:00-11:00 +01:00, Europe/Berlin"
std::string when(const Interval& span, const TimeZone& zone) {
  return fmt::format("{} {}, {}", span_label(span, zone), offsets_label(span, zone), zone.name());
}

std::string title_of(const Attempt& attempt, const Appointment& appointment) {
  for (const calendar::EntryOwner& each : attempt.entries.owners) {
    const auto service = std::ranges::find(each.services, appointment.service, &calendar::Service::name);
    if (each.owner.name == appointment.owner && service != each.services.end() && service->title)
      return *service->title;
  }
  return appointment.service == calendar::Service{}.name ? "Appointment" : appointment.service.str();
}

Value time_value(const std::optional<Interval>& span, calendar::Instant Interval::*which, const TimeZone& zone) {
  return span ? Value{rfc3339((*span).*which, zone)} : Value{};
}

// See message_fields().
Object fields_of(const Attempt& attempt, const MessageSubject& subject) {
  const OutboxMessage& message = attempt.message;
  const Appointment& appointment = subject.appointment;
  const calendar::Invitee& invitee = appointment.invitee;
  const TimeZone zone = zone_of(message);
  const Interval& span = appointment.span;
  const bool to_owner = message.recipient == Recipient::owner;
  const std::size_t others = message.about.size() - 1;
  return {{"what", title_of(attempt, appointment)},
          {"service", appointment.service.str()},
          {"owner", shown_name(message.owner)},
          {"with", "with " + (to_owner ? invitee.name : shown_name(message.owner))},
          {"name", invitee.name},
          {"email", invitee.email},
          {"phone", invitee.phone},
          {"note", invitee.note},
          {"reason", appointment.reason},
          {"tz", zone.name()},
          {"dates", std::ssize(message.about)},
          {"more", others == 0 ? "" : fmt::format(" and {} more", others)},
          {"ref", message.id.substr(0, message.id.find('.'))},
          {"when", when(span, zone)},
          {"start", rfc3339(span.start, zone)},
          {"end", rfc3339(span.end, zone)},
          {"start_utc", rfc3339_utc(span.start)},
          {"end_utc", rfc3339_utc(span.end)},
          {"was", subject.was ? Value{when(*subject.was, zone)} : Value{}},
          {"was_start", time_value(subject.was, &Interval::start, zone)},
          {"was_end", time_value(subject.was, &Interval::end, zone)}};
}

std::vector<Object> dates_of(const Attempt& attempt) {
  std::vector<Object> dates;
  for (const MessageSubject& each : attempt.message.about) dates.push_back(fields_of(attempt, each));
  return dates;
}

calendar::Mailbox recipient_of(const OutboxMessage& message) {
  const bool to_owner = message.recipient == Recipient::owner;
  return {message.address, to_owner ? shown_name(message.owner) : message.about.front().appointment.invitee.name};
}

// What a calendar program does with it, and the bytes; empty where there is nothing to do.
struct CalendarPart {
  std::string method = {}, bytes = {};
};

CalendarPart calendar_part(const Attempt& attempt) {
  if (attempt.message.event == TellingEvent::reminder || attempt.entries.entries.size() != 1) return {};
  const Entry& entry = attempt.entries.entries.front();
  // A date that is told alone has none of its own: it would say all of the series, and who else is invited.
  if (entry.series && !attempt.message.id.starts_with(entry.ref().str() + ".")) return {};
  IcsMethod method = IcsMethod::publish;
  if (attempt.message.recipient == Recipient::invitee)
    method = entry.cancelled() ? IcsMethod::cancel : IcsMethod::request;
  if (method != IcsMethod::publish && entry.without_address()) return {};
  Entries entries = attempt.entries;
  for (calendar::EntryOwner& each : entries.owners) {
    if (!each.owner.email) each.owner.email = attempt.message.owner.sender();
  }
  try {
    std::string name{calendar::ics_methods[static_cast<std::size_t>(method)]};
    std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return {std::move(name), ics_of(entries, {.method = method})};
  } catch (const calendar::Error& error) {
    if (error.code() != calendar::Code::zone_data_missing) throw;
    return {};  // the text says it
  }
}

}  // namespace

std::string message_mail(const Attempt& attempt, const MessageText& text, calendar::Instant now) {
  const OutboxMessage& message = attempt.message;
  const std::vector<Object> dates = dates_of(attempt);
  CalendarPart part = calendar_part(attempt);
  return calendar::written_mail(
      {.from = {message.owner.sender().value(), shown_name(message.owner)},
       .to = recipient_of(message),
       .subject = text.subject(dates),
       .date = now,
       .message_id = fmt::format("<{}.{}@calbook.invalid>", message.id, public_name(attempt.entries.file)),
       .automatic = calendar::Automatic::notice,
       .text = text.lines(dates),
       .calendar = std::move(part.bytes),
       .method = std::move(part.method)});
}

std::string message_preview(const Attempt& attempt, const MessageText& text) {
  const std::vector<Object> dates = dates_of(attempt);
  const calendar::Mailbox to = recipient_of(attempt.message);
  return fmt::format("To: {} <{}>\nSubject: {}\n\n{}", calendar::escaped(to.name), calendar::escaped(to.address),
                     text.subject(dates), text.lines(dates));
}

}  // namespace calbook
