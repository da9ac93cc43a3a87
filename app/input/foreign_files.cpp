#include "input/foreign_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
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
using calendar::ForeignReading;
using calendar::ForeignTimes;
using calendar::ForeignWarning;

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

// A hash of names and bytes, file by file. Whoever makes two calendars of one digest hides a change from nobody but
// whom he hides it from anyway.
class Digest {
 public:
  void add(const ForeignFile& file) {
    const std::hash<std::string_view> hash;
    files_ += fmt::format("{:x} {} {:x}\n", hash(file.name), file.readable, hash(file.bytes));
  }
  std::string str() const { return fmt::format("{:016x}", std::hash<std::string_view>{}(files_)); }

 private:
  std::string files_;
};

// The events and spans of a file behind those of others.
void append(ForeignTimes& all, ForeignTimes file, const std::string& name) {
  for (calendar::ForeignSpan& each : file.spans) {
    each.event += all.events.size();
    all.spans.push_back(each);
  }
  std::ranges::move(file.events, std::back_inserter(all.events));
  for (ForeignWarning& each : file.warnings) {
    each.file = name;
    all.warnings.push_back(std::move(each));
  }
}

ForeignTimes only_warned(ForeignWarning::Kind kind) {
  ForeignTimes times;
  times.warnings.push_back({kind, {}, {}, 0, 1});
  return times;
}

}  // namespace

std::string file_bytes(const std::string& path) {
  return OpenFile{path, 0}.bytes();
}

ForeignFiles::ForeignFiles(std::string path) : path_{std::move(path)} {
  const OpenFile opened{path_, 0};
  if (path_ == "-" || !(opened.is(S_IFDIR) || opened.is(S_IFREG))) stream_ = ForeignFile{{}, true, opened.bytes()};
}

void ForeignFiles::for_each(const std::function<void(const ForeignFile&)>& take) const {
  if (stream_) return take(*stream_);
  const OpenFile opened{path_, 0};
  if (!opened.is(S_IFDIR)) return take({{}, true, opened.bytes()});
  const std::vector<std::string> names = calendar_names_in(path_);
  for (const std::string& name : names) {
    try {
      take(file_in(path_, name));
    } catch (Error& error) {
      if (error.code() == Code::invalid_calendar) error.set_file(name);
      throw;
    }
  }
  if (calendar_names_in(path_) != names)
    throw InputError{Code::io_error, fmt::format("{} has changed while it was read", excerpt(path_)), "run it again"};
}

std::string digest_of(const ForeignFiles& files) {
  Digest digest;
  files.for_each([&](const ForeignFile& file) { digest.add(file); });
  return digest.str();
}

ForeignRead read_files(const ForeignFiles& files, const ForeignReading& how) {
  using Kind = ForeignWarning::Kind;
  ForeignTimes all;
  Digest digest;
  bool any = false;
  files.for_each([&](const ForeignFile& file) {
    any = true;
    digest.add(file);
    append(all, file.readable ? read_foreign(file.bytes, how) : only_warned(Kind::not_a_file), file.name);
    if (all.spans.size() > calendar::limits::calendar_spans)
      throw Error{Code::invalid_calendar, "the files so far block more times than can be kept"};
  });
  if (!any) append(all, only_warned(Kind::no_files), {});
  std::ranges::stable_sort(all.spans, {}, &calendar::ForeignSpan::span);
  return {std::move(all), digest.str()};
}

}  // namespace calbook
