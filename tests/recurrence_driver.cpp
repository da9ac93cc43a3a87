// Expands rules for recurrence.py. A line of standard input is a limit, a start and a rule, its answer a line of as
// many times at most:
//
//   3 20261208T100000 FREQ=MONTHLY;BYDAY=2TU
//   20261208T100000 20270112T100000 20270209T100000

#include <cstddef>
#include <iostream>
#include <optional>
#include <string>

#include "calendar/recurrence.hpp"
#include "support/rrule.hpp"

int main() {
  std::size_t limit = 0;
  std::string start, rule;
  while (std::cin >> limit >> start >> rule) {
    calendar::Recurrence times{make::rule(rule), make::compact_time(start)};
    std::string line;
    while (limit-- > 0) {
      const std::optional<calendar::WallTime> time = times.next();
      if (!time) break;
      line += (line.empty() ? "" : " ") + make::compact(*time);
    }
    std::cout << line << '\n';
  }
}
