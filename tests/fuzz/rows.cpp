// Rows: whatever a stranger with an SQL shell writes into the columns, a command answers, or says
// that the file is damaged.

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fuzzer/FuzzedDataProvider.h>
#include <sqlite3.h>

#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "invocation.hpp"

namespace {

enum class Type { integer, text };

struct Column {
  const char* table;
  const char* picked_by;  // what tells its rows apart
  const char* name;
  Type type;
};

constexpr std::array<Column, 55> columns{{
    {"owner", "id", "id", Type::integer},
    {"owner", "id", "name", Type::text},
    {"owner", "id", "zone", Type::text},
    {"weekly_hours", "day", "owner", Type::integer},
    {"weekly_hours", "day", "day", Type::integer},
    {"weekly_hours", "day", "start", Type::integer},
    {"weekly_hours", "day", "end", Type::integer},
    {"date_override", "end", "owner", Type::integer},
    {"date_override", "end", "date", Type::text},
    {"date_override", "end", "start", Type::integer},
    {"date_override", "end", "end", Type::integer},
    {"appointment", "id", "id", Type::integer},
    {"appointment", "id", "ref", Type::text},
    {"appointment", "id", "owner", Type::integer},
    {"appointment", "id", "service", Type::text},
    {"appointment", "id", "start_at", Type::integer},
    {"appointment", "id", "end_at", Type::integer},
    {"appointment", "id", "occupied_from", Type::integer},
    {"appointment", "id", "occupied_to", Type::integer},
    {"appointment", "id", "zone", Type::text},
    {"appointment", "id", "utc_offset", Type::integer},
    {"appointment", "id", "live", Type::integer},
    {"appointment", "id", "name", Type::text},
    {"appointment", "id", "email", Type::text},
    {"appointment", "id", "note", Type::text},
    {"appointment", "id", "key", Type::text},
    {"appointment", "id", "created_at", Type::integer},
    {"appointment", "id", "cancelled_at", Type::integer},
    {"appointment", "id", "key_start", Type::integer},
    {"appointment", "id", "reason", Type::text},
    {"appointment", "id", "key_request", Type::text},
    {"appointment", "id", "phone", Type::text},
    {"appointment", "id", "changed_at", Type::integer},
    {"appointment", "id", "attendance", Type::text},
    {"appointment", "id", "revision", Type::integer},
    {"change", "number", "position", Type::integer},
    {"change", "number", "made_at", Type::integer},
    {"change", "number", "what", Type::text},
    {"change", "number", "owner", Type::text},
    {"change", "number", "kind", Type::text},
    {"change", "number", "key", Type::text},
    {"change", "number", "before", Type::text},
    {"change", "number", "undoes", Type::integer},
    {"service", "duration", "name", Type::text},
    {"service", "duration", "duration", Type::integer},
    {"service", "duration", "step", Type::integer},
    {"service", "duration", "buffer_before", Type::integer},
    {"service", "duration", "buffer_after", Type::integer},
    {"service", "duration", "notice", Type::integer},
    {"service", "duration", "horizon", Type::integer},
    {"service", "duration", "max_per_day", Type::integer},
    {"busy", "id", "start_at", Type::integer},
    {"busy", "id", "end_at", Type::integer},
    {"busy", "id", "note", Type::text},
    {"sqlite_sequence", "seq", "seq", Type::integer},
}};

constexpr std::int64_t monday_at_nine = 1'795'420'800;  // 2026-11-23T08:00Z

// Numbers that are near something, or as far away as can be.
std::int64_t number_from(FuzzedDataProvider& bytes) {
  constexpr std::array<std::int64_t, 12> places{0,
                                                1,
                                                7,
                                                1439,
                                                1440,
                                                2880,
                                                86'400,
                                                monday_at_nine,
                                                253'370'764'800,
                                                std::numeric_limits<std::int32_t>::max(),
                                                std::numeric_limits<std::int64_t>::min() + 128,
                                                std::numeric_limits<std::int64_t>::max() - 127};
  if (bytes.ConsumeBool()) return bytes.PickValueInArray(places) + bytes.ConsumeIntegral<std::int8_t>();
  return bytes.ConsumeIntegral<std::int64_t>();
}

void bind_value(SQLite::Statement& update, Type type, FuzzedDataProvider& bytes) {
  if (bytes.ConsumeIntegral<std::uint8_t>() == 0) {
    update.bind(1);  // NULL
  } else if (type == Type::integer) {
    update.bind(1, number_from(bytes));
  } else {
    update.bind(1, bytes.ConsumeRandomLengthString());
  }
}

// The columns keep their types and their unique indexes, which SQLite lets nobody step over.
void overwrite(SQLite::Database& calendar, FuzzedDataProvider& bytes) {
  const Column& column = bytes.PickValueInArray(columns);
  SQLite::Statement update{calendar, fmt::format("UPDATE OR IGNORE {} SET \"{}\" = ?1 WHERE \"{}\" % 2 = ?2 OR ?2 = 2",
                                                 column.table, column.name, column.picked_by)};
  update.bind(2, bytes.ConsumeIntegralInRange(0, 2));
  bind_value(update, column.type, bytes);
  try {
    update.exec();
  } catch (const SQLite::Exception&) {
  }
}

std::vector<std::string> command_from(FuzzedDataProvider& bytes) {
  static const std::vector<std::vector<std::string>> commands{
      {"upcoming"},
      {"upcoming", "--all", "--days", "30"},
      {"show", "2S4M2C"},
      {"show", "948N6B"},
      {"history"},
      {"history", "--all", "--from", "2026-01-01"},
      {"slots", "search", "--days", "3"},
      {"slots", "search", "--service", "checkup", "--days", "60", "--limit", "9"},
      {"slots", "why", "2026-11-23T10:00"},
      {"slots", "why", "2026-11-28T22:00", "--service", "checkup"},
      {"availability", "show"},
      {"availability", "set", "wed", "9-10"},
      {"service", "list"},
      {"service", "show", "checkup"},
      {"service", "set", "checkup", "--notice", "2h"},
      {"busy", "list"},
      {"busy", "list", "--from", "2026-01-01"},
      {"busy", "add", "2026-11-24", "15:00", "1h"},
      {"busy", "remove", "1"},
      {"owner", "list"},
      {"owner", "set", "alice", "--tz", "Asia/Tokyo"},
      {"owner", "remove", "dr-lee", "--force"},
      {"doctor"},
      {"doctor", "--fix"},
      {"book", "first", "--name", "Max Roe"},
      {"book", "2026-11-24T14:00", "--name", "Max Roe", "--force"},
      {"book", "2026-11-23", "10:05", "--name", "Kim Park", "--service", "checkup", "--key", "one"},
      {"reschedule", "948N6B", "2026-11-24T15:00"},
      {"edit", "948N6B", "--name", "Kim Roe", "--duration", "40m"},
      {"mark", "948N6B", "came"},
      {"cancel", "948N6B"},
      {"changes"},
      {"undo"},
      {"undo", "12"},
  };
  std::vector<std::string> words = commands[bytes.ConsumeIntegralInRange<std::size_t>(0, commands.size() - 1)];
  for (const char* option : {"--owner=alice", "--json", "--format=tsv", "--tz=America/New_York"}) {
    if (bytes.ConsumeBool()) words.emplace_back(option);
  }
  return words;
}

}  // namespace

