// The real host: arguments, environment, clock, streams, and what the system knows of the user.

#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <vector>

#include "calendar/store.hpp"
#include "cli/run.hpp"

namespace {

// The descriptor of a missing stream must not be reused for the calendar. Its replacement fails when
// used: stdin cannot be read, stdout and stderr cannot be written.
void open_missing_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF) {
      if (::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) != stream) std::_Exit(1);
    }
  }
}

int write_all(int stream, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(stream, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// Waits up to a tenth of a second in all, as long as the process runs. A descriptor that cannot be asked is
// ready: writing to it says what is wrong.
bool out_is_ready() {
  using std::chrono::milliseconds;
  using std::chrono::steady_clock;
  static milliseconds patience{100};
  pollfd out{STDOUT_FILENO, POLLOUT, 0};
  if (::poll(&out, 1, 0) != 0) return true;
  const auto start = steady_clock::now();
  const bool ready = ::poll(&out, 1, static_cast<int>(patience.count())) != 0;
  patience =
      std::max(milliseconds{0}, patience - std::chrono::duration_cast<milliseconds>(steady_clock::now() - start));
  return ready;
}

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) return std::nullopt;
  return value;
}

// This user's line in the password database. It is read from the file, because the C library's lookup
// loads shared objects, which a static program should not do.
std::string password_field(char* passwd::*field) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file{std::fopen("/etc/passwd", "re"), std::fclose};
  if (!file) return {};
  while (const passwd* entry = ::fgetpwent(file.get())) {
    if (entry->pw_uid == ::geteuid()) return entry->*field;
  }
  return {};
}

std::string login_name() {
  for (const char* name : {"LOGNAME", "USER"}) {
    if (const auto value = variable(name); value && !value->empty()) return *value;
  }
  return password_field(&passwd::pw_name);
}

// The part of a path after ".../zoneinfo/"; the whole path if that does not occur.
std::string zone_of_path(const std::string& path) {
  const std::string folder = "/zoneinfo/";
  const auto at = path.find(folder);
  return at == std::string::npos ? path : path.substr(at + folder.size());
}

// $TZ, else the target of /etc/localtime, else UTC, the default of an unconfigured system.
std::string system_zone() {
  if (auto zone = variable("TZ")) {
    if (zone->starts_with(':')) zone->erase(0, 1);
    return zone->empty() ? "UTC" : zone_of_path(*zone);
  }
  const std::unique_ptr<char, void (*)(void*)> target{::realpath("/etc/localtime", nullptr), std::free};
  if (!target || ::access(target.get(), F_OK) != 0) return "UTC";
  return zone_of_path(target.get());
}

std::size_t out_width() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

calbook::Host real_host(int argc, char** argv) {
  return {
      .arguments = {argv + std::min(argc, 1), argv + argc},
      .variable = variable,
      .now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
      .login_name = login_name,
      .home = [] { return password_field(&passwd::pw_dir); },
      .system_zone = system_zone,
      .write_out = [](std::string_view text) { return write_all(STDOUT_FILENO, text); },
      .out_is_ready = out_is_ready,
      .write_err = [](std::string_view text) { write_all(STDERR_FILENO, text); },
      .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
      .out_width = out_width,
      .err_is_terminal = [] { return ::isatty(STDERR_FILENO) == 1; },
      .ends_process = true,
  };
}

[[noreturn]] void die_of_broken_pipe() {
  std::signal(SIGPIPE, SIG_DFL);
  std::raise(SIGPIPE);
  std::_Exit(5);
}

}  // namespace

int main(int argc, char** argv) {
  open_missing_streams();
  ::umask(S_IRWXG | S_IRWXO);
  std::signal(SIGPIPE, SIG_IGN);  // a booking is stored and acknowledged even when nobody listens
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is a full disk, which is reported
  calendar::assume_one_thread();
  try {
    const int exit = calbook::run(real_host(argc, argv));
    if (exit == calbook::broken_pipe) die_of_broken_pipe();
    // Nothing remains to be written, and the kernel frees memory, files and locks at once. Closing the
    // calendar and destroying the command line would take 3 % of a short command's time.
    std::_Exit(exit);
  } catch (const std::bad_alloc&) {  // before run() could begin
    write_all(STDERR_FILENO, "calbook: there is not enough memory\n");
    return 5;
  } catch (const std::exception& bug) {
    for (const char* piece : {"calbook: a bug in calbook: ", bug.what(), "\n"}) write_all(STDERR_FILENO, piece);
    return 1;
  }
}
