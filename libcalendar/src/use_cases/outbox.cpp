// The outbox: what people have to be told, and were.

#include <algorithm>
#include <set>

#include "calendar/calendar.hpp"
#include "use_cases/due_messages.hpp"
#include "use_cases/settling.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

bool is_one_of(const std::vector<Owner>& owners, const OwnerName& name) {
  return owners.empty() || std::ranges::find(owners, name, &Owner::name) != owners.end();
}

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

}  // namespace

Owner Calendar::set_telling(const Owner& owner, const TellingChange& change, Instant now, Effect effect) {
  Transaction transaction{store_, kind_of(effect), now};
  const Owner before = present(owner, transaction);
  Owner after = before;
  if (change.invitee) after.telling.invitee = set_at(*change.invitee, before.telling.invitee, now);
  if (change.owner) after.telling.owner = set_at(*change.owner, before.telling.owner, now);
  if (change.from) after.telling.from = validated_email(*change.from, "from");
  require_addresses(after, Remedy::Kind::set_address);
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
