#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "calendar/error.hpp"

namespace calbook {

struct ExitCode {
  int number;
  std::string_view meaning;
  std::vector<calendar::Code> errors;
};

/// The table of exit codes, with each calendar::Code exactly once.
std::span<const ExitCode> exit_codes();

int exit_code(calendar::Code code);

}  // namespace calbook
