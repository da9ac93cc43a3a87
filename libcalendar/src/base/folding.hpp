#pragma once

// Texts as they are compared when somebody searches: without case, accents and other differences that
// people do not type.

#include <string>
#include <string_view>

namespace calendar {

/// Appends the text as it is compared. Letters lose case, accents and strokes ("Łódź" is "lodz"), points
/// of Hebrew and Arabic too; those written as one come apart ("ß" is "ss", "æ" is "ae"), and full-width
/// forms become narrow. Typographic hyphens, quotes and blanks become those of ASCII; invisible
/// characters are left out. A mark that makes another letter stays, as in Hindi, Thai and Japanese; and so
/// does a stray byte. O(size of the text); for plain ASCII nothing is looked up.
void append_folded(std::string& folded, std::string_view text);

}  // namespace calendar
