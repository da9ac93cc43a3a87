#pragma once

#include <string>

#include "calendar/error.hpp"

namespace calendar {

/// Error{invalid_calendar} about a line, or about the whole file.
inline Error invalid_calendar(const std::string& message, std::size_t line = 0) {
  Error error{Code::invalid_calendar, message};
  error.set_line(line);
  return error;
}

/// A calendar that blocks more than limits::calendar_spans.
inline Error too_many_spans() {
  return invalid_calendar("the calendar blocks more times than can be kept");
}

}  // namespace calendar
