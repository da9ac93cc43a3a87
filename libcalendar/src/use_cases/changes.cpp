// What was done, and taken back.

#include <fmt/format.h>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

}  // namespace

std::vector<Change> Calendar::changes(std::int64_t after, std::optional<std::size_t> limit) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.changes(after, limit);
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
