#include "ics/values.hpp"

#include <array>
#include <charconv>
#include <cstdlib>

#include "calendar/limits.hpp"
#include "ics/content_lines.hpp"

namespace calendar {

namespace {

using Frequency = RecurrenceRule::Frequency;

// A text that is read from its front.
class Front {
 public:
  explicit Front(std::string_view text) : rest_{text} {}

  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // In any case; `letter` is a capital one.
  bool take_letter(char letter) { return take(letter) || take(static_cast<char>(letter - 'A' + 'a')); }

  /// A number; a greater one than 999,999,999 is that.
  std::optional<int> take_number() {
    const std::size_t size = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    if (size == 0) return std::nullopt;
    constexpr int most = 999'999'999;
    int value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + size, value);
    rest_.remove_prefix(size);
    return error == std::errc{} ? std::min(value, most) : most;
  }
  std::optional<int> take_two() {
    if (rest_.size() < 2) return std::nullopt;
    Front two{rest_.substr(0, 2)};
    const auto value = two.take_number();
    if (!value || !two.done()) return std::nullopt;
    rest_.remove_prefix(2);
    return value;
  }

 private:
  std::string_view rest_;
};

std::optional<Date> take_date(Front& text) {
  const auto century = text.take_two(), year = text.take_two(), month = text.take_two(), day = text.take_two();
  if (!century || !year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*century * 100 + *year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || date.year() < std::chrono::year{1}) return std::nullopt;
  return Date{date};
}

std::optional<Seconds> take_clock(Front& text) {
  const auto hour = text.take_two(), minute = text.take_two(), second = text.take_two();
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return std::chrono::hours{*hour} + Minutes{*minute} + Seconds{std::min(*second, 59)};
}

std::optional<int> take_signed(Front& text) {
  const bool negative = text.take('-');
  if (!negative) text.take('+');
  const auto number = text.take_number();
  if (!number) return std::nullopt;
  return negative ? -*number : *number;
}

std::optional<std::chrono::weekday> parse_weekday(std::string_view text) {
  constexpr std::array<std::string_view, 7> names{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  for (unsigned i = 0; i < names.size(); ++i) {
    if (same_word(text, names[i])) return std::chrono::weekday{i};
  }
  return std::nullopt;
}

std::optional<Frequency> parse_frequency(std::string_view text) {
  if (same_word(text, "DAILY")) return Frequency::daily;
  if (same_word(text, "WEEKLY")) return Frequency::weekly;
  if (same_word(text, "MONTHLY")) return Frequency::monthly;
  if (same_word(text, "YEARLY")) return Frequency::yearly;
  return std::nullopt;
}

// A part that is a list of numbers: which they may be, negative ones too if they count from the end.
struct NumberList {
  std::string_view name;
  std::vector<int> RecurrenceRule::*numbers;
  int least, most;
  bool from_end;
};

constexpr std::array<NumberList, 8> number_lists{{
    {"BYMONTH", &RecurrenceRule::months, 1, 12, false},
    {"BYWEEKNO", &RecurrenceRule::weeks, 1, 53, true},
    {"BYYEARDAY", &RecurrenceRule::year_days, 1, 366, true},
    {"BYMONTHDAY", &RecurrenceRule::month_days, 1, 31, true},
    {"BYHOUR", &RecurrenceRule::hours, 0, 23, false},
    {"BYMINUTE", &RecurrenceRule::minutes, 0, 59, false},
    {"BYSECOND", &RecurrenceRule::seconds, 0, 60, false},
    {"BYSETPOS", &RecurrenceRule::positions, 1, 366, true},
}};

bool read_numbers(std::string_view value, const NumberList& list, std::vector<int>& into) {
  bool good = true;
  for_each_part(value, ',', [&](std::string_view part) {
    Front text{part};
    const auto number = take_signed(text);
    const int size = number ? (list.from_end ? std::abs(*number) : *number) : -1;
    good = good && text.done() && size >= list.least && size <= list.most;
    if (good) into.push_back(list.name == "BYSECOND" ? std::min(*number, 59) : *number);
  });
  return good && !into.empty();
}

bool read_days(std::string_view value, std::vector<RecurrenceRule::Day>& into) {
  bool good = true;
  for_each_part(value, ',', [&](std::string_view part) {
    Front text{part};
    const bool counted = part.size() > 2;
    const auto ordinal = counted ? take_signed(text) : std::optional<int>{0};
    const auto weekday = parse_weekday(text.rest());
    good = good && ordinal && weekday && std::abs(*ordinal) <= 53 && (*ordinal != 0) == counted;
    if (good) into.push_back({*ordinal, *weekday});
  });
  return good && !into.empty();
}

// What a rule is made of, while it is read. Each part may be there once.
class RuleReader {
 public:
  bool read(std::string_view part) {
    const std::size_t equals = part.find('=');
    if (equals == part.npos) return false;
    const std::string_view name = part.substr(0, equals), value = part.substr(equals + 1);
    if (same_word(name, "FREQ")) return read_frequency(value);
    if (same_word(name, "INTERVAL")) return read_interval(value);
    if (same_word(name, "COUNT")) return read_count(value);
    if (same_word(name, "UNTIL")) return !written_.until && (written_.until = parse_time(value));
    if (same_word(name, "WKST")) return read_week_start(value);
    if (same_word(name, "BYDAY")) return written_.rule.days.empty() && read_days(value, written_.rule.days);
    for (const NumberList& list : number_lists) {
      if (!same_word(name, list.name)) continue;
      std::vector<int>& numbers = written_.rule.*list.numbers;
      return numbers.empty() && read_numbers(value, list, numbers);
    }
    return false;
  }

  // RFC 5545, 3.3.10: what goes with what.
  std::optional<WrittenRule> result() const {
    const RecurrenceRule& rule = written_.rule;
    const bool yearly = rule.frequency == Frequency::yearly;
    const bool counted = std::ranges::any_of(rule.days, [](const auto& day) { return day.ordinal != 0; });
    if (!has_frequency_ || (rule.count && written_.until)) return std::nullopt;
    if ((!rule.weeks.empty() || !rule.year_days.empty()) && !yearly) return std::nullopt;
    if (!rule.month_days.empty() && rule.frequency == Frequency::weekly) return std::nullopt;
    if (counted && !(rule.frequency == Frequency::monthly || (yearly && rule.weeks.empty()))) return std::nullopt;
    if (!rule.positions.empty() && !has_other_part(rule)) return std::nullopt;
    return written_;
  }

 private:
  static bool has_other_part(const RecurrenceRule& rule) {
    return !rule.days.empty() || std::ranges::any_of(number_lists, [&](const NumberList& list) {
      return list.name != "BYSETPOS" && !(rule.*list.numbers).empty();
    });
  }
  bool read_frequency(std::string_view value) {
    const auto frequency = parse_frequency(value);
    if (has_frequency_ || !frequency) return false;
    written_.rule.frequency = *frequency;
    return has_frequency_ = true;
  }
  bool read_interval(std::string_view value) {
    const auto interval = parse_number(value);
    written_.rule.interval = interval.value_or(0);
    return written_.rule.interval >= 1;
  }
  bool read_count(std::string_view value) {
    const auto count = parse_number(value);
    if (!count || *count < 1) return false;
    written_.rule.count = static_cast<std::size_t>(*count);
    return true;
  }
  bool read_week_start(std::string_view value) {
    const auto weekday = parse_weekday(value);
    if (weekday) written_.rule.week_start = *weekday;
    return weekday.has_value();
  }

  WrittenRule written_;
  bool has_frequency_ = false;
};

}  // namespace

std::optional<int> parse_number(std::string_view text) {
  Front front{text};
  const auto number = take_signed(front);
  return front.done() ? number : std::nullopt;
}

std::optional<WrittenTime> parse_time(std::string_view text) {
  Front front{text};
  const auto date = take_date(front);
  if (!date) return std::nullopt;
  if (front.done()) return WrittenTime{*date, WrittenTime::Kind::date};
  if (!front.take_letter('T')) return std::nullopt;
  const auto clock = take_clock(front);
  if (!clock) return std::nullopt;
  const bool utc = front.take_letter('Z');
  if (!front.done()) return std::nullopt;
  return WrittenTime{*date + *clock, utc ? WrittenTime::Kind::utc : WrittenTime::Kind::local};
}

std::optional<WrittenLength> parse_length(std::string_view text) {
  Front front{text};
  const bool negative = front.take('-');
  if (!negative) front.take('+');
  if (!front.take_letter('P')) return std::nullopt;
  WrittenLength length;
  bool of_day = false, empty = true;
  while (!front.done()) {
    if (!of_day && front.take_letter('T')) {
      of_day = true;
      continue;
    }
    const auto number = front.take_number();
    if (!number) return std::nullopt;
    empty = false;
    if (!of_day && front.take_letter('W')) {
      length.days += std::chrono::weeks{*number};
    } else if (!of_day && front.take_letter('D')) {
      length.days += Days{*number};
    } else if (of_day && front.take_letter('H')) {
      length.seconds += std::chrono::hours{*number};
    } else if (of_day && front.take_letter('M')) {
      length.seconds += Minutes{*number};
    } else if (of_day && front.take_letter('S')) {
      length.seconds += Seconds{*number};
    } else {
      return std::nullopt;
    }
    if (length.days + length.seconds > limits::calendar_length) length = {limits::calendar_length, {}};
  }
  if (empty) return std::nullopt;
  return negative ? WrittenLength{-length.days, -length.seconds} : length;
}

std::optional<WrittenPeriod> parse_period(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos) return std::nullopt;
  const auto start = parse_time(text.substr(0, slash));
  const std::string_view rest = text.substr(slash + 1);
  const auto end = parse_time(rest);
  const auto length = parse_length(rest);
  if (!start || !(end || length)) return std::nullopt;
  return WrittenPeriod{*start, end, length.value_or(WrittenLength{})};
}

std::optional<Seconds> parse_offset(std::string_view text) {
  Front front{text};
  const bool negative = front.take('-');
  if (!negative && !front.take('+')) return std::nullopt;
  const auto hours = front.take_two(), minutes = front.take_two();
  const auto seconds = front.done() ? std::optional<int>{0} : front.take_two();
  if (!hours || !minutes || !seconds || !front.done()) return std::nullopt;
  if (*hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  const Seconds offset = std::chrono::hours{*hours} + Minutes{*minutes} + Seconds{*seconds};
  return negative ? -offset : offset;
}

std::optional<WrittenRule> parse_rule(std::string_view text) {
  RuleReader reader;
  bool good = true;
  for_each_part(text, ';', [&](std::string_view part) { good = good && reader.read(part); });
  return good ? reader.result() : std::nullopt;
}

}  // namespace calendar
