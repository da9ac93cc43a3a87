#pragma once

#include <string>

#include "calendar/error.hpp"
#include "output/report.hpp"
#include "session/invocation.hpp"

namespace calbook {

/// What to print on stderr when a command fails: one line and perhaps a hint, or one JSON object if
/// the output would have been JSON. `typed` are the options that a hint repeats.
std::string failure_text(const calendar::Error& error, Format format, const GlobalOptions& typed = {},
                         const Style& style = Style{Style::Use::plain});
/// The same for a note next to a result.
std::string note_text(const Note& note, Format format, const GlobalOptions& typed);

}  // namespace calbook
