#pragma once

#include <string>

#include "calendar/error.hpp"
#include "output/report.hpp"

namespace calbook {

/// What stderr carries when a command fails: one line and perhaps a hint, or one JSON object where
/// the answer would have been JSON. A hint that is a command is about the file `db`, where one was typed.
std::string failure_text(const calendar::Error& error, Format format, const std::string& db = {});

}  // namespace calbook
