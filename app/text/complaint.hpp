#pragma once

// What is wrong with what somebody typed, and what to type instead.

#include <string>
#include <utility>

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
  std::string text;  ///< Empty: nothing would help. Of a command, its words without "calbook".
};

/// A command of calbook that can be pasted; it gets the file and the owner that were typed.
inline Hint command_hint(std::string words) {
  return {Hint::Kind::command, std::move(words)};
}

/// What is wrong with a word.
struct Complaint {
  calendar::Code code;
  std::string message;  ///< As in calendar::Error.
  Hint hint = {};
  std::string field = {};
};

/// A complaint that ends the command.
class InputError : public calendar::Error {
 public:
  InputError(calendar::Code code, const std::string& message, Hint hint = {}, std::string field = {})
      : Error{code, message, {}, std::move(field)}, hint_{std::move(hint)} {}
  explicit InputError(Complaint complaint)
      : InputError{complaint.code, complaint.message, std::move(complaint.hint), std::move(complaint.field)} {}

  const Hint& hint() const { return hint_; }

 private:
  Hint hint_;
};

}  // namespace calbook
