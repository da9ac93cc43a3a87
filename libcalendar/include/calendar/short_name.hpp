#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace calendar {

/// A name that people type: 1 to 32 characters of a-z, 0-9 and '-', not starting with '-'.
/// `Kind` is a struct with `static constexpr std::string_view noun`, and distinguishes kinds of names.
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
};
struct ServiceKind {
  static constexpr std::string_view noun = "service";
};

using OwnerName = ShortName<OwnerKind>;
using ServiceName = ShortName<ServiceKind>;

}  // namespace calendar
