#include "file/staged_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "calendar/text.hpp"
#include "file/system_error.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

// Makes what is written durable: the bytes of a file, or the names in a folder.
int synced(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  // A file system that has no such thing for folders says EINVAL.
  const int error = ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
  ::close(descriptor);
  return error;
}

}  // namespace

StagedFile::StagedFile(const fs::path& place) : place_{place} {
  // Hidden, so that nobody takes what a kill leaves of it for a file that is whole.
  std::string name = (folder_of(place) / ("." + place.filename().string() + ".XXXXXX")).string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) throw system_failure(place, errno, "write");
  ::close(descriptor);
  path_ = name;
}

StagedFile::~StagedFile() {
  if (in_place_) return;
  ::unlink(path_.c_str());
  ::unlink((path_.string() + "-journal").c_str());  // of a database that could not be finished
}

void StagedFile::sync() const {
  if (const int error = synced(path_); error != 0) throw system_failure(place_, error, "write");
}

void StagedFile::put_name_on_disk() {
  in_place_ = true;
  if (const int error = synced(folder_of(place_)); error != 0) {
    throw Error{Code::undelivered,
                fmt::format("{} is in its place, but writing its folder ended in an error ({})",
                            escaped(place_.string()), std::strerror(error)),
                Remedy::Kind::check_disk};
  }
}

bool StagedFile::publish() {
  sync();
  int result = ::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, place_.c_str(), RENAME_NOREPLACE);
  if (result != 0 && (errno == EINVAL || errno == ENOSYS)) {  // not every file system can do that
    result = ::link(path_.c_str(), place_.c_str());
    if (result == 0) ::unlink(path_.c_str());
  }
  if (result != 0 && errno == EEXIST) return false;
  if (result != 0) throw system_failure(place_, errno, "write");
  put_name_on_disk();
  return true;
}

void StagedFile::replace() {
  sync();
  if (::rename(path_.c_str(), place_.c_str()) != 0) throw system_failure(place_, errno, "write");
  put_name_on_disk();
}

fs::path link_under_free_name(const fs::path& file, const fs::path& name) {
  fs::path second = name;
  for (int number = 2; ::link(file.c_str(), second.c_str()) != 0; ++number) {
    if (errno != EEXIST) throw system_failure(second, errno, "write");
    second = fmt::format("{}-{}", name.string(), number);
  }
  return second;
}

}  // namespace calendar
