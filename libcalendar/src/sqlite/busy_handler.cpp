#include "sqlite/busy_handler.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <random>
#include <thread>

namespace calendar {

namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

struct Wait {
  steady_clock::time_point began;
  steady_clock::time_point tried;  ///< When SQLite was last told to try again.
};

// Called by SQLite while another process holds the lock; zero gives up. Short waits with jitter:
// SQLite's own handler backs off to 100 ms, and the unluckiest of many writers starves. But an
// attempt touches the lock that a writer needs alone to commit; where system calls are slow, many
// that try again and again would never leave it alone, so each waits longer than it tries.
int wait_for_lock(void* state, int calls) {
  auto& wait = *static_cast<Wait*>(state);
  const auto now = steady_clock::now();
  if (calls == 0) wait = {now, now};
  if (now - wait.began > longest_wait) return 0;
  const auto attempt = std::chrono::duration_cast<std::chrono::microseconds>(now - wait.tried);
  constexpr int attempts_to_wait = 16;
  std::this_thread::sleep_for(300us + random_up_to(1200us) + random_up_to(attempt * attempts_to_wait));
  wait.tried = steady_clock::now();
  return 1;
}

}  // namespace

std::chrono::microseconds random_up_to(std::chrono::microseconds most) {
  thread_local std::minstd_rand source{std::random_device{}()};
  return std::chrono::microseconds{std::uniform_int_distribution<std::int64_t>{0, most.count()}(source)};
}

void wait_for_others(sqlite3* database) {
  static Wait wait;
  sqlite3_busy_handler(database, wait_for_lock, &wait);
}

}  // namespace calendar
