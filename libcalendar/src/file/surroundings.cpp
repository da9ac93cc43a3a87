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

struct UnreliableFileSystem {
  std::uint32_t magic;  // see statfs(2)
  std::string_view name;
};

constexpr std::array<UnreliableFileSystem, 13> unreliable_file_systems{{
    {0x00006969, "NFS"},
    {0x0000517B, "SMB"},
    {0xFE534D42, "SMB"},
    {0xFF534D42, "CIFS"},
    {0x5346414F, "AFS"},
    {0x00C36400, "Ceph"},
    {0x01021997, "9P"},
    {0x73757245, "Coda"},
    {0x01161970, "GFS2"},
    {0x7461636F, "OCFS2"},
    {0x0BD00BD0, "Lustre"},
    {0x786F4256, "vboxsf"},
    {0x65735546, "FUSE"},
}};

void check_readers(std::vector<Finding>& all, const fs::path& file, Fix fix) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0 || (found.st_mode & (S_IRWXG | S_IRWXO)) == 0) return;
  const bool fixed = fix == Fix::lossless && ::chmod(file.c_str(), S_IRUSR | S_IWUSR) == 0;
  all.push_back({"permissions",
                 fixed ? "others could read the file; now only you can"
                       : fmt::format("others can read the file: chmod 600 {}", shell_word(file.string())),
                 fixed});
}

void check_folder(std::vector<Finding>& all, const fs::path& folder) {
  struct stat found {};
  if (::stat(folder.c_str(), &found) != 0 || (found.st_mode & (S_IWGRP | S_IWOTH)) == 0) return;
  all.push_back({"permissions",
                 fmt::format("others can write to the folder, and so replace the file: chmod go-w {}",
                             shell_word(folder.string())),
                 false});
}

void check_file_system(std::vector<Finding>& all, const fs::path& file) {
  struct statfs found {};
  if (::statfs(file.c_str(), &found) != 0) return;
  const auto magic = static_cast<std::uint32_t>(found.f_type);
  const auto unreliable = std::ranges::find(unreliable_file_systems, magic, &UnreliableFileSystem::magic);
  if (unreliable == unreliable_file_systems.end()) return;
  all.push_back({"file_system",
                 fmt::format("the file is on a file system ({}) whose locks cannot be relied on", unreliable->name),
                 false});
}

}  // namespace

std::vector<Finding> condition_of(const fs::path& file, Fix fix) {
  std::vector<Finding> all;
  check_readers(all, file, fix);
  check_folder(all, file.parent_path());
  check_file_system(all, file);
  return all;
}

}  // namespace calendar
