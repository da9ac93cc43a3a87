#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace calendar {

/// What went wrong, for programs: a stable name that scripts see under `error`.
/// A program on top of the library adds its own: `inline constexpr calendar::Code invalid_zone{"invalid_zone"};`.
struct Code {
  std::string_view name;  ///< A literal.

  bool operator==(const Code&) const = default;

  /// A bug in the library: SQLite rejected a statement of ours on an intact file.
  static const Code internal;

  // The input was not understood.
  static const Code invalid_date;      ///< check_nameable(): outside the years 1970 to 9998.
  static const Code invalid_name;      ///< ShortName, validated(Invitee): not a name.
  static const Code invalid_email;     ///< validated(Invitee): not a plausible address.
  static const Code invalid_phone;     ///< validated(Invitee): not a telephone number.
  static const Code invalid_duration;  ///< Calendar: the service has no such length.
  static const Code usage;             ///< Calendar: no service named among several, not one of a series.
  static const Code invalid_calendar;  ///< read_foreign(): no iCalendar, cut off, or beyond a limit.
  static const Code invalid_input;     ///< validate_text(), validated(): empty, too long, or not printable.

  // Not found, or not available.
  static const Code unknown_owner;      ///< Calendar: no owner of that name.
  static const Code unknown_service;    ///< Calendar: the owner does not offer it.
  static const Code unknown_reference;  ///< Reference, Calendar: no such appointment or busy time.
  static const Code unknown_calendar;   ///< Calendar: the owner has no foreign calendar of that name.
  static const Code no_availability;    ///< Calendar::book: no first free slot.
  static const Code unknown_change;     ///< Calendar::undo: no such change, or nothing left to undo.
  static const Code unknown_message;    ///< Calendar::skip_message, retry_messages: it is not due, and does not wait.
  static const Code not_invited;        ///< require_invited(), Calendar::answer: nobody who is to be answered.
  static const Code cancelled;          ///< Calendar::reschedule: it can no longer be moved.
  // The rules of slots.hpp: thrown as Refused by Calendar::book and reschedule.
  static const Code in_the_past, too_soon, too_far, outside_availability, not_a_slot, day_full, week_full, not_offered;
  static const Code skipped_time;  ///< The same of a date of a series: its clock skips the time.

  // Taken.
  static const Code slot_taken;        ///< Refused; also Store, if the file itself refuses an overlap.
  static const Code key_reused;        ///< Calendar::book: the key belongs to another request.
  static const Code changed_since;     ///< Calendar::undo: changed again since, or the time is taken.
  static const Code owner_exists;      ///< Calendar::add_owner, rename_owner.
  static const Code service_exists;    ///< Calendar::rename_service.
  static const Code calendar_exists;   ///< Calendar::add_calendar.
  static const Code calendar_emptied;  ///< Calendar::import_calendar: it blocked something ahead, and would not now.
  static const Code owner_in_use;      ///< Calendar::remove_owner: appointments not ended, messages not sent.

  // Storage or system error; nothing was stored. Thrown by Store.
  static const Code cannot_open;  ///< Nothing at that path can be used as a calendar.
  static const Code permission;   ///< The system or the file's ownership or mode forbids it.
  static const Code disk_full;
  static const Code io_error;
  static const Code zone_data_missing;  ///< Calendar: the zone data lack the owner's zone.

  // The file must not be touched. Thrown by Store.
  static const Code damaged;
  static const Code not_a_calendar;  ///< Another program's file.
  static const Code newer_version;   ///< Written by a newer calbook.

  static const Code busy;  ///< Store: another program held the lock for 30 s; nothing was stored.

  /// Store: an error was reported although the change is stored, or possibly stored.
  static const Code undelivered;
};

