// The outbox: what people have to be told, and were.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "calendar/calendar.hpp"
#include "calendar/invitation.hpp"
#include "calendar/text.hpp"
#include "use_cases/due_messages.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

bool is_one_of(const std::vector<Owner>& owners, const OwnerName& name) {
  return owners.empty() || std::ranges::find(owners, name, &Owner::name) != owners.end();
}

// It is no message any more: it was told, or counts as that.
void clear_attempts(ToldRecord& record) {
  record.tried.reset();
  record.tried_address.reset();
  record.attempts = 0;
  record.unsure = false;
  record.first_try.reset();
  record.next_try.reset();
  record.reported = false;
}

void count_as_told(ToldRecord& record, const Standing& standing, const std::string& address) {
  if (!address.empty()) record.address = address;
  record.told = standing;
  record.told_at.reset();
  clear_attempts(record);
}

bool is_kept(const Pending& pending) {
  const ToldRecord& state = pending.state;
  const bool is_elsewhere = state.address && !same_address(*state.address, pending.address);
  return state.told && is_same(*state.told, pending.about.standing) && state.attempts == 0 && !is_elsewhere;
}

// How it stands is no news any more.
void keep_as_told(Store& store, const Pending& pending) {
  if (is_kept(pending)) return;
  ToldRecord state = pending.state;
  count_as_told(state, pending.about.standing, pending.address);
  store.set_told(pending.about.appointment.ref.value(), state);
}

// How it stands needs no record where nothing else is kept: the next change takes it from the appointment.
bool needs_record(const Pending& pending, bool stays_untold) {
  if (is_kept(pending)) return false;
  return pending.state.told || pending.state.attempts > 0 || stays_untold ||
         pending.about.standing.since != pending.about.appointment.created;
}

// Stores what counts as told of one appointment, and gives up what is pointless.
class Settling {
 public:
  Settling(Store& store, DueMessages& due, DueMessages& pointless) : store_{store}, due_{due}, pointless_{pointless} {}

  /// Returns whether there was nothing to store. A rehearsal stores nothing.
  bool settle(const Appointment& appointment, const std::optional<Untold>& untold, Effect effect) {
    const std::vector<Pending> pending = due_.of(appointment, untold);
    const std::vector<ToldRecord> stale = due_.stale_reminders(appointment, pending);
    const bool stays = std::ranges::any_of(pending, [](const Pending& each) { return waits(each); });
    bool settled = stays;
    for (const Pending& each : pending) {
      if (each.has_news() && !each.is_pointless) continue;
      if (each.has_news()) pointless_.add(each);
      if (!each.has_news() && !needs_record(each, stays)) continue;
      settled = false;
      if (effect == Effect::real) keep_as_told(store_, each);
    }
    for (const ToldRecord& each : stale) give_up(appointment, pending, each, effect);
    if (!stays && effect == Effect::real) store_.remove_untold(appointment.ref.value());
    return settled && stale.empty();
  }

 private:
  static bool waits(const Pending& pending) {
    return pending.message && !pending.is_pointless && (pending.has_news() || pending.record.attempts > 0);
  }

  // Only of one that failed until it was too late is anybody told.
  void give_up(const Appointment& appointment, const std::vector<Pending>& pending, ToldRecord record, Effect effect) {
    const auto recipient =
        std::ranges::find_if(pending, [&](const Pending& each) { return record.is_of(each.recipient); });
    if (recipient != pending.end() && record.tried && is_same(*record.tried, recipient->about.standing)) {
      Pending reminder = *recipient;
      reminder.message = Message{.event = TellingEvent::reminder, .lead = record.lead};
      reminder.record = record;
      pointless_.add(reminder);
    }
    if (effect == Effect::rehearsal) return;
    clear_attempts(record);
    store_.set_told(appointment.ref.value(), record);
  }

  Store& store_;
  DueMessages& due_;
  DueMessages& pointless_;
};

// Those who remind, and how long before the start at most.
struct Reminding {
  std::vector<Owner> owners;
  Minutes longest{0};
};

Reminding reminding(const std::vector<Owner>& owners) {
  Reminding found;
  for (const Owner& owner : owners) {
    Minutes longest{0};
    for (const Telling& telling : {owner.telling.invitee, owner.telling.owner}) {
      if (!telling.leads.empty()) longest = std::max(longest, telling.leads.back().before);
    }
    if (longest == Minutes{0}) continue;
    found.owners.push_back(owner);
    found.longest = std::max(found.longest, longest);
  }
  return found;
}

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
  return {Code::unknown_reference, fmt::format("no message '{}' is due or waits", excerpt(id)),
          Remedy::Kind::list_messages};
}

}  // namespace

