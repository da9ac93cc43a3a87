#pragma once

#include "views/view.hpp"

namespace calbook {

/// The columns that a command can print, and what stands in each.
Report keys_report(std::vector<Key> keys);

}  // namespace calbook
