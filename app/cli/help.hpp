#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/table.hpp"

namespace calbook {

/// The rows of the table, and that of `help`, which is about them.
std::span<const Verb> all_verbs();

/// What --help prints for a command, "slots search", for a noun, "slots", and for calbook itself, "".
/// Lines of at most 80 characters. Throws Error{usage} for what is none of these.
std::string help_of(std::string_view name);

/// The long options that a command takes, and every command.
std::vector<std::string> options_of(std::string_view name);

/// An answer that is a text; for programs, `value` under a key.
Report text_report(std::string_view key, const std::string& text, const std::string& value);

}  // namespace calbook
