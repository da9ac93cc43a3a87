// Stores that have the same file open, along with programs that do not use the queue.

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <functional>
#include <thread>
#include <utility>

#include "calendar/store.hpp"
#include "support/make.hpp"
#include "support/temporary_folder.hpp"

using namespace calendar;

namespace {

namespace fs = std::filesystem;
using Access = Store::Access;
using Kind = Store::Transaction::Kind;
using namespace std::chrono_literals;

const OwnerName alice{"alice"};

/// A calendar that nobody has open.
struct UnopenedFile {
  TemporaryFolder folder;
  fs::path path = folder / "calbook.db";

  UnopenedFile() {
    Store store{path, Access::create};
    Store::Transaction change{store, Kind::write};
    store.insert_owner(alice, "UTC");
    change.commit();
  }
};

/// Given once and awaited once, by threads or processes that were forked since.
class Signal {
 public:
  Signal() { REQUIRE(::pipe(ends_.data()) == 0); }
  ~Signal() {
    for (const int end : ends_) ::close(end);
  }
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;

  void give() const { CHECK(::write(ends_[1], "", 1) == 1); }
  void await() const {
    char ignored = 0;
    while (::read(ends_[0], &ignored, 1) < 0 && errno == EINTR) {
    }
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// A process of its own, forked before this one opens the file, for SQLite's notes on what is open
/// would be copied along. Once it is let go it does `work`, whose return value it ends with.
class Process {
 public:
  explicit Process(const std::function<int()>& work) {
    id_ = ::fork();
    if (id_ != 0) return;
    int status = 99;
    try {
      gate_.await();
      status = work();
    } catch (const std::exception&) {
    }
    ::_exit(status);
  }
  ~Process() { wait(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  Process& go() {
    if (!std::exchange(gone_, true)) gate_.give();
    return *this;
  }
  int wait() {
    go();
    if (id_ > 0) ::waitpid(std::exchange(id_, -1), &status_, 0);
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
  }

 private:
  Signal gate_;
  pid_t id_ = -1;
  int status_ = -1;
  bool gone_ = false;
};

// Writes with nothing but SQLite; returns its error code.
int write_without_queue(const fs::path& file, int count, int patience_ms) {
  try {
    for (int i = 0; i < count; ++i) {
      SQLite::Database database{file.string(), SQLite::OPEN_READWRITE, patience_ms};
      database.exec("BEGIN IMMEDIATE");
      database.exec("INSERT INTO busy(owner, start_at, end_at) VALUES(1, 1795424400, 1795428000)");
      database.exec("COMMIT");
    }
    return 0;
  } catch (const SQLite::Exception& failure) {
    return failure.getErrorCode();
  }
}

void write_often(const fs::path& file, int count) {
  for (int i = 0; i < count; ++i) {
    Store store{file, Access::change};
    Store::Transaction change{store, Kind::write};
    const OwnerId owner = store.owner(alice).value().id;
    store.insert_busy(owner, {0, alice, make::span("2026-11-23T09:00Z", "2026-11-23T10:00Z"), {}});
    change.commit();
  }
}

}  // namespace

TEST_CASE("closing a store keeps the locks of another in its process") {
  const UnopenedFile calendar;
  const auto write_once = [&] { return write_without_queue(calendar.path, 1, 0); };
  Process during{write_once};
  Process afterwards{write_once};
  Store store{calendar.path, Access::change};
  Store::Transaction change{store, Kind::write};
  store.insert_owner(OwnerName{"bob"}, "UTC");
  SUBCASE("to write") {
    const Store other{calendar.path, Access::change};
  }
  SUBCASE("to read") {
    const Store other{calendar.path, Access::read};
  }
  SUBCASE("to create") {
    const Store other{calendar.path, Access::create};
  }
  CHECK(during.wait() == SQLITE_BUSY);
  change.commit();
  CHECK(afterwards.wait() == 0);
}

TEST_CASE("two threads and a foreign program write one file without harm") {
  constexpr int each = 40;
  const UnopenedFile calendar;
  Process foreign{[&] { return write_without_queue(calendar.path, each, 30'000); }};
  std::atomic<int> writing = 2;
  std::atomic<int> failed = 0;
  std::array<std::thread, 2> writers;
  for (std::thread& writer : writers) {
    writer = std::thread{[&] {
      try {
        write_often(calendar.path, each);
      } catch (const Error&) {
        ++failed;
      }
      --writing;
    }};
  }
  foreign.go();
  while (writing > 0) const Store opened_and_closed{calendar.path, Access::change};
  for (std::thread& writer : writers) writer.join();
  CHECK(failed == 0);
  CHECK(foreign.wait() == 0);
  SQLite::Database file{calendar.path.string(), SQLite::OPEN_READWRITE};
  CHECK(file.execAndGet("PRAGMA integrity_check").getString() == "ok");
  CHECK(file.execAndGet("SELECT count(*) FROM busy").getInt() == 3 * each);
}

TEST_CASE("a writer waits for others in its process and elsewhere") {
  const UnopenedFile calendar;
  const Signal held;
  const auto write_slowly = [&] {
    Store store{calendar.path, Access::change};
    Store::Transaction change{store, Kind::write};
    held.give();
    std::this_thread::sleep_for(200ms);  // for the other to come and wait
    store.insert_owner(OwnerName{"bob"}, "UTC");
    change.commit();
    return 0;
  };
  const auto owners_that_the_next_sees = [&] {
    held.await();
    Store store{calendar.path, Access::change};
    const Store::Transaction change{store, Kind::write};
    return store.owners().size();
  };
  SUBCASE("of its process") {
    std::thread other{write_slowly};
    CHECK(owners_that_the_next_sees() == 2);
    other.join();
  }
  SUBCASE("of another process") {
    Process other{write_slowly};
    other.go();
    CHECK(owners_that_the_next_sees() == 2);
    CHECK(other.wait() == 0);
  }
}

TEST_CASE("a change that is undone keeps no other writer waiting") {
  const UnopenedFile calendar;
  Store store{calendar.path, Access::change};
  { const Store::Transaction undone{store, Kind::write}; }
  CHECK_NOTHROW(write_often(calendar.path, 1));
}

TEST_CASE("a writer that is killed keeps nobody waiting") {
  const UnopenedFile calendar;
  const Signal held;
  Process killed{[&] {
    Store store{calendar.path, Access::change};
    const Store::Transaction change{store, Kind::write};
    held.give();
    std::this_thread::sleep_for(100ms);  // for the other to come and wait
    return ::kill(::getpid(), SIGKILL);
  }};
  killed.go();
  held.await();
  CHECK_NOTHROW(write_often(calendar.path, 1));
  CHECK(killed.wait() == -1);
}

TEST_CASE("a reader waits for a commit, and sees it") {
  const UnopenedFile calendar;
  const Signal held;
  Process foreign{[&] {
    SQLite::Database database{calendar.path.string(), SQLite::OPEN_READWRITE};
    database.exec("BEGIN EXCLUSIVE");
    held.give();
    std::this_thread::sleep_for(200ms);  // for the other to come and wait
    database.exec("INSERT INTO busy(owner, start_at, end_at) VALUES(1, 1795424400, 1795428000)");
    database.exec("COMMIT");
    return 0;
  }};
  foreign.go();
  held.await();
  Store store{calendar.path, Access::read};
  const Store::Transaction reading{store, Kind::read};
  CHECK(store.busy(store.owner(alice).value(), make::span("1970-01-01T00:00Z", "2100-01-01T00:00Z")).size() == 1);
  CHECK(foreign.wait() == 0);
}
