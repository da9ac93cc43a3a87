#pragma once

// --service and --duration: which kind of appointment a command is about, and how long.

#include <optional>
#include <string>

#include "calendar/service.hpp"
#include "commands/declaration.hpp"

namespace calbook {

struct ChoiceOptions {
  std::optional<std::string> service;
  std::string duration;
};

/// Adds --service; `help` says what it is for.
void add_service_option(Declaration& command, ChoiceOptions& options, const char* help);
/// Adds both.
void add_choice_options(Declaration& command, ChoiceOptions& options);

/// Throws calendar::Error{invalid_name}, InputError{invalid_duration}.
calendar::ServiceChoice choice_of(const ChoiceOptions& options);

}  // namespace calbook
