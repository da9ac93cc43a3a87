#pragma once

#include <cstdint>
#include <string>

#include "output/report.hpp"

namespace calbook {

/// How much was forgotten: "Forgot 12 changes", as the sentence says.
Report forgotten_report(std::int64_t count, std::string sentence);

}  // namespace calbook
