#pragma once

#include <chrono>

namespace calendar {

/// How long anything waits for other processes.
inline constexpr std::chrono::seconds longest_wait{30};
/// How long it waits if somebody looks only in passing.
inline constexpr std::chrono::milliseconds shortest_wait{100};

/// When to stop waiting.
using Deadline = std::chrono::steady_clock::time_point;

inline Deadline longest_wait_from_now() {
  return std::chrono::steady_clock::now() + longest_wait;
}

/// A random time from zero to `most`, so that waiters do not all try at once.
std::chrono::microseconds random_up_to(std::chrono::microseconds most);

}  // namespace calendar
