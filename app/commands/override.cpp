// calbook availability override

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "commands/changed_hours.hpp"
#include "commands/commands.hpp"
#include "commands/day_hours.hpp"
#include "commands/repetition.hpp"
#include "commands/whose.hpp"
#include "input/override_batch.hpp"
#include "text/complaint.hpp"
#include "text/usage.hpp"

namespace calbook {

using calendar::AvailabilityChange;
using calendar::Date;
using calendar::Days;
using calendar::Effect;
using calendar::Error;
using calendar::Owner;

namespace {

constexpr const char* command_name = "availability override";
constexpr std::string_view example = "availability override 2027-07-01..2027-08-31 mon-fri 10:00-14:00 sat closed";

struct OverrideOptions {
  std::string dates;
  std::vector<std::string> hours;
  std::string every, until, batch;
  std::optional<std::string> note;
  bool all = false;
  bool dry_run = false;
};

// Which dates get which windows, and why; which dates that are, each owner's today decides.
struct Wish {
  std::string dates;
  DayHours hours;
  std::optional<std::string> note;
  std::string every = {}, until = {};
};

// RANGES, for every day.
DayHours on_all_days(const std::string& ranges) {
  if (parse_days(ranges)) throw usage::days_without_ranges(ranges, example);
  const auto windows = read_hours(ranges, Weekly::allowed);
  DayHours hours;
  for (unsigned day = 1; day <= 7; ++day) hours.emplace_back(std::chrono::weekday{day}, windows);
  return hours;
}

// "2026-12-24 2026-12-26 closed", "2026-12-24 to 2026-12-26 closed".
void refuse_dates_without_dots(const OverrideOptions& options) {
  auto last = options.hours.begin();
  if (*last == "-" || *last == "to" || *last == "..") ++last;
  if (std::distance(last, options.hours.end()) != 2 || parse_days(*last)) return;
  constexpr Date any{std::chrono::year{2026} / 1 / 1};
  if (parse_date(*last, any)) throw usage::dates_without_dots(options.dates, *last);
}

void refuse_note_without_override(const Wish& wish) {
  const auto is_weekly = [](const auto& hours) { return !hours.second; };
  if (wish.note && std::ranges::all_of(wish.hours, is_weekly)) throw usage::note_of_weekly_hours();
}

Wish wish_of(const OverrideOptions& options) {
  if (options.dates.empty()) throw usage::argument_missing(fmt::format("calbook {}", command_name), "DATES");
  if (options.hours.empty()) throw usage::argument_missing(fmt::format("calbook {}", command_name), "RANGES");
  if (options.until.empty() != options.every.empty()) {
    throw options.every.empty() ? usage::goes_with("--until", "--every", "--every 2w --until 2026-12-31")
                                : usage::goes_with("--every", "--until", "--every 2w --until 2026-12-31");
  }
  refuse_dates_without_dots(options);
  Wish wish{options.dates,
            options.hours.size() == 1 ? on_all_days(options.hours.front())
                                      : read_day_hours(options.hours, Weekly::allowed, example),
            options.note};
  refuse_note_without_override(wish);
  wish.every = options.every;
  wish.until = options.until;
  return wish;
}

Wish wish_of(const OverrideLine& line) {
  const std::string words[]{line.days.value_or(""), line.ranges};
  Wish wish{line.dates, line.days ? read_day_hours(words, Weekly::allowed, example) : on_all_days(line.ranges),
            line.note};
  refuse_note_without_override(wish);
  return wish;
}

// Calls `take` with each date and its windows, among dates of which none is after the last.
template <class Take>
void for_each_date(const Wish& wish, const DateRange& dates, Take&& take) {
  for (Date date = dates.first; date <= dates.last; date += Days{1}) {
    const auto hours = std::ranges::find(wish.hours, std::chrono::weekday{date}, &DayHours::value_type::first);
    if (hours != wish.hours.end()) take(date, hours->second);
  }
}

// The same, in the first dates and their repetitions.
template <class Take>
void for_each_date(const Wish& wish, const Today& today, Take&& take) {
  const DateRange dates = parse_dates(wish.dates, today).value();
  if (wish.every.empty()) return for_each_date(wish, dates, take);
  const Beginning beginning{wish.dates, dates.first};
  const calendar::Every every = every_of(wish.every, beginning);
  const Date until = until_of(wish.until, every, beginning, today);
  calendar::Recurrence times{every.rule(), dates.first};
  for (auto time = times.next(); time && *time <= until; time = times.next()) {
    const Date first = std::chrono::floor<Days>(*time);
    for_each_date(wish, DateRange{first, std::min(first + (dates.last - dates.first), until)}, take);
  }
}

// "--until '2099-12-31'".
std::string limited_by(const Wish& wish) {
  return (!wish.every.empty() ? "--until '" + calendar::excerpt(wish.until) : "'" + calendar::excerpt(wish.dates)) +
         "'";
}

void add(AvailabilityChange& change, const Wish& wish, Date today) {
  constexpr auto most = static_cast<std::size_t>(calendar::limits::dates.count());
  AvailabilityChange added;
  for_each_date(wish, Today{today}.for_writing(), [&](Date date, const auto& windows) {
    auto& own = added.overrides[date];
    if (windows) own = {*windows, wish.note};
    if (added.overrides.size() > most) throw usage::too_many_dates(limited_by(wish), most);
  });
  if (added.overrides.empty()) throw usage::no_such_dates(wish.dates);
  for (auto& [date, windows] : added.overrides) change.overrides[date] = std::move(windows);
}

// What is to change for whom, by name.
class Changes {
 public:
  explicit Changes(Session& session) : session_{session} {}

