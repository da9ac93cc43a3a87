// A copy of a file, made while others use it.

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "calendar/calendar_file.hpp"
#include "calendar/text.hpp"
#include "file/companions.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/copies.hpp"
#include "sqlite/version.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

// Checks that a backup may be written there.
void check_place(const fs::path& copy, const fs::path& calendar, CalendarFile::Overwrite overwrite) {
  if (is_same_file(copy, calendar)) refuse(copy, "is the calendar itself", Remedy::Kind::another_copy);
  // Left by another program that opened an older backup: SQLite would apply it to the new one.
  if (const auto companions = companions_of(copy); !companions.empty()) {
    const fs::path& companion = companions.front();
    throw Error{Code::cannot_open,
                fmt::format("cannot write {}: {} lies next to it", escaped(copy.string()),
                            escaped(companion.filename().string())),
                {Remedy::Kind::find_out_whose, companion.string()}};
  }
  struct stat found {};
  if (::lstat(copy.c_str(), &found) != 0) {
    if (errno != ENOENT) throw system_failure(copy, errno, "write");
    return;
  }
  if (!S_ISREG(found.st_mode)) refuse(copy, "is not a regular file", Remedy::Kind::another_copy);
  if (overwrite == CalendarFile::Overwrite::refused) {
    refuse(copy, "exists already", {Remedy::Kind::overwrite, copy.string()});
  }
}

// The calendar, in a transaction that copies it as it is at one moment.
class Original {
 public:
  explicit Original(const fs::path& file) : source_{file, Store::Access::read} {
    if (source_.file.empty())
      throw Error{Code::cannot_open, "there is no calendar yet to back up", Remedy::Kind::existing_file};
  }

  const fs::path& file() const { return source_.file; }

  Contents copy_to(const StagedFile& copy) {
    return source_.translated([&] {
      const int version = version_of(source_.database(), source_.file);
      copy_pages(source_.database(), copy);
      return checked_contents(copy, version, source_.file);
    });
  }

 private:
  Connection source_;
  ConnectionTransaction reading_{source_, Connection::Kind::as_it_is};
};

}  // namespace

Contents CalendarFile::back_up(const fs::path& copy, Overwrite overwrite) const {
  Original original{file_};
  check_place(copy, original.file(), overwrite);
  StagedFile file{copy};
  const Contents contents = original.copy_to(file);
  check_place(copy, original.file(), overwrite);  // it took a while
  if (overwrite == Overwrite::allowed) {
    file.replace();
  } else if (!file.publish()) {
    refuse(copy, "exists already", {Remedy::Kind::overwrite, copy.string()});
  }
  return contents;
}

std::unique_ptr<CalendarFile::Copy> CalendarFile::copy(const fs::path& folder) const {
  Original original{file_};
  const StagedFile file{folder / "calbook-backup"};
  const Contents contents = original.copy_to(file);
  const int descriptor = ::open(file.path().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) throw system_failure(file.place(), errno, "read");
  return std::make_unique<Copy>(descriptor, contents);
}

CalendarFile::Copy::~Copy() {
  ::close(descriptor_);
}

std::string CalendarFile::Copy::next_bytes() {
  std::string bytes(std::size_t{1} << 16, '\0');
  const auto size = ::pread(descriptor_, bytes.data(), bytes.size(), place_);
  if (size < 0) throw system_failure("the copy", errno, "read");
  bytes.resize(static_cast<std::size_t>(size));
  place_ += size;
  return bytes;
}

}  // namespace calendar
