#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string_view>

#include "calendar/calendar_file.hpp"
#include "calendar/error.hpp"
#include "file/staged_file.hpp"
#include "file/system_error.hpp"
#include "sqlite/configuration.hpp"
#include "sqlite/errors.hpp"

namespace calendar {

/// Throws Error{cannot_open}: the file, and why it will not do.
[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view why, Remedy remedy);

bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other);

/// Writes every page of `source` into a file, which must be empty.
void copy_pages(SQLite::Database& source, const StagedFile& file);

/// What a copy of `source` holds. Throws Error{damaged} for a fault in it, which is one of the source.
Contents checked_contents(const StagedFile& file, int version, const std::filesystem::path& source);

/// Changes a copy that nobody else knows yet.
template <class Use>
void change(const StagedFile& file, Use&& use) {
  SQLite::Database copy{file.path().string(), SQLite::OPEN_READWRITE};
  try {
    configure(copy);
    use(copy);
  } catch (const SQLite::Exception& failure) {
    // SQLite makes do with reading where it cannot open a file to write it.
    if (is_read_only(failure)) throw system_failure(file.place(), EIO, "write");
    throw storage_failure(failure, system_error_of(copy), file.place());
  }
}

}  // namespace calendar
