#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/outbox.hpp"
#include "sqlite/query.hpp"
#include "sqlite/row.hpp"

namespace calendar {

/// A query for what people were told, with the columns that told_record_at() reads after `more`, which may name the
/// appointment; `rest` follows the table. What is not JSON is read as a row that is not valid.
std::string select_told(std::string_view more, std::string_view rest);
/// Throws Error{damaged} for what was never told.
ToldRecord told_record_at(Row& row);

/// Of an appointment, by its id.
std::vector<ToldRecord> told_records(Statements& statements, std::int64_t appointment);
/// In the place of the one of the same recipient and lead.
void set_told_record(Statements& statements, std::int64_t appointment, const ToldRecord& record);

}  // namespace calendar
