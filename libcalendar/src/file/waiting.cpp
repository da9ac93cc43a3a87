#include "file/waiting.hpp"

#include <cstdint>
#include <random>

namespace calendar {

std::chrono::microseconds random_up_to(std::chrono::microseconds most) {
  thread_local std::minstd_rand source{std::random_device{}()};
  return std::chrono::microseconds{std::uniform_int_distribution<std::int64_t>{0, most.count()}(source)};
}

}  // namespace calendar
