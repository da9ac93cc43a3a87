// Closing any descriptor of a file drops every fcntl(F_SETLK) lock that the process holds on the
// file, whichever descriptor it was taken through (fcntl(2)), and SQLite's locks are of that kind.
// SQLite takes care of its own descriptors. The additional ones that calbook opens to wait in its
// queue are closed only here, once no Store of this process has the file open and no such lock is
// left on it, which would belong to another copy of SQLite in the process.

#include "file/kept_descriptor.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <new>
#include <vector>

namespace calendar {

namespace {

using Access = KeptDescriptor::Access;

struct Kept {
  int descriptor;
  Access access;
};

struct Descriptors {
  int uses = 0;
  std::vector<Kept> idle;
};

struct Registry {
  std::mutex mutex;
  std::map<FileId, Descriptors> files;
};

Registry* registry = nullptr;

// After fork(), a child would share its parent's open file descriptions and thus their locks.
void forget_those_of_the_parent() {
  registry = new Registry;
}

// Never destroyed: a Store may be static.
Registry& descriptors() {
  static const bool made = [] {
    registry = new Registry;
    ::pthread_atfork(nullptr, nullptr, forget_those_of_the_parent);
    return true;
  }();
  static_cast<void>(made);
  return *registry;
}

// OFD locks conflict with process locks, so this also sees those of this process.
bool is_free_of_locks(int descriptor) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type == F_UNLCK;
}

// Called with the mutex held. What cannot be closed yet waits until the next use of the file ends.
void close_unused(Registry& all, const FileId& id) {
  const auto found = all.files.find(id);
  if (found == all.files.end() || found->second.uses > 0) return;
  auto& idle = found->second.idle;
  while (!idle.empty() && is_free_of_locks(idle.back().descriptor)) {
    ::close(idle.back().descriptor);
    idle.pop_back();
  }
  if (idle.empty()) all.files.erase(found);
}

int take(const FileId& id, Access access) {
  Registry& all = descriptors();
  const std::lock_guard guard{all.mutex};
  auto& idle = all.files[id].idle;
  const auto fit = std::ranges::find(idle, access, &Kept::access);
  if (fit == idle.end()) return -1;
  const int descriptor = fit->descriptor;
  idle.erase(fit);
  return descriptor;
}

void give_back(const FileId& id, const Kept& kept) noexcept {
  Registry& all = descriptors();
  const std::lock_guard guard{all.mutex};
  try {
    all.files[id].idle.push_back(kept);
  } catch (const std::bad_alloc&) {
    return;  // open for good, which is harmless: what it locked was unlocked before
  }
  close_unused(all, id);
}

}  // namespace

FileUse::FileUse(const FileId& id) : id_{id} {
  Registry& all = descriptors();
  const std::lock_guard guard{all.mutex};
  ++all.files[id].uses;
}

FileUse::~FileUse() {
  Registry& all = descriptors();
  const std::lock_guard guard{all.mutex};
  --all.files[id_].uses;
  close_unused(all, id_);
}

KeptDescriptor::KeptDescriptor(const std::filesystem::path& file, const FileId& id, Access access)
    : id_{id}, access_{access}, number_{take(id, access)} {
  if (number_ >= 0) return;
  const int mode = access == Access::write ? O_RDWR : O_RDONLY;
  const int opened = ::open(file.c_str(), mode | O_NOFOLLOW | O_CLOEXEC);
  if (opened < 0) return;
  struct stat found {};
  if (::fstat(opened, &found) == 0 && id_of(found) == id) {
    number_ = opened;
  } else {
    keep(opened, access);
  }
}

KeptDescriptor::~KeptDescriptor() {
  if (number_ >= 0) give_back(id_, {number_, access_});
}

void keep(int descriptor, Access access) {
  struct stat found {};
  if (::fstat(descriptor, &found) == 0) give_back(id_of(found), {descriptor, access});
}

}  // namespace calendar