inline constexpr Code Code::internal{"internal"};
inline constexpr Code Code::skipped_time{"skipped_time"};
inline constexpr Code Code::invalid_date{"invalid_date"};
inline constexpr Code Code::invalid_name{"invalid_name"};
inline constexpr Code Code::invalid_email{"invalid_email"};
inline constexpr Code Code::invalid_phone{"invalid_phone"};
inline constexpr Code Code::invalid_duration{"invalid_duration"};
inline constexpr Code Code::usage{"usage"};
inline constexpr Code Code::invalid_calendar{"invalid_calendar"};
inline constexpr Code Code::invalid_input{"invalid_input"};
inline constexpr Code Code::unknown_owner{"unknown_owner"};
inline constexpr Code Code::unknown_service{"unknown_service"};
inline constexpr Code Code::unknown_reference{"unknown_reference"};
inline constexpr Code Code::unknown_calendar{"unknown_calendar"};
inline constexpr Code Code::unknown_change{"unknown_change"};
inline constexpr Code Code::unknown_message{"unknown_message"};
inline constexpr Code Code::no_availability{"no_availability"};
inline constexpr Code Code::not_invited{"not_invited"};
inline constexpr Code Code::cancelled{"cancelled"};
inline constexpr Code Code::in_the_past{"in_the_past"};
inline constexpr Code Code::too_soon{"too_soon"};
inline constexpr Code Code::too_far{"too_far"};
inline constexpr Code Code::outside_availability{"outside_availability"};
inline constexpr Code Code::not_a_slot{"not_a_slot"};
inline constexpr Code Code::day_full{"day_full"};
inline constexpr Code Code::week_full{"week_full"};
inline constexpr Code Code::not_offered{"not_offered"};
inline constexpr Code Code::slot_taken{"slot_taken"};
inline constexpr Code Code::key_reused{"key_reused"};
inline constexpr Code Code::changed_since{"changed_since"};
inline constexpr Code Code::owner_exists{"owner_exists"};
inline constexpr Code Code::service_exists{"service_exists"};
inline constexpr Code Code::calendar_exists{"calendar_exists"};
inline constexpr Code Code::calendar_emptied{"calendar_emptied"};
inline constexpr Code Code::owner_in_use{"owner_in_use"};
inline constexpr Code Code::cannot_open{"cannot_open"};
inline constexpr Code Code::permission{"permission"};
inline constexpr Code Code::disk_full{"disk_full"};
inline constexpr Code Code::io_error{"io_error"};
inline constexpr Code Code::zone_data_missing{"zone_data_missing"};
inline constexpr Code Code::damaged{"damaged"};
inline constexpr Code Code::not_a_calendar{"not_a_calendar"};
inline constexpr Code Code::newer_version{"newer_version"};
inline constexpr Code Code::busy{"busy"};
inline constexpr Code Code::undelivered{"undelivered"};

/// What would help, for a program to say in its own words. `subject` is what it is about.
struct Remedy {
  enum class Kind {
    none,
    // The file. The subject is a path.
    another_file,        ///< Name another file; no subject.
    file_in_folder,      ///< Name a file in the folder.
    as_its_user,         ///< Run as the file's owner; no subject.
    make_private,        ///< Make it private.
    remove_other_names,  ///< Remove its other hard links.
    find_out_whose,      ///< Find out whose it is, and move it away.
    check_permissions,   ///< Check the permissions of the file and its folder.
    check_access,        ///< Check who can read and write it, or name another; no subject.
    free_space,          ///< No subject.
    check_disk,          ///< The disk failed; the change may not survive a power cut. No subject.
    check_stored,        ///< Check whether the change is there; no subject.
    see_who_locks,       ///< See who has it open.
    try_again,           ///< No subject.
    restore_backup,      ///< Put a backup in its place; no subject.
    restore_dump,        ///< Restore it to another file, which marks it as a calendar.
    update_program,      ///< No subject.
    // Copies of the file. The subject is a path, or none.
    another_copy,    ///< Name another place for the backup.
    another_backup,  ///< Name another backup.
    overwrite,       ///< Allow the copy to be overwritten.
    existing_file,   ///< Name a calendar that exists.
    // The contents of the file.
    install_zone_data,  ///< No subject.
    list_owners,        ///< No subject.
    set_address,        ///< Say where the owner is told. An owner.
    tell_nobody,        ///< Say that neither invitees nor the owner are told. An owner.
    set_answered,       ///< Say who is answered. An owner.
    empty_owner,        ///< List the owner's appointments, or remove them too. An owner.
    choose_service,     ///< The services offered, as in "default, talk".
    list_services,      ///< An owner.
    give_title,         ///< Give the service a title. A service.
    choose_length,      ///< The nearest lengths offered, as in "30m or 60m".
    search_longer,      ///< Search more dates of that owner.
    list_appointments,  ///< No subject.
    show_appointment,   ///< A reference.
    book_again,         ///< Book another; no subject.
    list_busy,          ///< No subject.
    list_changes,       ///< No subject.
    list_calendars,     ///< An owner.
    list_messages,      ///< No subject.
    import_emptied,     ///< Import it although it is empty. A foreign calendar.
    name_a_date,        ///< No subject.
    plain_text,         ///< One line of printable UTF-8; no subject.
    plain_lines,        ///< The same, in one line or several.
  };

  Remedy() = default;
  Remedy(Kind which, std::string what = {}) : kind{which}, subject{std::move(what)} {}

  Kind kind = Kind::none;
  std::string subject;
};

/// The only exception that the library throws.
class Error : public std::runtime_error {
 public:
  /// `message` is one sentence without a full stop that names the wrong word; `field` is the name of
  /// the wrong input if there are several, or empty.
  Error(Code code, const std::string& message, Remedy remedy = {}, std::string field = {})
      : std::runtime_error{message}, code_{code}, remedy_{std::move(remedy)}, field_{std::move(field)} {}

  Code code() const { return code_; }
  std::string message() const { return what(); }
  const Remedy& remedy() const { return remedy_; }
  const std::string& field() const { return field_; }

  /// The line of the wrong input, starting at 1; 0 if there are no lines.
  std::size_t line() const { return line_; }
  void set_line(std::size_t line) { line_ = line; }
  /// The file of that line, where several were read; else empty.
  const std::string& file() const { return file_; }
  void set_file(std::string name) { file_ = std::move(name); }

 private:
  Code code_;
  Remedy remedy_;
  std::string field_;
  std::size_t line_ = 0;
  std::string file_;
};

}  // namespace calendar
