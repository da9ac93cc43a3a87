#pragma once

#include <string>

#include "calendar/error.hpp"
#include "output.hpp"

namespace calbook {

/// What stderr carries when a command fails: one line and perhaps a hint, or one JSON object where
/// the answer would have been JSON.
std::string failure_text(const calendar::Error& error, Format format);

}  // namespace calbook
