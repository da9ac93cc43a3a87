// SQLite finds a journal by its name alone, and applies it to whatever file has that name without the
// suffix. So before a file gets its name, leftover companions of that name are moved along with the
// previous file, or the name is refused.

#include "file/companions.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "file/staged_file.hpp"
#include "file/system_error.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path, struct stat& found) {
  return ::lstat(path.c_str(), &found) == 0;
}

bool holds_something(const fs::path& path) {
  struct stat found {};
  return is_there(path, found) && found.st_size > 0;
}

// The number of pages that a file had when its rollback journal was started; 0 if unknown, for example
// if the journal was never filled: https://sqlite.org/fileformat2.html#the_rollback_journal
std::uint32_t pages_before(const fs::path& journal) {
  constexpr std::array<unsigned char, 8> magic{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
  constexpr std::size_t position = 16;
  std::array<unsigned char, position + 4> header{};
  const int descriptor = ::open(journal.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return 0;
  const auto size = ::read(descriptor, header.data(), header.size());
  ::close(descriptor);
  if (size != static_cast<ssize_t>(header.size()) || std::memcmp(header.data(), magic.data(), magic.size()) != 0)
    return 0;
  std::uint32_t pages = 0;
  for (std::size_t i = position; i < header.size(); ++i) pages = pages << 8 | header.at(i);
  return pages;
}

}  // namespace

fs::path with_suffix(const fs::path& file, const char* suffix) {
  fs::path name = file;
  name += suffix;
  return name;
}

std::vector<fs::path> companions_of(const fs::path& file) {
  std::vector<fs::path> all;
  struct stat found {};
  for (const char* suffix : companion_suffixes) {
    fs::path companion = with_suffix(file, suffix);
    if (is_there(companion, found)) all.push_back(std::move(companion));
  }
  return all;
}

std::optional<fs::path> orphan_of_missing(const fs::path& file) {
  struct stat found {};
  for (fs::path& companion : companions_of(file)) {
    // Asked again: another process may have created the file, then its journal.
    if (!is_there(file, found)) return std::move(companion);
  }
  return std::nullopt;
}

std::optional<fs::path> orphan_of_empty(const fs::path& file) {
  fs::path journal = with_suffix(file, "-journal");
  if (holds_something(journal) && pages_before(journal) > 0) return journal;
  fs::path log = with_suffix(file, "-wal");
  if (holds_something(log)) return log;
  return std::nullopt;
}

std::vector<fs::path> move_companions(const fs::path& file, const fs::path& to) {
  std::vector<fs::path> moved;
  for (const char* suffix : companion_suffixes) {
    const fs::path from = with_suffix(file, suffix);
    fs::path name = with_suffix(to, suffix);
    struct stat found {};
    if (!is_there(from, found)) continue;
    if (::rename(from.c_str(), name.c_str()) != 0) throw system_failure(from, errno, "move");
    ::chmod(name.c_str(), S_IRUSR | S_IWUSR);
    moved.push_back(std::move(name));
  }
  if (moved.empty()) return moved;
  if (const int error = sync_folder_of(to); error != 0) throw system_failure(to, error, "write");
  return moved;
}

}  // namespace calendar
