// Owners: who can be booked.

#include <fmt/format.h>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

Error owner_exists(const OwnerName& name) {
  return {Code::owner_exists, fmt::format("there is already an owner named '{}'", name.str()),
          Remedy::Kind::list_owners};
}

}  // namespace

Transaction::Kind Calendar::kind_of(Effect effect) {
  return effect == Effect::real ? Transaction::Kind::write : Transaction::Kind::read;
}

Owner Calendar::stored_owner(const OwnerName& name) {
  if (auto found = store_.owner(name)) return *std::move(found);
  throw Error{Code::unknown_owner, fmt::format("no owner is named '{}'", name.str()), Remedy::Kind::list_owners};
}

Owner Calendar::present(const Owner& owner, const Transaction& transaction) {
  return transaction.joined() ? owner : stored_owner(owner.name);
}

std::vector<Owner> Calendar::owners() {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.owners();
}

std::optional<Owner> Calendar::find_owner(const OwnerName& name) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.owner(name);
}

Owner Calendar::owner(const OwnerName& name) {
  const Transaction reading{store_, Transaction::Kind::read};
  return stored_owner(name);
}

std::vector<OwnerSummary> Calendar::summaries(Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.summaries(now);
}

OwnerSummary Calendar::summary(const Owner& owner, Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner found = present(owner, reading);
  return {found, store_.count_starting(found.id, now)};
}

Owner Calendar::add_owner(const OwnerName& name, const TimeZone& zone, Instant now, Effect effect) {
  Transaction change{store_, kind_of(effect), now};
  if (store_.owner(name)) throw owner_exists(name);
  if (effect == Effect::rehearsal) return {.id = OwnerId{0}, .name = name, .zone = zone.name()};
  Owner added = store_.insert_owner(name, zone.name());
  change.commit();
  return added;
}

ChangedOwner Calendar::set_owner(const Owner& owner, const OwnerChange& change, Instant now, Effect effect) {
  Transaction transaction{store_, kind_of(effect), now};
  Owner after = present(owner, transaction);
  if (change.zone) after.zone = change.zone->name();
  if (change.title) after.title = validated_title(*change.title);
  if (change.email) {
    after.email = validated_email(*change.email);
    require_addresses(after, Remedy::Kind::tell_nobody);
  }
  if (change.max_per_day) after.max_per_day = *change.max_per_day;
  if (change.answered) {
    after.answered.reset();
    if (*change.answered) after.answered = validated_answered(**change.answered);
  }
  ChangedOwner changed{after, stranded(after, now)};
  if (effect == Effect::rehearsal) return changed;
  store_.set_owner(after);
  transaction.commit();
  return changed;
}

Owner Calendar::rename_owner(const Owner& owner, const OwnerName& new_name, Instant now) {
  Transaction transaction{store_, Transaction::Kind::write, now};
  Owner renamed = present(owner, transaction);
  if (new_name == renamed.name) return renamed;
  if (store_.owner(new_name)) throw owner_exists(new_name);
  renamed.name = new_name;
  store_.set_owner(renamed);
  transaction.commit();
  return renamed;
}

RemovedOwner Calendar::remove_owner(const Owner& owner, Instant now, Removal removal) {
  Transaction change{store_, Transaction::Kind::write, now};
  const Owner found = present(owner, change);
  const std::int64_t unfinished = store_.count_ending(found.id, now);
  if (unfinished > 0 && removal == Removal::careful) {
    throw Error{Code::owner_in_use,
                fmt::format("{} has {} appointment{} that {} not ended", found.name.str(), unfinished,
                            unfinished == 1 ? "" : "s", unfinished == 1 ? "has" : "have"),
                Remedy{Remedy::Kind::empty_owner, found.name.str()}};
  }
  if (removal == Removal::careful && !outbox({found}, now).messages.empty())
    throw Error{Code::owner_in_use, fmt::format("messages of {} are not sent yet", found.name.str()),
                Remedy::Kind::list_messages};
  RemovedOwner removed{{found, store_.count_starting(found.id, now)}, store_.count_all(found.id)};
  store_.remove_owner(found.id);
  change.commit();
  return removed;
}

}  // namespace calendar
