#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "calendar/time.hpp"
#include "output/report.hpp"
#include "session/host.hpp"

namespace calbook {

/// The options that every command takes, as they were typed.
struct GlobalOptions {
  std::string db;
  std::string owner;
  std::string tz;
  std::string format = "text";
  bool json = false;
  std::string color = "auto";
  bool quiet = false;
  bool header = false;
  std::string now;
};

/// What a command knows of its surroundings, and where it leaves its answer.
class Invocation {
 public:
  explicit Invocation(const Host& host) : host_{host} {}

  GlobalOptions options;

  /// The calendar file: --db, $CALBOOK_DB, $XDG_DATA_HOME, the home folder.
  std::filesystem::path file() const;
  /// The owner who was named: --owner, $CALBOOK_OWNER; empty when nobody was.
  std::optional<std::string> named_owner() const;
  std::string login_name() const { return host_.login_name(); }
  /// --tz, where it was given. Throws Error{invalid_zone}.
  std::optional<calendar::TimeZone> typed_zone() const;
  /// The zone of that name. Throws Error{invalid_zone, zone_data_missing}.
  calendar::TimeZone zone_named(const std::string& name) const;
  /// Where the zone data are: $TZDIR, else the system's.
  std::filesystem::path zone_data_folder() const;
  /// The zone of this system. Throws Error{invalid_zone}.
  calendar::TimeZone system_zone() const;
  /// --now, $CALBOOK_NOW, the clock: the same instant as long as the command runs.
  calendar::Instant now() const;
  Format format() const;

  /// Hands over what need not be taken apart before the process ends.
  void keep(std::shared_ptr<void> thing) const {
    if (host_.keep) host_.keep(std::move(thing));
  }

  /// What the command has stored by now, "K7QD3F is booked"; empty for a reader.
  std::string stored;

  void answer(Report report) { report_ = std::move(report); }
  const std::optional<Report>& report() const { return report_; }

 private:
  /// A variable of the environment that is set and not empty.
  std::optional<std::string> variable(const char* name) const;

  const Host& host_;
  mutable std::optional<calendar::Instant> now_;
  std::optional<Report> report_;
};

}  // namespace calbook
