#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/time.hpp"

namespace calbook {

/// The outside, as run() sees it: main() hands in the real one, tests another.
struct Host {
  std::vector<std::string> arguments;                                    ///< Without the program's name.
  std::function<std::optional<std::string>(const char* name)> variable;  ///< Of the environment.
  std::function<calendar::Instant()> now;
  std::function<std::string()> login_name;         ///< Empty when nobody knows.
  std::function<std::string()> home;               ///< The home folder of the password database; likewise.
  std::function<std::string()> system_zone;        ///< An IANA name, or whatever the system says instead.
  std::function<int(std::string_view)> write_out;  ///< To stdout, all of it; returns 0 or an errno.
  std::function<void(std::string_view)> write_err;
  bool out_is_terminal = false;
  bool ends_process = false;  ///< When run() returns, so does the process: what is in memory may stay as it is.
};

}  // namespace calbook
