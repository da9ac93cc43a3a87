// calbook slots search|why

#include <fmt/format.h>

#include <limits>

#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "views/refusal.hpp"
#include "views/slot.hpp"

namespace calbook {

using calendar::Days;
using calendar::Instant;
using calendar::Interval;
using calendar::TimeZone;

namespace {

struct SearchOptions {
  BoundOptions bounds;
  std::optional<std::size_t> limit;
  std::string service = "default";
};

void check_length(const Interval& range, std::string_view words) {
  if (range.end - range.start <= Days{most_days + 1}) return;
  throw InputError{codes::usage, fmt::format("'{}' is more than {} days", calendar::excerpt(words), most_days),
                   "search a shorter range"};
}

Interval search_range(const BoundOptions& typed, const TimeZone& zone, Instant now) {
  const Bounds bounds{typed, zone, now};
  const Instant start = bounds.start_or(now);
  const Interval range = bounds.from(start, zone.opening(zone.date(start) + Days{7}));
  check_length(range, typed.dates.empty() ? typed.from + ".." + typed.to : Words{typed.dates}.typed());
  return range;
}

// The slots of a long range, a few dates at a time, so that memory does not grow with their number.
class SlotPages {
 public:
  SlotPages(calendar::Agenda agenda, const Interval& range, Instant now, std::size_t limit, Offer offer)
      : agenda_{std::move(agenda)},
        rest_{range},
        now_{now},
        left_{limit},
        offer_{std::make_shared<const Offer>(std::move(offer))} {}

  std::optional<std::vector<ShownSlot>> next() {
    if (rest_.empty() || left_ == 0) return std::nullopt;
    constexpr Days dates_a_page{28};
    const TimeZone& zone = offer_->zone;
    const Instant end = std::min(rest_.end, zone.opening(zone.date(rest_.start) + dates_a_page));
    std::vector<Interval> slots = free_slots(agenda_, {rest_.start, end}, now_);
    slots.resize(std::min(slots.size(), left_));
    left_ -= slots.size();
    rest_.start = end;
    return shown_in(offer_, slots);
  }

 private:
  calendar::Agenda agenda_;
  Interval rest_;
  Instant now_;
  std::size_t left_;
  std::shared_ptr<const Offer> offer_;
};

Report run_search(const SearchOptions& options, Session& session) {
  const calendar::ServiceName service{options.service};
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  const Interval range = search_range(options.bounds, zone, session.now());
  if (!owner) return slots_report([] { return std::nullopt; });
  const auto pages = std::make_shared<SlotPages>(
      session.calendar().agenda(*owner, service, range), range, session.now(),
      options.limit.value_or(std::numeric_limits<std::size_t>::max()), Offer{owner->name, service, zone});
  return slots_report([pages] { return pages->next(); });
}

struct WhyOptions {
  std::vector<std::string> when;
  std::string service = "default";
};

Report run_why(const WhyOptions& options, Session& session) {
  const calendar::ServiceName service{options.service};
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  const Instant start = parse_start(Words{options.when}, zone, zone.date(session.now())).value();
  return why_report(session.calendar().why(bookable(owner), service, start, zone, session.now()));
}

}  // namespace

Run declare_slots_search(Declaration& command) {
  auto options = std::make_shared<SearchOptions>();
  add_range_options(command, options->bounds, "slots search",
                    "DATE or DATE..DATE, inclusive; if omitted, today and the next six",
                    "How many dates, counted from --from or today (7)");
  command.number("--limit", options->limit, {1, most_listed}, "Maximum number of slots");
  command.option("--service", options->service, "NAME", "The kind of appointment (default)");
  return [options](Session& session) { return run_search(*options, session); };
}

Run declare_slots_why(Declaration& command) {
  auto options = std::make_shared<WhyOptions>();
  command.arguments("DATETIME", options->when, "E.g. tomorrow 10:00 or 2026-12-01T09:30");
  command.option("--service", options->service, "NAME", "The kind of appointment (default)");
  return [options](Session& session) { return run_why(*options, session); };
}

}  // namespace calbook
