#pragma once

// What every fuzz target is made of: check() is handed the bytes that the fuzzer made up, and ends
// the process where a property does not hold of them.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <type_traits>

#include "calendar/error.hpp"
#include "calendar/text.hpp"

/// The target: each defines its own. What it lets through as an exception is a finding, too.
void check(std::string_view bytes);

/// Ends the process, which is how the fuzzer learns of a finding, unless the property holds.
inline void must_hold(bool property, const char* sentence) {
  if (property) return;
  std::fprintf(stderr, "does not hold: %s\n", sentence);
  std::abort();
}

/// What `read` returns; empty when it refuses, which it may do with these codes only, in one line
/// that can be printed.
template <class Read>
std::optional<std::invoke_result_t<Read>> read_or_refused(std::initializer_list<calendar::Code> codes, Read&& read) {
  try {
    return read();
  } catch (const calendar::Error& refused) {
    must_hold(std::ranges::find(codes, refused.code()) != codes.end(), "a refusal has one of the codes documented");
    must_hold(!refused.message().empty(), "a refusal says why");
    must_hold(calendar::is_printable(refused.message()), "what a refusal says can be printed");
    return std::nullopt;
  }
}
