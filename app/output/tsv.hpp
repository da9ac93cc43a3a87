#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "output/json.hpp"

namespace calbook {

/// The object's values for these keys as one line, separated by tabs; tabs, line breaks and backslashes in
/// values become \t, \n and \\. Null is empty; lists and objects are JSON.
std::string tsv_row(const std::vector<std::string_view>& columns, const Object& object);

}  // namespace calbook
