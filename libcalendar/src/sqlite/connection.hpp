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
#include "sqlite/change_record.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/query.hpp"
#include "sqlite/schema.hpp"

namespace calendar {

/// An open file, or an empty calendar that stands in for a missing file.
class Connection {
 public:
  enum class Kind {
    read,      ///< Migrates a file that is too old to be read.
    as_it_is,  ///< Reads without migrating a file of an older version.
    write
  };

  Connection(const std::filesystem::path& path, Store::Access access,
             Store::NewIdentity new_identity = Store::random_identity);

  /// Runs `use`, translating SQLite's exceptions to Error.
  template <class Use>
  std::invoke_result_t<Use> translated(Use&& use) {
    try {
      return use();
    } catch (const SQLite::Exception& failure) {
      throw_translated(failure, system_error());
    }
  }

  /// The same, also translating values that are not valid in a calendar.
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

  /// Likewise, for what may refuse: an Error of `use` comes out as it is.
  template <class Use>
  std::invoke_result_t<Use, Statements&> attempt(Use&& use) {
    return translated([&] { return use(*statements); });
  }

  /// Does not checkpoint a write-ahead log when closed.
  void leave_log();
  /// `now` is recorded as the time of what is written.
  void begin(Kind kind, Instant now = {});
  /// Throws Error{undelivered} if the change is stored, or possibly stored, although COMMIT failed.
  void commit();
  void roll_back() noexcept;
  /// A rollback journal is open from the first change to its end, a write-ahead log from the first read.
  bool has_open_journal() const;

  /// Frees the memory of cached pages.
  void forget_pages();
  bool in_transaction() const;
  /// The version of the file in the last transaction, 0 if it is still empty.
  int version() const { return version_; }
  /// The order of the file's references; read once.
  const FileIdentity& reference_key();
  /// Read once, too.
  const FileIdentity& identity();
  SQLite::Database& database() { return statements->database; }
  std::string shown_file() const;

  std::filesystem::path file;               ///< Without links; empty for the stand-in.
  std::optional<std::int64_t> last_number;  ///< Of the appointments stored in the open transaction.
  OpenChange change;                        ///< Recorded for the open transaction.

 private:
  /// False if there is no file, or an empty one that must not be filled.
  bool open_checked(const std::filesystem::path& path, int flags);
  void open(const CheckedPath& found, int flags);
  void reopen_to_write();
  void prepare_to_write();
  void open_stand_in();
  void migrate(int from);
  void insert_identity(bool is_new);
  void begin_as_it_is();
  void begin_reading();
  void begin_writing();
  bool was_replaced();
  FileIdentity identity_in(const char* sql);
  bool has_our_schema() const;
  int system_error() { return statements ? system_error_of(database()) : errno; }
  [[noreturn]] void throw_translated(const SQLite::Exception& failure, int system_error) const;
  [[noreturn]] void throw_after_failed_commit(const SQLite::Exception& failure);

  bool creates_;
  std::chrono::milliseconds patience_;
  Store::NewIdentity new_identity_;
  bool may_write_ = true;
  int version_ = present_version();
  int stand_in_changes_ = 0;
  std::optional<FileIdentity> reference_key_, identity_;
  std::optional<std::uint32_t> changes_before_;  ///< The file's change_count() when writing began.
  // Each must outlive the next.
  std::optional<FileUse> use_;
  std::optional<WriterQueue> queue_;
  std::optional<BusyHandler> busy_handler_;
  std::unique_ptr<Statements> statements;
};

/// A transaction of a connection that has no other; rolled back unless committed.
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
