// Lists against an oracle: everything in memory, looked at one by one.

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "calendar/calendar.hpp"
#include "support/make.hpp"
#include "support/open_store.hpp"
#include "support/stored.hpp"

namespace calendar {

namespace {

using make::at;
using Kind = Store::Transaction::Kind;

// Three owners with booked and cancelled appointments from a minute to five days long, buffers around
// them, and busy time of all lengths; much of it starts together.
struct RandomCalendar : OpenStore {
  Store::Transaction change{store, Kind::write};
  std::vector<Owner> owners{store.insert_owner(OwnerName{"zoe"}, "UTC"), store.insert_owner(OwnerName{"adam"}, "UTC"),
                            store.insert_owner(OwnerName{"max"}, "UTC")};
  std::vector<Appointment> appointments;
  std::vector<Busy> busy;
  std::mt19937 random;

  explicit RandomCalendar(unsigned seed) : random{seed} {
    for (int i = 0; i < 200; ++i) add_appointment();
    for (int i = 0; i < 150; ++i) add_busy();
  }

  std::int64_t number(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>{least, most}(random);
  }
  Instant instant() { return at("2026-11-23T00:00Z") + std::chrono::minutes{number(-100, 100) * 30}; }
  const Owner& owner() { return owners[static_cast<std::size_t>(number(0, 2))]; }

  void add_appointment() {
    const Owner& whose = owner();
    const Instant start = instant();
    Appointment made =
        appointment(whose.name, {start, start + std::chrono::minutes{number(0, 9) ? number(1, 90) : 7200}});
    made.occupied = {start - std::chrono::minutes{number(0, 30)}, made.span.end + std::chrono::minutes{number(0, 30)}};
    const bool is_free = std::ranges::none_of(appointments, [&](const Appointment& other) {
      return other.status == Status::booked && other.owner == made.owner && other.occupied.overlaps(made.occupied);
    });
    if (!is_free) return;
    made.ref = store.insert(whose.id, made);
    if (number(0, 1) == 0) {
      made.status = Status::cancelled;
      store.update(made, Deed::cancelled);
    }
    appointments.push_back(made);
  }

  void add_busy() {
    const Instant start = instant();
    Seconds length{1};
    for (std::int64_t digits = number(1, 9); digits > 1; --digits) length *= 10;
    Busy made{
        0, owners[0].name, {start, start + length * number(1, 9) + Seconds{number(-1, 1) * (length > Seconds{1})}}, {}};
    made.id = store.insert_busy(owners[0].id, made);
    busy.push_back(made);
  }
};

std::string references(const std::vector<Listed>& list) {
  std::string all;
  for (const Listed& each : list) all += each.appointment.ref->str() + " ";
  return all;
}

// The list read in parts of `size`.
template <class Read>
auto in_parts(std::size_t size, Read read) {
  auto all = read(Part{{}, size});
  for (std::size_t had = 0; all.size() - had == size;) {
    had = all.size();
    if constexpr (requires { all.back().place; }) {
      std::ranges::copy(read(Part{all.back().place, size}), std::back_inserter(all));
    } else {
      std::ranges::copy(read(Part{place_of(all.back()), size}), std::back_inserter(all));
    }
  }
  return all;
}

// What a list must hold: those that are wanted, in the order of their places.
template <class Wanted>
std::string expected(const RandomCalendar& calendar, const Selection& selected, Wanted wanted) {
  std::vector<std::pair<Place, std::string>> all;
  std::int64_t number = 0;
  for (const Appointment& each : calendar.appointments) {
    const auto whose = std::ranges::find(calendar.owners, each.owner, &Owner::name);
    const std::int64_t owner = whose - calendar.owners.begin();
    ++number;
    const bool is_theirs = std::ranges::find(selected.owners, each.owner, &Owner::name) != selected.owners.end();
    if (!selected.owners.empty() && !is_theirs) continue;
    if (!selected.range.contains(each.span.start) || !wanted(each)) continue;
    all.push_back({{each.span.start, owner, each.status, each.span.end, number}, each.ref->str()});
  }
  std::ranges::sort(all);
  std::string references;
  for (const auto& [place, ref] : all) references += ref + " ";
  return references;
}

TEST_CASE("a list in parts is the whole list, of however many owners") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    RandomCalendar file{seed};
    Calendar calendar{file.store};
    const Instant now = file.instant();
    Selection selected;
    if (seed % 3 == 0) selected.owners = {file.owner()};
    if (seed % 3 == 1) selected.owners = {file.owners[2], file.owners[0]};
    if (seed % 4 < 2) selected.range = {file.instant(), file.instant()};
    const std::string upcoming = expected(
        file, selected, [&](const Appointment& each) { return each.status == Status::booked && each.span.end > now; });
    if (seed % 5 < 2) selected.status = seed % 5 == 0 ? Status::booked : Status::cancelled;
    const std::string history = expected(
        file, selected, [&](const Appointment& each) { return each.status == selected.status.value_or(each.status); });
    for (const std::size_t size : {std::size_t{1}, std::size_t{3}, std::size_t{1000}}) {
      CHECK(references(in_parts(size, [&](const Part& part) { return calendar.upcoming(selected, now, part); })) ==
            upcoming);
      CHECK(references(in_parts(size, [&](const Part& part) { return calendar.history(selected, part); })) == history);
    }
  }
}

TEST_CASE("busy time that touches a span is found whatever its length") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    RandomCalendar file{seed};
    const Instant start = file.instant();
    const Interval asked{start, start + std::chrono::minutes{file.number(1, 3000)}};
    std::vector<Place> touching;
    for (const Busy& each : file.busy) {
      if (each.span.overlaps(asked)) touching.push_back(place_of(each));
    }
    std::ranges::sort(touching);
    for (const std::size_t size : {std::size_t{1}, std::size_t{3}, std::size_t{1000}}) {
      std::vector<Place> found;
      for (const Busy& each :
           in_parts(size, [&](const Part& part) { return file.store.busy(file.owners[0], asked, part); }))
        found.push_back(place_of(each));
      CHECK(found == touching);
    }
  }
}

TEST_CASE("counts of what has not begun, or not ended, match the lists") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    RandomCalendar file{seed};
    const Instant now = file.instant();
    for (const OwnerSummary& summary : file.store.summaries(now)) {
      std::int64_t starting = 0;
      std::int64_t ending = 0;
      for (const Appointment& each : file.appointments) {
        if (each.owner != summary.owner.name || each.status == Status::cancelled) continue;
        starting += each.span.start >= now;
        ending += each.span.end > now;
      }
      CHECK(summary.appointments == starting);
      CHECK(file.store.count_starting(summary.owner.id, now) == starting);
      CHECK(file.store.count_ending(summary.owner.id, now) == ending);
    }
  }
}

}  // namespace

}  // namespace calendar
