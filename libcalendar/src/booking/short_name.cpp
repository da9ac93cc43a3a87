#include "calendar/short_name.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

bool is_short_name(std::string_view text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.size() <= limits::short_name && text.front() != '-' &&
         std::ranges::all_of(text, allowed);
}

}  // namespace

template <class Kind>
ShortName<Kind>::ShortName(std::string_view text) : text_{text} {
  if (is_short_name(text)) return;
  throw Error{
      Code::invalid_name, fmt::format("'{}' cannot name {}", excerpt(text), Kind::named), {}, std::string{Kind::noun}};
}

template class ShortName<OwnerKind>;
template class ShortName<ServiceKind>;
template class ShortName<CalendarKind>;

}  // namespace calendar
