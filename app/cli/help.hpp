#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/table.hpp"

namespace calbook {

/// The rows of the table, and that of `help`.
std::span<const Verb> all_verbs();

/// The --help of a command ("slots search"), a noun ("slots"), or calbook itself (""), in lines of at
/// most 80 characters. Throws Error{usage} for anything else.
std::string help_of(std::string_view name);

/// The command of that name, "slots search"; null if there is none.
const Verb* verb_named(std::string_view name);

using Parameters = std::vector<Parameter>;

/// What a command takes, and what every command takes besides.
Parameters parameters_of(const Verb& verb);
Parameters global_parameters();

/// A report that is a text; for programs, `value` under a key.
Report text_report(std::string_view key, const std::string& text, const std::string& value);

}  // namespace calbook
