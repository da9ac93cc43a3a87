#include "text/usage.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "text/spelling.hpp"

namespace calbook::usage {

using calendar::excerpt;

namespace {

constexpr const char* booking = "book tomorrow 10:00 --name 'Bob Stone'";

InputError complaint(const std::string& message, Hint hint) {
  return {codes::usage, message, std::move(hint)};
}

// "calbook slots search --help", of "calbook slots search".
Hint help_of(Command command) {
  return std::string{command} + " --help";
}

Hint meant_or_help(std::string_view before, const std::optional<std::string>& meant, Command command) {
  return meant ? Hint{fmt::format("did you mean {}{}?", before, *meant)} : help_of(command);
}

}  // namespace

InputError unknown_option(Command command, std::string_view word, const std::optional<std::string>& meant) {
  return unknown_option(command, word, meant_or_help("", meant, command));
}

InputError unknown_option(Command command, std::string_view word, Hint hint) {
  return complaint(fmt::format("'{}' has no option '{}'", command, excerpt(word)), std::move(hint));
}

InputError unknown_command(Command command, std::string_view word, const std::optional<std::string>& meant) {
  return unknown_command(command, word, meant_or_help(std::string{command} + " ", meant, command));
}

InputError unknown_command(Command command, std::string_view word, Hint hint) {
  return complaint(fmt::format("'{}' has no command '{}'", command, excerpt(word)), std::move(hint));
}

InputError verb_in_front(std::string_view verb, std::string_view noun) {
  return complaint(fmt::format("'{}' goes after '{}'", verb, noun), command_hint(fmt::format("{} {}", noun, verb)));
}

InputError command_missing(Command command, const std::vector<std::string>& choice) {
  return complaint(fmt::format("'{}' needs a command: {}", command, fmt::join(choice, ", ")), help_of(command));
}

InputError argument_missing(Command command, std::string_view argument) {
  return complaint(fmt::format("'{}' needs {}", command, argument), help_of(command));
}

InputError argument_empty(Command command, std::string_view argument) {
  return complaint(fmt::format("an empty word was given as {}", argument), help_of(command));
}

InputError superfluous(Command command, std::string_view word) {
  return complaint(fmt::format("'{}' takes no '{}'", command, excerpt(word)), help_of(command));
}

InputError unquoted(std::string_view word, const std::string& cure) {
  return complaint(fmt::format("'{}' is left over: a text of several words needs quotes", excerpt(word)), cure);
}

InputError value_missing(std::string_view option, std::string_view value) {
  return complaint(fmt::format("{} needs a value", option), fmt::format("{} {}", option, value));
}

InputError empty_value(std::string_view option, std::string_view value) {
  return complaint(fmt::format("{} is empty", option), fmt::format("{} {}, or leave it out", option, value));
}

InputError value_of_flag(std::string_view flag, std::string_view value) {
  return complaint(fmt::format("{} takes no value such as '{}'", flag, excerpt(value)), std::string{flag});
}

InputError given_twice(std::string_view option, std::string_view first, std::string_view second) {
  return complaint(fmt::format("{} is given twice: '{}' and '{}'", option, excerpt(first), excerpt(second)),
                   "leave one of them out");
}

InputError not_a_number(std::string_view option, std::string_view word, int first, int last) {
  return complaint(fmt::format("{} '{}' is not a number from {} to {}", option, excerpt(word), first, last),
                   fmt::format("{} {}", option, first));
}

InputError not_a_choice(std::string_view option, std::string_view word, std::span<const std::string_view> choice) {
  const auto meant = closest_ignoring_case(word, {choice.begin(), choice.end()});
  return complaint(
      fmt::format("{} '{}' is not one of {}", option, excerpt(word), fmt::join(choice, ", ")),
      meant ? fmt::format("did you mean {} {}?", option, *meant) : fmt::format("{} {}", option, choice.front()));
}

InputError not_a_word(Command command, std::string_view what, std::string_view word,
                      std::span<const std::string_view> choice) {
  const auto meant = closest_ignoring_case(word, {choice.begin(), choice.end()});
  return complaint(fmt::format("{} '{}' is not one of {}", what, excerpt(word), fmt::join(choice, ", ")),
                   meant_or_help("", meant, command));
}

InputError column_twice(std::string_view name) {
  return complaint(fmt::format("--columns has '{}' twice", name), "leave one of them out");
}

InputError no_columns(Command command) {
  return complaint(fmt::format("'{}' prints nothing that has columns", command), "leave --columns and --template out");
}

InputError not_a_field(std::size_t place, std::string_view word, std::span<const std::string_view> choice) {
  const auto meant = closest(word, {choice.begin(), choice.end()});
  return complaint(
      fmt::format("--template, character {}: '{}' is not one of {}", place, excerpt(word), fmt::join(choice, ", ")),
      meant ? fmt::format("did you mean {{{}}}?", *meant) : fmt::format("--template '{{{}}}'", choice.front()));
}

InputError bad_template(std::size_t place, std::string_view why) {
  return complaint(fmt::format("--template, character {}: {}", place, why),
                   "--template '{start:%a %H:%M}  {name:<20}  {phone}'");
}

InputError not_begun(std::string_view ref) {
  return complaint(fmt::format("{} has not begun: nobody can have come yet", ref), fmt::format("calbook show {}", ref));
}

InputError no_help(std::string_view topic, const std::optional<std::string>& meant) {
  return complaint(fmt::format("there is no help on '{}'", excerpt(topic)),
                   command_hint(meant ? fmt::format("help {}", *meant) : "--help"));
}

InputError alone(std::string_view option) {
  return complaint(fmt::format("{} goes with no other option of its command", option), "leave the others out");
}

InputError several_owners(std::string_view names) {
  return complaint(fmt::format("'{}' names several owners, but this command is about one", excerpt(names)),
                   fmt::format("--owner {}", excerpt(names.substr(0, names.find(',')))));
}

InputError not_both(std::string_view first, std::string_view second) {
  return complaint(fmt::format("use either {} or {}, not both", first, second), "leave one of them out");
}

InputError dates_and_bounds(std::string_view option, Command command) {
  return complaint(fmt::format("use either DATES or {}, not both", option),
                   command_hint(fmt::format("{} --from today --to +6d", command)));
}

InputError without_first(std::string_view option, std::string_view time) {
  return complaint(fmt::format("{} with 'first', not with '{}'", option, excerpt(time)),
                   command_hint(fmt::format("book first {} --name 'Bob Stone'",
                                            option.starts_with("--all") ? "--all" : "--from tomorrow")));
}

InputError batch_and_options() {
  return complaint("--batch takes no other booking options: put them in the file", command_hint("book --batch FILE"));
}

InputError batch_and_hours() {
  return complaint("--batch takes no dates, hours or note: put them in the file",
                   command_hint("availability override --batch FILE"));
}

InputError booking_without_time() {
  return complaint("'calbook book' needs a DATETIME, or first", command_hint(booking));
}

InputError booking_without_name() {
  return {codes::usage, "'calbook book' needs --name", command_hint(booking), "name"};
}

InputError days_without_ranges(std::string_view days, std::string_view example) {
  return complaint(fmt::format("'{}' has no RANGES after it", excerpt(days)), command_hint(std::string{example}));
}

InputError ranges_without_comma(std::string_view word, std::string_view ranges) {
  return complaint(fmt::format("'{}' needs a comma before it", excerpt(word)),
                   type_instead("write", {std::string{ranges}}));
}

InputError dates_without_dots(std::string_view first, std::string_view last) {
  return complaint(fmt::format("'{}' needs '..' before it", excerpt(last)),
                   type_instead("write", {fmt::format("{}..{}", first, last)}));
}

InputError goes_with(std::string_view option, std::string_view other, std::string_view example) {
  return complaint(fmt::format("{} goes with {}", option, other), std::string{example});
}

InputError without_every(std::string_view option, std::string_view value) {
  return goes_with(option, "--every", fmt::format("--every week {} {}", option, in_shell(value)));
}

InputError without_end(std::string_view every) {
  return goes_with("--every", "--times or --until", fmt::format("--every {} --times 8", in_shell(every)));
}

InputError not_repeated(std::string_view first, std::string_view every, std::string_view fitting,
                        std::optional<calendar::Date> next) {
  const std::string every_fitting = "--every " + in_shell(fitting);
  return complaint(fmt::format("'{}' is not one of '{}'", excerpt(first), excerpt(every)),
                   next ? fmt::format("begin on {}, or write {}", calendar::iso(*next), every_fitting) : every_fitting);
}

InputError ends_before(std::string_view until, std::string_view first, calendar::Date second) {
  return complaint(fmt::format("--until '{}' is before '{}'", excerpt(until), excerpt(first)),
                   fmt::format("--until {}", calendar::iso(second)));
}

InputError too_many_repetitions(std::string_view until, int most, calendar::Date last) {
  return complaint(fmt::format("--until '{}' goes beyond {} dates", excerpt(until), most),
                   fmt::format("--until {}", calendar::iso(last)));
}

InputError beyond_last_date(std::string_view times, calendar::Date last) {
  return complaint(fmt::format("--times '{}' goes beyond {}", excerpt(times), calendar::iso(last)),
                   fmt::format("--until {}", calendar::iso(last)));
}

InputError zone_of_dates(std::string_view command, std::string_view owner, std::string_view zone) {
  return complaint(fmt::format("{} takes no --tz: its dates are in the owner's zone", command),
                   command_hint(fmt::format("owner set {} --tz {}", owner, zone)));
}

InputError note_of_weekly_hours() {
  return complaint("a note goes with hours, not with 'weekly', which removes them", "leave the note out");
}

InputError no_such_dates(std::string_view dates) {
  return complaint(fmt::format("'{}' holds none of these days", excerpt(dates)),
                   "name a weekday that is in it, or leave the days out");
}

InputError too_many_dates(const std::string& dates, std::int64_t most) {
  return complaint(fmt::format("{} goes beyond {} dates", dates, most),
                   "override fewer, or close the week itself: calbook availability clear");
}

InputError nothing_to_set(std::string_view owner) {
  return complaint("'calbook owner set' needs what is to be set: --tz, --title, --email or --max-per-day",
                   command_hint(fmt::format("owner set {} --tz Europe/Berlin", calendar::shell_word(owner))));
}

InputError all_begun(std::string_view ref) {
  return {calendar::Code::in_the_past, fmt::format("all of {} has begun", excerpt(ref)),
          command_hint(fmt::format("show {}", calendar::shell_word(ref)))};
}

InputError all_cancelled(std::string_view ref) {
  return {calendar::Code::cancelled, fmt::format("what has not begun of {} is cancelled", excerpt(ref)),
          command_hint(fmt::format("show {}", calendar::shell_word(ref)))};
}

}  // namespace calbook::usage
