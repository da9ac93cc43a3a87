#pragma once

// The options with which a command repeats what it does, and what they mean.

#include <optional>
#include <string>

#include "calendar/repetition.hpp"
#include "commands/declaration.hpp"
#include "input/grammar.hpp"

namespace calbook {

/// As typed, in a command or in a line of a batch; empty where nothing was.
struct RepetitionOptions {
  std::string every, times, until;

  bool typed() const { return !every.empty() || !times.empty() || !until.empty(); }
};

/// --every, --times and --until.
void add_repetition_options(Declaration& command, RepetitionOptions& options);

/// What is repeated: when it begins, as typed and on the clock.
struct Beginning {
  std::string typed;  ///< "tue 10:00".
  calendar::WallTime time;
};

/// What the options mean for something that begins then; empty if none was typed. Throws InputError: they do
/// not go together, cannot be read, leave out the first date, or mean more than limits::times dates.
std::optional<calendar::Repetition> repetition_of(const RepetitionOptions& options, const Beginning& first,
                                                  const Today& today);

/// EVERY, which has the first date. Throws InputError.
calendar::Every every_of(const std::string& typed, const Beginning& first);

/// The last date of what is repeated, not before the first. Throws InputError.
calendar::Date until_of(const std::string& typed, const calendar::Every& every, const Beginning& first,
                        const Today& today);

}  // namespace calbook
