#include "sqlite/version.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/schema.hpp"
#include "sqlite/schema_check.hpp"

namespace calendar {

namespace {

// A file without calbook's mark.
int version_of_unmarked(SQLite::Database& database, const std::filesystem::path& file, int id, int version) {
  const bool foreign = id != 0;
  if (!foreign && version == 0 && database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0) return 0;
  const std::string shown = escaped(file.string());
  if (const int ours = foreign ? 0 : version_by_schema(database); ours > 0) {
    throw Error{Code::not_a_calendar,
                fmt::format("{} has calbook's tables but not its mark, like a restored dump", shown),
                Remedy{Remedy::Kind::restore_dump, file.string()}};
  }
  throw Error{Code::not_a_calendar, fmt::format("{} is not a calbook file", shown), Remedy::Kind::another_file};
}

}  // namespace

int version_of(SQLite::Database& database, const std::filesystem::path& file) {
  const int id = database.execAndGet("PRAGMA application_id");
  const int version = database.execAndGet("PRAGMA user_version");
  if (id != application_id) return version_of_unmarked(database, file, id, version);
  if (version < 1) throw damaged(file, fmt::format("it says that it has version {}", version));
  if (version > present_version()) {
    throw Error{Code::newer_version, fmt::format("{} was written by a newer calbook", escaped(file.string())),
                Remedy::Kind::update_program};
  }
  return version;
}

void set_version(SQLite::Database& database, int version) {
  database.exec(fmt::format("PRAGMA application_id = {}", application_id));
  database.exec(fmt::format("PRAGMA user_version = {}", version));
}

}  // namespace calendar
