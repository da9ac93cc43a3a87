#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace calendar {

/// What went wrong, for programs: a name that scripts see under `error` and that never changes.
/// A program on top of the library adds its own: `inline constexpr calendar::Code usage{"usage"};`.
struct Code {
  std::string_view name;  ///< A literal.

  bool operator==(const Code&) const = default;

  /// A bug in the library: SQLite refused a statement of ours on a file that is sound.
  static const Code internal;

  // The input was not understood.
  static const Code invalid_date;   ///< check_nameable(): outside the years 1970 to 9998.
  static const Code invalid_name;   ///< ShortName, validated(Invitee): not a name.
  static const Code invalid_email;  ///< validated(Invitee): does not read like an address.
  static const Code invalid_input;  ///< validate_text(), validated(): empty, too long, or not printable.

  // Not found, or not available.
  static const Code unknown_owner;      ///< Calendar: no owner of that name.
  static const Code unknown_service;    ///< Calendar: the owner does not offer it.
  static const Code unknown_reference;  ///< Reference, Calendar: no such appointment or busy time.
  static const Code no_availability;    ///< Calendar::book: no first free slot.
  static const Code cancelled;          ///< Calendar::reschedule: it cannot be moved any more.
  // Likewise, the rules of slots.hpp: thrown as Refused by Calendar::book and reschedule.
  static const Code in_the_past, too_soon, too_far, outside_availability, not_a_slot, day_full;

  // Taken.
  static const Code slot_taken;    ///< Refused, and Store where the file itself refuses an overlap.
  static const Code key_reused;    ///< Calendar::book: the key belongs to another request.
  static const Code owner_exists;  ///< Calendar::add_owner.
  static const Code owner_in_use;  ///< Calendar::remove_owner: appointments have not ended.

  // Storage or system error; nothing was stored. Thrown by Store.
  static const Code cannot_open;  ///< The path leads to nothing that can be a calendar.
  static const Code permission;   ///< The system, or who owns the file, forbids it.
  static const Code disk_full;
  static const Code io_error;
  static const Code zone_data_missing;  ///< Calendar: the zone data lack the owner's zone.

  // The file is not one to touch. Thrown by Store.
  static const Code damaged;
  static const Code not_a_calendar;  ///< Somebody else's file.
  static const Code newer_version;   ///< Written by a newer calbook.

  static const Code busy;  ///< Store: another program held the lock for 30 s; nothing was stored.

  /// Store: the disk reported an error, although the change is stored or may be.
  static const Code undelivered;
};

inline constexpr Code Code::internal{"internal"};
inline constexpr Code Code::invalid_date{"invalid_date"};
inline constexpr Code Code::invalid_name{"invalid_name"};
inline constexpr Code Code::invalid_email{"invalid_email"};
inline constexpr Code Code::invalid_input{"invalid_input"};
inline constexpr Code Code::unknown_owner{"unknown_owner"};
inline constexpr Code Code::unknown_service{"unknown_service"};
inline constexpr Code Code::unknown_reference{"unknown_reference"};
inline constexpr Code Code::no_availability{"no_availability"};
inline constexpr Code Code::cancelled{"cancelled"};
inline constexpr Code Code::in_the_past{"in_the_past"};
inline constexpr Code Code::too_soon{"too_soon"};
inline constexpr Code Code::too_far{"too_far"};
inline constexpr Code Code::outside_availability{"outside_availability"};
inline constexpr Code Code::not_a_slot{"not_a_slot"};
inline constexpr Code Code::day_full{"day_full"};
inline constexpr Code Code::slot_taken{"slot_taken"};
inline constexpr Code Code::key_reused{"key_reused"};
inline constexpr Code Code::owner_exists{"owner_exists"};
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

/// What would help, for a program to say in the words of its users. `subject` is what it is about.
struct Remedy {
  enum class Kind {
    none,
    // The file. The subject is a path.
    another_file,        ///< Name another file; no subject.
    file_in_folder,      ///< Name a file in the folder.
    as_its_user,         ///< Run as the user to whom it belongs; no subject.
    make_private,        ///< Let nobody else write it.
    remove_other_names,  ///< Remove its other hard links.
    find_out_whose,      ///< Find out whose it is, and move it away.
    check_permissions,   ///< See who may use it and its folder.
    check_access,        ///< See who may read and write it, or name another; no subject.
    free_space,          ///< No subject.
    check_disk,          ///< The disk failed; what was stored may not outlive a power cut. No subject.
    check_stored,        ///< See whether the change is there; no subject.
    see_who_locks,       ///< See who has it open.
    try_again,           ///< No subject.
    restore_backup,      ///< Put a backup in its place; no subject.
    restore_dump,        ///< Restore it under another name, which marks it as a calendar.
    update_program,      ///< No subject.
    // Copies of the file. The subject is a path, or none.
    another_copy,    ///< Name another place for the backup.
    another_backup,  ///< Name another backup.
    overwrite,       ///< Say that the copy may be overwritten.
    existing_file,   ///< Name a calendar that exists.
    // What the file holds.
    install_zone_data,  ///< No subject.
    list_owners,        ///< No subject.
    empty_owner,        ///< See the owner's appointments, or remove them too. An owner.
    choose_service,     ///< The services offered, as in "default, talk".
    search_longer,      ///< Look at more dates of that owner.
    list_appointments,  ///< No subject.
    show_appointment,   ///< A reference.
    book_again,         ///< Book another; no subject.
    list_busy,          ///< No subject.
    name_a_date,        ///< No subject.
    plain_text,         ///< One line of printable UTF-8; no subject.
  };

  Remedy() = default;
  Remedy(Kind which, std::string what = {}) : kind{which}, subject{std::move(what)} {}

  Kind kind = Kind::none;
  std::string subject;
};

/// The only exception that the library throws.
class Error : public std::runtime_error {
 public:
  /// `message` is one sentence without a full stop that names the word at fault; `field` is the name
  /// of the input at fault where there are several, or is empty.
  Error(Code code, const std::string& message, Remedy remedy = {}, std::string field = {})
      : std::runtime_error{message}, code_{code}, remedy_{std::move(remedy)}, field_{std::move(field)} {}

  Code code() const { return code_; }
  std::string message() const { return what(); }
  const Remedy& remedy() const { return remedy_; }
  const std::string& field() const { return field_; }

  /// The line of the input at fault, from 1 on; 0 where there are no lines.
  std::size_t line() const { return line_; }
  void set_line(std::size_t line) { line_ = line; }

 private:
  Code code_;
  Remedy remedy_;
  std::string field_;
  std::size_t line_ = 0;
};

}  // namespace calendar
