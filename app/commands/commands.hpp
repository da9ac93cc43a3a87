#pragma once

// The commands: for each noun a function that adds it, with its verbs, to the command line. What a
// command does happens when the command line is parsed, and its answer is left in the invocation.

#include <span>
#include <string_view>

namespace CLI {
class App;
}

namespace calbook {

class Invocation;

void add_availability_commands(CLI::App& app, Invocation& invocation);
void add_backup_command(CLI::App& app, Invocation& invocation);
void add_book_command(CLI::App& app, Invocation& invocation);
void add_busy_commands(CLI::App& app, Invocation& invocation);
void add_cancel_command(CLI::App& app, Invocation& invocation);
void add_doctor_command(CLI::App& app, Invocation& invocation);
void add_help_command(CLI::App& app, Invocation& invocation);
void add_history_command(CLI::App& app, Invocation& invocation);
void add_owner_commands(CLI::App& app, Invocation& invocation);
void add_reschedule_command(CLI::App& app, Invocation& invocation);
void add_restore_command(CLI::App& app, Invocation& invocation);
void add_service_commands(CLI::App& app, Invocation& invocation);
void add_show_command(CLI::App& app, Invocation& invocation);
void add_slots_commands(CLI::App& app, Invocation& invocation);
void add_upcoming_command(CLI::App& app, Invocation& invocation);

struct Noun {
  std::string_view name;
  void (*add)(CLI::App& app, Invocation& invocation);
};

/// In the order in which help lists them.
std::span<const Noun> nouns();

}  // namespace calbook
