// The lines of iCalendar: each is unfolded, within the text, and found again when it is written alone.

#include "ics/content_lines.hpp"

#include "calendar/limits.hpp"
#include "property.hpp"

using calendar::ContentLine;
using calendar::ContentLines;

namespace {

void check_line(const ContentLine& line) {
  must_hold(!line.name.empty(), "a line has a name");
  must_hold(line.parameters.empty() || line.parameters.front() == ';', "parameters begin with a semicolon");
  const std::string alone = std::string{line.name} + std::string{line.parameters} + ":" + std::string{line.value};
  must_hold(alone.find_first_of("\r\n") == alone.npos, "a line is unfolded");
  ContentLines again{alone};
  const auto read = again.next();
  must_hold(read && read->name == line.name && read->parameters == line.parameters && read->value == line.value,
            "a line is the same when it is written alone");
  (void)line.parameter("TZID");
  const std::string text = calendar::plain_text(line.value, calendar::limits::calendar_title);
  must_hold(calendar::is_printable(text), "a text can be printed");
  must_hold(calendar::length(text) <= calendar::limits::calendar_title, "a text is as long as it may be");
}

}  // namespace

void check(std::string_view bytes) {
  (void)read_or_refused({calendar::Code::invalid_calendar}, [&] {
    ContentLines lines{bytes};
    std::size_t last = 0;
    while (const auto line = lines.next()) {
      must_hold(line->number > last, "lines are numbered in order");
      last = line->number;
      check_line(*line);
    }
    return last;
  });
}
