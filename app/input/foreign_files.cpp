#include "input/foreign_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"

namespace calbook {

using calendar::Code;
using calendar::Error;
using calendar::excerpt;

namespace {

[[noreturn]] void refuse_unreadable(const std::string& path, int error) {
  throw InputError{Code::io_error,
                   fmt::format("cannot read {}: {}", path == "-" ? "stdin" : excerpt(path), std::strerror(error)),
                   "name an .ics file or a folder of them, or - for stdin"};
}

// A file that is open as long as this lives.
class OpenFile {
 public:
  OpenFile(std::string path, int flags)
      : path_{std::move(path)},
        descriptor_{path_ == "-" ? STDIN_FILENO : ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | flags)} {
    if (descriptor_ < 0) refuse_unreadable(path_, errno);
  }
  ~OpenFile() {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool is(mode_t type) const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) refuse_unreadable(path_, errno);
    return (status.st_mode & S_IFMT) == type;
  }

  std::string bytes() const {
    constexpr std::size_t piece = std::size_t{1} << 16;
    std::string bytes;
    while (bytes.size() <= calendar::limits::calendar_bytes) {
      const std::size_t size = bytes.size();
      bytes.resize(size + piece);
      const ssize_t got = ::read(descriptor_, bytes.data() + size, piece);
      bytes.resize(size + static_cast<std::size_t>(std::max(got, ssize_t{0})));
      if (got == 0) return bytes;
      if (got < 0 && errno != EINTR) refuse_unreadable(path_, errno);
    }
    throw Error{Code::invalid_calendar,
                fmt::format("the calendar is longer than {} MiB", calendar::limits::calendar_bytes >> 20)};
  }

 private:
  std::string path_;
  int descriptor_;
};

bool is_calendar_name(std::string_view name) {
  constexpr std::string_view ending = ".ics";
  if (name.starts_with('.') || name.size() <= ending.size()) return false;
  return lower(name.substr(name.size() - ending.size())) == ending;
}

std::vector<std::string> calendar_names_in(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open{::opendir(folder.c_str()), ::closedir};
  if (!open) refuse_unreadable(folder, errno);
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(open.get())) {
    if (is_calendar_name(entry->d_name)) names.emplace_back(entry->d_name);
    errno = 0;
  }
  if (errno != 0) refuse_unreadable(folder, errno);
  if (names.size() > calendar::limits::calendar_files)
    throw Error{Code::invalid_calendar,
                fmt::format("the folder has more than {} calendar files", calendar::limits::calendar_files)};
  std::ranges::sort(names);
  return names;
}

// What stands in a folder: a pipe without a writer must not make anybody wait, and a link may lead nowhere.
ForeignFile file_in(const std::string& folder, const std::string& name) {
  const std::string path = folder + "/" + name;
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 && errno != ENOENT && errno != ELOOP) refuse_unreadable(path, errno);
  if (!S_ISREG(status.st_mode)) return {name, false, {}};
  const OpenFile file{path, O_NONBLOCK};
  return file.is(S_IFREG) ? ForeignFile{name, true, file.bytes()} : ForeignFile{name, false, {}};
}

}  // namespace

void for_each_foreign_file(const std::string& path, const std::function<void(const ForeignFile&)>& take) {
  const OpenFile opened{path, 0};
  if (path == "-" || !opened.is(S_IFDIR)) return take({{}, true, opened.bytes()});
  for (const std::string& name : calendar_names_in(path)) {
    try {
      take(file_in(path, name));
    } catch (Error& error) {
      if (error.code() == Code::invalid_calendar) error.set_file(name);
      throw;
    }
  }
}

}  // namespace calbook
