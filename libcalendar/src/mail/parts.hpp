#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace calendar {

/// What the header of a mail or a part says of its body (RFC 2045).
struct PartHeader {
  std::string content_type = {};  ///< As written.
  std::string encoding = {};      ///< In lower case.

  void take(const std::string& name, const std::string& value);
};

/// The first text/calendar part of a body, decoded, as UTF-8; else the first application/ics. Throws as read_mail().
std::optional<std::string> calendar_in(const PartHeader& header, std::string_view body);

}  // namespace calendar
