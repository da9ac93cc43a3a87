#pragma once

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "calendar/error.hpp"
#include "calendar/store.hpp"
#include "file/kept_descriptor.hpp"
#include "file/path_guard.hpp"
#include "file/writer_queue.hpp"
#include "sqlite/busy_handler.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/query.hpp"

namespace calendar {

/// An open file, or the empty calendar that stands in for a file that is not there.
class Connection {
 public:
  enum class Kind {
    read,
    as_it_is,  ///< A reading that leaves a file of an older version at that.
    write
  };

  Connection(const std::filesystem::path& path, Store::Access access);

  /// Runs `use`; what SQLite throws comes out as Error.
  template <class Use>
  std::invoke_result_t<Use> translated(Use&& use) {
    try {
      return use();
    } catch (const SQLite::Exception& failure) {
      throw_translated(failure, system_error());
    }
  }

  /// Likewise, and so comes out a value that a calendar would never hold.
  template <class Use>
  std::invoke_result_t<Use, Statements&> run(Use&& use) {
    return translated([&] {
      try {
        return use(*statements);
      } catch (const Error& impossible) {
        throw damaged(file, impossible.message());
      }
    });
  }

  /// Brings no write-ahead log in when it is closed.
  void leave_log();
  void begin(Kind kind);
  /// Throws Error{undelivered} where the change is stored, or may be, although COMMIT failed.
  void commit();
  void roll_back() noexcept;
  /// A rollback journal is open from the first change to its end, a write-ahead log from the first
  /// reading on.
  bool has_open_journal() const;

  bool in_transaction() const;
  SQLite::Database& database() { return statements->database; }
  std::string shown_file() const;

  std::filesystem::path file;               ///< Links followed; empty for the stand-in.
  std::optional<std::int64_t> last_number;  ///< Of an appointment that the open transaction stored.

 private:
  /// False where there is no file, or an empty one that is not to be filled.
  bool open_checked(const std::filesystem::path& path, int flags);
  void open(const CheckedPath& guarded, int flags);
  void reopen_to_write();
  void prepare_to_write();
  void open_stand_in();
  void migrate(int from);
  /// Returns the version of the file, 0 where it holds nothing yet.
  int begin_as_it_is();
  void begin_reading();
  void begin_writing();
  bool was_replaced();
  bool has_our_schema() const;
  int system_error() { return statements ? system_error_of(database()) : errno; }
  [[noreturn]] void throw_translated(const SQLite::Exception& failure, int system_error) const;
  [[noreturn]] void throw_after_failed_commit(const SQLite::Exception& failure);

  bool creates_;
  bool may_write_ = true;
  std::optional<std::uint32_t> changes_before_;  ///< The file's change_count() when writing began.
  // Each outlives what follows it.
  std::optional<FileUse> use_;
  std::optional<WriterQueue> queue_;
  std::optional<BusyHandler> busy_handler_;
  std::unique_ptr<Statements> statements;
};

/// A transaction of a connection that has no other; undone unless it is committed.
class ConnectionTransaction {
 public:
  ConnectionTransaction(Connection& connection, Connection::Kind kind) : connection_{connection} {
    connection_.begin(kind);
  }
  ~ConnectionTransaction() { connection_.roll_back(); }
  ConnectionTransaction(const ConnectionTransaction&) = delete;
  ConnectionTransaction& operator=(const ConnectionTransaction&) = delete;

 private:
  Connection& connection_;
};

}  // namespace calendar
