#include "session/invocation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "input/grammar.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/spelling.hpp"
#include "text/usage.hpp"

namespace calbook {

using calendar::Code;
using calendar::TimeZone;

namespace fs = std::filesystem;

std::optional<std::string> Invocation::variable(const char* name) const {
  auto value = host_.variable(name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

fs::path Invocation::file() const {
  if (!options.db.empty()) return options.db;
  if (const auto file = variable("CALBOOK_DB")) return *file;
  const fs::path folder = user_folder("XDG_DATA_HOME", ".local/share");
  if (folder.empty()) {
    throw InputError{Code::cannot_open, "there is no home folder to keep the calendar in", "name a file: --db FILE"};
  }
  return folder / "calbook" / "calbook.db";
}

fs::path Invocation::user_folder(const char* name, std::string_view below_home) const {
  // Relative paths must be ignored: XDG Base Directory Specification.
  if (const auto folder = variable(name); folder && fs::path{*folder}.is_absolute()) return *folder;
  const fs::path at_home = home();
  return at_home.empty() ? at_home : at_home / below_home;
}

fs::path Invocation::temporary_folder() const {
  return variable("TMPDIR").value_or("/tmp");
}

std::optional<std::string> Invocation::typed_owner() const {
  if (options.owner.empty()) return std::nullopt;
  if (options.owner.find(',') != options.owner.npos) throw usage::several_owners(options.owner);
  return options.owner;
}

std::optional<std::string> Invocation::named_owner() const {
  if (auto typed = typed_owner()) return typed;
  return usual_owner();
}

TimeZone Invocation::zone_named(const std::string& name) const {
  if (auto zone = TimeZone::find(name)) return *std::move(zone);
  const std::vector<std::string> names = zone_names();
  if (names.empty()) {
    throw InputError{Code::zone_data_missing,
                     fmt::format("there are no zone data to look up '{}' in", calendar::excerpt(name)),
                     "install the package tzdata, or point TZDIR at a folder of zone data"};
  }
  const auto meant = closest_ignoring_case(name, names);
  throw InputError{
      codes::invalid_zone, fmt::format("there is no zone '{}'", calendar::excerpt(name)),
      meant ? fmt::format("did you mean --tz {}?", *meant) : "name it as the IANA does: --tz Europe/Berlin"};
}

std::optional<TimeZone> Invocation::typed_zone() const {
  if (options.tz.empty()) return std::nullopt;
  return zone_named(options.tz);
}

std::vector<std::string> Invocation::zone_names(std::string_view beginning) const {
  const fs::path folder = zone_data_folder();
  const std::string wanted = lower(beginning);
  std::vector<std::string> names;
  std::error_code error;
  for (fs::recursive_directory_iterator at{folder, fs::directory_options::skip_permission_denied, error}, end;
       !error && at != end; at.increment(error)) {
    const std::string name = at->path().lexically_relative(folder).string();
    if (name == "posix" || name == "right") {
      at.disable_recursion_pending();
    } else if (lower(name).starts_with(wanted) && at->is_regular_file(error) && TimeZone::find(name)) {
      names.push_back(name);
    }
  }
  std::ranges::sort(names);
  return names;
}

fs::path Invocation::zone_data_folder() const {
  return variable("TZDIR").value_or("/usr/share/zoneinfo");
}

TimeZone Invocation::system_zone() const {
  return zone_named(host_.system_zone());
}

std::optional<std::pair<std::string_view, std::string>> Invocation::pretended_now() const {
  if (!options.now.empty()) return {{"--now", options.now}};
  if (const auto set = variable("CALBOOK_NOW")) return {{"CALBOOK_NOW", *set}};
  return std::nullopt;
}

calendar::Instant Invocation::now() const {
  if (!now_) {
    const auto pretended = pretended_now();
    now_ = pretended ? parse_instant(pretended->second).value() : host_.now();
    if (!calendar::nameable.contains(*now_)) {
      throw InputError{Code::io_error, "this system's clock is outside the years 1970 to 9998",
                       "set it, or say what time it is: --now 2026-11-22T09:00Z"};
    }
  }
  return *now_;
}

std::optional<std::size_t> Invocation::width() const {
  constexpr std::size_t usual = 80;
  if (!host_.out_is_terminal) return std::nullopt;
  const std::string columns = variable("COLUMNS").value_or("");
  std::size_t width = 0;
  const auto [end, error] = std::from_chars(columns.data(), columns.data() + columns.size(), width);
  const bool is_number = error == std::errc{} && end == columns.data() + columns.size();
  if (!is_number || width == 0) width = host_.out_width();
  return width == 0 ? usual : width;
}

Format format_of(const GlobalOptions& options) {
  if (options.json || options.format == "json") return Format::json;
  if (options.format == "jsonl") return Format::jsonl;
  if (options.format == "tsv") return Format::tsv;
  return Format::text;
}

}  // namespace calbook
