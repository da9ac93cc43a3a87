#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/run.hpp"
#include "support/make.hpp"
#include "support/temporary_folder.hpp"

/// What one command line did.
struct Answer {
  int exit;
  std::string out;
  std::string err;

  nlohmann::json json() const { return nlohmann::json::parse(out); }
  nlohmann::json error() const { return nlohmann::json::parse(err); }
};

/// A terminal in which calbook is run in process: Sunday 2026-11-22, 10:00 in Berlin, a user named
/// alice, and a calendar file that does not exist yet.
struct Terminal {
  TemporaryFolder folder;
  std::map<std::string, std::string> variables{{"CALBOOK_DB", (folder / "calbook.db").string()}};
  calendar::Instant now = make::at("2026-11-22T09:00Z");
  std::chrono::seconds clock_step{0};  ///< How far the clock goes on at each look.
  std::string login = "alice";
  std::string home = folder.path().string();
  std::string system_zone = "Europe/Berlin";
  bool is_terminal = false;
  std::size_t width = 0;        ///< Of the terminal; 0 where it does not say.
  bool reader_keeps_up = true;  ///< Whether what is written to stdout is taken at once.
  int write_failure = 0;        ///< The errno with which writing to stdout fails.

  Answer run(const std::vector<std::string>& words) {
    Answer answer{};
    const calbook::Host host{
        .arguments = words,
        .variable = [this](const char* name) -> std::optional<std::string> {
          const auto found = variables.find(name);
          if (found == variables.end()) return std::nullopt;
          return found->second;
        },
        .now = [this] { return std::exchange(now, now + clock_step); },
        .login_name = [this] { return login; },
        .home = [this] { return home; },
        .system_zone = [this] { return system_zone; },
        .write_out =
            [&](std::string_view text) {
              if (write_failure == 0) answer.out += text;
              return write_failure;
            },
        .out_is_ready = [this] { return reader_keeps_up; },
        .write_err = [&](std::string_view text) { answer.err += text; },
        .new_identity = [] { return calendar::FileIdentity{}; },  // the same references in each file
        .out_is_terminal = is_terminal,
        .out_width = [this] { return width; },
    };
    answer.exit = calbook::run(host);
    return answer;
  }

  /// The words of a line that needs no quotes.
  Answer operator()(const std::string& line) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      if (end > at) words.push_back(line.substr(at, end - at));
      at = end + 1;
    }
    return run(words);
  }

  /// alice, open 09:00-12:00 and 13:00-17:00 from Monday to Friday.
  void open_office() {
    const Answer answer = (*this)("availability set mon-fri 09:00-12:00,13:00-17:00");
    REQUIRE_MESSAGE(answer.exit == 0, answer.err);
  }
};
