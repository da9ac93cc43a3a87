#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/store.hpp"
#include "calendar/time.hpp"

namespace calbook {

/// The outside world as run() sees it: main() passes the real one, tests pass a fake.
struct Host {
  std::vector<std::string> arguments;                                    ///< Without the program's name.
  std::function<std::optional<std::string>(const char* name)> variable;  ///< An environment variable.
  std::function<calendar::Instant()> now;
  std::function<std::string()> login_name;         ///< Empty if unknown.
  std::function<std::string()> home;               ///< The home folder in the password database; empty if unknown.
  std::function<std::string()> system_zone;        ///< An IANA name, or whatever the system has instead.
  std::function<int(std::string_view)> write_out;  ///< Writes all of it to stdout; returns 0 or an errno.
  /// Whether a few KiB can be written to stdout now or in a moment, without waiting for its reader.
  std::function<bool()> out_is_ready = [] { return true; };
  std::function<void(std::string_view)> write_err;
  calendar::Store::NewIdentity new_identity = calendar::Store::random_identity;  ///< Of a file that is made.
  bool out_is_terminal = false;
  /// The terminal's width in cells, 0 if unknown. Only asked if stdout is a terminal.
  std::function<std::size_t()> out_width = [] { return std::size_t{0}; };
  std::function<bool()> err_is_terminal = [] { return false; };
  bool ends_process = false;  ///< The process ends after run(), so memory need not be freed.

  /// Whether the terminal shows nothing but plain text.
  bool terminal_is_dumb() const { return variable("TERM") == "dumb"; }
};

}  // namespace calbook
