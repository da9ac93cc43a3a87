#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>

#include "calendar/error.hpp"
#include "calendar/store.hpp"

namespace calendar {

/// A database and the statements that were prepared on it, each once: a batch runs them thousands
/// of times, and preparing one takes longer than running it.
struct Statements {
  Statements(const std::string& file, int flags) : database{file, flags} {}

  SQLite::Database database;
  std::unordered_map<const char*, SQLite::Statement> prepared;  // by literal
};

/// A statement in use; given back ready for the next one.
class Query {
 public:
  /// `sql` is a literal.
  Query(Statements& statements, const char* sql)
      : statement_{statements.prepared.try_emplace(sql, statements.database, sql).first->second} {}
  ~Query() {
    statement_.tryReset();
    statement_.clearBindings();
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  SQLite::Statement& operator*() const { return statement_; }
  SQLite::Statement* operator->() const { return &statement_; }

 private:
  SQLite::Statement& statement_;
};

/// An open file, or the empty calendar that stands in for a file that is not there.
struct Store::Connection {
  Connection(const std::filesystem::path& path, Access access);

  /// Runs `use` on the database; what SQLite throws comes out as Error, and so does a value that
  /// a calendar would never hold.
  template <class Use>
  std::invoke_result_t<Use, Statements&> run(Use&& use) {
    try {
      return use(*statements);
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
  SQLite::Database& database() { return statements->database; }
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
  std::unique_ptr<Statements> statements;
};

}  // namespace calendar
