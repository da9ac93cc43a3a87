#include "use_cases/settling.hpp"

#include <algorithm>

#include "calendar/invitation.hpp"

namespace calendar {

namespace {

bool is_kept(const Pending& pending) {
  const ToldRecord& state = pending.state;
  const bool is_elsewhere = state.address && !same_address(*state.address, pending.address);
  return state.told && is_same(*state.told, pending.about.standing) && state.attempts == 0 && !is_elsewhere;
}

// How it stands needs no record where nothing else is kept: the next change takes it from the appointment.
bool needs_record(const Pending& pending, bool stays_untold) {
  if (is_kept(pending)) return false;
  return pending.state.told || pending.state.attempts > 0 || stays_untold ||
         pending.about.standing.since != pending.about.appointment.created;
}

bool waits(const Pending& pending) {
  return pending.message && !pending.is_pointless && (pending.has_news() || pending.record.attempts > 0);
}

}  // namespace

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

void keep_as_told(Store& store, const Pending& pending) {
  if (is_kept(pending)) return;
  ToldRecord state = pending.state;
  count_as_told(state, pending.about.standing, pending.address);
  store.set_told(pending.about.appointment.ref.value(), state);
}

bool Settling::settle(const Appointment& appointment, const std::optional<Untold>& untold, Effect effect) {
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

// Only of one that failed until it was too late is anybody told.
void Settling::give_up(const Appointment& appointment, const std::vector<Pending>& pending, ToldRecord record,
                       Effect effect) {
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

}  // namespace calendar
