#pragma once

// The header of a mail, or of a part of one (RFC 5322, 2.2 and 3.4; RFC 2045, 5).

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace calendar {

/// In lower case; ASCII only.
std::string lower_case(std::string_view text);

/// Where a line ends, and where the next begins. Lines end with CR LF or LF.
struct LineEnd {
  std::size_t end;
  std::size_t next;
};
LineEnd line_end(std::string_view text);

/// Calls `take` with each field, its name in lower case and its value unfolded, up to the empty line; returns what
/// follows that line. Throws Error{invalid_input} if the header is longer than limits::mail_header.
std::string_view read_header(std::string_view text,
                             const std::function<void(const std::string& name, const std::string& value)>& take);

/// The addresses in a list of them, without names, groups and comments.
std::vector<std::string> addresses_in(std::string_view value);

/// The ids, "<1@example.org>", in a list of them.
std::vector<std::string> ids_in(std::string_view value);

/// The first word, in lower case, without comments: "auto-replied (vacation)" is "auto-replied".
std::string first_word(std::string_view value);

/// The value of a parameter of a field, without quotes: the charset of "text/plain; charset=utf-8".
std::string parameter_in(std::string_view value, std::string_view name);

}  // namespace calendar
