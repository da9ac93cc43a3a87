#pragma once

// How bytes are written as ASCII in mails (RFC 2045, 6; RFC 2047), and back.

#include <string>
#include <string_view>

namespace calendar {

/// Reads what it can: what is not base64 is passed over.
std::string from_base64(std::string_view text);
/// Without line breaks.
std::string base64(std::string_view bytes);

/// An escape that is none stays as it is.
std::string from_quoted_printable(std::string_view text);
/// Lines that end in a line feed and have at most 76 characters.
std::string quoted_printable(std::string_view text);

/// ISO 8859-1 as UTF-8.
std::string from_latin1(std::string_view text);

}  // namespace calendar
