#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "calendar/store.hpp"
#include "calendar/time.hpp"
#include "output/report.hpp"
#include "session/host.hpp"

namespace calbook {

/// The options of every command, as typed.
struct GlobalOptions {
  bool help = false;
  bool version = false;
  std::string db;
  std::string owner;
  std::string tz;
  std::string format = "text";
  bool json = false;
  std::string color = "auto";
  bool quiet = false;
  bool header = false;
  std::string columns;
  std::string line;  ///< --template.
  std::string now;
};

/// The format that was asked for.
Format format_of(const GlobalOptions& options);

/// A command's view of the host, as modified by the options of every command.
class Invocation {
 public:
  explicit Invocation(const Host& host) : host_{host} {}

  GlobalOptions options;

  /// The calendar file: --db, $CALBOOK_DB, $XDG_DATA_HOME, the home folder.
  std::filesystem::path file() const;
  /// The user's folder that an environment variable names, else one in the home folder. A relative path in the
  /// variable is ignored. Empty if there is no home folder.
  std::filesystem::path user_folder(const char* variable, std::string_view below_home) const;
  /// The user's home folder; empty if unknown.
  std::filesystem::path home() const { return variable("HOME").value_or(host_.home()); }
  /// The owner named by --owner; empty if none was. Throws Error{usage} if it names several.
  std::optional<std::string> typed_owner() const;
  /// The same, or the one named by $CALBOOK_OWNER.
  std::optional<std::string> named_owner() const;
  /// The one named by $CALBOOK_OWNER.
  std::optional<std::string> usual_owner() const { return variable("CALBOOK_OWNER"); }
  std::string login_name() const { return host_.login_name(); }
  /// --tz, if given. Throws Error{invalid_zone}.
  std::optional<calendar::TimeZone> typed_zone() const;
  /// The zone of that name. Throws Error{invalid_zone, zone_data_missing}.
  calendar::TimeZone zone_named(const std::string& name) const;
  /// All zones in the zone data whose names begin like that, whatever the case.
  std::vector<std::string> zone_names(std::string_view beginning = {}) const;
  /// The folder of zone data: $TZDIR, else the system's.
  std::filesystem::path zone_data_folder() const;
  /// The folder for temporary files: $TMPDIR, else /tmp.
  std::filesystem::path temporary_folder() const;
  /// The zone of this system. Throws Error{invalid_zone}.
  calendar::TimeZone system_zone() const;
  /// What pretends to be the time, and that time as it was typed.
  std::optional<std::pair<std::string_view, std::string>> pretended_now() const;
  /// --now, $CALBOOK_NOW or the clock; the same instant throughout the command.
  calendar::Instant now() const;
  Format format() const { return format_of(options); }
  /// Whether --columns or --template was typed.
  bool picks() const { return !options.columns.empty() || !options.line.empty(); }
  /// Whether what is printed is made of the keys of objects.
  bool prints_objects() const { return picks() || format() != Format::text; }
  /// The cells of a line of the terminal on stdout: $COLUMNS, else what it says of itself, else 80; empty if stdout
  /// is none.
  std::optional<std::size_t> width() const;
  bool terminal_is_dumb() const { return host_.terminal_is_dumb(); }
  calendar::Store::NewIdentity new_identity() const { return host_.new_identity; }

  /// Whether memory need not be freed, because the process ends after this command.
  bool ends_process() const { return host_.ends_process; }

 private:
  /// An environment variable that is set and not empty.
  std::optional<std::string> variable(const char* name) const;

  const Host& host_;
  mutable std::optional<calendar::Instant> now_;
};

}  // namespace calbook
