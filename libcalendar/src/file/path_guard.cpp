// SQLite would open, or even create, whatever is at the path. A calendar is private, and its journal
// is found by name, so the path is checked first.

#include "file/path_guard.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "file/companions.hpp"
#include "file/staged_file.hpp"
#include "file/system_error.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

// The smallest SQLite page. SQLite treats a file of one byte as empty.
constexpr off_t smallest_file = 512;

[[noreturn]] void fail(const fs::path& path, int error) {
  throw system_failure(path, error);
}

[[noreturn]] void refuse(Code code, const fs::path& path, std::string_view why, Remedy remedy) {
  throw Error{code, fmt::format("cannot open {}: {}", escaped(path.string()), why), std::move(remedy)};
}

void check(const fs::path& path, const struct stat& found) {
  if (S_ISDIR(found.st_mode))
    refuse(Code::cannot_open, path, "it is a folder", {Remedy::Kind::file_in_folder, path.string()});
  if (!S_ISREG(found.st_mode)) refuse(Code::cannot_open, path, "it is not a regular file", Remedy::Kind::another_file);
  if (found.st_uid != geteuid()) {
    refuse(Code::permission, path, "it belongs to another user", Remedy::Kind::as_its_user);
  }
  if ((found.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    refuse(Code::permission, path, "others can write to it", {Remedy::Kind::make_private, path.string()});
  }
  if (found.st_nlink > 1) {
    refuse(Code::cannot_open, path, "it has several names (hard links), but a journal belongs to one name",
           {Remedy::Kind::remove_other_names, path.string()});
  }
}

void check_size(const fs::path& path, const struct stat& found) {
  if (found.st_size > 0 && found.st_size < smallest_file)
    refuse(Code::not_a_calendar, path, "it is not a calbook file", Remedy::Kind::another_file);
}

// False if there is nothing at the path.
bool stat_if_there(const fs::path& path, struct stat& found) {
  if (::stat(path.c_str(), &found) == 0) return true;
  if (errno == ENOENT) return false;
  fail(path, errno);
}

// SQLite's limit for absolute paths, including that of the journal.
void check_length(const fs::path& path, const fs::path& whole) {
  constexpr std::size_t longest = 512 - std::string_view{"-journal"}.size();
  if (whole.native().size() <= longest) return;
  refuse(Code::cannot_open, path, fmt::format("its path is longer than {} bytes", longest), Remedy::Kind::another_file);
}

fs::path without_links(const fs::path& path) {
  std::error_code error;
  fs::path real = fs::canonical(path, error);
  if (error) fail(path, error.value());
  check_length(path, real);
  return real;
}

// SQLite applies a journal to the file, whoever put it there.
void check_companions(const fs::path& file) {
  for (const char* suffix : companion_suffixes) {
    const fs::path companion = with_suffix(file, suffix);
    struct stat found {};
    if (::lstat(companion.c_str(), &found) != 0) continue;
    // A companion that is just being removed by another process can have zero links.
    if (S_ISREG(found.st_mode) && found.st_uid == geteuid() && found.st_nlink <= 1) continue;
    refuse(Code::permission, file, fmt::format("{} next to it is not a file of yours", companion.filename().string()),
           {Remedy::Kind::find_out_whose, companion.string()});
  }
}

// Creating a file with that name would adopt a journal that belongs to a file moved elsewhere, and
// ignoring the journal would hide that the file is gone.
void refuse_orphan(const fs::path& path, const std::optional<fs::path>& orphan) {
  if (!orphan) return;
  refuse(Code::cannot_open, path, fmt::format("the file that {} belongs to is gone", orphan->filename().string()),
         {Remedy::Kind::find_out_whose, orphan->string()});
}

CheckedPath checked(const fs::path& path, const struct stat& found) {
  check(path, found);
  fs::path file = without_links(path);
  check_companions(file);
  return {std::move(file), id_of(found)};
}

fs::path absolute_of(const fs::path& path) {
  std::error_code error;
  fs::path whole = fs::absolute(path, error);
  if (error) fail(path, error.value());
  check_length(path, whole);
  return whole;
}

void create_folders(const fs::path& folder) {
  std::vector<fs::path> missing;
  struct stat found {};
  for (fs::path at = folder; !at.empty() && !stat_if_there(at, found); at = at.parent_path()) missing.push_back(at);
  for (auto at = missing.rbegin(); at != missing.rend(); ++at) {
    if (::mkdir(at->c_str(), S_IRWXU) != 0) {
      if (errno != EEXIST) fail(*at, errno);
    } else if (::chmod(at->c_str(), S_IRWXU) != 0) {  // whatever the umask
      fail(*at, errno);
    } else if (const int error = sync_folder_of(*at); error != 0) {  // a power cut would take it, and all in it
      fail(*at, error);
    }
  }
}

// Somebody else may have created it meanwhile.
void create(const fs::path& path) {
  const fs::path whole = absolute_of(path);
  create_folders(whole.parent_path());
  const int file = ::open(whole.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0 && errno == EEXIST) return;
  if (file < 0) fail(path, errno);
  int error = ::fchmod(file, S_IRUSR | S_IWUSR) == 0 ? 0 : errno;
  keep(file, KeptDescriptor::Access::write);
  // Else a power cut may leave the name of its journal, and not its own.
  if (error == 0) error = sync_folder_of(whole);
  if (error != 0) fail(path, error);
}

}  // namespace

std::optional<CheckedPath> checked_path(const fs::path& path) {
  struct stat found {};
  if (!stat_if_there(path, found)) {
    refuse_orphan(path, orphan_of_missing(path));
    return std::nullopt;
  }
  CheckedPath file = checked(path, found);
  check_size(path, found);
  if (found.st_size > 0) return file;
  refuse_orphan(path, orphan_of_empty(file.path));
  return std::nullopt;
}

CheckedPath checked_path_or_created(const fs::path& path) {
  struct stat found {};
  if (!stat_if_there(path, found)) {
    refuse_orphan(path, orphan_of_missing(path));
    create(path);
    if (!stat_if_there(path, found)) fail(path, ENOENT);
  }
  CheckedPath file = checked(path, found);
  check_size(path, found);
  if (found.st_size == 0) refuse_orphan(path, orphan_of_empty(file.path));
  return file;
}

std::optional<CheckedPath> checked_path_to_replace(const fs::path& path) {
  struct stat found {};
  if (stat_if_there(path, found)) return checked(path, found);
  check_companions(path);
  create_folders(absolute_of(path).parent_path());
  return std::nullopt;
}

bool is_still_there(const CheckedPath& file) {
  struct stat found {};
  if (!stat_if_there(file.path, found) || id_of(found) != file.id) return false;
  check(file.path, found);
  return true;
}

Error replaced(const fs::path& file) {
  return {Code::busy, fmt::format("{} was replaced while this command waited for it", escaped(file.string())),
          Remedy::Kind::try_again};
}

}  // namespace calendar