  void add(const Wish& wish, const std::vector<Owner>& owners) {
    for (const Owner& owner : owners) {
      const auto at = changes_.try_emplace(owner.name, OwnerHours{owner, {}}).first;
      calbook::add(at->second.change, wish, session_.zone(owner).date(session_.now()));
    }
  }

  std::vector<OwnerHours> all() const {
    std::vector<OwnerHours> all;
    for (const auto& [name, hours] : changes_) all.push_back(hours);
    return all;
  }

 private:
  Session& session_;
  std::map<calendar::OwnerName, OwnerHours> changes_;
};

// Those who are meant where no line says otherwise.
std::vector<Owner> owners_meant(const OverrideOptions& options, Session& session) {
  const Whose asked = whose(options.all, session);
  std::vector<Owner> owners = asked.all ? session.calendar().owners() : asked.owners;
  if (owners.empty()) owners.push_back(session.required_owner());
  return owners;
}

void refuse_zone(const OverrideOptions& options, Session& session) {
  const auto zone = session.invocation().typed_zone();
  if (!zone) return;
  const std::string owner = options.all ? "NAME" : session.required_owner().name.str();
  throw usage::zone_of_dates(command_name, owner, zone->name());
}

void refuse_options_with_batch(const OverrideOptions& options) {
  const bool others =
      !options.dates.empty() || !options.every.empty() || !options.until.empty() || options.note.has_value();
  if (others) throw usage::batch_and_hours();
}

Changes changes_in(const std::vector<OverrideLine>& lines, const OverrideOptions& options, Session& session) {
  Changes changes{session};
  std::optional<std::vector<Owner>> meant;
  for (const OverrideLine& line : lines) {
    try {
      const Wish wish = wish_of(line);
      if (!line.owner && !meant) meant = owners_meant(options, session);
      changes.add(wish, line.owner ? std::vector{session.known(*line.owner)} : *meant);
    } catch (Error& error) {
      error.set_line(line.number);
      throw;
    }
  }
  return changes;
}

Report run_batch(const OverrideOptions& options, Effect effect, Session& session) {
  refuse_options_with_batch(options);
  const std::vector<OverrideLine> lines = read_override_lines(options.batch);
  refuse_zone(options, session);
  return change_hours(changes_in(lines, options, session).all(), effect, Report::Shape::list, session);
}

Report run_override(const OverrideOptions& options, Session& session) {
  const Effect effect = session.rehearse_if(options.dry_run);
  if (!options.batch.empty()) return run_batch(options, effect, session);
  const Wish wish = wish_of(options);
  refuse_zone(options, session);
  const std::vector<Owner> owners = owners_meant(options, session);
  Changes changes{session};
  changes.add(wish, owners);
  const bool one = !options.all && owners.size() == 1;
  return change_hours(changes.all(), effect, one ? Report::Shape::single : Report::Shape::list, session);
}

}  // namespace

Run declare_availability_override(Declaration& command) {
  auto options = std::make_shared<OverrideOptions>();
  command.argument("DATES", options->dates, "DATE or DATE..DATE (inclusive)", Presence::optional);
  command.arguments("RANGES", options->hours,
                    "E.g. 10:00-14:00; closed; weekly to remove the override; or for days among the dates: mon-fri "
                    "10:00-14:00 sat closed",
                    Presence::optional);
  command.option("--every", options->every, "EVERY",
                 "Repeat it: day, week, month, 2w, tue,thu, '2nd tue'; with --until");
  command.option("--until", options->until, "DATE", "The last date of --every (inclusive)");
  command.option("--note", options->note, "TEXT", "Why");
  add_all_option(command, options->all);
  command.option("--batch", options->batch, "FILE", "Overrides from a file of JSON objects, one a line; - is stdin");
  command.flag("--dry-run", options->dry_run, "Show what would change without changing it");
  return [options](Session& session) { return run_override(*options, session); };
}

}  // namespace calbook
