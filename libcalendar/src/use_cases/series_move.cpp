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

  Steps(const Appointment& from, Instant to, const TimeZone& zone)
      : dates{zone.date(to) - zone.date(from.span.start)}, time{zone.wall_time(to) - WallTime{zone.date(to)}} {}

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

// Some of a series on the way to other dates.
class SeriesMove {
 public:
  // The first of them is the one that is asked for.
  SeriesMove(Store& store, std::vector<Appointment> moving, const MoveRequest& request, Instant now)
      : store_{store}, moving_{std::move(moving)}, refs_{references_of(moving_)}, request_{request}, now_{now} {}

  // Where they go. Throws SeriesRefused.
  std::vector<Move> moves() const {
    Planned planned = plan(request_.start);
    if (planned.rest.refused.empty()) return std::move(planned.moves);
    planned.rest.first_refused->next = fitting_starts(planned.moves.front());
    throw SeriesRefused{*std::move(planned.rest.first_refused), std::move(planned.rest.refused),
                        static_cast<int>(moving_.size()), SeriesRefused::Of::move};
  }

 private:
  struct Planned {
    std::vector<Move> moves = {};
    std::vector<SeriesDate> dates = {};
    SeriesPlan rest = {};  ///< What the rules say.
  };

  // Where they would go, whatever the rules.
  Planned targets(Instant start) const;
  Planned plan(Instant start) const;
  std::vector<Interval> fitting_starts(const Move& first) const;
  Timetable timetable_of(const Move& move) const;

  Store& store_;
  std::vector<Appointment> moving_;
  std::vector<Reference> refs_;
  const MoveRequest& request_;
  Instant now_;
};

SeriesMove::Planned SeriesMove::targets(Instant start) const {
  const TimeZone& zone = request_.zone;
  const Steps steps{moving_.front(), start, zone};
  Planned planned;
  for (const Appointment& before : moving_) {
    SeriesDate date = steps.of(before, zone);
    if (planned.dates.empty()) date = {date.position, date.time, start};
    Move move{before, rescheduled(before, date.start, zone), {}};
    if (request_.owner) move.after.owner = request_.owner->name;
    check_nameable(move.after.span);
    if (!is_elsewhere(move)) move.after = before;
    planned.dates.push_back(date);
    planned.moves.push_back(std::move(move));
  }
  return planned;
}

Timetable SeriesMove::timetable_of(const Move& move) const {
  const Owner owner = store_.owner(move.after.owner).value();
  return {store_, owner, rules_of_move(move.before, store_.service(owner.id, move.before.service)), refs_};
}

SeriesMove::Planned SeriesMove::plan(Instant start) const {
  Planned planned = targets(start);
  std::vector<Appointment> placed;
  for (const Move& move : planned.moves) {
    if (!is_elsewhere(move)) placed.push_back(move.after);
  }
  for (std::size_t i = 0; i < planned.moves.size(); ++i) {
    Move& move = planned.moves[i];
    if (!is_elsewhere(move)) continue;
    const SeriesDate& date = planned.dates[i];
    const Timetable timetable = timetable_of(move);
    Agenda agenda = timetable.agenda({date.start, date.start});
    for (const Appointment& each : placed) {
      if (each.owner == move.after.owner) add(agenda, each);
    }
    move.overridden = verdict_on(date, timetable, agenda, request_.zone, now_);
    if (planned.rest.accept(move.overridden, date, request_.rules)) placed.push_back(move.after);
  }
  return planned;
}

std::vector<Interval> SeriesMove::fitting_starts(const Move& first) const {
  const Instant asked = request_.start;
  const Interval range{std::max(now_, asked - series_reach), std::max(now_, asked + series_reach)};
  std::size_t checks = 0;
  return fitting(asked, request_.zone, free_slots(timetable_of(first).agenda(range), range, now_), [&](Instant start) {
    checks += moving_.size();
    return checks <= most_checks && plan(start).rest.refused.empty();
  });
}

}  // namespace

std::vector<Move> Calendar::reschedule_following(const MoveRequest& request, Instant now, Effect effect) {
  Transaction change{store_, kind_of(effect), now};
  const Appointment from = stored_appointment(request.ref);
  refuse_cancelled(from, "moved");
  refuse_begun(from, request.rules, now);
  MoveRequest asked = request;
  if (request.owner) asked.owner = present(*request.owner, change);
  std::vector<Appointment> moving{from};  // it may have begun
  for (Appointment& each : following(request.ref, now)) {
    if (each.status == Status::booked && each.ref != from.ref) moving.push_back(std::move(each));
  }
  std::vector<Move> moves = SeriesMove{store_, std::move(moving), asked, now}.moves();
  if (effect == Effect::rehearsal) return moves;
  std::vector<Appointment> moved;
  for (const Move& move : moves) {
    if (move.moved()) moved.push_back(move.after);
  }
  store_.move(moved);
  change.commit();
  for (Move& move : moves) move.after = stored_appointment(move.after.ref.value());
  return moves;
}

}  // namespace calendar
