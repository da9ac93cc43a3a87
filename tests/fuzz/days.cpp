// Days: those that are read are in order, each once, and read back as the same.

#include "input/grammar.hpp"
#include "parsing.hpp"
#include "text/time_text.hpp"

void check(std::string_view text) {
  const auto days = parsed_or_refused({calbook::codes::invalid_days}, text, calbook::parse_days);
  if (!days) return;
  must_hold(!days->empty(), "days name a day");
  std::string spelled;
  for (std::size_t i = 0; i < days->size(); ++i) {
    const std::chrono::weekday day = (*days)[i];
    must_hold(i == 0 || (*days)[i - 1].iso_encoding() < day.iso_encoding(), "days ascend from Monday, each once");
    spelled += (i == 0 ? "" : ",") + calbook::weekday_label(day);
  }
  must_hold(calbook::parse_days(spelled).value() == *days, "days read back");
}
