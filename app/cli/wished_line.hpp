#pragma once

// The command line behind a word that people try.

#include <span>
#include <string>
#include <string_view>

#include "commands/table.hpp"

namespace calbook {

/// `command` with what was typed behind the wish at its place, and the options behind it: "book {booking}",
/// "upcoming --find {text}", "service set {name}". Places that end in "and options" need some.
///
/// What the command would not understand is not carried over: an option that it does not have, words that are no
/// dates. Then, or without arguments, the line is `alone`, or if that is empty the command without any; where that
/// would change something that was not asked for, its help.
std::string wished_line(std::string_view command, std::string_view alone, std::span<const std::string> words);

/// The command with which a line begins; null if there is none.
const Verb* verb_in(std::string_view line);

/// Words as they are typed in a shell, quoted where necessary.
std::string shell_words(std::span<const std::string> words);

}  // namespace calbook
