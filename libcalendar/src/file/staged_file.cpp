#include "file/staged_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <string>

#include "calendar/text.hpp"
#include "file/companions.hpp"
#include "file/descriptor.hpp"
#include "file/system_error.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

// Makes the content of a file, or the names in a folder, durable.
int synced(const fs::path& path) {
  const Descriptor descriptor{path, O_RDONLY};
  if (descriptor.number() < 0) return errno;
  // File systems that cannot sync folders return EINVAL.
  return ::fsync(descriptor.number()) == 0 || errno == EINVAL ? 0 : errno;
}

}  // namespace

StagedFile::StagedFile(const fs::path& place) : place_{place} {
  // Hidden, so that nobody mistakes the leftovers of a kill for a complete file.
  std::string name = (folder_of(place) / ("." + place.filename().string() + ".XXXXXX")).string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) throw system_failure(place, errno, "write");
  ::close(descriptor);
  try {
    path_ = name;
    for (const char* suffix : companion_suffixes) companions_.push_back(with_suffix(path_, suffix));
  } catch (const std::bad_alloc&) {
    ::unlink(name.c_str());
    throw;
  }
}

StagedFile::~StagedFile() {
  if (in_place_) return;
  ::unlink(path_.c_str());
  for (const fs::path& companion : companions_) ::unlink(companion.c_str());
}

void StagedFile::sync() const {
  if (const int error = synced(path_); error != 0) throw system_failure(place_, error, "write");
}

void StagedFile::put_name_on_disk() {
  in_place_ = true;
  if (const int error = sync_folder_of(place_); error != 0) {
    throw Error{Code::undelivered,
                fmt::format("{} is in place, but then writing its folder failed ({})", escaped(place_.string()),
                            std::strerror(error)),
                Remedy::Kind::check_disk};
  }
}

bool StagedFile::publish() {
  sync();
  int result = ::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, place_.c_str(), RENAME_NOREPLACE);
  if (result != 0 && (errno == EINVAL || errno == ENOSYS)) {  // not every file system supports it
    struct stat found {};
    if (::lstat(place_.c_str(), &found) == 0) return false;
    result = ::rename(path_.c_str(), place_.c_str());
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

void copy_bytes(const CheckedPath& from, const StagedFile& to, const char* suffix) {
  const FileUse use{from.id};
  const KeptDescriptor source{from.path, from.id, KeptDescriptor::Access::read};
  if (source.number() < 0) throw system_failure(from.path, errno, "read");
  constexpr int flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW;
  const Descriptor target{with_suffix(to.path(), suffix), flags, S_IRUSR | S_IWUSR};
  if (target.number() < 0) throw system_failure(to.place(), errno, "write");
  std::vector<char> buffer(std::size_t{1} << 16);
  for (off_t position = 0;;) {
    const auto size = ::pread(source.number(), buffer.data(), buffer.size(), position);
    if (size < 0) throw system_failure(from.path, errno, "read");
    if (size == 0) return;
    const auto written = ::write(target.number(), buffer.data(), static_cast<std::size_t>(size));
    if (written < 0) throw system_failure(to.place(), errno, "write");
    position += written;
  }
}

int sync_folder_of(const fs::path& file) {
  return synced(folder_of(file));
}

}  // namespace calendar
