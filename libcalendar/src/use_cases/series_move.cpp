// An appointment of a series moved along with those behind it.

#include <algorithm>

#include "use_cases/requests.hpp"
#include "use_cases/series_plan.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

std::vector<Reference> references_of(const std::vector<Appointment>& appointments) {
  std::vector<Reference> refs;
  for (const Appointment& each : appointments) refs.push_back(each.ref.value());
  return refs;
}

// By how many dates, and to which time of day.
struct Steps {
  Days dates;
  Seconds time;

  Steps(const Appointment& from, const MoveRequest& to)
      : dates{to.zone.date(to.start) - to.zone.date(from.span.start)},
        time{to.zone.wall_time(to.start) - WallTime{to.zone.date(to.start)}} {}

  SeriesDate of(const Appointment& each, const TimeZone& zone) const {
    return date_at(each.series->position, WallTime{zone.date(each.span.start) + dates} + time, zone);
  }
};

// As a single one, what stays where it is need not obey rules that it may have been booked against.
bool is_elsewhere(const Move& move) {
  return move.before.owner != move.after.owner || move.before.span != move.after.span || shifted_from(move.before);
}

// What it takes to look for other starts: of long series less.
constexpr std::size_t most_checks = 2000;
constexpr Days reach{14};
constexpr std::size_t offered = 3;

}  // namespace

// Where each of them goes, and what the rules say; in the order of the series.
struct Calendar::PlannedMoves {
  std::vector<Move> moves = {};
  std::vector<SeriesDate> dates = {};
  SeriesPlan plan = {};

  PlannedMoves(const std::vector<Appointment>& moving, const MoveRequest& request, const std::optional<Owner>& owner) {
    const Appointment& from = moving.front();
    const Steps steps{from, request};
    for (const Appointment& before : moving) {
      SeriesDate date = steps.of(before, request.zone);
      if (before.ref == from.ref) date = {date.position, date.time, request.start};
      moves.push_back({before, rescheduled(before, date.start, request.zone), {}});
      if (owner) moves.back().after.owner = owner->name;
      check_nameable(moves.back().after.span);
      dates.push_back(date);
    }
  }
};

std::vector<Appointment> Calendar::moving_along(const Appointment& from, Rules rules, Instant now) {
  refuse_cancelled(from, "moved");
  refuse_begun(from, rules, now);
  std::vector<Appointment> moving = following(from.ref.value(), now);
  std::erase_if(moving,
                [&](const Appointment& each) { return each.status == Status::cancelled || each.ref == from.ref; });
  moving.insert(moving.begin(), from);  // it may have begun
  return moving;
}

Timetable Calendar::timetable_of(const Move& move, const std::vector<Reference>& moving) {
  const Owner owner = stored_owner(move.after.owner);
  return {store_, owner, rules_of_move(move.before, store_.service(owner.id, move.before.service)), moving};
}

Calendar::PlannedMoves Calendar::plan_moves(const std::vector<Appointment>& moving, const MoveRequest& request,
                                            Instant now) {
  PlannedMoves planned{moving, request, request.owner};
  const std::vector<Reference> refs = references_of(moving);
  std::vector<Appointment> placed;
  for (Move& move : planned.moves) {
    if (is_elsewhere(move)) continue;
    move.after = move.before;
    placed.push_back(move.before);
  }
  for (std::size_t i = 0; i < planned.moves.size(); ++i) {
    Move& move = planned.moves[i];
    if (!is_elsewhere(move)) continue;
    const SeriesDate& date = planned.dates[i];
    const Timetable timetable = timetable_of(move, refs);
    Agenda agenda = timetable.agenda({date.start, date.start});
    for (const Appointment& each : placed) {
      if (each.owner == move.after.owner) add(agenda, each);
    }
    move.overridden = verdict_on(date, timetable, agenda, request.zone, now);
    if (planned.plan.accept(move.overridden, date, request.rules)) placed.push_back(move.after);
  }
  return planned;
}

std::vector<Interval> Calendar::fitting_moves(const std::vector<Appointment>& moving, const MoveRequest& request,
                                              Instant now) {
  const Move first{moving.front(), PlannedMoves{moving, request, request.owner}.moves.front().after, {}};
  const Timetable timetable = timetable_of(first, references_of(moving));
  const Interval range{std::max(now, request.start - reach), std::max(now, request.start + reach)};
  const std::vector<Interval> free =
      sorted_for(request.start, request.zone, free_slots(timetable.agenda(range), range, now));
  std::vector<Interval> fitting;
  std::size_t checks = 0;
  for (const Interval& slot : free) {
    checks += moving.size();
    if (checks > most_checks || fitting.size() == offered) break;
    MoveRequest other = request;
    other.start = slot.start;
    if (plan_moves(moving, other, now).plan.refused.empty()) fitting.push_back(slot);
  }
  std::ranges::sort(fitting);
  return fitting;
}

std::vector<Move> Calendar::reschedule_following(const MoveRequest& request, Instant now, Effect effect) {
  Transaction change{store_, kind_of(effect), now};
  const std::vector<Appointment> moving = moving_along(stored_appointment(request.ref), request.rules, now);
  PlannedMoves planned = plan_moves(moving, request, now);
  if (!planned.plan.refused.empty()) {
    planned.plan.first_refused->next = fitting_moves(moving, request, now);
    throw SeriesRefused{*std::move(planned.plan.first_refused), std::move(planned.plan.refused),
                        static_cast<int>(moving.size()), SeriesRefused::Of::move};
  }
  if (effect == Effect::rehearsal) return planned.moves;
  store_moves(planned.moves);
  change.commit();
  return planned.moves;
}

void Calendar::store_moves(std::vector<Move>& moves) {
  std::vector<Appointment> moved;
  for (const Move& move : moves) {
    if (move.moved()) moved.push_back(move.after);
  }
  store_.move(moved);
  for (Move& move : moves) move.after = stored_appointment(move.after.ref.value());
}

}  // namespace calendar
