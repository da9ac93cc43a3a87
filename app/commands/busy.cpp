// calbook busy add|list|remove

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "commands/listing.hpp"
#include "commands/repetition.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "views/busy.hpp"

namespace calbook {

using calendar::Busy;
using calendar::Code;
using calendar::Instant;
using calendar::Interval;
using calendar::TimeZone;

namespace {

struct BusyOptions {
  std::vector<std::string> when;
  std::optional<std::string> note;
  std::string id;
  BoundOptions bounds;
  RepetitionOptions repetition;
};

// How far apart start and end are on a clock that does not change: as a duration says, or as an end shows.
calendar::Seconds length_on_clock(const Words& words, const Interval& span, const TimeZone& zone) {
  const calendar::Seconds elapsed = span.end - span.start;
  const calendar::Seconds shown = zone.wall_time(span.end) - zone.wall_time(span.start);
  const bool has_end = words.lower().find("..") != std::string::npos;
  return has_end && shown > calendar::Seconds{0} ? shown : elapsed;
}

Report run_add_all(const BusyOptions& options, const std::vector<Interval>& spans, const calendar::Owner& owner,
                   const TimeZone& zone, Session& session) {
  std::vector<calendar::AddedBusy> added;
  for (const Interval& span : spans)
    added.push_back(session.calendar().add_busy(owner, span, options.note, session.now()));
  session.commit(fmt::format("busy time {} to {} is stored", added.front().busy.id, added.back().busy.id));
  return added_busy_report(std::move(added), zone);
}

Report run_add(const BusyOptions& options, Session& session) {
  const calendar::Owner owner = session.required_owner();
  const TimeZone zone = session.zone(owner);
  const Words when{options.when};
  const calendar::Date today = zone.date(session.now());
  const Interval span = parse_busy(when, zone, today).value();
  if (const auto repetition = repetition_of(options.repetition, {when.typed(), zone.wall_time(span.start)}, today)) {
    const auto spans = calendar::repeated(*repetition, span, length_on_clock(when, span, zone), zone);
    return run_add_all(options, spans, owner, zone, session);
  }
  const calendar::AddedBusy added = session.calendar().add_busy(owner, span, options.note, session.now());
  session.commit(fmt::format("busy time {} is stored", added.busy.id));
  return added_busy_report(added, zone);
}

// An owner's busy time, in parts.
class BusyPages {
 public:
  BusyPages(Session& session, calendar::Owner owner, TimeZone zone, const Interval& touching)
      : session_{session}, owner_{std::move(owner)}, zone_{std::move(zone)}, touching_{touching} {}

  std::optional<std::vector<ShownBusy>> next() {
    if (done_) return std::nullopt;
    const calendar::Part part{after_, listed_a_page};
    const auto found = session_.calendar().busy(owner_, touching_, part);
    done_ = found.size() < part.size;
    if (!done_) after_ = place_of(found.back());
    std::vector<ShownBusy> page;
    page.reserve(found.size());
    for (const Busy& busy : found) page.push_back({busy, zone_});
    return page;
  }

 private:
  Session& session_;
  calendar::Owner owner_;
  TimeZone zone_;
  Interval touching_;
  std::optional<calendar::Place> after_;
  bool done_ = false;
};

Report run_list(const BusyOptions& options, Session& session) {
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  Interval range = Bounds{options.bounds, zone, session.now()}.ever();
  if (!options.bounds.typed()) range.start = session.now();
  if (!owner) return busy_list_report([] { return std::nullopt; }, session.now());
  const auto pages = std::make_shared<BusyPages>(session, *owner, zone, range);
  return busy_list_report([pages] { return pages->next(); }, session.now());
}

std::int64_t parse_id(const std::string& text) {
  Scanner scanner{text};
  const auto id = scanner.take_number(1, 9);
  if (id && scanner.done()) return *id;
  throw InputError{Code::unknown_reference, fmt::format("no busy time has the id '{}'", calendar::excerpt(text)),
                   command_hint("busy list")};
}

Report run_remove(const BusyOptions& options, Session& session) {
  const std::int64_t id = parse_id(options.id);
  const Busy removed = session.calendar().remove_busy(id, session.now());
  session.must_be_of_typed_owner(fmt::format("busy time {}", id), removed.owner);
  const TimeZone zone = session.zone(removed.owner);
  session.commit(fmt::format("busy time {} is removed", id));
  return removed_busy_report(removed, zone);
}

}  // namespace

Run declare_busy_add(Declaration& command) {
  auto options = std::make_shared<BusyOptions>();
  command.arguments("WHEN", options->when, "DATETIME DURATION, e.g. fri 14:00 2h, or DATETIME..DATETIME");
  command.option("--note", options->note, "TEXT", "What it is for");
  add_repetition_options(command, options->repetition);
  return [options](Session& session) { return run_add(*options, session); };
}

Run declare_busy_list(Declaration& command) {
  auto options = std::make_shared<BusyOptions>();
  add_bound_options(command, options->bounds, "Earliest end: DATE, from its beginning on, or DATETIME",
                    "Latest start: DATE (inclusive) or DATETIME (exclusive)");
  return [options](Session& session) { return run_list(*options, session); };
}

Run declare_busy_remove(Declaration& command) {
  auto options = std::make_shared<BusyOptions>();
  command.argument("ID", options->id, "Its number in the list");
  return [options](Session& session) { return run_remove(*options, session); };
}

}  // namespace calbook
