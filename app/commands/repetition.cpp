#include "commands/repetition.hpp"

#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "text/scanner.hpp"
#include "text/usage.hpp"

namespace calbook {

using calendar::Date;
using calendar::Days;
using calendar::Every;
using calendar::Repetition;
using calendar::WallTime;

namespace {

constexpr int least = 2;
constexpr int most = calendar::limits::times;

Date date_of(const Beginning& first) {
  return std::chrono::floor<Days>(first.time);
}

// The n-th date, counted from the first; the last one where there are fewer.
Date date_of(const Repetition& repetition, const Beginning& first, std::size_t number) {
  const std::vector<WallTime> times = calendar::repeated(repetition, first.time);
  return std::chrono::floor<Days>(times.at(std::min(number, times.size()) - 1));
}

// The repetition of the same kind that has the date.
Every on_date(const Every& every, Date date) {
  const std::chrono::weekday day{date};
  const unsigned number = static_cast<unsigned>(std::chrono::year_month_day{date}.day());
  if (std::holds_alternative<Every::Nth>(every.form()))
    return Every{Every::Nth{static_cast<int>((number - 1) / 7) + 1, day}};
  return Every{Every::On{{day}}};
}

// The first date from then on that the repetition can begin with.
std::optional<Date> next_beginning(const Every& every, Date date) {
  while (date <= calendar::last_date && !every.has(date)) date += Days{1};
  return date <= calendar::last_date ? date : std::optional<Date>{};
}

int times_of(const std::string& typed) {
  Scanner scanner{calendar::trimmed(typed)};
  const auto number = scanner.take_number(1, 3);
  if (!number || !scanner.done() || *number < least || *number > most)
    throw usage::not_a_number("--times", typed, least, most);
  return *number;
}

void refuse_halves(const RepetitionOptions& options) {
  if (!options.times.empty() && !options.until.empty()) throw usage::not_both("--times", "--until");
  if (options.every.empty() && !options.until.empty()) throw usage::without_every("--until", options.until);
  if (options.every.empty()) throw usage::without_every("--times", std::to_string(times_of(options.times)));
  if (options.times.empty() && options.until.empty()) throw usage::without_end(options.every);
}

void refuse_too_few_or_many(const Repetition& repetition, const RepetitionOptions& options, const Beginning& first) {
  const auto count = static_cast<int>(calendar::repeated(repetition, first.time).size());
  if (count > most) throw usage::too_many_repetitions(options.until, most, date_of(repetition, first, most));
  if (count < repetition.times) throw usage::beyond_last_date(options.times, calendar::last_date);
}

}  // namespace

void add_repetition_options(Declaration& command, RepetitionOptions& options) {
  command.option("--every", options.every, "EVERY",
                 "Repeat it: day, week, month, 2w, tue,thu, '2nd tue'; with --times or --until");
  command.option("--times", options.times, "N", "How many dates of --every there are, with the first");
  command.option("--until", options.until, "DATE", "The last date of --every (inclusive)");
}

Every every_of(const std::string& typed, const Beginning& first) {
  Every every = parse_every(typed).value();
  const Date date = date_of(first);
  if (every.has(date)) return every;
  throw usage::not_repeated(first.typed, typed, on_date(every, date).str(), next_beginning(every, date));
}

Date until_of(const std::string& typed, const Every& every, const Beginning& first, const Today& today) {
  const Date until = parse_date(typed, today.counting_from(date_of(first))).value();
  if (until >= date_of(first)) return until;
  throw usage::ends_before(typed, first.typed, date_of(Repetition{.every = every, .times = least}, first, least));
}

std::optional<Repetition> repetition_of(const RepetitionOptions& options, const Beginning& first, const Today& today) {
  if (!options.typed()) return std::nullopt;
  refuse_halves(options);
  Repetition repetition{every_of(options.every, first)};
  if (!options.times.empty()) {
    repetition.times = times_of(options.times);
  } else {
    repetition.until = until_of(options.until, repetition.every, first, today);
  }
  refuse_too_few_or_many(repetition, options, first);
  return repetition;
}

}  // namespace calbook
