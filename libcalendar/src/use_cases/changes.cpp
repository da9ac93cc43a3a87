// What was done, and taken back.

#include <fmt/format.h>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

}  // namespace

std::vector<Change> Calendar::changes(const ChangeSelection& selected) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.changes(selected);
}

std::int64_t Calendar::prune_changes(Instant made_before) {
  Transaction transaction{store_, Transaction::Kind::write};
  const std::int64_t forgotten = store_.forget_changes(made_before);
  transaction.commit();
  return forgotten;
}

std::int64_t Calendar::purge(const std::optional<Owner>& owner, Instant ended_by) {
  Transaction transaction{store_, Transaction::Kind::write};
  const std::int64_t forgotten =
      store_.forget_invitees(owner ? std::optional{present(*owner, transaction).id} : std::nullopt, ended_by);
  transaction.commit();
  return forgotten;
}

std::vector<Change> Calendar::undo(std::optional<std::int64_t> number, Instant now) {
  Transaction transaction{store_, Transaction::Kind::write, now};
  if (!number) number = store_.last_in_effect();
  if (!number) throw Error{Code::unknown_change, "there is nothing to take back", Remedy::Kind::list_changes};
  if (store_.change(*number).empty())
    throw Error{Code::unknown_change, fmt::format("there is no change {}", *number), Remedy::Kind::list_changes};
  std::vector<Change> undone = store_.change(store_.take_back(*number));
  transaction.commit();
  return undone;
}

}  // namespace calendar
