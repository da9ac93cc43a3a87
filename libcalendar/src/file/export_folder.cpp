#include "calendar/export_folder.hpp"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "file/descriptor.hpp"
#include "file/staged_file.hpp"
#include "file/system_error.hpp"

namespace calendar {

namespace {

using OpenFolder = std::unique_ptr<DIR, int (*)(DIR*)>;

OpenFolder opened(const std::filesystem::path& folder) {
  OpenFolder open{::opendir(folder.c_str()), ::closedir};
  if (open) return open;
  const Error failure = system_failure(folder, errno, "read");
  throw Error{failure.code(), failure.message()};  // another file would not help
}

void write_all(const StagedFile& file, std::string_view bytes) {
  const Descriptor target{file.path(), O_WRONLY | O_NOFOLLOW};
  if (target.number() < 0) throw system_failure(file.place(), errno, "write");
  while (!bytes.empty()) {
    const ssize_t written = ::write(target.number(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) throw system_failure(file.place(), errno, "write");
    bytes.remove_prefix(static_cast<std::size_t>(std::max(written, ssize_t{0})));
  }
}

}  // namespace

ExportFolder::ExportFolder(std::filesystem::path folder) : folder_{std::move(folder)} {
  opened(folder_);
}

std::vector<std::string> ExportFolder::names(std::string_view ending) const {
  const OpenFolder open = opened(folder_);
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(open.get())) {
    const std::string_view name{entry->d_name};
    if (!name.starts_with('.') && name.ends_with(ending)) names.emplace_back(name);
    errno = 0;
  }
  if (errno != 0) throw system_failure(folder_, errno, "read");
  std::ranges::sort(names);
  return names;
}

// A pipe without a writer must not make anybody wait.
std::string ExportFolder::bytes(const std::string& name) const {
  const Descriptor file{folder_ / name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW};
  if (file.number() < 0 && errno != ENOENT && errno != ELOOP) throw system_failure(folder_ / name, errno, "read");
  if (!file.is_file()) return {};
  constexpr std::size_t piece = std::size_t{1} << 14;  // most files are shorter
  std::string bytes;
  for (ssize_t got = 1; got != 0;) {
    const std::size_t size = bytes.size();
    bytes.resize(size + piece);
    got = ::read(file.number(), bytes.data() + size, piece);
    if (got < 0 && errno != EINTR) throw system_failure(folder_ / name, errno, "read");
    bytes.resize(size + static_cast<std::size_t>(std::max(got, ssize_t{0})));
  }
  return bytes;
}

bool ExportFolder::put(const std::string& name, std::string_view content) const {
  if (bytes(name) == content) return false;
  StagedFile file{folder_ / name};
  write_all(file, content);
  file.replace();
  return true;
}

void ExportFolder::remove(const std::string& name) const {
  const std::filesystem::path path = folder_ / name;
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw system_failure(path, errno, "remove");
}

}  // namespace calendar
