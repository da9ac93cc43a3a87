#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "commands/table.hpp"
#include "session/invocation.hpp"

namespace calbook {

/// The --help of a command ("slots search"), a noun ("slots"), or calbook itself (""), or the help on a topic,
/// in lines of at most `width` characters but for examples. Throws Error{usage} for anything else.
std::string help_of(std::string_view name, std::size_t width);
/// The same, as wide as the terminal; 80 characters elsewhere.
Report help_report(std::string_view name, const Invocation& invocation);

using Parameters = std::vector<Parameter>;

/// What a command takes, and what every command takes besides.
Parameters parameters_of(const Verb& verb);
Parameters global_parameters();

/// A report that is a text; for programs, `value` under a key.
Report text_report(std::string_view key, const std::string& text, const std::string& value);

}  // namespace calbook
