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

/// Throws Error{cannot_open} with the file and the reason.
[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view why, Remedy remedy);

bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other);

/// Writes every page of `source` to an empty file.
void copy_pages(SQLite::Database& source, const StagedFile& file);

/// The contents of a copy of `source`. Throws Error{damaged} for a fault in it, which comes from the source.
Contents checked_contents(const StagedFile& file, int version, const std::filesystem::path& source);

/// Publishes a copy of what is about to be changed, and removes it again if that fails: nothing has
/// been changed yet, so any error means that nothing was stored.
bool publish_aside(StagedFile& copy);

/// Changes a copy that is not yet visible to others.
template <class Use>
void change(const StagedFile& file, Use&& use) {
  SQLite::Database copy{file.path().string(), SQLite::OPEN_READWRITE};
  try {
    configure(copy);
    use(copy);
  } catch (const SQLite::Exception& failure) {
    // SQLite falls back to read-only if it cannot open a file for writing.
    if (is_read_only(failure)) throw system_failure(file.place(), EIO, "write");
    throw storage_failure(failure, system_error_of(copy), file.place());
  }
}

}  // namespace calendar
