#include "session/handed_command.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

namespace calbook {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_said = 500;
constexpr int exec_failed = 127;

[[noreturn]] void fail(const char* what) {
  throw std::system_error{errno, std::generic_category(), what};
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_{number} {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}

  int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

struct Pipe {
  Descriptor read, write;
};

Pipe new_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
  return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

Descriptor file_in_memory(std::string_view bytes) {
  Descriptor file{::memfd_create("message", MFD_CLOEXEC)};
  if (file.number() < 0) fail("memfd_create");
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) fail("write");
    bytes.remove_prefix(static_cast<std::size_t>(std::max(written, ssize_t{0})));
  }
  if (::lseek(file.number(), 0, SEEK_SET) != 0) fail("lseek");
  return file;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

std::vector<std::string> environment_with(const std::vector<std::pair<std::string, std::string>>& variables) {
  const auto is_set_anew = [&](std::string_view entry) {
    return std::ranges::any_of(variables, [&](const auto& each) {
      return entry.size() > each.first.size() && entry.starts_with(each.first) && entry[each.first.size()] == '=';
    });
  };
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!is_set_anew(*entry)) all.emplace_back(*entry);
  }
  for (const auto& [name, value] : variables) all.push_back(fmt::format("{}={}", name, value));
  return all;
}

// What is made before the fork, so that the child only makes system calls.
class Child {
 public:
  explicit Child(const HandedCommand& command)
      : words_{command.words},
        variables_{environment_with(command.variables)},
        arguments_{pointers(words_)},
        environment_{pointers(variables_)},
        input_{file_in_memory(command.input)},
        nowhere_{::open("/dev/null", O_WRONLY | O_CLOEXEC)},
        said_{new_pipe()},
        failure_{new_pipe()} {
    if (nowhere_.number() < 0) fail("/dev/null");
  }

  pid_t start() {
    const pid_t child = ::fork();
    if (child < 0) fail("fork");
    if (child == 0) become();
    ::setpgid(child, child);  // whichever of both comes first
    said_.write.close();
    failure_.write.close();
    return child;
  }

  // The errno with which it could not be started; 0 if it was.
  int failure() const {
    int error = 0;
    ssize_t got = 0;
    do got = ::read(failure_.read.number(), &error, sizeof error);
    while (got < 0 && errno == EINTR);
    return got == static_cast<ssize_t>(sizeof error) ? error : 0;
  }

  int said() const { return said_.read.number(); }

 private:
  [[noreturn]] void become() {
    ::setpgid(0, 0);
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGXFSZ, SIG_DFL);
    const bool ready = ::dup2(input_.number(), STDIN_FILENO) >= 0 && ::dup2(nowhere_.number(), STDOUT_FILENO) >= 0 &&
                       ::dup2(said_.write.number(), STDERR_FILENO) >= 0;
    if (ready) ::execvpe(arguments_.front(), arguments_.data(), environment_.data());
    const int error = errno;
    [[maybe_unused]] const ssize_t written = ::write(failure_.write.number(), &error, sizeof error);
    ::_exit(exec_failed);
  }

  std::vector<std::string> words_, variables_;
  std::vector<char*> arguments_, environment_;
  Descriptor input_, nowhere_;
  Pipe said_, failure_;
};

// Ready to read once the process has ended (pidfd_open(2)).
Descriptor watched(pid_t process) {
  Descriptor watch{static_cast<int>(::syscall(SYS_pidfd_open, process, 0))};
  if (watch.number() < 0) fail("pidfd_open");
  return watch;
}

int waited_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

CommandEnd end_of(int status) {
  if (WIFSIGNALED(status)) return {CommandEnd::Kind::killed, WTERMSIG(status)};
  return {CommandEnd::Kind::exited, WEXITSTATUS(status)};
}

// False at the end.
bool take_said(int descriptor, std::string& said) {
  std::array<char, 4096> piece{};
  const ssize_t got = ::read(descriptor, piece.data(), piece.size());
  if (got < 0) return errno == EINTR;
  if (got == 0) return false;
  said.append(piece.data(),
              std::min(static_cast<std::size_t>(got), longest_said - std::min(longest_said, said.size())));
  return true;
}

// Whether it ended in time. What it says is read all the while: it must not have to wait for that.
bool ends_in_time(const Descriptor& watch, int said_by, std::string& said, Clock::time_point deadline) {
  std::array<pollfd, 2> watches{{{watch.number(), POLLIN, 0}, {said_by, POLLIN, 0}}};
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return false;
    const int ready = ::poll(watches.data(), watches.size(), static_cast<int>(left.count()));
    if (ready < 0 && errno != EINTR) fail("poll");
    if (ready <= 0) continue;
    if (watches[1].revents != 0 && !take_said(said_by, said)) watches[1].fd = -1;
    if (watches[0].revents != 0 && (watches[1].fd < 0 || watches[1].revents == 0)) return true;
  }
}

}  // namespace

CommandEnd run(const HandedCommand& command) {
  Child child{command};
  const auto deadline = Clock::now() + command.timeout;
  const pid_t process = child.start();
  if (const int error = child.failure(); error != 0) {
    waited_for(process);
    return {CommandEnd::Kind::not_started, error};
  }
  std::string said;
  bool ended = false;
  try {
    ended = ends_in_time(watched(process), child.said(), said, deadline);
  } catch (const std::system_error&) {  // it was started, and nobody knows how it ends
  }
  if (!ended) ::kill(-process, SIGKILL);
  CommandEnd end = end_of(waited_for(process));
  if (!ended) end = {CommandEnd::Kind::timed_out};
  end.said = said.substr(0, said.find('\n'));
  return end;
}

}  // namespace calbook
