#pragma once

// Dates as short as a reader writes them.

#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "calendar/time.hpp"
#include "support/rrule.hpp"

namespace make {

/// "1997 Sep 2 4 Oct 1-31 1998 Jan 1"; a time other than the start's is added, "Sep 2T100000".
class DatesText {
 public:
  explicit DatesText(calendar::WallTime start) : at_{start - std::chrono::floor<calendar::Days>(start)} {}

  void add(calendar::WallTime time) {
    const calendar::Date date = std::chrono::floor<calendar::Days>(time);
    if (time - date == at_ && last_ == date - calendar::Days{1} && !begins_month(date)) {
      ++run_;
    } else {
      end_run();
      begin(date);
      run_ = 1;
      if (time - date != at_) text_ += compact(time).substr(8);
    }
    last_ = time - date == at_ ? std::optional{date} : std::nullopt;
    month_ = std::chrono::year_month_day{date};
  }

  std::string text() {
    end_run();
    return text_;
  }

 private:
  static bool begins_month(calendar::Date date) {
    return std::chrono::year_month_day{date}.day() == std::chrono::day{1};
  }

  void begin(calendar::Date date) {
    static constexpr std::array names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day parts{date};
    const bool new_year = !month_ || month_->year() != parts.year();
    if (new_year) word(std::to_string(static_cast<int>(parts.year())));
    if (new_year || month_->month() != parts.month()) word(names.at(static_cast<unsigned>(parts.month()) - 1));
    word(day(date));
  }

  void end_run() {
    if (run_ > 2) text_ += "-" + day(*last_);
    if (run_ == 2) word(day(*last_));
    run_ = 0;
  }

  static std::string day(calendar::Date date) {
    return std::to_string(static_cast<unsigned>(std::chrono::year_month_day{date}.day()));
  }
  void word(const std::string& word) { text_ += (text_.empty() ? "" : " ") + word; }

  calendar::Seconds at_;
  std::string text_;
  std::optional<calendar::Date> last_;                // if it was at the start's time
  std::optional<std::chrono::year_month_day> month_;  // of the last date
  int run_ = 0;                                       // how many dates in a row, the last one included
};

}  // namespace make
