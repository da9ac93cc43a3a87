// An allocator that fails on demand, for a calbook that is linked with it. Counts the allocations
// since main() was entered, in a file that outlives a crash, and fails at one of them, or from there on.
//
//    CALBOOK_ALLOCATIONS   the file: eight bytes, the count
//    CALBOOK_FAIL_AT       "7": the seventh fails; "7+": the seventh and all later ones

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

// The C library's own allocator, under the names by which it exports it.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

int __real_main(int argc, char** argv);
int __wrap_main(int argc, char** argv);
}

namespace {

std::uint64_t* made = nullptr;  // since main() was entered
std::uint64_t first_to_fail = 0;
bool all_later_too = false;

bool fails() {
  if (made == nullptr) return false;
  const std::uint64_t number = __atomic_add_fetch(made, 1, __ATOMIC_RELAXED);
  const bool failed = first_to_fail != 0 && (all_later_too ? number >= first_to_fail : number == first_to_fail);
  if (failed) errno = ENOMEM;
  return failed;
}

void begin_to_count() {
  const char* file = std::getenv("CALBOOK_ALLOCATIONS");
  const char* fail_at = std::getenv("CALBOOK_FAIL_AT");
  if (file == nullptr) return;
  if (fail_at != nullptr) {
    char* end = nullptr;
    first_to_fail = std::strtoull(fail_at, &end, 10);
    all_later_too = *end == '+';
  }
  const int descriptor = ::open(file, O_RDWR | O_CLOEXEC);
  void* count = ::mmap(nullptr, sizeof *made, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (count == MAP_FAILED) std::abort();
  ::close(descriptor);
  made = static_cast<std::uint64_t*>(count);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) {
  return fails() ? nullptr : __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) {
  return fails() ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* old, std::size_t size) {
  return fails() ? nullptr : __libc_realloc(old, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return fails() ? nullptr : __libc_memalign(alignment, size);
}

int __wrap_main(int argc, char** argv) {
  begin_to_count();
  return __real_main(argc, argv);
}
}
