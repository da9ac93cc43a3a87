// calbook slots search|why

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/choice.hpp"
#include "commands/commands.hpp"
#include "commands/imports.hpp"
#include "commands/whose.hpp"
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
  ChoiceOptions choice;
  bool all = false;
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

// Of whom slots are shown.
struct Searched {
  std::shared_ptr<const Offer> offer;
  Interval range;
  calendar::Agenda agenda;
};

// The slots of a long range, a few dates at a time, so that memory does not grow with their number. Those
// that start at once are by owner.
class SlotPages {
 public:
  SlotPages(std::vector<Searched> searched, Instant now, std::size_t limit)
      : searched_{std::move(searched)}, now_{now}, left_{limit} {
    for (const Searched& each : searched_) {
      rest_.start = std::min(rest_.start, each.range.start);
      rest_.end = std::max(rest_.end, each.range.end);
    }
  }

  std::optional<std::vector<ShownSlot>> next() {
    if (rest_.end <= rest_.start || left_ == 0) return std::nullopt;
    const TimeZone& zone = searched_.front().offer->zone;
    const Instant end = std::min(rest_.end, zone.opening(zone.date(rest_.start) + dates_a_page()));
    std::vector<ShownSlot> page;
    for (const Searched& each : searched_)
      std::ranges::move(slots_of(each, {rest_.start, end}), std::back_inserter(page));
    if (searched_.size() > 1) std::ranges::stable_sort(page, {}, [](const ShownSlot& slot) { return slot.span.start; });
    page.resize(std::min(page.size(), left_));
    left_ -= page.size();
    rest_.start = end;
    return page;
  }

 private:
  Days dates_a_page() const {
    return Days{std::clamp<std::int64_t>(1400 / static_cast<std::int64_t>(searched_.size()), 1, 28)};
  }

  std::vector<ShownSlot> slots_of(const Searched& searched, const Interval& page) const {
    const Interval part{std::max(searched.range.start, page.start), std::min(searched.range.end, page.end)};
    if (part.end <= part.start) return {};
    std::vector<Interval> slots = free_slots(searched.agenda, part, now_);
    slots.resize(std::min(slots.size(), left_));
    return shown_in(searched.offer, slots);
  }

  std::vector<Searched> searched_;
  Interval rest_{Instant::max(), Instant::min()};
  Instant now_;
  std::size_t left_;
};

std::vector<Searched> searched(const BoundOptions& bounds, const calendar::ServiceChoice& choice,
                               const std::vector<calendar::Owner>& owners, Session& session) {
  std::vector<calendar::SlotSearch> searches;
  for (const calendar::Owner& owner : owners)
    searches.push_back({owner, search_range(bounds, session.zone(owner), session.now())});
  std::vector<Searched> found;
  for (auto& [owner, range, agenda] : session.calendar().agendas(searches, choice)) {
    auto offer = std::make_shared<const Offer>(Offer{owner.name, agenda.service.name, session.zone(owner)});
    found.push_back({std::move(offer), range, std::move(agenda)});
  }
  std::ranges::sort(found, {}, [](const Searched& each) { return each.offer->owner; });
  return found;
}

Report run_search(const SearchOptions& options, Session& session) {
  const calendar::ServiceChoice choice = choice_of(options.choice);
  Whose asked = whose(options.all, session);
  if (asked.all) asked.owners = session.calendar().owners();
  if (asked.owners.empty()) {
    search_range(options.bounds, session.zone(std::nullopt), session.now());  // wrong words are wrong even of nobody
    return slots_report([] { return std::nullopt; }, asked.column());
  }
  const std::size_t limit = options.limit.value_or(std::numeric_limits<std::size_t>::max());
  const auto pages =
      std::make_shared<SlotPages>(searched(options.bounds, choice, asked.owners, session), session.now(), limit);
  Report report = slots_report([pages] { return pages->next(); }, asked.column());
  report.notes = notes_on_old_calendars(session, asked);
  return report;
}

struct WhyOptions {
  std::vector<std::string> when;
  ChoiceOptions choice;
};

Report run_why(const WhyOptions& options, Session& session) {
  const calendar::ServiceChoice choice = choice_of(options.choice);
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  const Instant start = parse_start(Words{options.when}, zone, zone.date(session.now())).value();
  return why_report(session.calendar().why(bookable(owner), choice, start, zone, session.now()));
}

}  // namespace

Run declare_slots_search(Declaration& command) {
  auto options = std::make_shared<SearchOptions>();
  add_range_options(command, options->bounds, "slots search",
                    "DATE or DATE..DATE, inclusive; if omitted, today and the next six",
                    "How many dates, counted from --from or today (7)");
  command.number("--limit", options->limit, {1, most_listed}, "Maximum number of slots");
  add_choice_options(command, options->choice);
  add_all_option(command, options->all);
  return [options](Session& session) { return run_search(*options, session); };
}

Run declare_slots_why(Declaration& command) {
  auto options = std::make_shared<WhyOptions>();
  command.arguments("DATETIME", options->when, "E.g. tomorrow 10:00 or 2026-12-01T09:30");
  add_choice_options(command, options->choice);
  return [options](Session& session) { return run_why(*options, session); };
}

}  // namespace calbook
