// What people were told of an appointment: a list of JSON objects in one row.

#include "sqlite/told_records.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace calendar {

namespace {

constexpr std::int64_t the_invitee = 0;
constexpr std::int64_t how_it_stands = -1;

// In the order in which told_record_at() reads them: whom, and of which reminder; what they know last, since when that
// is, when and where they were told of it (null: it counts as told); the id of the last message; what it said to whom,
// as long as it is not told, how often it was tried, whether it was perhaps told, when it was tried first, when it is
// next, why it failed, and whether somebody was told that it waits.
constexpr std::array<std::string_view, 19> keys{"recipient", "lead",       "start_at",      "end_at",  "live",
                                                "since",     "told_at",    "address",       "message", "tried_start",
                                                "tried_end", "tried_live", "attempts",      "unsure",  "first_try",
                                                "next_try",  "failure",    "tried_address", "reported"};

std::optional<Instant> optional_instant(Row& row) {
  return row.unless_null([&] { return row.instant(); });
}

// From columns that are all empty, or none is.
std::optional<Standing> standing_at(Row& row) {
  const auto start = optional_instant(row), end = optional_instant(row);
  const auto live = row.unless_null([&] { return row.number(0, 1); });
  if (!start || !end || !live) return std::nullopt;
  return Standing{{*start, *end}, *live == 1};
}

// Its columns; empty where there is none.
struct StandingColumns {
  explicit StandingColumns(const std::optional<Standing>& standing) {
    if (!standing) return;
    start = standing->span.start;
    end = standing->span.end;
    live = standing->live ? 1 : 0;
    since = standing->since;
  }

  std::optional<Instant> start, end, since;
  std::optional<std::int64_t> live;
};

std::string joined_keys(std::string_view form) {
  std::vector<std::string> parts;
  for (const std::string_view key : keys) parts.push_back(fmt::format(fmt::runtime(form), fmt::arg("key", key)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::string select_told(std::string_view more, std::string_view rest) {
  return fmt::format(
      "SELECT {}{} FROM told JOIN json_each(iif(json_valid(records), records, '[{{\"recipient\":-1}}]')) {}", more,
      joined_keys("json_extract(value, '$.{key}') AS {key}"), rest);
}

ToldRecord told_record_at(Row& row) {
  ToldRecord found;
  if (const std::int64_t owner = row.number(0, greatest_number); owner != the_invitee) found.recipient = OwnerId{owner};
  const std::int64_t lead = row.number(how_it_stands, std::numeric_limits<int>::max());
  if (lead != how_it_stands) found.lead = Minutes{lead};
  found.told = standing_at(row);
  if (const auto since = optional_instant(row); found.told && since) found.told->since = *since;
  found.told_at = optional_instant(row);
  found.address = row.optional_text();
  found.message = row.optional_text().value_or("");
  found.tried = standing_at(row);
  found.attempts = static_cast<int>(row.number(0, std::numeric_limits<int>::max()));
  found.unsure = row.number(0, 1) == 1;
  found.first_try = optional_instant(row);
  found.next_try = optional_instant(row);
  found.failure = row.optional_text();
  found.tried_address = row.optional_text();
  found.reported = row.number(0, 1) == 1;
  return found;
}

std::vector<ToldRecord> told_records(Statements& db, std::int64_t appointment) {
  static const std::string sql = select_told("", "WHERE appointment = :appointment");
  Query query{db, sql.c_str(), appointment};
  std::vector<ToldRecord> found;
  while (query->executeStep()) {
    Row row{*query};
    found.push_back(told_record_at(row));
  }
  return found;
}

void set_told_record(Statements& db, std::int64_t appointment, const ToldRecord& record) {
  static const std::string sql = fmt::format(R"sql(
      INSERT INTO told(appointment, records) VALUES(:appointment, json_array(json_object({})))
      ON CONFLICT DO UPDATE SET records = (SELECT json_group_array(json(value)) FROM (
        SELECT value FROM json_each(told.records)
          WHERE (json_extract(value, '$.recipient'), json_extract(value, '$.lead')) IS NOT (:recipient, :lead)
        UNION ALL SELECT value FROM json_each(excluded.records))))sql",
                                             joined_keys("'{key}', :{key}"));
  const std::int64_t recipient = record.recipient ? record.recipient->value : the_invitee;
  const std::int64_t lead = record.lead ? record.lead->count() : how_it_stands;
  const StandingColumns told{record.told}, tried{record.tried};
  std::optional<std::string> message;
  if (!record.message.empty()) message = record.message;
  const std::int64_t attempts = record.attempts, unsure = record.unsure ? 1 : 0, reported = record.reported ? 1 : 0;
  execute_on_one_row(db, sql.c_str(), appointment, recipient, lead, told.start, told.end, told.live, told.since,
                     record.told_at, record.address, message, tried.start, tried.end, tried.live, attempts, unsure,
                     record.first_try, record.next_try, record.failure, record.tried_address, reported);
}

}  // namespace calendar
