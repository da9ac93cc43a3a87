#pragma once

// How often something is repeated, in the forms that people say it.
//
//     const Every second_tuesday{Every::Nth{2, std::chrono::Tuesday}};
//     assert(second_tuesday.str() == "2nd tue");
//     assert(Every::parse("2nd tue") == second_tuesday);
//     const Date december_8{std::chrono::year{2026} / 12 / 8};
//     assert(second_tuesday.has(december_8));
//     Recurrence dates{second_tuesday.rule(), december_8 + 10h};
//     assert(dates.next() == december_8 + 10h);

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "calendar/recurrence.hpp"
#include "calendar/time.hpp"

namespace calendar {

class Every {
 public:
  /// Once in so many dates, as long as `most`.
  struct Step {
    static constexpr Days most{99 * 7};

    Days dates{1};  ///< Must hold: 1 to 99, or 1 to 99 whole weeks.
    bool operator==(const Step&) const = default;
  };
  /// On some days of each week.
  struct On {
    std::vector<std::chrono::weekday> days;  ///< Must hold: some; Monday first, each once.
    bool operator==(const On&) const = default;
  };
  /// On the day of the month that the first date has; a month without that day is left out.
  struct Month {
    bool operator==(const Month&) const = default;
  };
  /// On the n-th of a weekday in each month; a month without it is left out.
  struct Nth {
    int ordinal;  ///< Must hold: 1 to 5, or -1: the last.
    std::chrono::weekday day;
    bool operator==(const Nth&) const = default;
  };
  using Form = std::variant<Step, On, Month, Nth>;

  explicit Every(Form form) : form_{std::move(form)} {}

  /// "day", "week", "10d", "2w", "mon-fri", "tue,thu", "month", "2nd tue", "last fri"; 14 days are "2w".
  std::string str() const;
  /// What str() writes; empty for anything else.
  static std::optional<Every> parse(std::string_view text);

  const Form& form() const { return form_; }

  /// Whether it can begin with that date.
  bool has(Date first) const;
  /// The same, without an end; counted from the start of its Recurrence.
  RecurrenceRule rule() const;

  bool operator==(const Every&) const = default;

 private:
  Form form_;
};

}  // namespace calendar
