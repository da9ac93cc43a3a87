#pragma once

// What can be wrong with a command line: the messages of Error{usage} about combinations of words.
// Errors in a single word are reported by the grammar.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/time.hpp"
#include "text/complaint.hpp"

namespace calbook::usage {

/// As typed: "calbook slots search".
using Command = std::string_view;

InputError unknown_option(Command command, std::string_view word, const std::optional<std::string>& meant);
/// `hint` is what to type instead.
InputError unknown_option(Command command, std::string_view word, Hint hint);
InputError unknown_command(Command command, std::string_view word, Hint hint);
InputError unknown_command(Command command, std::string_view word, const std::optional<std::string>& meant);
/// "list owner".
InputError verb_in_front(std::string_view verb, std::string_view noun);
InputError command_missing(Command command, const std::vector<std::string>& choice);
InputError argument_missing(Command command, std::string_view argument);
/// What a script passes when a variable is unset.
InputError argument_empty(Command command, std::string_view argument);
InputError superfluous(Command command, std::string_view word);
/// "Jones", of `--name Eve Jones`; the cure is `--name 'Eve Jones'`.
InputError unquoted(std::string_view word, const std::string& cure);
InputError value_missing(std::string_view option, std::string_view value);
InputError empty_value(std::string_view option, std::string_view value);
InputError value_of_flag(std::string_view flag, std::string_view value);
InputError given_twice(std::string_view option, std::string_view first, std::string_view second);
InputError not_a_number(std::string_view option, std::string_view word, int first, int last);
InputError not_a_choice(std::string_view option, std::string_view word, std::span<const std::string_view> choice);
/// The same of an argument: `what` is "the mark".
InputError not_a_word(Command command, std::string_view what, std::string_view word,
                      std::span<const std::string_view> choice);
/// "start", in --columns.
InputError column_twice(std::string_view name);
/// Of a command that prints no objects.
InputError no_columns(Command command);
/// A template has a field that is no column at that character.
InputError not_a_field(std::size_t place, std::string_view word, std::span<const std::string_view> choice);
InputError bad_template(std::size_t place, std::string_view why);
InputError not_begun(std::string_view ref);
InputError no_help(std::string_view topic, const std::optional<std::string>& meant);

/// "--prune", next to options that it leaves no meaning.
InputError alone(std::string_view option);
/// "alice,bea", where one owner is asked for.
InputError several_owners(std::string_view names);
/// "--to", "--days".
InputError not_both(std::string_view first, std::string_view second);
/// `command` is the one to be typed, "slots search".
InputError dates_and_bounds(std::string_view option, Command command);
/// `option` is with its verb: "--all goes".
InputError without_first(std::string_view option, std::string_view time);
InputError batch_and_options();
InputError batch_and_hours();
InputError booking_without_time();
InputError booking_without_name();
/// `example` is a command in which they have some, without "calbook".
InputError days_without_ranges(std::string_view days, std::string_view example);
/// "13-17", a range behind another; `ranges` is how to write them.
InputError ranges_without_comma(std::string_view word, std::string_view ranges);
/// "2026-12-24 2026-12-26".
InputError dates_without_dots(std::string_view first, std::string_view last);
/// "--until", which goes with "--every".
InputError goes_with(std::string_view option, std::string_view other, std::string_view example);
/// "--times" or "--until"; `value` is as typed.
InputError without_every(std::string_view option, std::string_view value);
InputError without_end(std::string_view every);
/// "tue 10:00", which is none of "mon,wed"; what would have it, and the first date that it has.
InputError not_repeated(std::string_view first, std::string_view every, std::string_view fitting,
                        std::optional<calendar::Date> next);
/// --until is before the first date; the second is that of the repetition.
InputError ends_before(std::string_view until, std::string_view first, calendar::Date second);
/// `last` is the last date of those that are allowed.
InputError too_many_repetitions(std::string_view until, int most, calendar::Date last);
/// --times goes on after the last date that there is.
InputError beyond_last_date(std::string_view times, calendar::Date last);
/// The zone is that of an owner's dates, not one to show them in.
InputError zone_of_dates(std::string_view command, std::string_view owner, std::string_view zone);
InputError note_of_weekly_hours();
InputError no_such_dates(std::string_view dates);
/// "'2026-01-01..2099-01-01'", "--until '2099-01-01'".
InputError too_many_dates(const std::string& dates, std::int64_t most);
InputError nothing_to_set(std::string_view owner);
/// Of the series `ref`, which is to be changed.
InputError all_begun(std::string_view ref);
InputError all_cancelled(std::string_view ref);

}  // namespace calbook::usage
