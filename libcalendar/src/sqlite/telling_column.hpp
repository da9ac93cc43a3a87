#pragma once

#include <optional>
#include <string>

#include "calendar/telling.hpp"

namespace calendar {

/// Of what a recipient is told, as a column has it: see schema.cpp. Empty: nothing.
std::optional<std::string> telling_text(const Telling& telling);
/// The reverse. Throws Error{damaged}.
Telling telling_in(const std::optional<std::string>& text);

}  // namespace calendar
