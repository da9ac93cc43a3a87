#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "calendar/error.hpp"
#include "calendar/store.hpp"

namespace calendar {

/// An open file, or the empty calendar that stands in for a file that is not there.
struct Store::Connection {
  Connection(const std::filesystem::path& path, Access access);

  /// Runs `use` on the database; what SQLite throws comes out as Error, and so does a value that
  /// a calendar would never hold.
  template <class Use>
  std::invoke_result_t<Use, SQLite::Database&> run(Use&& use) {
    try {
      return use(*database);
    } catch (const SQLite::Exception& failure) {
      throw_translated(failure);
    } catch (const Error& impossible) {
      throw Error{Code::damaged, impossible.message() + " in " + shown_file(), "calbook doctor"};
    }
  }

  void begin(Transaction::Kind kind);
  void commit();
  void roll_back() noexcept;

  int depth = 0;  ///< How many transactions are open, one inside the other.

 private:
  void open(int flags);
  void open_stand_in();
  /// Checks that the file is a calendar of a version that is known; says which.
  int version();
  void migrate(int from);
  /// Reads the version; a file that a killed process left half written, or that is of an older
  /// version, needs a writer first.
  void begin_reading();
  void begin_writing();
  std::string shown_file() const;
  [[noreturn]] void throw_translated(const SQLite::Exception& failure) const;

  bool creates_;
  std::filesystem::path file;  ///< Links followed; empty for the stand-in.
  std::unique_ptr<SQLite::Database> database;
};

}  // namespace calendar
