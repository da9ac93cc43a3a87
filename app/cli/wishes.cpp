#include "cli/wishes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "calendar/text.hpp"
#include "cli/help.hpp"
#include "cli/wished_line.hpp"
#include "text/scanner.hpp"

namespace calbook {

namespace {

constexpr CommandWish commands[]{
    {"list", "upcoming {dates}", ""},
    {"ls", "upcoming {dates}", ""},
    {"agenda", "upcoming {dates}", ""},
    {"appointments", "upcoming {dates}", ""},
    {"bookings", "upcoming {dates}", ""},
    {"list appointments", "upcoming {dates}", ""},
    {"list bookings", "upcoming {dates}", ""},
    {"who", "upcoming {dates}", ""},
    {"print", "upcoming {dates}", ""},
    {"today", "upcoming today", ""},
    {"tomorrow", "upcoming tomorrow", ""},
    {"next", "upcoming --limit 1", ""},
    {"find", "upcoming --find {text}", "upcoming --help"},
    {"search", "upcoming --find {text}", "upcoming --help"},
    {"grep", "upcoming --find {text}", "upcoming --help"},
    {"view", "show {refs}", "upcoming"},
    {"get", "show {refs}", "upcoming"},
    {"past", "history {dates}", ""},
    {"export", "history --format tsv --header", ""},

    {"add", "book {booking}", "book --help"},
    {"new", "book {booking}", "book --help"},
    {"create", "book {booking}", "book --help"},
    {"reserve", "book {booking}", "book --help"},
    {"schedule", "book {booking}", "book --help"},
    {"import", "book --batch {file}", "help batch"},
    {"delete", "cancel {refs}", "cancel --help"},
    {"del", "cancel {refs}", "cancel --help"},
    {"rm", "cancel {refs}", "cancel --help"},
    {"remove", "cancel {refs}", "cancel --help"},
    {"move", "reschedule {move}", "reschedule --help"},
    {"mv", "reschedule {move}", "reschedule --help"},
    {"postpone", "reschedule {move}", "reschedule --help"},
    {"change", "edit {text and options}", "edit --help"},
    {"modify", "edit {text and options}", "edit --help"},
    {"update", "edit {text and options}", "edit --help"},
    {"arrived", "mark {text} came", "mark --help"},
    {"no-show", "mark {text} no-show", "mark --help"},
    {"revert", "undo {number}", ""},
    {"redo", "undo --help", ""},
    {"log", "changes {dates}", ""},

    {"messages", "outbox list", ""},
    {"notifications", "outbox list", ""},
    {"notify", "outbox send --dry-run", ""},
    {"mail", "outbox send --dry-run", ""},
    {"send", "outbox send --dry-run", ""},
    {"remind", "outbox set --help", ""},
    {"reminder", "outbox set --help", ""},

    {"free", "slots search {dates}", ""},
    {"available", "slots search {dates}", ""},
    {"hours", "availability set {hours}", "availability show"},
    {"hours set", "availability set {hours}", "availability set --help"},
    {"hours show", "availability show", ""},
    {"open", "availability set {hours}", "availability set --help"},
    {"close", "availability override {dates} closed", "availability override --help"},
    {"off", "availability override {dates} closed", "availability override --help"},
    {"holiday", "availability override {dates} closed", "availability override --help"},
    {"vacation", "availability override {dates} closed", "availability override --help"},
    {"block", "busy add {busy}", "busy add --help"},
    {"cal", "month {month}", ""},
    {"owners", "owner list", ""},
    {"list owners", "owner list", ""},
    {"services", "service list", ""},
    {"list services", "service list", ""},

    {"save", "backup {file}", "backup --help"},
    {"check", "doctor", ""},
    {"status", "doctor", ""},
    {"repair", "doctor --fix", ""},
    {"fix", "doctor --fix", ""},
    {"version", "--version", ""},
    {"usage", "--help", ""},
    {"exit", "--help", ""},
    {"quit", "--help", ""},
    {"man", "help {topic}", "--help"},

    {"availability add", "availability set {hours}", "availability set --help"},
    {"availability list", "availability show", ""},
    {"availability remove", "availability clear {days}", "availability clear --help"},
    {"availability delete", "availability clear {days}", "availability clear --help"},
    {"service add", "service set {name}", "service set --help"},
    {"service new", "service set {name}", "service set --help"},
    {"service create", "service set {name}", "service set --help"},
    {"service edit", "service set {name}", "service set --help"},
    {"service delete", "service remove {name}", "service remove --help"},
    {"service rm", "service remove {name}", "service remove --help"},
    {"service ls", "service list", ""},
    {"busy new", "busy add {busy}", "busy add --help"},
    {"busy create", "busy add {busy}", "busy add --help"},
    {"busy set", "busy add {busy}", "busy add --help"},
    {"busy show", "busy list", ""},
    {"busy ls", "busy list", ""},
    {"busy delete", "busy remove {number}", "busy remove --help"},
    {"busy cancel", "busy remove {number}", "busy remove --help"},
    {"busy rm", "busy remove {number}", "busy remove --help"},
    {"slots list", "slots search {dates}", ""},
    {"slots show", "slots search {dates}", ""},
    {"slots find", "slots search {dates}", ""},
    {"slots ls", "slots search {dates}", ""},
    {"owner new", "owner add {name}", "owner add --help"},
    {"owner create", "owner add {name}", "owner add --help"},
    {"owner edit", "owner set {name and options}", "owner set --help"},
    {"owner delete", "owner remove {name}", "owner remove --help"},
    {"owner rm", "owner remove {name}", "owner remove --help"},
    {"owner show", "owner list", ""},
    {"owner ls", "owner list", ""},
};

constexpr OptionWish options[]{
    {"--client", "--name --find"},
    {"--customer", "--name --find"},
    {"--person", "--name --find"},
    {"--invitee", "--name --find"},
    {"--who", "--name --find"},
    {"--name", "--find REF NAME"},
    {"--email", "--find"},
    {"--phone", "--find"},
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
    {"--till", "--to --until"},
    {"--end", "--to"},
    {"--before", "--to"},
    {"--length", "--duration"},
    {"--minutes", "--duration"},
    {"--for", "--duration"},
    {"--kind", "--service"},
    {"--type", "--service"},
    {"--count", "--limit --times"},
    {"--max", "--limit"},
    {"--number", "--limit"},
    {"--repeat", "--every"},
    {"--recurring", "--every"},
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

const CommandWish* wish_for(std::string_view words) {
  const auto* found =
      std::ranges::find(commands, words, [](const CommandWish& each) { return std::string_view{each.words}; });
  return found == std::end(commands) ? nullptr : found;
}

Hint hint_of(const CommandWish& wish, std::span<const std::string> words, const TypedRest& rest) {
  std::string line = wished_line(wish.command, wish.alone, words);
  if (!rest.options.empty() && !line.ends_with("--help")) line += " " + shell_words(rest.options);
  return command_hint(std::move(line));
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

const Verb* command_meant(std::string_view words) {
  const auto* wish = wish_for(lower(words));
  return wish == nullptr ? nullptr : verb_in(wish->command);
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
