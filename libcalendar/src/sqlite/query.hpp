#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "calendar/appointment.hpp"
#include "calendar/error.hpp"
#include "calendar/short_name.hpp"
#include "calendar/store.hpp"
#include "calendar/time.hpp"
#include "sqlite/work_limit.hpp"

namespace calendar {

/// A database and its prepared statements, each prepared once: a batch runs them thousands of times,
/// and preparing one takes longer than running it.
struct Statements {
  Statements(const std::string& file, int flags) : database{file, flags} {}

  SQLite::Database database;
  WorkLimit limit{database.getHandle()};
  std::unordered_map<const char*, SQLite::Statement> prepared;  // by literal
};

// The value of a parameter, as stored in the tables. A text that outlives the call is not copied.

inline void bind_value(SQLite::Statement& statement, int parameter, std::int64_t number) {
  statement.bind(parameter, number);
}
inline void bind_value(SQLite::Statement& statement, int parameter, const std::string& text) {
  statement.bindNoCopy(parameter, text);
}
inline void bind_value(SQLite::Statement& statement, int parameter, std::string&& text) {
  statement.bind(parameter, text);
}
inline void bind_value(SQLite::Statement& statement, int parameter, OwnerId id) {
  bind_value(statement, parameter, id.value);
}
/// Their ids, as JSON: `owner IN (SELECT value FROM json_each(:owners))`.
void bind_value(SQLite::Statement& statement, int parameter, const std::vector<Owner>& owners);
/// Their texts, likewise; NULL where there are none.
void bind_value(SQLite::Statement& statement, int parameter, const std::vector<Reference>& refs);
template <class Kind>
void bind_value(SQLite::Statement& statement, int parameter, const ShortName<Kind>& name) {
  bind_value(statement, parameter, name.str());
}
inline void bind_value(SQLite::Statement& statement, int parameter, const Reference& ref) {
  bind_value(statement, parameter, ref.str());
}
inline void bind_value(SQLite::Statement& statement, int parameter, Instant instant) {
  bind_value(statement, parameter, std::int64_t{instant.time_since_epoch().count()});
}
inline void bind_value(SQLite::Statement& statement, int parameter, Date date) {
  bind_value(statement, parameter, iso(date));
}
/// In its own unit.
template <class Number, class Unit>
void bind_value(SQLite::Statement& statement, int parameter, std::chrono::duration<Number, Unit> duration) {
  bind_value(statement, parameter, std::int64_t{duration.count()});
}
template <class Value>
void bind_value(SQLite::Statement& statement, int parameter, const std::optional<Value>& value) {
  value ? bind_value(statement, parameter, *value) : statement.bind(parameter);
}

// Temporaries whose text would not live until the query runs.
template <class Kind>
void bind_value(SQLite::Statement& statement, int parameter, ShortName<Kind>&& name) = delete;
void bind_value(SQLite::Statement& statement, int parameter, Reference&& ref) = delete;
void bind_value(SQLite::Statement& statement, int parameter, std::optional<std::string>&& text) = delete;

/// A statement in use; reset for reuse when destroyed.
class Query {
 public:
  /// `sql` is a literal, or lives as long. The values are for its parameters, in the order of their
  /// first use: looking up a name takes longer than binding its value. Values that are not
  /// temporaries must outlive the query.
  template <class... Values>
  Query(Statements& statements, const char* sql, Values&&... values)
      : statement_{statements.prepared.try_emplace(sql, statements.database, sql).first->second} {
    statements.limit.start_again();
    int parameter = 0;
    (bind_value(statement_, ++parameter, std::forward<Values>(values)), ...);
  }
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

/// Runs a statement that returns no rows. Returns the number of rows it changed.
template <class... Values>
int execute(Statements& statements, const char* sql, Values&&... values) {
  Query query{statements, sql, std::forward<Values>(values)...};
  return query->exec();
}

/// The same for a statement that must change exactly one row. Throws Error{damaged} if it did not,
/// because something in the file interfered.
template <class... Values>
void execute_on_one_row(Statements& statements, const char* sql, Values&&... values) {
  const int changed = execute(statements, sql, std::forward<Values>(values)...);
  if (changed != 1) throw Error{Code::damaged, "a change of one row changed " + std::to_string(changed)};
}

/// The greatest AUTOINCREMENT number ever used in that table, whether or not its row still exists.
std::int64_t last_number(Statements& statements, const std::string& table);

}  // namespace calendar
