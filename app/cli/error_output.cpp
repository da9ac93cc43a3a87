#include "cli/error_output.hpp"

#include <fmt/format.h>

#include "calendar/calendar.hpp"
#include "calendar/text.hpp"
#include "text/time_text.hpp"
#include "views/refusal.hpp"

namespace calbook {

using calendar::Error;
using calendar::Refused;

namespace {

struct Failure {
  std::string message;
  std::string hint;
  const Refused* refused;  ///< Where a time was refused.
};

Failure described(const Error& error) {
  const auto* refused = dynamic_cast<const Refused*>(&error);
  if (refused == nullptr) return {error.message(), error.hint(), nullptr};
  return {refusal_message(refused->reasons().front(), *refused), refusal_hint(*refused), refused};
}

// The hint as a command that works on the same file; what only prints help needs none.
std::string aimed_at(const std::string& db, const std::string& hint) {
  constexpr std::string_view program = "calbook ";
  const bool is_command = hint.starts_with(program) && !hint.ends_with("--help");
  if (db.empty() || !is_command || hint.find("--db ") != hint.npos) return hint;
  return fmt::format("{}--db {} {}", program, calendar::shell_word(db), hint.substr(program.size()));
}

Object failure_object(const Error& error, const Failure& failure) {
  Object object{{"error", name(error.code())},
                {"message", failure.message},
                {"hint", failure.hint.empty() ? Value{} : Value{failure.hint}}};
  if (!error.field().empty()) object.push_back({"field", error.field()});
  if (error.line() != 0) object.push_back({"line", static_cast<std::int64_t>(error.line())});
  if (failure.refused != nullptr) {
    List next;
    for (const calendar::Interval& slot : failure.refused->next()) {
      next.emplace_back(rfc3339(slot.start, failure.refused->zone()));
    }
    object.push_back({"next", std::move(next)});
  }
  return object;
}

}  // namespace

std::string failure_text(const Error& error, Format format, const std::string& db) {
  Failure failure = described(error);
  failure.hint = aimed_at(db, failure.hint);
  if (format == Format::json || format == Format::jsonl) return json(failure_object(error, failure)) + "\n";
  std::string text = "calbook: ";
  if (error.line() != 0) text += fmt::format("line {}: ", error.line());
  text += calendar::escaped(failure.message) + "\n";
  if (!failure.hint.empty()) text += "hint: " + calendar::escaped(failure.hint) + "\n";
  return text;
}

}  // namespace calbook
