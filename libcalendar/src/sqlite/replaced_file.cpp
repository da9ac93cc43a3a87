#include "sqlite/replaced_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "calendar/text.hpp"
#include "file/companions.hpp"
#include "sqlite/copies.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

// "calbook.db.replaced-20261124T181944Z".
fs::path name_to_keep(const fs::path& file, Instant now) {
  const auto day = std::chrono::floor<Days>(now);
  const std::chrono::hh_mm_ss time{now - day};
  std::string date = iso(Date{day.time_since_epoch()});
  std::erase(date, '-');
  return fmt::format("{}.replaced-{}T{:02}{:02}{:02}Z", file.string(), date, time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

bool is_taken(const fs::path& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0 || !companions_of(path).empty();
}

// That name, or a similar one, that neither a file nor a companion has.
fs::path free_name(const fs::path& file, Instant now) {
  const std::string first = name_to_keep(file, now).string();
  fs::path name = first;
  for (int number = 2; is_taken(name); ++number) name = fmt::format("{}-{}", first, number);
  return name;
}

void publish_kept(StagedFile& copy) {
  if (publish_aside(copy)) return;
  throw Error{Code::busy, fmt::format("{} was created meanwhile", escaped(copy.place().string())),
              Remedy::Kind::try_again};
}

}  // namespace

ReplacedFile::ReplacedFile(fs::path file, Instant now) : file_{std::move(file)}, name_{free_name(file_, now)} {}

ReplacedFile::~ReplacedFile() {
  if (!settled_) take_back();
}

void ReplacedFile::keep(SQLite::Database& live) {
  StagedFile copy{name_};
  copy_pages(live, copy);
  publish_kept(copy);
  has_file_ = true;
}

void ReplacedFile::keep_damaged(const CheckedPath& file) {
  StagedFile copy{name_};
  copy_bytes(file, copy);
  publish_kept(copy);
  has_file_ = true;
}

void ReplacedFile::keep_companions() {
  if (moved_.empty()) {
    moved_ = move_companions(file_, name_);
  } else {  // SQLite has created more since, to lock an empty file
    for (const fs::path& companion : companions_of(file_)) ::unlink(companion.c_str());
  }
}

std::optional<fs::path> ReplacedFile::settle() {
  settled_ = true;
  if (has_file_) return name_;
  return moved_.empty() ? std::nullopt : std::optional{moved_.front()};
}

void ReplacedFile::take_back() noexcept {
  try {
    if (!moved_.empty()) move_companions(name_, file_);
  } catch (const std::exception&) {
    return;  // keep the file along with its companions
  }
  if (has_file_) ::unlink(name_.c_str());
}

}  // namespace calendar
