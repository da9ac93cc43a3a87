#include "file/writer_queue.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "sqlite/busy_handler.hpp"
#include "sqlite/errors.hpp"

namespace calendar {

namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

// How long to sleep before the next question: up to 6 ms for those who have just come, down to 1 ms.
microseconds pause_after(steady_clock::duration waited) {
  const auto grown_impatient = std::chrono::duration_cast<microseconds>(waited) / 100;
  return std::max<microseconds>(6ms - grown_impatient, 1ms);
}

}  // namespace

WritersTurn::WritersTurn(const std::filesystem::path& file)
    : file_{file}, descriptor_{::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)} {}

WritersTurn::~WritersTurn() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void WritersTurn::take() {
  const auto began = steady_clock::now();
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return;
    const auto waited = steady_clock::now() - began;
    if (waited > longest_wait) throw locked(file_);
    std::this_thread::sleep_for(random_up_to(pause_after(waited)));
  }
  taken_ = true;
}

void WritersTurn::give_back() noexcept {
  if (std::exchange(taken_, false)) ::flock(descriptor_, LOCK_UN);
}

}  // namespace calendar
