// calbook help TOPIC

#include "cli/topics.hpp"

#include <fmt/format.h>

#include "cli/exit_codes.hpp"
#include "cli/help_text.hpp"
#include "views/appointment.hpp"
#include "views/availability.hpp"
#include "views/busy.hpp"
#include "views/change.hpp"
#include "views/day.hpp"
#include "views/owner.hpp"
#include "views/refusal.hpp"
#include "views/series.hpp"
#include "views/service.hpp"
#include "views/slot.hpp"

namespace calbook {

namespace {

void explain_dates(HelpText& help) {
  help.paragraph(
      "Dates, times and durations, wherever a command takes them. Case and surrounding blanks do not matter. Without "
      "an "
      "offset, a time is wall-clock time in the owner's zone, or in that of --tz.");
  help.section("DATE", {
                           {"2026-12-01", "A date from 1970-01-01 to 9998-12-31"},
                           {"2026-W49-2", "The same, as an ISO week date"},
                           {"today, tomorrow, yesterday", "In the zone in use"},
                           {"fri, friday", "Today or the next such date"},
                           {"+3d, -1d, +2w", "Days or weeks from today"},
                           {"in 3 days, in 2 weeks", "The same"},
                           {"DATE..DATE", "The first to the second, inclusive; mon..fri lies within one week"},
                       });
  help.section("DATETIME", {
                               {"tomorrow 10:00, fri at 2pm", "A date and a time: 9, 09:30, 14:00, 2pm, 2:30pm"},
                               {"2026-12-01T09:30", "Also with a blank for the T, and with seconds (:00)"},
                               {"2026-12-01T09:30+01:00", "With an offset; Z is UTC"},
                               {"fri 14:00..18:00", "Busy time with its end: ..24:00, or ..mon 9:00"},
                           });
  help.section("DURATION", {{"45m, 24h, 1h30m, PT1H30M", "1 minute to 24 hours, always with a unit"}});
  help.paragraph(
      "What could mean two things is refused, and the message says what to write instead: next friday, 3/4/2026, 930, "
      "9.30, 12am, noon, today's weekday in a DATETIME and wherever a date is stored, a time that the clock skips or "
      "shows twice.");
  help.examples("calbook slots search mon..fri", "calbook book tue at 2pm --name 'Bob Stone'");
}

void explain_ranges(HelpText& help) {
  help.paragraph(
      "The hours of a day, the days that have them, as availability set and override take them, and how often "
      "something is repeated.");
  help.section("RANGES", {
                             {"09:00-17:00, 9-17, 9am-5pm", "From the first time up to the second"},
                             {"09:00-12:00,13:00-17:00", "Several; they must not overlap"},
                             {"4pm-24:00", "24:00 ends the date"},
                             {"22:00-02:00", "Ends on the next date; the hours belong to the first"},
                             {"closed, none", "No hours at all"},
                             {"weekly", "In an override: the hours of every week again"},
                         });
  help.section("DAYS", {
                           {"mon, monday", "One weekday"},
                           {"mon,wed", "Several"},
                           {"mon-fri, fri-mon", "From the first to the second"},
                           {"daily, weekdays, weekends", "All seven; Monday to Friday; Saturday and Sunday"},
                       });
  help.section("EVERY", {
                            {"day, week, 10d, 2w", "So many days or weeks after the first date"},
                            {"mon-fri, tue,thu", "On those DAYS"},
                            {"month", "On the first date's day of each month that has it"},
                            {"2nd tue, last fri", "On that weekday of each month that has it"},
                        });
  help.paragraph(
      "Refused, because they could mean two things: 9-5 and 9-5pm. Write 9-17, or 21:00-05:00 for a night. A range "
      "that "
      "ends when it starts is refused, too.");
  help.examples("calbook availability set mon-fri 9-12,13-17 sat 10:00-14:00",
                "calbook availability override 2026-12-24..2026-12-26 closed");
}

std::string names_of(const std::vector<Key>& keys) {
  std::string names;
  for (const Key& key : keys) names.append(names.empty() ? "" : " ").append(key.name);
  return names;
}

void explain_json(HelpText& help) {
  help.paragraph(
      "With --json, or --format json, a list is one array with one object per line, and a single result is one object. "
      "--format jsonl prints the objects, one per line; --format tsv one line per object, with the column names first "
      "if "
      "--header is typed.");
  help.section("The keys of", {
                                  {"slot", names_of(slot_keys())},
                                  {"appointment", names_of(appointment_keys())},
                                  {"series", names_of(series_keys())},
                                  {"change", names_of(change_keys())},
                                  {"day", names_of(day_keys())},
                                  {"availability", names_of(availability_keys())},
                                  {"owner", names_of(owner_keys())},
                                  {"service", names_of(service_keys())},
                                  {"busy time", names_of(busy_keys())},
                                  {"slots why", names_of(why_keys())},
                              });
  help.paragraph(
      "A value that does not exist is null. start and end carry the offset of the zone tz "
      "(2026-11-23T09:00:00+01:00); keys that end in _utc end in Z. More keys, of what a change leaves outside the "
      "hours and of doctor and backup, are in the manual. --columns picks some of them.");
  help.paragraph(
      "When a command fails, stdout is empty, and stderr has one object: error (a name of calbook help exit-codes), "
      "message, hint, and field, line, file, next, refused or matches where they apply.");
  help.examples("calbook upcoming --json | jq -r '.[] | .start, .name'", "calbook slots search --format tsv --header");
}

void explain_batch(HelpText& help) {
  help.paragraph(
      "calbook book --batch FILE books what a file says, or stdin if FILE is -: one JSON object per line, all of them "
      "or "
      "none. Each result is printed as if it were booked alone. If a line is refused, the message names it, and "
      "nothing "
      "is stored.");
  help.section("Fields", {
                             {"at, name", "When and who; required. start is another name of at"},
                             {"email, phone, note", "More about who and what for"},
                             {"service, duration", "The kind of appointment (default), and how long"},
                             {"every, times, until", "It is a series: \"every\": \"week\", \"times\": 8"},
                             {"conflicts", "Of a series: refuse, skip or fill"},
                             {"key", "Makes the line safe to repeat: the same key books once"},
                             {"owner", "With whom; without it, as --owner says"},
                             {"tz", "The zone of the time; without it, as --tz says, or the owner's"},
                             {"force", "true: book outside hours and service rules; never double-books"},
                         });
  help.paragraph(
      "Appointments as --format jsonl prints them can be read back: what only calbook decides, such as ref and status, "
      "is "
      "ignored. Blank lines are, too. A line has at most 1 MiB.");
  help.paragraph(
      "calbook availability override --batch FILE reads overrides in the same way: date, or from and to; ranges; days, "
      "for "
      "some days among these dates; note; and owner.");
  help.examples(R"(echo '{"at": "fri 10:00", "name": "Bob Stone"}' | calbook book --batch -)",
                "calbook book --batch requests.jsonl --dry-run");
}

void explain_exit_codes(HelpText& help) {
  help.paragraph("The exit codes, and the errors that JSON names for each.");
  help.blank();
  for (const ExitCode& row : exit_codes()) {
    help.line(fmt::format("{}  {}", row.number, row.meaning), 3);
    std::string names;
    for (const calendar::Code code : row.errors) names.append(names.empty() ? "" : ", ").append(code.name);
    if (!names.empty()) help.line(names, 5, 5);
  }
  help.examples("calbook slots search -q || echo \"exit code $?\"",
                "calbook book tomorrow 10:00 --name Bob --json || calbook slots search tomorrow");
}

using Explain = void (*)(HelpText&);

Explain explanation_of(std::string_view topic) {
  if (topic == "dates") return explain_dates;
  if (topic == "ranges") return explain_ranges;
  if (topic == "json") return explain_json;
  if (topic == "batch") return explain_batch;
  if (topic == "exit-codes") return explain_exit_codes;
  return nullptr;
}

}  // namespace

std::optional<std::string> help_on_topic(std::string_view topic, std::size_t width) {
  const Explain explain = explanation_of(topic);
  if (explain == nullptr) return std::nullopt;
  HelpText help{width};
  explain(help);
  help.paragraph("Manual: man calbook");
  return help.str();
}

}  // namespace calbook
