#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "calendar/change.hpp"
#include "sqlite/query.hpp"

namespace calendar {

/// What a change touches as a whole: one row of a table, or the rows of a week's or a date's hours, or of an
/// invitation.
struct Thing {
  enum class Kind { appointment, busy, service, owner, week, service_week, dated, series, calendar, invitation };

  Kind kind;
  std::string key;  ///< A reference, an id, or an owner's id with a name or a date behind it: "3/talk".

  bool operator==(const Thing&) const = default;

  static Thing appointment(const Reference& ref) { return {Kind::appointment, ref.str()}; }
  static Thing busy(std::int64_t id) { return {Kind::busy, std::to_string(id)}; }
  static Thing service(OwnerId owner, const ServiceName& name);
  static Thing owner(OwnerId owner) { return {Kind::owner, std::to_string(owner.value)}; }
  static Thing week(OwnerId owner) { return {Kind::week, std::to_string(owner.value)}; }
  static Thing service_week(OwnerId owner, const ServiceName& name);
  static Thing dated(OwnerId owner, Date date);
  static Thing calendar(OwnerId owner, const CalendarName& name);
  static Thing series(const Reference& ref) { return {Kind::series, ref.str()}; }
  static Thing invitation(OwnerId owner, const std::string& uid);
};

/// How the record calls the kind, and back. Throws Error{damaged} for a name that is none.
std::string_view name_of(Thing::Kind kind);
Thing::Kind thing_kind(std::string_view name);

/// The image of what does not exist.
constexpr const char* no_rows = "[]";
/// The rows of the thing as a JSON array. Two images are equal when the
/// rows are, in every column that both have, but for when and how often they were changed.
std::string image_of(Statements& statements, const Thing& thing);
/// An SQL expression for the same, of the thing that the expression `key` names.
std::string image_expression(Thing::Kind kind, std::string_view key);
bool exists(Statements& statements, const Thing& thing);
bool same_image(Statements& statements, const std::string& one, const std::string& other);

/// Makes the thing what it is in the image. What the tables refuse is thrown by SQLite.
void put_back(Statements& statements, const Thing& thing, const std::string& image);

/// In front of a query: puts the rows of the image :image in the place of the table's.
std::string with_rows_of_image(Thing::Kind kind);
/// The same under another name, next to the table.
std::string with_rows_of_image(Thing::Kind kind, std::string_view name);
/// The same with the rows of every image in the record.
std::string with_rows_of_record(Thing::Kind kind);

// What an image shows, read as the rows of the table are.
State appointment_state(Statements& statements, const std::string& image, const OwnerName& owner);
State busy_state(Statements& statements, const std::string& image, const OwnerName& owner);
State service_state(Statements& statements, const std::string& image);
State owner_state(Statements& statements, const std::string& image);
State week_state(Statements& statements, const std::string& image);
State service_week_state(Statements& statements, const std::string& image);
State dated_state(Statements& statements, const std::string& image);
State calendar_state(Statements& statements, const std::string& image, const OwnerName& owner);

}  // namespace calendar
