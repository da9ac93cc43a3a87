// Copying a whole file.

#include "sqlite/copies.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <SQLiteCpp/Backup.h>
#include <new>

#include "calendar/text.hpp"
#include "sqlite/configuration.hpp"
#include "sqlite/integrity.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

Contents contents_of(SQLite::Database& database) {
  return {database.execAndGet("SELECT count(*) FROM owner").getInt64(),
          database.execAndGet("SELECT count(*) FROM appointment").getInt64()};
}

}  // namespace

void refuse(const fs::path& path, std::string_view why, Remedy remedy) {
  throw Error{Code::cannot_open, fmt::format("{} {}", escaped(path.string()), why), std::move(remedy)};
}

bool is_same_file(const fs::path& one, const fs::path& other) {
  std::error_code ignored;
  return fs::equivalent(one, other, ignored);
}

void copy_pages(SQLite::Database& source, const StagedFile& file) {
  SQLite::Database copy{file.path().string(), SQLite::OPEN_READWRITE};
  try {
    configure(copy);
    copy.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");  // synced once, when complete
    if (SQLite::Backup{copy, source}.executeStep() != SQLITE_DONE) throw locked(file.place());
    copy.exec("PRAGMA journal_mode = DELETE");
  } catch (const SQLite::Exception& failure) {
    const int error = system_error_of(copy);
    const bool of_the_source = system_error_of(source) != 0 || (error == 0 && is_damage(failure));
    if (of_the_source) throw;
    throw storage_failure(failure, error, file.place());
  }
}

bool publish_aside(StagedFile& copy) {
  try {
    return copy.publish();
  } catch (const Error& error) {
    if (!copy.in_place()) throw;
    ::unlink(copy.place().c_str());
    throw Error{Code::io_error, error.message(), error.remedy()};
  } catch (const std::bad_alloc&) {
    if (copy.in_place()) ::unlink(copy.place().c_str());
    throw;
  }
}

Contents checked_contents(const StagedFile& file, int version, const fs::path& source) {
  SQLite::Database copy{file.path().string(), SQLite::OPEN_READWRITE};  // for a complete check: see faults()
  try {
    configure(copy);
    require_sound(copy, version, source);
    return contents_of(copy);
  } catch (const SQLite::Exception& failure) {
    const int error = system_error_of(copy);
    throw storage_failure(failure, error, error == 0 ? source : file.place());
  }
}

}  // namespace calendar
