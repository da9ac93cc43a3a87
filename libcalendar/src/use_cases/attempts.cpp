// Attempts to send a message, and what they leave behind.

#include <fmt/format.h>

#include <algorithm>

#include "calendar/calendar.hpp"
#include "calendar/text.hpp"
#include "use_cases/due_messages.hpp"
#include "use_cases/settling.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

bool is_same_message(const OutboxMessage& one, const OutboxMessage& other) {
  const auto is_same_subject = [](const MessageSubject& each, const MessageSubject& same) {
    return each.appointment.ref == same.appointment.ref && is_same(each.standing, same.standing) &&
           each.was == same.was;
  };
  return one.id == other.id && one.address == other.address &&
         std::ranges::equal(one.about, other.about, is_same_subject);
}

std::optional<OwnerId> recipient_of(const OutboxMessage& message) {
  return message.recipient == Recipient::owner ? std::optional{message.owner.id} : std::nullopt;
}

// What is kept of a message, of one of its appointments.
ToldRecord record_of(Store& store, const OutboxMessage& message, const Reference& ref) {
  const std::optional<OwnerId> recipient = recipient_of(message);
  for (ToldRecord& each : store.told_records(ref)) {
    if (each.is_of(recipient) && each.lead == message.lead) return std::move(each);
  }
  return {.recipient = recipient, .lead = message.lead};
}

Error unknown_message(const std::string& id) {
  return {Code::unknown_message, fmt::format("no message '{}' is due or waits", excerpt(id)),
          Remedy::Kind::list_messages};
}

}  // namespace

std::optional<Attempt> Calendar::begin_attempt(const OutboxMessage& message, Instant now) {
  Transaction change{store_, Transaction::Kind::write, now};
  DueMessages due{store_, now};
  for (const MessageSubject& each : message.about) {
    const Reference& ref = each.appointment.ref.value();
    const auto appointment = store_.appointment(ref);
    if (!appointment) return std::nullopt;
    const auto untold = store_.untold(ref);
    for (const Pending& pending : due.of(*appointment, untold)) {
      if (!untold) keep_as_told(store_, pending);
      if (pending.message && !pending.is_pointless) due.add(pending);
    }
  }
  const std::vector<OutboxMessage> present = due.take();
  const auto found =
      std::ranges::find_if(present, [&](const OutboxMessage& each) { return is_same_message(each, message); });
  if (found == present.end()) return std::nullopt;
  OutboxMessage begun = *found;
  ++begun.attempts;
  if (!begun.first_try) begun.first_try = now;
  begun.next_try = now + wait_after(begun.attempts);
  for (const MessageSubject& each : begun.about) {
    const Reference& ref = each.appointment.ref.value();
    ToldRecord record = record_of(store_, begun, ref);
    if (record.unsure && record.message != begun.id) {
      record.told = record.tried;
      record.address = record.tried_address;
    }
    record.message = begun.id;
    record.tried = each.standing;
    record.tried_address = begun.address;
    record.attempts = begun.attempts;
    record.unsure = true;
    record.first_try = begun.first_try;
    record.next_try = begun.next_try;
    record.reported = begun.reported;
    store_.set_told(ref, record);
    store_.set_untold(ref);
  }
  Attempt attempt = rehearsed_attempt(begun);
  change.commit();
  return attempt;
}

Attempt Calendar::rehearsed_attempt(const OutboxMessage& message) {
  const Transaction reading{store_, Transaction::Kind::read};
  std::vector<Appointment> appointments;
  for (const MessageSubject& each : message.about) appointments.push_back(each.appointment);
  return {message, entries(appointments)};
}

bool Calendar::end_attempt(const OutboxMessage& message, AttemptEnd end, const std::string& failure, Instant now) {
  Transaction change{store_, Transaction::Kind::write, now};
  const bool failed = end == AttemptEnd::failed || end == AttemptEnd::unknown;
  const bool reports = failed && !message.reported && *message.first_try + Minutes{60} <= now;
  for (const MessageSubject& each : message.about) {
    const Reference& ref = each.appointment.ref.value();
    ToldRecord record = record_of(store_, message, ref);
    if (!store_.appointment(ref) || record.message != message.id || !record.tried) continue;  // changed meanwhile
    switch (end) {
      case AttemptEnd::given_up:
        count_as_told(record, each.standing, message.address);
        record.failure = failure;
        break;
      case AttemptEnd::told:
        record.told = each.standing;
        record.told_at = now;
        record.address = message.address;
        record.failure.reset();
        clear_attempts(record);
        break;
      case AttemptEnd::failed: record.unsure = message.unsure; [[fallthrough]];
      case AttemptEnd::unknown:
        record.failure = failure;
        record.next_try = now + wait_after(record.attempts);
        record.reported = record.reported || reports;
        break;
      case AttemptEnd::not_made:
        record.unsure = message.unsure;
        if (--record.attempts == 0) clear_attempts(record);
        record.next_try.reset();
        break;
    }
    store_.set_told(ref, record);
  }
  change.commit();
  return reports;
}

OutboxMessage Calendar::skip_message(const std::string& id, Instant now) {
  Transaction change{store_, Transaction::Kind::write, now};
  const std::vector<OutboxMessage> all = outbox({}, now).messages;
  const auto found = std::ranges::find(all, id, &OutboxMessage::id);
  if (found == all.end()) throw unknown_message(id);
  for (const MessageSubject& each : found->about) {
    ToldRecord record = record_of(store_, *found, each.appointment.ref.value());
    count_as_told(record, each.standing, found->address);
    store_.set_told(each.appointment.ref.value(), record);
  }
  change.commit();
  return *found;
}

std::vector<OutboxMessage> Calendar::retry_messages(const std::optional<std::string>& id, Instant now) {
  Transaction change{store_, Transaction::Kind::write, now};
  std::vector<OutboxMessage> retried;
  for (OutboxMessage& each : outbox({}, now).messages) {
    if (id ? each.id != *id : each.attempts == 0) continue;
    for (const MessageSubject& subject : each.about) {
      ToldRecord record = record_of(store_, each, subject.appointment.ref.value());
      record.next_try.reset();
      if (each.attempts > 0) store_.set_told(subject.appointment.ref.value(), record);
    }
    each.next_try.reset();
    retried.push_back(std::move(each));
  }
  if (id && retried.empty()) throw unknown_message(*id);
  change.commit();
  return retried;
}

}  // namespace calendar
