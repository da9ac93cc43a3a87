// The pictures of the calendars of rule_scenario.hpp, read back. A failure shows the seed.

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <sstream>
#include <string>

#include "booking/rule_scenario.hpp"
#include "calendar/text.hpp"
#include "text/time_text.hpp"
#include "views/day.hpp"

namespace calbook {

namespace {

using calendar::Date;
using calendar::Days;
using calendar::Instant;
using calendar::Interval;
using calendar::Minutes;
using calendar::Scenario;
using calendar::TimeZone;

const Style plain{Style::Use::plain};

// With one byte in each cell.
Look ascii(std::size_t width) {
  return {.width = width, .signs = ascii_signs};
}

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream{text};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string from(const std::string& line, std::size_t column, std::size_t count = std::string::npos) {
  return line.size() <= column ? "" : line.substr(column, count);
}

bool begins_with_time(const std::string& line) {
  return line.size() >= 5 && line[2] == ':' && line.find_first_not_of("0123456789:") >= 5;
}

Minutes time_at(const std::string& line) {
  return std::chrono::hours{std::stoi(line.substr(0, 2))} + Minutes{std::stoi(line.substr(3, 2))};
}

// A week of a scenario, and what is offered in it.
struct Week {
  std::vector<ShownDay> days;
  std::vector<Interval> slots;

  Week(Scenario& scenario, Date monday) {
    const calendar::Dates dates{scenario.zone(), monday, monday + Days{6}};
    const auto service = scenario.calendar().service(scenario.owner(), scenario.choice());
    for (calendar::Day& day : scenario.calendar().days(scenario.owner(), scenario.choice(), dates, scenario.now))
      days.push_back({std::move(day), scenario.owner().name, service, scenario.zone()});
    slots = scenario.search(dates.span());
  }
};

// The same whenever it runs; three weeks around each change of a clock.
template <class Property>
void for_weeks(std::uint64_t first_seed, std::uint64_t count, Property&& holds_for) {
  for (std::uint64_t seed = first_seed; seed < first_seed + count * calendar::eras.size(); ++seed) {
    CAPTURE(seed);
    Scenario scenario{seed};
    CAPTURE(scenario.zone().name());
    CAPTURE(scenario.now);
    const Date middle = std::chrono::floor<Days>(calendar::WallTime{scenario.range.start.time_since_epoch()});
    const Date monday = middle - (std::chrono::weekday{middle} - std::chrono::Monday);
    for (const int weeks : {-1, 0, 1}) {
      CAPTURE(weeks);
      const Week week{scenario, monday + Days{7} * weeks};
      holds_for(week, scenario);
    }
  }
}

// Where a week's picture has the start of a slot: the index of the day, and minutes from midnight. A clock that goes
// back over midnight shows the date before again.
std::pair<std::size_t, Minutes> place_of(const Interval& slot, const Week& week) {
  std::size_t index = 0;
  while (!week.days.at(index).day.span.contains(slot.start)) ++index;
  const auto& [day, owner, service, zone] = week.days[index];
  const auto since = std::chrono::floor<Minutes>(zone.wall_time(slot.start) - day.date);
  return {index, std::max(Minutes{0}, since)};
}

// The rows of a week's picture, and where its columns are.
struct WeekAsRead {
  std::vector<std::string> rows;
  std::string sums;
  std::size_t first_column = 0;
  std::size_t cells = 0;
  Minutes length{60};

  explicit WeekAsRead(const std::string& text) {
    for (const std::string& line : lines_in(text)) {
      if (begins_with_time(line)) rows.push_back(line);
      if (line.starts_with("free ")) sums = line;
      if (line.starts_with("    ")) {
        first_column = line.find("Mon");
        cells = line.find("Tue") - first_column;
      }
    }
    if (rows.size() > 1) length = time_at(rows[1]) - time_at(rows[0]);
  }

