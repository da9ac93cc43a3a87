#include "commands/table.hpp"

#include <algorithm>

#include "commands/commands.hpp"
#include "views/appointment.hpp"
#include "views/availability.hpp"
#include "views/busy.hpp"
#include "views/change.hpp"
#include "views/copy.hpp"
#include "views/day.hpp"
#include "views/finding.hpp"
#include "views/foreign.hpp"
#include "views/owner.hpp"
#include "views/refusal.hpp"
#include "views/service.hpp"
#include "views/slot.hpp"

namespace calbook {

namespace {

constexpr std::array<Verb, 38> table{{
    {"availability set",
     "Set weekly hours; days not named keep theirs",
     Access::create,
     declare_availability_set,
     changed_availability_keys,
     {"availability set mon-fri 09:00-12:00,13:00-17:00", "availability set sat 10:00-14:00 sun closed"}},
    {"availability override",
     "Set the hours of dates, replacing the weekly ones",
     Access::change,
     declare_availability_override,
     changed_availability_keys,
     {"availability override 2026-12-24..2026-12-26 closed",
      "availability override fri closed --every 2w --until 2027-06-30"}},
    {"availability clear",
     "Remove the weekly hours of some or all days; overrides stay",
     Access::change,
     declare_availability_clear,
     changed_availability_keys,
     {"availability clear sat,sun", "availability clear --dry-run"}},
    {"availability show",
     "Show the week, then the overrides from today on",
     Access::read,
     declare_availability_show,
     availability_keys,
     {"availability show", "availability show --owner alice --json"}},

    {"service set",
     "Set a service's rules; its other rules and all appointments stay",
     Access::change,
     declare_service_set,
     service_keys,
     {"service set consult --duration 30m --buffer-after 10m", "service set default --notice 4h --horizon 60d"}},
    {"service list",
     "List the services and their rules",
     Access::read,
     declare_service_list,
     service_keys,
     {"service list", "service list --format tsv --header"}},
    {"service show",
     "Show a service and its rules",
     Access::read,
     declare_service_show,
     service_keys,
     {"service show consult", "service show default --json"}},
    {"service rename",
     "Give a service another name; appointments, hours and keys follow",
     Access::change,
     declare_service_rename,
     service_keys,
     {"service rename consult talk", "service rename consult talk --owner alice"}},
    {"service remove",
     "Remove a service; 'default' returns to its initial rules",
     Access::change,
     declare_service_remove,
     service_keys,
     {"service remove consult", "service remove default --owner alice"}},

    {"busy add",
     "Mark time as busy, once or repeatedly; appointments in it stay and are listed",
     Access::change,
     declare_busy_add,
     added_busy_keys,
     {"busy add tomorrow 14:00 2h --note 'team meeting'",
      "busy add 2026-12-01 12:00..13:00 --every mon-fri --times 20"}},
    {"busy list",
     "List busy time that has not ended, or that touches --from to --to",
     Access::read,
     declare_busy_list,
     busy_keys,
     {"busy list", "busy list --from today --to +6d"}},
    {"busy remove",
     "Remove busy time",
     Access::change,
     declare_busy_remove,
     busy_keys,
     {"busy remove 1", "busy remove 1 --json"}},

    {"calendar check",
     "Show what a calendar of another program would block; stores nothing",
     Access::read,
     declare_calendar_check,
     foreign_span_keys,
     {"calendar check work.ics", "calendar check calendars/work --me ann@example.org --json"}},

    {"slots search",
     "List free slots in time order",
     Access::read,
     declare_slots_search,
     slot_keys,
     {"slots search tomorrow", "slots search --from today --to +6d --limit 5"}},
    {"slots why",
     "Say whether a time can be booked and, if not, which rules forbid it",
     Access::read,
     declare_slots_why,
     why_keys,
     {"slots why tomorrow 10:00", "slots why 2026-12-01T09:30 --service consult"}},

    {"book",
     "Book a slot, the first free slot, or a whole batch",
     Access::change,
     declare_book,
     appointment_keys,
     {"book tomorrow 10:00 --name 'Bob Stone' --email bob@example.org", "book first --from +2d --name 'Bob Stone'"}},
    {"show",
     "Show everything known about an appointment",
     Access::read,
     declare_show,
     appointment_keys,
     {"show K7QD3F", "show K7QD3F --json"}},
    {"reschedule",
     "Move an appointment; it keeps its reference and its length",
     Access::change,
     declare_reschedule,
     appointment_keys,
     {"reschedule K7QD3F +2d 11:00", "reschedule K7QD3F 2026-12-01T09:00"}},
    {"cancel",
     "Cancel an appointment: its time is free at once, its record stays",
     Access::change,
     declare_cancel,
     appointment_keys,
     {"cancel K7QD3F", "cancel K7QD3F --reason 'is ill'"}},
    {"edit",
     "Correct who booked and what about, or the kind or length",
     Access::change,
     declare_edit,
     appointment_keys,
     {"edit K7QD3F --phone '0170 5551234'", "edit K7QD3F --duration 90m --dry-run"}},
    {"mark",
     "Note whether the invitee came",
     Access::change,
     declare_mark,
     appointment_keys,
     {"mark K7QD3F no-show", "mark K7QD3F none"}},
    {"undo",
     "Take back the last change of this file, or another one",
     Access::change,
     declare_undo,
     change_keys,
     {"undo", "undo 5 --dry-run"}},
    {"changes",
     "List what was done in this file, in order",
     Access::change,
     declare_changes,
     change_keys,
     {"changes today", "changes --after 12 --json"}},
    {"upcoming",
     "List appointments that have not ended, in time order",
     Access::read,
     declare_upcoming,
     appointment_keys,
     {"upcoming tomorrow", "upcoming --days 7 --owner alice,bea --json"}},
    {"history",
     "List all appointments, including past and cancelled ones",
     Access::change,
     declare_history,
     appointment_keys,
     {"history 2026-11-01..2026-11-30", "history --all --status no-show --format tsv --header"}},

    {"day",
     "Draw a day: hours, appointments, busy and free time",
     Access::read,
     declare_day,
     day_keys,
     {"day tomorrow", "day fri --all --service default"}},
    {"week",
     "Draw a week, a column for each day",
     Access::read,
     declare_week,
     day_keys,
     {"week", "week +1w --free --ascii"}},
    {"month",
     "Draw a month, with the free slots of each day",
     Access::read,
     declare_month,
     day_keys,
     {"month", "month 2026-12 --json"}},

    {"owner list",
     "List owners, their zones, and how many appointments lie ahead",
     Access::read,
     declare_owner_list,
     owner_keys,
     {"owner list", "owner list --json"}},
    {"owner add",
     "Add an owner, in the zone of --tz or the system's",
     Access::create,
     declare_owner_add,
     owner_keys,
     {"owner add carla", "owner add carla --tz America/New_York"}},
    {"owner set",
     "Set an owner's zone, title, address or limit",
     Access::change,
     declare_owner_set,
     changed_owner_keys,
     {"owner set alice --tz Europe/Lisbon", "owner set alice --title 'Dr. Alice Roe' --max-per-day 8"}},
    {"owner rename",
     "Give an owner another name; everything of theirs follows",
     Access::change,
     declare_owner_rename,
     owner_keys,
     {"owner rename bea beate", "owner rename bea beate --json"}},
    {"owner remove",
     "Remove an owner along with hours and appointments",
     Access::change,
     declare_owner_remove,
     owner_keys,
     {"owner remove bea", "owner remove bea --force"}},

    {"doctor",
     "Check the file, and find misplaced appointments",
     Access::change,
     declare_doctor,
     finding_keys,
     {"doctor", "doctor --fix"}},
    {"backup",
     "Write a consistent copy of the file while others use it",
     Access::read,
     declare_backup,
     backup_keys,
     {"backup calbook-mon.db", "backup backup.db --force"}},
    {"restore",
     "Replace the calendar with a backup; the old file is kept next to it",
     Access::create,
     declare_restore,
     restore_keys,
     {"restore backup.db", "restore backup.db --db copy.db"}},

    {"completion",
     "Print or install what makes a shell complete calbook's words",
     Access::none,
     declare_completion,
     nullptr,
     {"completion bash", "completion zsh --install"}},
    {"help",
     "Explain a command, or dates, ranges, json, batch, exit-codes",
     Access::none,
     declare_help,
     nullptr,
     {"help slots search", "help exit-codes"}},
}};

struct NounHelp {
  std::string_view noun;
  std::string_view help;
};

constexpr std::array<NounHelp, 6> nouns{{
    {"availability", "When an owner can be booked: weekly hours and date overrides"},
    {"service", "Kinds of appointment and their rules; 'default' always exists"},
    {"busy", "Time in which nothing can be booked"},
    {"calendar", "Calendars of other programs: .ics files and folders of them"},
    {"slots", "Free time that can be booked"},
    {"owner", "People and things that can be booked"},
}};

}  // namespace

std::span<const Verb> verbs() {
  return table;
}

const Verb* verb_named(std::string_view name) {
  const auto* verb = std::ranges::find(table, name, &Verb::name);
  return verb == table.end() ? nullptr : verb;
}

std::string_view noun_help(std::string_view noun) {
  const auto* found = std::ranges::find(nouns, noun, &NounHelp::noun);
  return found == nouns.end() ? "" : found->help;
}

}  // namespace calbook
