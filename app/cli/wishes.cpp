#include "cli/wishes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "calendar/text.hpp"
#include "cli/help.hpp"
#include "text/scanner.hpp"

namespace calbook {

namespace {

constexpr CommandWish commands[]{
    {"list", "upcoming {}", ""},
    {"ls", "upcoming {}", ""},
    {"agenda", "upcoming {}", ""},
    {"appointments", "upcoming {}", ""},
    {"bookings", "upcoming {}", ""},
    {"list appointments", "upcoming {}", ""},
    {"list bookings", "upcoming {}", ""},
    {"who", "upcoming {}", ""},
    {"print", "upcoming {}", ""},
    {"today", "upcoming today", ""},
    {"tomorrow", "upcoming tomorrow", ""},
    {"next", "upcoming --limit 1", ""},
    {"find", "upcoming --find {text}", "upcoming --help"},
    {"search", "upcoming --find {text}", "upcoming --help"},
    {"grep", "upcoming --find {text}", "upcoming --help"},
    {"view", "show {}", "upcoming"},
    {"get", "show {}", "upcoming"},
    {"past", "history {}", ""},
    {"export", "history --format tsv --header", ""},

    {"add", "book {}", "book --help"},
    {"new", "book {}", "book --help"},
    {"create", "book {}", "book --help"},
    {"reserve", "book {}", "book --help"},
    {"schedule", "book {}", "book --help"},
    {"import", "book --batch {}", "help batch"},
    {"delete", "cancel {}", "cancel --help"},
    {"del", "cancel {}", "cancel --help"},
    {"rm", "cancel {}", "cancel --help"},
    {"remove", "cancel {}", "cancel --help"},
    {"move", "reschedule {}", "reschedule --help"},
    {"mv", "reschedule {}", "reschedule --help"},
    {"postpone", "reschedule {}", "reschedule --help"},
    {"change", "edit {}", "edit --help"},
    {"modify", "edit {}", "edit --help"},
    {"update", "edit {}", "edit --help"},
    {"arrived", "mark {} came", "mark --help"},
    {"no-show", "mark {} no-show", "mark --help"},
    {"revert", "undo {}", ""},
    {"redo", "undo {}", ""},
    {"log", "changes {}", ""},

    {"free", "slots search {}", ""},
    {"available", "slots search {}", ""},
    {"hours", "availability set {}", "availability show"},
    {"hours set", "availability set {}", "availability set --help"},
    {"hours show", "availability show", ""},
    {"open", "availability set {}", "availability set --help"},
    {"close", "availability override {} closed", "availability override --help"},
    {"off", "availability override {} closed", "availability override --help"},
    {"holiday", "availability override {} closed", "availability override --help"},
    {"vacation", "availability override {} closed", "availability override --help"},
    {"block", "busy add {}", "busy add --help"},
    {"cal", "month {}", ""},
    {"calendar", "month {}", ""},
    {"owners", "owner list", ""},
    {"list owners", "owner list", ""},
    {"services", "service list", ""},
    {"list services", "service list", ""},

    {"save", "backup {}", "backup --help"},
    {"check", "doctor", ""},
    {"status", "doctor", ""},
    {"repair", "doctor --fix", ""},
    {"fix", "doctor --fix", ""},
    {"version", "--version", ""},
    {"usage", "--help", ""},
    {"man", "help {}", "--help"},

    {"availability add", "availability set {}", "availability set --help"},
    {"availability list", "availability show", ""},
    {"availability remove", "availability clear {}", "availability clear --help"},
    {"availability delete", "availability clear {}", "availability clear --help"},
    {"service add", "service set {}", "service set --help"},
    {"service new", "service set {}", "service set --help"},
    {"service create", "service set {}", "service set --help"},
    {"service edit", "service set {}", "service set --help"},
    {"service delete", "service remove {}", "service remove --help"},
    {"service rm", "service remove {}", "service remove --help"},
    {"service ls", "service list", ""},
    {"busy new", "busy add {}", "busy add --help"},
    {"busy create", "busy add {}", "busy add --help"},
    {"busy set", "busy add {}", "busy add --help"},
    {"busy show", "busy list", ""},
    {"busy ls", "busy list", ""},
    {"busy delete", "busy remove {}", "busy remove --help"},
    {"busy cancel", "busy remove {}", "busy remove --help"},
    {"busy rm", "busy remove {}", "busy remove --help"},
    {"slots list", "slots search {}", ""},
    {"slots show", "slots search {}", ""},
    {"slots find", "slots search {}", ""},
    {"slots ls", "slots search {}", ""},
    {"owner new", "owner add {}", "owner add --help"},
    {"owner create", "owner add {}", "owner add --help"},
    {"owner edit", "owner set {}", "owner set --help"},
    {"owner delete", "owner remove {}", "owner remove --help"},
    {"owner rm", "owner remove {}", "owner remove --help"},
    {"owner show", "owner list", ""},
    {"owner ls", "owner list", ""},
};

constexpr OptionWish options[]{
    {"--client", "--name --find"},
    {"--customer", "--name --find"},
    {"--person", "--name --find"},
    {"--invitee", "--name --find"},
    {"--who", "--name --find"},
    {"--search", "--find"},
    {"--grep", "--find"},
    {"--mail", "--email"},
    {"--address", "--email"},
    {"--tel", "--phone"},
    {"--telephone", "--phone"},
    {"--mobile", "--phone"},
    {"--comment", "--note"},
    {"--message", "--note --reason"},
    {"--text", "--note --reason"},
    {"--description", "--note"},
    {"--why", "--reason"},
    {"--date", "DATETIME DATES DATE WHEN --from"},
    {"--day", "DATETIME DATES DATE WHEN --from"},
    {"--time", "DATETIME WHEN"},
    {"--when", "DATETIME DATES DATE WHEN --from"},
    {"--at", "DATETIME WHEN"},
    {"--month", "DATE DATES"},
    {"--ref", "REF"},
    {"--reference", "REF"},
    {"--id", "REF ID"},
    {"--start", "DATETIME WHEN --from"},
    {"--since", "--from"},
    {"--after", "--from"},
    {"--begin", "--from"},
    {"--until", "--to"},
    {"--till", "--to"},
    {"--end", "--to"},
    {"--before", "--to"},
    {"--length", "--duration"},
    {"--minutes", "--duration"},
    {"--for", "--duration"},
    {"--kind", "--service"},
    {"--type", "--service"},
    {"--count", "--limit"},
    {"--max", "--limit"},
    {"--number", "--limit"},
    {"--user", "--owner"},
    {"--calendar", "--owner"},
    {"--resource", "--owner"},
    {"--staff", "--owner"},
    {"--everybody", "--all"},
    {"--everyone", "--all"},
    {"--file", "--db"},
    {"--database", "--db"},
    {"--timezone", "--tz"},
    {"--time-zone", "--tz"},
    {"--zone", "--tz"},
    {"--output", "--format"},
    {"--csv", "--format"},
    {"--tsv", "--format"},
    {"--jsonl", "--format"},
    {"--silent", "--quiet"},
    {"--simulate", "--dry-run"},
    {"--preview", "--dry-run"},
    {"--repair", "--fix"},
};

// Whether a word means itself in every shell.
bool is_plain(std::string_view word) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.,:/+@";
  return !word.empty() && word.find_first_not_of(plain) == word.npos;
}

std::string in_shell(std::string_view word) {
  return is_plain(word) ? std::string{word} : calendar::shell_word(word);
}

std::string in_shell(std::span<const std::string> words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + in_shell(word);
  return line;
}

// The words before the first option as one text, and the rest.
std::string as_text(std::span<const std::string> words) {
  const auto end = std::ranges::find_if(words, [](const std::string& word) { return word.starts_with('-'); });
  const std::string text = fmt::format("{}", fmt::join(words.begin(), end, " "));
  const std::string rest = in_shell({end, words.end()});
  return in_shell(text) + (rest.empty() ? "" : " " + rest);
}

// The command with the words put in, if it takes any.
std::string filled(std::string_view command, std::span<const std::string> words) {
  const std::size_t place = command.find('{');
  if (place == command.npos) return std::string{command};
  const std::size_t end = command.find('}', place) + 1;
  const bool text = command.substr(place, end - place) == "{text}";
  const std::string line =
      fmt::format("{}{}{}", command.substr(0, place), text ? as_text(words) : in_shell(words), command.substr(end));
  return std::string{calendar::trimmed(line)};
}

Hint hint_of(const CommandWish& wish, std::span<const std::string> words, const TypedRest& rest) {
  const bool alone = std::ranges::all_of(words, [](const std::string& word) { return word.starts_with('-'); });
  const std::string_view other = wish.alone;
  std::string line = alone && !other.empty() ? std::string{other} : filled(wish.command, words);
  if (!rest.options.empty() && !line.ends_with("--help")) line += " " + in_shell(rest.options);
  return command_hint(std::move(line));
}

const CommandWish* wish_for(std::string_view words) {
  const auto* found =
      std::ranges::find(commands, words, [](const CommandWish& each) { return std::string_view{each.words}; });
  return found == std::end(commands) ? nullptr : found;
}

bool takes(const Parameters& parameters, std::string_view name) {
  return std::ranges::any_of(parameters, [&](const Parameter& each) {
    const auto names = split(each.name, ',');
    return std::ranges::find(names, name) != names.end();
  });
}

}  // namespace