  std::string cell(std::size_t row, std::size_t day) const {
    return from(rows[row], first_column + day * cells, cells - 1);
  }
  std::string sum(std::size_t day) const { return from(sums, first_column + day * cells, cells - 1); }
  // At least so many minutes from midnight.
  std::size_t row_of(Minutes minutes) const {
    return static_cast<std::size_t>((minutes - time_at(rows.at(0))) / length);
  }
};

std::size_t dots_in(const std::string& cell) {
  return static_cast<std::size_t>(std::ranges::count(cell, '.'));
}

// How many slots start in each cell, and whether one goes on in it.
using Offered = std::map<std::pair<std::size_t, std::size_t>, std::pair<int, bool>>;

Offered offered_in(const Week& week, const WeekAsRead& read) {
  Offered offered;
  for (const Interval& slot : week.slots) {
    const auto [day, minutes] = place_of(slot, week);
    ++offered[{read.row_of(minutes), day}].first;
    for (Instant at = slot.start; at < slot.end; at += Minutes{1}) {
      if (at >= week.days.back().day.span.end) break;
      const auto [its_day, its_minutes] = place_of({at, at}, week);
      offered[{read.row_of(its_minutes), its_day}].second = true;
    }
  }
  return offered;
}

void check_cells(const Week& week, const WeekAsRead& read) {
  Offered offered = offered_in(week, read);
  for (std::size_t row = 0; row < read.rows.size(); ++row) {
    for (std::size_t day = 0; day < week.days.size(); ++day) {
      const std::string cell = read.cell(row, day);
      CAPTURE(read.rows[row]);
      CAPTURE(day);
      const auto [starts, goes_on] = offered[{row, day}];
      offered.erase({row, day});
      if (starts > 0) CHECK(dots_in(cell) >= 2);
      if (starts == 0 && dots_in(cell) > 0) CHECK((dots_in(cell) == 1 && goes_on));
    }
  }
  CHECK(offered.empty());  // each has its row
}

}  // namespace

TEST_CASE("a week has a free cell for each slot, and no other") {
  for_weeks(5'000, 8, [](const Week& week, Scenario& scenario) {
    const std::string text =
        week_lines(week.days, ascii(61 + static_cast<std::size_t>(scenario.dice().below(80))), plain);
    CAPTURE(text);
    const WeekAsRead read{text};
    check_cells(week, read);
    CHECK(read.rows.size() <= 30);
  });
}

TEST_CASE("the sums under a week's days are the slots of their dates") {
  for_weeks(6'000, 3, [](const Week& week, Scenario& scenario) {
    const std::string text = week_lines(week.days, ascii(80), plain);
    CAPTURE(text);
    const WeekAsRead read{text};
    for (std::size_t day = 0; day < week.days.size(); ++day) {
      const std::string sum = read.sum(day);
      const std::size_t slots = scenario.search(week.days[day].day.span).size();
      const bool is_number = sum.find_first_of("0123456789") != sum.npos;
      CAPTURE(sum);
      CHECK((is_number ? std::stoul(sum) : 0) == slots);
      CHECK(is_number == !week.days[day].day.windows.empty());
    }
  });
}

TEST_CASE("a day names every slot once, in order, and no other time") {
  for_weeks(7'000, 4, [](const Week& week, Scenario& scenario) {
    for (const ShownDay& shown : week.days) {
      std::string named;
      const std::string text = day_lines({&shown, 1}, ascii(2000), plain);
      CAPTURE(text);
      for (const std::string& line : lines_in(text)) {
        const std::size_t sign = line.find("  .. free");
        if (sign == line.npos || !begins_with_time(line)) continue;
        const std::string times = from(line, sign + 11);
        named += (times.empty() ? line.substr(0, line.find(' ')) : times) + " ";
      }
      std::string offered;
      for (const Interval& slot : scenario.search(shown.day.span)) offered += clock_label(slot.start, shown.zone) + " ";
      CHECK(named == offered);
    }
  });
}

TEST_CASE("no line of a picture is wider than it may be") {
  for_weeks(8'000, 2, [](const Week& week, Scenario& scenario) {
    const std::size_t width = 40 + static_cast<std::size_t>(scenario.dice().below(90));
    CAPTURE(width);
    std::vector<ShownDay> owners;
    for (const char* name : {"alice", "an-owner-with-a-name-of-32-letter", "bea", "carla"}) {
      owners.push_back(week.days[5 + owners.size() % 2]);
      owners.back().day.date = week.days[6].day.date;
      owners.back().day.span = week.days[6].day.span;
      owners.back().owner = calendar::OwnerName{std::string{name}.substr(0, 32)};
    }
    const Look look{.width = width};
    for (const std::string& picture : {day_lines({week.days.data(), 1}, look, plain), day_lines(owners, look, plain),
                                       week_lines(week.days, look, plain), month_lines(week.days, look, plain)}) {
      CAPTURE(picture);
      for (const std::string& line : lines_in(picture)) {
        CHECK(calendar::cells(line) <= width);
        CHECK_FALSE(line.ends_with(' '));
      }
    }
  });
}

TEST_CASE("pictures without Unicode are the same, cell for cell") {
  const auto as_ascii = [](std::string text) {
    const std::map<std::string, std::string> signs{{"·", "."}, {"█", "|"}, {"▌", "|"}, {"▒", "#"}, {"…", "~"}};
    for (const auto& [sign, letter] : signs) {
      for (std::size_t at = 0; (at = text.find(sign)) != text.npos;) text.replace(at, sign.size(), letter);
    }
    return text;
  };
  for_weeks(9'000, 1, [&](const Week& week, Scenario&) {
    for (const auto draw : {week_lines, month_lines})
      CHECK(as_ascii(draw(week.days, {.width = 60}, plain)) == draw(week.days, ascii(60), plain));
    for (const ShownDay& each : week.days)
      CHECK(as_ascii(day_lines({&each, 1}, {.width = 60}, plain)) == day_lines({&each, 1}, ascii(60), plain));
  });
}

}  // namespace calbook
