#pragma once

// What a shell offers when TAB is pressed. The answers come from the table of verbs and from what each
// command declares; names and references from the calendar that the line so far is about.

#include <string>
#include <string_view>
#include <vector>

#include "session/session.hpp"

namespace calbook {

/// What the last word of a line can become.
struct Candidate {
  std::string word;
  std::string meaning;  ///< For people; escaped, without tabs and line breaks.
};

struct Completion {
  std::vector<Candidate> candidates = {};
  bool files = false;  ///< The name of a file, which the shell knows better.
};

/// What the last of the words behind "calbook" can become. Reads the calendar of --db, for --owner, as far
/// as they were typed; never creates it. Whatever is wrong with the line or the file, there are fewer candidates.
Completion completion_of(const std::vector<std::string>& words, Session& session);

/// The words of a command line of bash; the last is the one that the line ends in, perhaps empty. Quotes,
/// backslashes and redirections are taken away; variables and commands stay as they are, since nothing may be run.
std::vector<std::string> words_of_line(std::string_view line);

}  // namespace calbook
