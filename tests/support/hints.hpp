#pragma once

// Hints, taken at their word.

#include <doctest/doctest.h>

#include <string>

#include "text/complaint.hpp"

/// The text with a value in place of the word at fault; a time that a clock skips or repeats is named
/// in the complaint's own way, and all of the text is at fault.
inline std::string corrected(const std::string& text, const calbook::Complaint& complaint, const std::string& value) {
  const std::size_t at = text.find(complaint.word);
  if (at == std::string::npos) return value;
  return std::string{text}.replace(at, complaint.word.size(), value);
}

/// Types each value that a hint offers in place of the word at fault, and goes on with what is refused
/// then, until all is read.
template <class Parse>
void check_hints(const std::string& text, Parse&& parse, int corrections = 4) {
  const auto parsed = parse(text);
  if (parsed) return;
  CAPTURE(text);
  CAPTURE(parsed.complaint().message());
  REQUIRE_FALSE(parsed.complaint().hint.values.empty());
  REQUIRE(corrections > 0);
  for (const std::string& value : parsed.complaint().hint.values) {
    CAPTURE(value);
    CHECK(parsed.complaint().hint.text.find(value) != std::string::npos);
    check_hints(corrected(text, parsed.complaint(), value), parse, corrections - 1);
  }
}
