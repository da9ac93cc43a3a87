#pragma once

// Commands, run in process on a calendar of the target's own.

#include <map>
#include <string>
#include <vector>

#include "calendar/text.hpp"
#include "cli/run.hpp"
#include "property.hpp"
#include "support/temporary_folder.hpp"

/// What one command line did.
struct Answer {
  int exit = 0;
  std::string out;
  std::string err;
};

/// Sunday 2026-11-22, 10:00 in Berlin, a user named alice, and a calendar file.
class Surroundings {
 public:
  Surroundings() {
    // Suggestions look through every zone below this folder: few are enough.
    std::filesystem::create_directories(folder_ / "zones/Europe");
    std::filesystem::copy("/usr/share/zoneinfo/Europe/Berlin", folder_ / "zones/Europe/Berlin");
  }

  std::filesystem::path file() const { return folder_ / "calbook.db"; }

  Answer run(const std::vector<std::string>& words) const {
    Answer answer;
    answer.exit = calbook::run({
        .arguments = words,
        .variable = [this](const char* name) -> std::optional<std::string> {
          if (name == std::string_view{"CALBOOK_DB"}) return file().string();
          if (name == std::string_view{"TZDIR"}) return (folder_ / "zones").string();
          return std::nullopt;
        },
        .now =
            [] {
              return calendar::Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}} +
                     std::chrono::hours{9};
            },
        .login_name = [] { return "alice"; },
        .home = [this] { return folder_.path().string(); },
        .system_zone = [] { return "Europe/Berlin"; },
        .write_out =
            [&](std::string_view text) {
              answer.out += text;
              return 0;
            },
        .write_err = [&](std::string_view text) { answer.err += text; },
        .new_identity = [] { return calendar::FileIdentity{}; },  // the same references in each run
    });
    return answer;
  }

  /// The bytes of a calendar in which there is something of everything.
  std::string office() const {
    const std::vector<std::vector<std::string>> commands{
        {"availability", "set", "mon-fri", "9-12,13-17", "sat", "22-2", "--tz", "Europe/Berlin"},
        {"availability", "override", "2026-11-25", "10-11"},
        {"availability", "override", "2026-11-26..2026-11-27", "closed"},
        {"service", "set", "default", "--notice", "1h", "--max-per-day", "3"},
        {"service", "set", "checkup", "--duration", "20m", "--step", "10m", "--buffer-before", "5m", "--buffer-after",
         "5m", "--horizon", "60d"},
        {"book", "2026-11-23", "9:00", "--name", "Bob Stone", "--email", "bob@example.org", "--note", "first visit"},
        {"book", "2026-11-23", "10:05", "--name", "Kim Park", "--service", "checkup", "--key", "one", "--force"},
        {"book", "2026-11-24", "9:00", "--name", "Eve Jones"},
        {"edit", "2S4M2C", "--phone", "0170 5550100"},
        {"cancel", "2S4M2C", "--reason", "has a cold"},
        {"busy", "add", "2026-11-23", "15:00", "1h", "--note", "a walk"},
        {"owner", "add", "dr-lee", "--tz", "America/New_York"},
        {"availability", "set", "tue", "9-12", "--owner", "dr-lee"},
        {"book", "2026-12-01", "9:00", "--name", "Ann Lee", "--owner", "dr-lee"},
    };
    for (const auto& command : commands) {
      std::vector<std::string> words{"--owner", "alice"};
      if (std::ranges::find(command, "--owner") != command.end()) words.clear();
      words.insert(words.end(), command.begin(), command.end());
      const Answer answer = run(words);
      std::fputs(answer.err.c_str(), stderr);
      must_hold(answer.exit == 0, "the calendar can be prepared");
    }
    return bytes_of(file());
  }

 private:
  TemporaryFolder folder_;
};

/// Whether each line can be printed; tsv has tabs in it.
inline bool are_printable_lines(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return calendar::is_printable(text);
}
