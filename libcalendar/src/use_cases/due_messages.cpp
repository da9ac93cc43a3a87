#include "use_cases/due_messages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/entry.hpp"
#include "calendar/ics.hpp"
#include "calendar/invitation.hpp"

namespace calendar {

namespace {

ToldRecord record_of(const std::vector<ToldRecord>& records, const std::optional<OwnerId>& recipient,
                     const std::optional<Minutes>& lead) {
  for (const ToldRecord& each : records) {
    if (each.is_of(recipient) && each.lead == lead) return each;
  }
  return {.recipient = recipient, .lead = lead};
}

// As the owner knows it from whom it went to somebody else.
Appointment as_lost(const Appointment& appointment, const Owner& owner, const ToldRecord& state) {
  Appointment lost = cancelled(appointment, appointment.changed.value_or(appointment.created));
  lost.owner = owner.name;
  if (state.told) lost.span = lost.occupied = state.told->span;
  return lost;
}

Told told_by(const std::vector<ToldRecord>& records, const ToldRecord& state, const std::string& address) {
  Told told{.standing = state.told};
  if (state.unsure) told.perhaps = state.tried;
  told.elsewhere = !state.recipient && state.address && !same_address(*state.address, address);
  for (const ToldRecord& each : records) {
    if (each.is_of(state.recipient) && each.lead && each.told)
      told.reminders.push_back({*each.lead, each.told->span.start});
  }
  return told;
}

}  // namespace

std::optional<TellingEvent> event_of_message(std::string_view id) {
  for (const auto event :
       {TellingEvent::booked, TellingEvent::moved, TellingEvent::cancelled, TellingEvent::reminder}) {
    if (id.find(fmt::format(".{}", name_of(event))) != id.npos) return event;
  }
  return std::nullopt;
}

bool is_attempt_of(const ToldRecord& record, const Pending& pending) {
  return record.tried && pending.message && is_same(*record.tried, pending.about.standing) &&
         event_of_message(record.message) == pending.message->event &&
         same_address(record.tried_address.value_or(""), pending.address);
}

void DueMessages::assume(const Owner& owner) {
  owners_.insert_or_assign(owner.id.value, owner);
  ids_.insert_or_assign(owner.name, owner.id.value);
}

const Owner& DueMessages::owner(const OwnerName& name) {
  const auto known = ids_.find(name);
  if (known != ids_.end()) return owners_.at(known->second);
  const Owner found = store_.owner(name).value();
  assume(found);
  return owners_.at(found.id.value);
}

const Owner* DueMessages::owner(OwnerId id) {
  if (const auto known = owners_.find(id.value); known != owners_.end()) return &known->second;
  const auto found = store_.owner(id);
  if (!found) return nullptr;
  assume(*found);
  return &owners_.at(id.value);
}

bool DueMessages::is_invited(const Owner& owner, const Reference& ref) {
  const auto [known, added] = invited_.try_emplace(owner.id.value);
  if (added) {
    for (auto& [booked, uid] : store_.booked_invitations(owner.id)) {
      if (!reference_in(uid, store_.identity())) known->second.insert(std::move(booked));
    }
  }
  return known->second.contains(ref);
}

const std::vector<ToldRecord>& DueMessages::told(const Reference& ref) {
  if (!told_ || told_->first != ref) told_ = std::pair{ref, store_.told_records(ref)};
  return told_->second;
}

Pending DueMessages::pending(const Appointment& appointment, const Owner& owner, std::optional<OwnerId> recipient,
                             const std::optional<Untold>& untold) {
  const std::vector<ToldRecord>& records = told(appointment.ref.value());
  const ToldRecord state = record_of(records, recipient, {});
  const bool is_theirs = owner.name == appointment.owner;
  Standing standing{appointment.span, appointment.status == Status::booked && is_theirs, appointment.created};
  if (state.told) standing.since = state.told->since;
  if (untold && untold->since) standing.since = *untold->since;
  std::string address = (recipient ? owner.email : appointment.invitee.email).value_or("");
  if (!recipient && is_invited(owner, appointment.ref.value())) address.clear();
  Pending found{.owner = &owner,
                .recipient = recipient,
                .is_former = !is_theirs,
                .address = address,
                .about = {is_theirs ? appointment : as_lost(appointment, owner, state), standing},
                .state = state,
                .record = state};
  if (address.empty()) return found;
  const Telling& telling = owner.telling.of(recipient ? Recipient::owner : Recipient::invitee);
  Told told = told_by(records, state, address);
  if (!untold) told = {.standing = standing, .reminders = std::move(told.reminders)};
  found.message = message_of(standing, told, telling, now_);
  if (!found.message) return found;
  found.about.was = found.message->was;
  found.record = record_of(records, recipient, found.message->lead);
  found.is_pointless = now_ > pointless_from(*found.message, standing);
  return found;
}

std::vector<Pending> DueMessages::of(const Appointment& appointment, const std::optional<Untold>& untold) {
  const Owner& theirs = owner(appointment.owner);
  std::vector<Pending> all{pending(appointment, theirs, {}, untold), pending(appointment, theirs, theirs.id, untold)};
  for (const ToldRecord& each : std::vector{told(appointment.ref.value())}) {
    if (!each.recipient || each.lead || each.recipient->value == theirs.id.value) continue;
    if (const Owner* former = owner(*each.recipient)) all.push_back(pending(appointment, *former, former->id, untold));
  }
  return all;
}

std::vector<ToldRecord> DueMessages::stale_reminders(const Appointment& appointment,
                                                     const std::vector<Pending>& pending) {
  std::vector<ToldRecord> stale;
  for (const ToldRecord& each : told(appointment.ref.value())) {
    const bool is_due = std::ranges::any_of(pending, [&](const Pending& message) {
      return each.is_of(message.recipient) && message.message && message.message->lead == each.lead;
    });
    if (each.lead && each.attempts > 0 && !is_due) stale.push_back(each);
  }
  return stale;
}

// A date of a series whose invitee has another address is told alone.
Reference DueMessages::entry_of(const Pending& pending) {
  const Appointment& appointment = pending.about.appointment;
  if (!pending.has_news() || !appointment.series) return appointment.ref.value();
  const Reference& ref = appointment.series->series.value();
  const auto [known, added] = series_.try_emplace(ref);
  if (added) {
    const auto stored = store_.series(ref);
    const std::vector<Appointment> all = store_.appointments_of(ref);
    if (stored && !all.empty()) known->second = {stored->series.owner, all.front().invitee.email, sequence_of(all)};
  }
  const auto& series = known->second;
  const bool is_told_together = series && series->owner == pending.owner->name &&
                                (pending.recipient || series->email == appointment.invitee.email);
  return is_told_together ? ref : appointment.ref.value();
}

std::int64_t DueMessages::sequence_of_entry(const Pending& pending) {
  const Reference entry = entry_of(pending);
  if (entry == pending.about.appointment.ref.value()) return pending.about.appointment.revision;
  return series_.at(entry)->sequence;
}

std::string DueMessages::fresh_id(const Pending& pending) {
  const Message& message = *pending.message;
  const bool is_former = pending.is_former;
  std::string id = fmt::format("{}.{}.{}{}{}.{}", entry_of(pending).str(), sequence_of_entry(pending),
                               name_of(pending.recipient ? Recipient::owner : Recipient::invitee), is_former ? "-" : "",
                               is_former ? pending.owner->name.str() : "", name_of(message.event));
  return message.lead ? fmt::format("{}.{}", id, message.lead->count()) : id;
}

OutboxMessage DueMessages::message_alone(const Pending& pending) {
  const Message& message = *pending.message;
  const Standing& standing = pending.about.standing;
  OutboxMessage made{.id = {},
                     .event = message.event,
                     .lead = message.lead,
                     .recipient = pending.recipient ? Recipient::owner : Recipient::invitee,
                     .owner = *pending.owner,
                     .address = pending.address,
                     .about = {pending.about},
                     .due = message.lead ? standing.span.start - *message.lead : standing.since};
  if (!is_attempt_of(pending.record, pending)) {
    made.id = fresh_id(pending);
    return made;
  }
  const ToldRecord& record = pending.record;
  made.id = record.message;
  made.attempts = record.attempts;
  made.unsure = record.unsure;
  made.first_try = record.first_try;
  made.next_try = record.next_try;
  made.failure = record.failure;
  made.reported = record.reported;
  return made;
}

void DueMessages::add(const Pending& pending) {
  OutboxMessage alone = message_alone(pending);
  const auto [known, is_new] = places_.try_emplace({alone.id, alone.address}, messages_.size());
  if (is_new) return messages_.push_back(std::move(alone));
  OutboxMessage& message = messages_[known->second];
  message.about.push_back(pending.about);
  message.due = std::min(message.due, alone.due);
}

}  // namespace calendar
