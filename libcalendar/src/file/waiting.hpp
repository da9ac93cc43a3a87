#pragma once

#include <chrono>

namespace calendar {

/// How long anything waits for other processes.
inline constexpr std::chrono::seconds longest_wait{30};

/// When somebody who waits gives up.
using Deadline = std::chrono::steady_clock::time_point;

inline Deadline longest_wait_from_now() {
  return std::chrono::steady_clock::now() + longest_wait;
}

/// Some time between none and `most`, so that those who wait do not all ask at once.
std::chrono::microseconds random_up_to(std::chrono::microseconds most);

}  // namespace calendar
