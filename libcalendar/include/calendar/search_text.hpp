#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calendar/appointment.hpp"

namespace calendar {

/// What somebody types to find an appointment: "schafer 0170555".
///
/// An appointment is found if every word of the text occurs in its name, e-mail address, telephone
/// number, note or reference, each word in any of them. Case and accents do not matter: `schafer` finds
/// Schäfer, `strasse` Straße and `lodz` Łódź.
///
/// A word of digits, which may have + - / . and parentheses among them, also occurs in a telephone number
/// if its digits do, one after the other: `0170555` finds 0170 555-1234. Words of digits in a row may be
/// one number. A number with its country code finds the same number without it, from three digits behind
/// the code on, and the other way round: `+49 170 555` and `0049170555` find 0170 555-1234, and
/// `0170 555` finds +49 170 5551234.
class SearchText {
 public:
  /// Throws Error{invalid_input} if the text is blank or longer than limits::search_text.
  explicit SearchText(std::string_view text);

  /// O(size of the text times size of what it is looked for in); neither exceeds its limit in limits.hpp.
  bool finds(const Appointment& appointment) const;

 private:
  struct Number {
    std::string digits;
    std::string abroad;  ///< Those behind + or 00; empty if it has no country code.

    bool occurs_in(const Number& other) const;
  };
  struct Word {
    std::string text;  ///< Folded.
    Number number;     ///< Of a word that may be part of one; else without digits.
  };
  /// The words of a number in a row, or one other word.
  struct Group {
    std::vector<Word> words;
    Number number;

    bool occurs_in(std::string_view texts, const Number& phone) const;
  };

  static Number number_of(std::string_view folded);
  void add(std::string_view word);

  std::vector<Group> groups_;
};

}  // namespace calendar
