#include "file/system_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "calendar/text.hpp"

namespace calendar {

bool is_forbidden(int error) {
  return error == EACCES || error == EPERM || error == EROFS;
}

bool is_full(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

Error system_failure(const std::filesystem::path& path, int error, const char* deed) {
  const std::string message = fmt::format("cannot {} {}: {}", deed, escaped(path.string()), std::strerror(error));
  const auto other = deed == std::string_view{"open"} ? Remedy::Kind::another_file : Remedy::Kind::another_copy;
  if (is_forbidden(error)) return {Code::permission, message, Remedy::Kind::check_access};
  if (is_full(error)) return {Code::disk_full, message, Remedy::Kind::free_space};
  return {error == EIO ? Code::io_error : Code::cannot_open, message, other};
}

int error_of_creating_in(const std::filesystem::path& folder) {
  const int file = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);  // without a name
  if (file < 0) return errno == EOPNOTSUPP || errno == EISDIR ? 0 : errno;
  ::close(file);
  return 0;
}

Error locked(const std::filesystem::path& file) {
  return {Code::busy, fmt::format("another program kept {} locked for 30 s", escaped(file.string())),
          Remedy{Remedy::Kind::see_who_locks, file.string()}};
}

}  // namespace calendar
