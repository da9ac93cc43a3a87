#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "output/json.hpp"

namespace calbook {

/// The object's values under these keys as a line: tabs between the cells; tabs, line breaks and backslashes in
/// them as \t, \n and \\. Nothing for null; lists and objects as JSON.
std::string tsv_row(const std::vector<std::string_view>& columns, const Object& object);

}  // namespace calbook
