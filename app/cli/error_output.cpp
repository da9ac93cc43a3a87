#include "cli/error_output.hpp"

#include <fmt/format.h>

#include "calendar/calendar.hpp"
#include "calendar/text.hpp"
#include "cli/exit_codes.hpp"
#include "cli/hints.hpp"
#include "text/complaint.hpp"
#include "views/ambiguity.hpp"
#include "views/refusal.hpp"
#include "views/series.hpp"

namespace calbook {

using calendar::Error;
using calendar::Refused;
using calendar::SeriesRefused;

namespace {

// The first rule that forbids it, if a time was refused.
std::string message_of(const Error& error) {
  const auto* refused = dynamic_cast<const Refused*>(&error);
  if (refused == nullptr) return error.message();
  const std::string message = refusal_message(refused->verdict().reasons.front(), refused->verdict());
  const auto* series = dynamic_cast<const SeriesRefused*>(&error);
  if (series == nullptr || series->refused().size() == 1) return message;
  return fmt::format("{} of {} dates cannot be booked: {}", series->refused().size(), series->dates(), message);
}

// The wrong line, or 0; errors of the calendar file or the system are not about a line.
std::size_t line_of(const Error& error) {
  constexpr int storage = 5;
  return exit_code(error.code()) < storage ? error.line() : 0;
}

Object failure_object(const Error& error, const std::string& hint) {
  Object object{
      {"error", error.code().name}, {"message", message_of(error)}, {"hint", hint.empty() ? Value{} : Value{hint}}};
  if (!error.field().empty()) object.push_back({"field", error.field()});
  if (line_of(error) != 0) object.push_back({"line", static_cast<std::int64_t>(line_of(error))});
  if (!error.file().empty()) object.push_back({"file", error.file()});
  if (const auto* refused = dynamic_cast<const Refused*>(&error))
    object.push_back({"next", next_list(refused->verdict())});
  if (const auto* series = dynamic_cast<const SeriesRefused*>(&error))
    object.push_back({"refused", refused_list(series->refused(), series->verdict().zone)});
  if (const auto* ambiguity = dynamic_cast<const Ambiguity*>(&error))
    object.push_back({"matches", match_list(*ambiguity)});
  return object;
}

}  // namespace

std::string failure_text(const Error& error, Format format, const GlobalOptions& typed, const Style& style) {
  const std::string hint = spelled(hint_for(error), typed);
  if (format == Format::json || format == Format::jsonl) return json(failure_object(error, hint)) + "\n";
  std::string text = style.painted("calbook:", Paint::error) + " ";
  if (!error.file().empty()) text += calendar::excerpt(error.file()) + (line_of(error) != 0 ? ", " : ": ");
  if (line_of(error) != 0) text += fmt::format("line {}: ", line_of(error));
  text += calendar::escaped(message_of(error)) + "\n";
  if (const auto* ambiguity = dynamic_cast<const Ambiguity*>(&error)) text += match_lines(*ambiguity);
  if (const auto* series = dynamic_cast<const SeriesRefused*>(&error);
      series != nullptr && series->refused().size() > 1)
    text += refused_lines(series->refused(), "  ", series->verdict().zone);
  if (!hint.empty()) text += "hint: " + calendar::escaped(hint) + "\n";
  return text;
}

std::string note_text(const Note& note, Format format, const GlobalOptions& typed) {
  const std::string hint = spelled(command_hint(note.command), typed);
  if (format == Format::json || format == Format::jsonl)
    return json(Object{{"note", note.message}, {"hint", hint}}) + "\n";
  return fmt::format("note: {}\nhint: {}\n", calendar::escaped(note.message), calendar::escaped(hint));
}

}  // namespace calbook