Owner Calendar::set_telling(const Owner& owner, const TellingChange& change, Instant now, Effect effect) {
  Transaction transaction{store_, kind_of(effect), now};
  const Owner before = present(owner, transaction);
  Owner after = before;
  if (change.invitee) after.telling.invitee = set_at(*change.invitee, before.telling.invitee, now);
  if (change.owner) after.telling.owner = set_at(*change.owner, before.telling.owner, now);
  if (change.from) after.telling.from = validated_email(*change.from);
  if (change.from && after.telling.from && !can_be_mailed(*after.telling.from))
    throw Error{Code::invalid_email, fmt::format("'{}' is no address for a mail", excerpt(*after.telling.from))};
  if (after.telling.owner.tells() && !after.email)
    throw Error{Code::usage,
                fmt::format("{} has no address to which messages could go", after.name.str()),
                {Remedy::Kind::set_address, after.name.str()}};
  if (after.telling.tell() && !after.email && !after.telling.from)
    throw Error{Code::usage,
                fmt::format("{} has no address from which messages could come", after.name.str()),
                {Remedy::Kind::set_address, after.name.str()}};
  if (effect == Effect::rehearsal) return after;
  DueMessages told{store_, now}, due{store_, now};
  told.assume(before);
  due.assume(after);
  for (const Untold& each : store_.untold()) {
    const Appointment appointment = store_.appointment(each.ref).value();
    const auto by_old = told.of(appointment, each), by_new = due.of(appointment, each);
    for (std::size_t i = 0; i < by_new.size(); ++i) {
      const Pending& is = by_new[i];
      if (is.owner->name != after.name || !is.has_news() || by_old[i].has_news()) continue;
      keep_as_told(store_, is);
    }
  }
  store_.set_owner(after);
  transaction.commit();
  return after;
}

Outbox Calendar::outbox(const std::vector<Owner>& owners, Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  DueMessages due{store_, now}, pointless{store_, now};
  Settling settling{store_, due, pointless};
  Outbox outbox{};
  std::set<Reference> seen;
  const auto add = [&](const Appointment& appointment, const std::optional<Untold>& untold) {
    for (const Pending& each : due.of(appointment, untold)) {
      if (each.message && !each.is_pointless && is_one_of(owners, each.owner->name)) due.add(each);
    }
  };
  for (const Untold& each : store_.untold()) {
    const Appointment appointment = store_.appointment(each.ref).value();
    seen.insert(each.ref);
    add(appointment, each);
    if (!is_one_of(owners, appointment.owner)) continue;
    if (!settling.settle(appointment, each, Effect::rehearsal)) outbox.is_settled = false;
  }
  const Reminding found = reminding(owners.empty() ? store_.owners() : owners);
  if (!found.owners.empty()) {
    const Interval ahead{now, now + found.longest + Seconds{1}};
    for (const Listed& each : store_.booked({.owners = found.owners, .range = ahead}, now)) {
      if (!seen.contains(each.appointment.ref.value())) add(each.appointment, {});
    }
  }
  outbox.messages = due.take();
  return outbox;
}

std::vector<OutboxMessage> Calendar::settle_outbox(const std::vector<Owner>& owners, Instant now) {
  Transaction change{store_, Transaction::Kind::write, now};
  DueMessages due{store_, now}, pointless{store_, now};
  Settling settling{store_, due, pointless};
  for (const Untold& each : store_.untold()) {
    const Appointment appointment = store_.appointment(each.ref).value();
    if (is_one_of(owners, appointment.owner)) settling.settle(appointment, each, Effect::real);
  }
  change.commit();
  return pointless.take();
}

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
  DueMessages due{store_, now}, pointless{store_, now};
  Settling settling{store_, due, pointless};
  for (const MessageSubject& each : message.about) {
    const Reference& ref = each.appointment.ref.value();
    const auto appointment = store_.appointment(ref);
    ToldRecord record = record_of(store_, message, ref);
    if (!appointment || record.message != message.id || !record.tried) continue;  // changed meanwhile
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
    if (end == AttemptEnd::told || end == AttemptEnd::given_up)
      settling.settle(*appointment, store_.untold(ref), Effect::real);
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
  settle_outbox({}, now);
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

std::vector<SentMessage> Calendar::sent(const std::vector<Owner>& owners, std::size_t limit) {
  const Transaction reading{store_, Transaction::Kind::read};
  std::vector<SentMessage> sent;
  for (const auto& [ref, record] : store_.sent(owners, limit)) {
    const Appointment appointment = stored_appointment(ref);
    const auto owner = record.recipient ? store_.owner(*record.recipient) : store_.owner(appointment.owner);
    const auto event = event_of_message(record.message);
    if (!owner || !event || !record.told) continue;
    OutboxMessage message{.id = record.message,
                          .event = *event,
                          .lead = record.lead,
                          .recipient = record.recipient ? Recipient::owner : Recipient::invitee,
                          .owner = *owner,
                          .address = record.address.value_or(""),
                          .about = {{appointment, *record.told}},
                          .due = *record.told_at};
    sent.push_back({std::move(message), *record.told_at});
  }
  return sent;
}

void Calendar::forget_told(Instant ended_by) {
  Transaction change{store_, Transaction::Kind::write};
  store_.forget_told(ended_by);
  change.commit();
}

}  // namespace calendar
