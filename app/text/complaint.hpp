#pragma once

// What is wrong with what somebody typed, and what to type instead.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calendar/error.hpp"

namespace calbook {

/// What went wrong in the words of a command line; see calendar::Code for the rest.
namespace codes {
inline constexpr calendar::Code usage{"usage"};  ///< Words that are no command line.
inline constexpr calendar::Code invalid_time{"invalid_time"};
inline constexpr calendar::Code skipped_time{"skipped_time"};    ///< A time that the clock skips.
inline constexpr calendar::Code repeated_time{"repeated_time"};  ///< A time that the clock reads twice.
inline constexpr calendar::Code invalid_range{"invalid_range"};
inline constexpr calendar::Code invalid_days{"invalid_days"};
inline constexpr calendar::Code invalid_duration{"invalid_duration"};
inline constexpr calendar::Code invalid_zone{"invalid_zone"};
}  // namespace codes

/// What to do next.
struct Hint {
  enum class Kind { sentence, command };

  Hint() = default;
  Hint(std::string sentence) : text{std::move(sentence)} {}
  Hint(const char* sentence) : text{sentence} {}
  Hint(Kind which, std::string words) : kind{which}, text{std::move(words)} {}

  Kind kind = Kind::sentence;
  std::string text;                      ///< Empty: nothing would help. Of a command, its words without "calbook".
  std::vector<std::string> values = {};  ///< What stands in `text` to be typed in place of the word at fault.
};

/// A command of calbook that can be pasted; it gets the file and the owner that were typed.
inline Hint command_hint(std::string words) {
  return {Hint::Kind::command, std::move(words)};
}

/// "write 09:00, 14:00 or 'fri 2pm'": the values, in quotes where a shell needs them, behind `lead`
/// and before `rest`.
Hint type_instead(std::string_view lead, std::vector<std::string> values, std::string_view rest = {});

/// What is wrong with a word that somebody typed.
struct Complaint {
  calendar::Code code;
  std::string word;  ///< As it was typed.
  std::string why;   ///< What follows the word in the message: "is not a date".
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
