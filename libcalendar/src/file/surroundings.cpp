#include "file/surroundings.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "calendar/text.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

struct NetworkFileSystem {
  std::uint32_t magic;  // see statfs(2)
  std::string_view name;
};

constexpr std::array<NetworkFileSystem, 8> network_file_systems{{
    {0x00006969, "NFS"},
    {0x0000517B, "SMB"},
    {0xFE534D42, "SMB"},
    {0xFF534D42, "CIFS"},
    {0x5346414F, "AFS"},
    {0x00C36400, "Ceph"},
    {0x01021997, "9P"},
    {0x73757245, "Coda"},
}};

void look_at_readers(std::vector<Finding>& all, const fs::path& file, Store::Mending mending) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0 || (found.st_mode & (S_IRWXG | S_IRWXO)) == 0) return;
  const bool mended = mending == Store::Mending::lossless && ::chmod(file.c_str(), S_IRUSR | S_IWUSR) == 0;
  all.push_back({"permissions",
                 mended ? "others could read the file; now only you can"
                        : fmt::format("others may read the file: chmod 600 {}", shell_word(file.string())),
                 mended});
}

void look_at_folder(std::vector<Finding>& all, const fs::path& folder) {
  struct stat found {};
  if (::stat(folder.c_str(), &found) != 0 || (found.st_mode & (S_IWGRP | S_IWOTH)) == 0) return;
  all.push_back({"permissions",
                 fmt::format("others may write into the folder, and so take the file's place: chmod go-w {}",
                             shell_word(folder.string())),
                 false});
}

void look_at_file_system(std::vector<Finding>& all, const fs::path& file) {
  struct statfs found {};
  if (::statfs(file.c_str(), &found) != 0) return;
  const auto magic = static_cast<std::uint32_t>(found.f_type);
  const auto network = std::ranges::find(network_file_systems, magic, &NetworkFileSystem::magic);
  if (network == network_file_systems.end()) return;
  all.push_back(
      {"file_system",
       fmt::format("the file is on a network file system ({}), whose locks cannot be relied on", network->name),
       false});
}

}  // namespace

std::vector<Finding> condition_of(const fs::path& file, Store::Mending mending) {
  std::vector<Finding> all;
  look_at_readers(all, file, mending);
  look_at_folder(all, file.parent_path());
  look_at_file_system(all, file);
  return all;
}

}  // namespace calendar
