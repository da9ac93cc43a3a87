#pragma once

// A command that somebody named, which gets a message on stdin.

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calbook {

/// What to run, and what it gets.
struct HandedCommand {
  std::vector<std::string> words;  ///< Must hold: there is one. The first is looked up as execvp(3) does.
  std::string_view input;
  std::vector<std::pair<std::string, std::string>> variables = {};  ///< Added to the environment.
  std::chrono::seconds timeout{60};
};

/// How it ended.
struct CommandEnd {
  enum class Kind { exited, killed, timed_out, not_started };

  Kind kind;
  int number = 0;         ///< The exit status, the signal, or the errno.
  std::string said = {};  ///< The first line of its stderr, at most 500 bytes; as it came.

  bool succeeded() const { return kind == Kind::exited && number == 0; }
  bool operator==(const CommandEnd&) const = default;
};

/// Runs it in a process group of its own, without a shell and without a terminal's signals, and waits until it ends;
/// at the timeout the whole group is killed. Its stdout goes nowhere. All of the input lies in a file in memory
/// before it is started, so it gets all or nothing, whatever becomes of this process. What it leaves behind in the
/// background is not waited for. Must hold: this process has one thread. Throws std::system_error where the system
/// has no memory, processes or descriptors left.
CommandEnd run(const HandedCommand& command);

}  // namespace calbook