void check(std::string_view given) {
  static const Surroundings surroundings;
  static const std::string office = surroundings.office();
  write_bytes(surroundings.file(), office);

  FuzzedDataProvider bytes{reinterpret_cast<const std::uint8_t*>(given.data()), given.size()};
  const std::vector<std::string> words = command_from(bytes);
  {
    SQLite::Database calendar{surroundings.file().string(), SQLite::OPEN_READWRITE};
    calendar.exec("PRAGMA ignore_check_constraints = 1; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN");
    // Nothing is written where they are missing.
    const std::string triggers =
        calendar.execAndGet("SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger'").getString();
    calendar.exec("DROP TRIGGER appointment_no_overlap_insert; DROP TRIGGER appointment_no_overlap_update");
    for (int left = bytes.ConsumeIntegralInRange(1, 3); left > 0; --left) overwrite(calendar, bytes);
    calendar.exec(triggers);
    calendar.exec("COMMIT");
  }

  const Answer answer = surroundings.run(words);
  const bool asked = answer.exit == 0 || (answer.exit >= 2 && answer.exit <= 6);
  if (!asked) std::fputs(answer.err.c_str(), stderr);
  must_hold(asked, "a command answers, or refuses, or says that the file is damaged");
  must_hold(are_printable_lines(answer.out), "the answer can be printed");
  must_hold(are_printable_lines(answer.err), "the message can be printed");
  must_hold(answer.exit == 0 || answer.out.empty(), "a command that fails writes nothing to stdout");
}
