#pragma once

// Hints, taken at their word.

#include <doctest/doctest.h>

#include <string>

#include "support/corrected.hpp"

/// Replaces the wrong word with each value that a hint offers, and continues with any further
/// refusals until everything is accepted.
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
