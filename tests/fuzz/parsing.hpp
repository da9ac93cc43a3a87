#pragma once

// What holds of every parser of words.

#include <string>

#include "input/parsed.hpp"
#include "property.hpp"
#include "support/corrected.hpp"
#include "text/words.hpp"

enum class Hints { followed, ignored };

// A value that a hint suggests is read where it stands for all of the text; where it stands for a part,
// that part is right, whatever else is wrong; a part that is already there may be wrong where it is.
template <class Parse>
void check_hint(const std::string& text, const calbook::Complaint& complaint, Parse&& parse) {
  if (text.find(complaint.word) == text.npos) return;  // a time that the clock skips or repeats, in other words
  for (const std::string& value : complaint.hint.values) {
    const auto again = parse(calbook::Words{corrected(text, complaint, value)});
    const bool is_whole = text == complaint.word;
    const bool is_elsewhere = text.find(value) != text.npos;
    must_hold(again || (!is_whole && (is_elsewhere || again.complaint().word != value)),
              "what a hint suggests is accepted");
  }
}

/// What `parse` reads in the text. Its complaint has one of these codes and a hint that can be followed,
/// and both can be printed.
template <class Parse>
auto parsed_or_refused(std::initializer_list<calendar::Code> codes, std::string_view bytes, Parse&& parse,
                       Hints hints = Hints::followed) {
  const calbook::Words words{bytes};
  const auto parsed = parse(words);
  if (parsed) return parsed;
  const calbook::Complaint& complaint = parsed.complaint();
  must_hold(std::ranges::find(codes, complaint.code) != codes.end(), "a complaint has one of the codes documented");
  must_hold(calendar::is_printable(complaint.message()), "a complaint can be printed");
  must_hold(!complaint.hint.values.empty(), "a complaint says what to type instead");
  if (hints == Hints::followed) check_hint(words.typed(), complaint, parse);
  return parsed;
}
