#pragma once

#include <string>
#include <string_view>

#include "output/json.hpp"

namespace calbook {

/// A text where everything is on one line, printable: "⏎" for each line break.
std::string one_line(std::string_view text);

/// The same of a value: nothing of null, JSON of a list or an object.
std::string line_of(const Value& value);

}  // namespace calbook
