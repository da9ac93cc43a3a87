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

}  // namespace calendar
