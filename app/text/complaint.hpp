#pragma once

// What is wrong with typed input, and what to type instead.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calendar/error.hpp"

namespace calbook {

/// Errors in a command line; see calendar::Code for the others.
namespace codes {
inline constexpr calendar::Code usage = calendar::Code::usage;  ///< An invalid command line.
inline constexpr calendar::Code invalid_time{"invalid_time"};
inline constexpr calendar::Code skipped_time = calendar::Code::skipped_time;
inline constexpr calendar::Code repeated_time{"repeated_time"};  ///< A time that the clock shows twice.
inline constexpr calendar::Code invalid_range{"invalid_range"};
inline constexpr calendar::Code invalid_days{"invalid_days"};
inline constexpr calendar::Code invalid_duration = calendar::Code::invalid_duration;
inline constexpr calendar::Code invalid_zone{"invalid_zone"};
inline constexpr calendar::Code unsupported_method{"unsupported_method"};    ///< Of an exported calendar.
inline constexpr calendar::Code cannot_run{"cannot_run"};                    ///< What messages are handed to.
inline constexpr calendar::Code ambiguous_reference{"ambiguous_reference"};  ///< Names several appointments.
}  // namespace codes

/// What to do next.
struct Hint {
  enum class Kind { sentence, command };

  Hint() = default;
  Hint(std::string sentence) : text{std::move(sentence)} {}
  Hint(const char* sentence) : text{sentence} {}
  Hint(Kind which, std::string words) : kind{which}, text{std::move(words)} {}

  Kind kind = Kind::sentence;
  std::string text;                      ///< Empty if nothing helps. For a command, its words without "calbook".
  std::vector<std::string> values = {};  ///< The values in `text` that can replace the wrong word.
};

/// A calbook command that can be pasted; it gets the file and the owner that were typed.
inline Hint command_hint(std::string words) {
  return {Hint::Kind::command, std::move(words)};
}

/// "write 09:00, 14:00 or 'fri 2pm'": the values, quoted for a shell if necessary, between `lead` and
/// `rest`.
Hint type_instead(std::string_view lead, std::vector<std::string> values, std::string_view rest = {});

/// A word in a hint that can be pasted: quoted unless it means itself in every shell.
std::string in_shell(std::string_view word);

/// What is wrong with a typed word.
struct Complaint {
  calendar::Code code;
  std::string word;  ///< As typed.
  std::string why;   ///< Follows the word in the message: "is not a date".
  Hint hint = {};

  /// "'tomorow' is not a date", as in calendar::Error.
  std::string message() const;
};

/// A complaint that ends the command.
class InputError : public calendar::Error {
 public:
  InputError(calendar::Code code, const std::string& message, Hint hint = {}, std::string field = {})
      : Error{code, message, {}, std::move(field)}, hint_{std::move(hint)} {}
  explicit InputError(Complaint complaint)
      : InputError{complaint.code, complaint.message(), std::move(complaint.hint)} {}

  const Hint& hint() const { return hint_; }

 private:
  Hint hint_;
};

}  // namespace calbook
