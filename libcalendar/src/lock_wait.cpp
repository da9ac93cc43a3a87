#include "lock_wait.hpp"

#include <sqlite3.h>

#include <chrono>
#include <random>
#include <thread>

namespace calendar {

namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto longest_wait = 30s;

// Called by SQLite while another process holds the lock; zero gives up. Short waits with jitter:
// SQLite's own handler backs off to 100 ms, and the unluckiest of many writers starves.
int wait_for_lock(void* waiting_since, int calls) {
  auto& since = *static_cast<steady_clock::time_point*>(waiting_since);
  const auto now = steady_clock::now();
  if (calls == 0) since = now;
  if (now - since > longest_wait) return 0;
  thread_local std::minstd_rand jitter{std::random_device{}()};
  std::this_thread::sleep_for(std::chrono::microseconds{std::uniform_int_distribution{300, 1500}(jitter)});
  return 1;
}

}  // namespace

void wait_for_others(sqlite3* database) {
  static steady_clock::time_point waiting_since;
  sqlite3_busy_handler(database, wait_for_lock, &waiting_since);
}

}  // namespace calendar
