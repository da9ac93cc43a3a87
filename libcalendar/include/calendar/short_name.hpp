#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace calendar {

/// A name that people type: 1 to 32 characters of a-z, 0-9 and '-', not starting with '-'.
/// `Kind` distinguishes kinds of names: a struct with `noun`, and `named`, what such a word can name.
/// An object of this type is proof that the name is valid; nothing downstream checks again.
template <class Kind>
class ShortName {
 public:
  explicit ShortName(std::string_view text);  ///< Throws Error{invalid_name}.

  const std::string& str() const { return text_; }
  auto operator<=>(const ShortName&) const = default;

 private:
  std::string text_;
};

struct OwnerKind {
  static constexpr std::string_view noun = "owner";
  static constexpr std::string_view named = "an owner or a service";
};
struct ServiceKind {
  static constexpr std::string_view noun = "service";
  static constexpr std::string_view named = OwnerKind::named;
};
struct CalendarKind {
  static constexpr std::string_view noun = "calendar";
  static constexpr std::string_view named = "a calendar";
};

using OwnerName = ShortName<OwnerKind>;
using ServiceName = ShortName<ServiceKind>;
using CalendarName = ShortName<CalendarKind>;  ///< Of a foreign calendar.

}  // namespace calendar
