// A copy of a file, made while others use it.

#include <fmt/format.h>
#include <sys/stat.h>

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

// What may be overwritten by a backup.
void check_place(const fs::path& copy, const fs::path& calendar, CalendarFile::Overwrite overwrite) {
  if (is_same_file(copy, calendar)) refuse(copy, "is the calendar itself", Remedy::Kind::another_copy);
  // Of a backup that somebody opened and left: SQLite would play it into the new one.
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

}  // namespace

Contents CalendarFile::back_up(const fs::path& copy, Overwrite overwrite) const {
  Connection source{file_, Store::Access::read};
  const ConnectionTransaction reading{source, Connection::Kind::as_it_is};
  if (source.file.empty())
    throw Error{Code::cannot_open, "there is no calendar yet to back up", Remedy::Kind::existing_file};
  check_place(copy, source.file, overwrite);
  return source.translated([&] {
    StagedFile file{copy};
    const int version = version_of(source.database(), source.file);
    copy_pages(source.database(), file);
    const Contents contents = checked_contents(file, version, source.file);
    check_place(copy, source.file, overwrite);  // it took a while
    if (overwrite == Overwrite::allowed) {
      file.replace();
    } else if (!file.publish()) {
      refuse(copy, "exists already", {Remedy::Kind::overwrite, copy.string()});
    }
    return contents;
  });
}

}  // namespace calendar
