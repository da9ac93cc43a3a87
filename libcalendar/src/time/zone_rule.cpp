#include "time/zone_rule.hpp"

#include <algorithm>

namespace calendar {

namespace {

using std::chrono::hours;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

/// Consumes a rule from the front. Whatever does not match yields an empty optional.
class ZoneRule::Parser {
 public:
  explicit Parser(std::string_view text) : rest_{text} {}

  bool done() const { return rest_.empty(); }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// "CET", or "<+03>".
  bool take_abbreviation() {
    const bool quoted = take('<');
    const auto end = quoted ? rest_.find('>') : first_not(is_letter);
    if (end == rest_.npos || end < 3) return false;
    rest_.remove_prefix(quoted ? end + 1 : end);
    return true;
  }

  std::optional<int> take_number(int least, int most) {
    const auto end = first_not(is_digit);
    if (end == 0 || end > 3) return std::nullopt;
    int number = 0;
    for (const char c : rest_.substr(0, end)) number = number * 10 + (c - '0');
    if (number < least || number > most) return std::nullopt;
    rest_.remove_prefix(end);
    return number;
  }

  /// "3", "-1:30", "167:00:00".
  std::optional<Seconds> take_time() {
    const bool negative = take('-');
    if (!negative) take('+');
    const auto hour = take_number(0, 167);
    if (!hour) return std::nullopt;
    Seconds time = hours{*hour};
    for (Seconds unit : {Seconds{60}, Seconds{1}}) {
      if (!take(':')) break;
      const auto part = take_number(0, 59);
      if (!part) return std::nullopt;
      time += *part * unit;
    }
    return negative ? -time : time;
  }

  /// What must be added to the clock to get UTC, as an offset: "-1", "3:30". At most 24 hours and
  /// 59:59 from it; limits::utc_offset is beyond all.
  std::optional<Seconds> take_offset() {
    const auto behind = take_time();
    if (!behind || std::chrono::abs(*behind) >= hours{25}) return std::nullopt;
    return -*behind;
  }

  /// "M3.5.0", "J60", "59".
  std::optional<Day> take_day() {
    if (take('M')) return take_day_of_month();
    const bool without_leap_day = take('J');
    const auto number = without_leap_day ? take_number(1, 365) : take_number(0, 365);
    if (!number) return std::nullopt;
    if (without_leap_day) return Day{Day::Kind::of_year_without_leap_day, *number, {}, {}};
    return Day{Day::Kind::of_year, *number + 1, {}, {}};
  }

  /// "M10.5.0/3".
  std::optional<Change> take_change() {
    const auto day = take_day();
    if (!day) return std::nullopt;
    const auto time = take('/') ? take_time() : Seconds{hours{2}};
    if (!time) return std::nullopt;
    return Change{*day, *time};
  }

 private:
  std::size_t first_not(bool (*matches)(char)) const {
    return static_cast<std::size_t>(std::ranges::find_if_not(rest_, matches) - rest_.begin());
  }

  std::optional<Day> take_day_of_month() {
    const auto which = take_number(1, 12);
    if (!which || !take('.')) return std::nullopt;
    const auto turn = take_number(1, 5);
    if (!turn || !take('.')) return std::nullopt;
    const auto day = take_number(0, 6);
    if (!day) return std::nullopt;
    return Day{Day::Kind::of_month, *turn, month{static_cast<unsigned>(*which)}, weekday{static_cast<unsigned>(*day)}};
  }

  std::string_view rest_;
};

sys_days ZoneRule::Day::in(year of) const {
  const sys_days new_year{of / std::chrono::January / 1};
  switch (kind) {
    case Kind::of_year: return new_year + Days{number - 1};
    case Kind::of_year_without_leap_day: {
      constexpr int february_28 = 59;
      return new_year + Days{number - 1 + (of.is_leap() && number > february_28 ? 1 : 0)};
    }
    case Kind::of_month: break;
  }
  constexpr int last = 5;
  if (number == last) return sys_days{of / month / std::chrono::weekday_last{weekday}};
  return sys_days{of / month / weekday[static_cast<unsigned>(number)]};
}

std::optional<ZoneRule> ZoneRule::parse(std::string_view text) {
  Parser parser{text};
  ZoneRule rule;
  if (!parser.take_abbreviation()) return std::nullopt;
  const auto standard = parser.take_offset();
  if (!standard) return std::nullopt;
  rule.standard_ = *standard;
  if (parser.done()) return rule;

  if (!parser.take_abbreviation()) return std::nullopt;
  SummerTime summer{rule.standard_ + hours{1}, {}, {}};
  if (!parser.take(',')) {
    const auto offset = parser.take_offset();
    if (!offset || !parser.take(',')) return std::nullopt;
    summer.offset = *offset;
  }
  const auto start = parser.take_change();
  if (!start || !parser.take(',')) return std::nullopt;
  const auto end = parser.take_change();
  if (!end || !parser.done()) return std::nullopt;
  summer.start = *start;
  summer.end = *end;
  rule.summer_ = summer;
  return rule;
}

std::vector<OffsetChange> ZoneRule::changes(year first, year last) const {
  std::vector<OffsetChange> all;
  if (!summer_) return all;
  for (year at = first; at <= last; ++at) {
    OffsetChange start{summer_->start.day.in(at) + summer_->start.time - standard_, summer_->offset};
    OffsetChange end{summer_->end.day.in(at) + summer_->end.time - summer_->offset, standard_};
    if (end.at < start.at) std::swap(start, end);  // south of the equator
    all.push_back(start);
    all.push_back(end);
  }
  return all;
}

}  // namespace calendar