std::span<const CommandWish> command_wishes() {
  return commands;
}

std::span<const OptionWish> option_wishes() {
  return options;
}

std::optional<Hint> command_wished(std::string_view noun, std::string_view word, const TypedRest& rest) {
  const std::string asked = (noun.empty() ? "" : std::string{noun} + " ") + lower(word);
  const std::span<const std::string> words{rest.words};
  if (!words.empty()) {
    if (const auto* wish = wish_for(asked + " " + lower(words.front()))) return hint_of(*wish, words.subspan(1), rest);
  }
  const auto* wish = wish_for(asked);
  return wish == nullptr ? std::optional<Hint>{} : hint_of(*wish, words, rest);
}

std::optional<Hint> option_wished(std::string_view command, std::string_view option) {
  const std::string_view name = option.substr(0, option.find('='));
  const auto* wish =
      std::ranges::find(options, name, [](const OptionWish& each) { return std::string_view{each.option}; });
  const Verb* verb = verb_named(command);
  if (wish == std::end(options)) return std::nullopt;
  Parameters taken = global_parameters();
  if (verb != nullptr) std::ranges::copy(parameters_of(*verb), std::back_inserter(taken));
  for (const std::string_view meant : split(wish->meant, ' ')) {
    if (!takes(taken, meant)) continue;
    if (meant.starts_with('-')) return fmt::format("did you mean {}?", meant);
    return fmt::format("{} needs no option: calbook {}", meant, verb->examples.front());
  }
  // Nothing that is spelled like it is meant either: 'edit --time' is not 'edit --name'.
  return command_hint(fmt::format("{}{}--help", command, command.empty() ? "" : " "));
}

}  // namespace calbook
