#include "cli/hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "calendar/calendar.hpp"
#include "calendar/text.hpp"
#include "text/complaint.hpp"
#include "views/refusal.hpp"

namespace calbook {

using calendar::Code;
using calendar::Remedy;
using calendar::shell_word;

namespace {

// Commands that can be about several owners.
bool takes_several_owners(std::string_view command) {
  constexpr std::array<std::string_view, 4> commands{"slots search", "book first", "upcoming", "history"};
  return std::ranges::any_of(commands, [&](std::string_view each) { return command.starts_with(each); });
}

// Commands that open no calendar.
bool needs_no_file(std::string_view command) {
  return command.ends_with("--help") || command.starts_with("help") || command.starts_with("--version");
}

std::string folder_of(const std::string& file) {
  return std::filesystem::path{file}.parent_path().string();
}

// The library's remedies, in terms of the command line.
Hint hint_for(const Remedy& remedy) {
  using Kind = Remedy::Kind;
  const std::string& subject = remedy.subject;
  switch (remedy.kind) {
    case Kind::none: return {};
    case Kind::another_file: return "name another file: --db FILE";
    case Kind::file_in_folder: return "name a file in it: --db FILE";
    case Kind::as_its_user: return "run calbook as that user, or name another file: --db FILE";
    case Kind::make_private: return fmt::format("chmod 600 {}", shell_word(subject));
    case Kind::remove_other_names:
      return fmt::format("find and remove the others: find / -xdev -samefile {}", shell_word(subject));
    case Kind::find_out_whose:
      return fmt::format("find out whose it is, and move it away: ls -l {}", shell_word(subject));
    case Kind::check_permissions:
      return fmt::format("check the permissions of the file and its folder: ls -ld {} {}", shell_word(subject),
                         shell_word(folder_of(subject)));
    case Kind::check_access: return "check who may read and write it, or name another file: --db FILE";
    case Kind::free_space: return "free some space; nothing was stored";
    case Kind::check_disk: return "check the disk: a power cut may still undo it";
    case Kind::check_stored: return command_hint("history");
    case Kind::see_who_locks: return fmt::format("see who has it open: fuser {}", shell_word(subject));
    case Kind::try_again: return "run it again";
    case Kind::restore_backup:
      return "replace it with a backup: calbook restore BACKUP; what else can be saved: man calbook-restore";
    case Kind::restore_dump:
      return fmt::format("calbook restore {0} --db {1}", shell_word(subject), shell_word(subject + ".calbook"));
    case Kind::update_program: return "update calbook";
    case Kind::another_copy: return "name another file";
    case Kind::another_backup: return "name a backup: calbook restore BACKUP";
    case Kind::overwrite: return command_hint(fmt::format("backup {} --force", shell_word(subject)));
    case Kind::existing_file: return "name a calendar: calbook backup FILE --db CALENDAR";
    case Kind::install_zone_data: return "install the package tzdata, or point TZDIR at a folder of zone data";
    case Kind::list_owners: return command_hint("owner list");
    case Kind::set_address: return command_hint(fmt::format("owner set {0} --email {0}@example.org", subject));
    case Kind::tell_nobody:
      return command_hint(fmt::format("outbox set --invitee none --owner-gets none --owner {}", subject));
    case Kind::set_answered:
      return command_hint(fmt::format("owner set {} --answer bob@example.org,@example.net", subject));
    case Kind::empty_owner:
      return fmt::format("calbook upcoming --owner {0}, or remove them too: calbook owner remove {0} --force", subject);
    case Kind::choose_service: return fmt::format("name one of these: {}", subject);
    case Kind::choose_length: return "--duration " + subject;
    case Kind::give_title: return command_hint(fmt::format("service set {} --title 'First talk'", subject));
    case Kind::list_services: return command_hint("service list --owner " + subject);
    case Kind::search_longer:
      return command_hint(subject.empty() ? "slots search --all --days 60"
                                          : fmt::format("slots search --owner {} --days 60", subject));
    case Kind::list_appointments: return command_hint("upcoming --all");
    case Kind::show_appointment: return command_hint("show " + subject);
    case Kind::book_again: return "book another: calbook book DATETIME --name NAME";
    case Kind::list_changes: return command_hint("changes");
    case Kind::list_messages: return command_hint("outbox list --all");
    case Kind::list_calendars: return command_hint("calendar list --owner " + subject);
    case Kind::import_emptied: return command_hint(fmt::format("calendar import {} --force", subject));
    case Kind::list_busy: return command_hint("busy list");
    case Kind::plain_text: return "use one line of plain UTF-8 text";
    case Kind::plain_lines: return "use plain UTF-8 text, in one line or several";
    case Kind::name_a_date: return "name a date such as 2026-12-01";
  }
  return {};
}

// Hints for values that the library refused.
Hint hint_for_value(Code code, std::string_view field) {
  if (code == Code::invalid_name && field == "name") return "--name 'Bob Stone'";
  if (code == Code::invalid_name) return "1 to 32 of a-z, 0-9 and '-', e.g. alice";
  if (code == Code::invalid_email && field == "from") return "--from desk@example.org";
  if (code == Code::invalid_email) return "--email bob@example.org";
  return {};
}

}  // namespace

Hint hint_for(const calendar::Error& error) {
  if (const auto* input = dynamic_cast<const InputError*>(&error)) return input->hint();
  if (const auto* series = dynamic_cast<const calendar::SeriesRefused*>(&error)) return series_hint(*series);
  if (const auto* refused = dynamic_cast<const calendar::Refused*>(&error)) return refusal_hint(refused->verdict());
  if (error.remedy().kind != Remedy::Kind::none) return hint_for(error.remedy());
  return hint_for_value(error.code(), error.field());
}

std::string spelled(const Hint& hint, const GlobalOptions& typed) {
  if (hint.kind == Hint::Kind::sentence) return hint.text;
  if (needs_no_file(hint.text)) return "calbook " + hint.text;
  const auto names = [&](std::string_view option) { return hint.text.find(option) != hint.text.npos; };
  std::string line = "calbook";
  if (!typed.db.empty() && !names("--db ")) line += " --db " + shell_word(typed.db);
  const bool fits = typed.owner.find(',') == std::string::npos || takes_several_owners(hint.text);
  const bool is_known = hint.text.starts_with("show ") || names("--owner ") || names("--all");
  if (!typed.owner.empty() && fits && !is_known) line += " --owner " + shell_word(typed.owner);
  return line + " " + hint.text;
}

}  // namespace calbook
