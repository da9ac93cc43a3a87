// How often: what is read has a name, by which it is read again, and dates of its own.

#include "input/grammar.hpp"
#include "parsing.hpp"

void check(std::string_view text) {
  const auto every = parsed_or_refused({calbook::codes::usage}, text, calbook::parse_every);
  if (!every) return;
  must_hold(calbook::parse_every(every->str()).value() == *every, "how often reads back");
  must_hold(calendar::Every::parse(every->str()) == *every, "how often is stored by its name");
  constexpr calendar::Date start{std::chrono::year{2028} / 2 / 1};
  calendar::Recurrence times{every->rule(), start};
  const auto first = times.next();
  must_hold(first && every->has(std::chrono::floor<calendar::Days>(*first)), "a repetition has its own dates");
}
