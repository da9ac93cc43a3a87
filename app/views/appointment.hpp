#pragma once

#include "calendar/calendar.hpp"
#include "views/view.hpp"

namespace calbook {

/// An appointment and the zone in which it is shown.
struct ShownAppointment {
  calendar::Appointment appointment;
  calendar::TimeZone zone;
  std::optional<calendar::Participation> answered = {};  ///< By the invitee; only among the details of one.
};

std::vector<ShownAppointment> shown_in(const calendar::TimeZone& zone, std::vector<calendar::Appointment> appointments);

/// One line per appointment: its time, its reference, the invitee.
extern const View<ShownAppointment> appointment_view;

/// Lays out a list page by page, as a Table does; times have offsets from the first page on of which not all are in
/// one zone. With `now`, a terminal has an empty line between dates, and marks what runs now.
Lines<ShownAppointment> appointment_lines(OwnerColumn owners, std::optional<calendar::Instant> now = {});

/// A list, in the order given.
Report appointments_report(std::vector<ShownAppointment> shown, OwnerColumn owners, std::string when_empty);
/// A list from the file, in the order of its pages.
Report appointments_report(Pages<ShownAppointment> pages, OwnerColumn owners, calendar::Instant now,
                           std::string when_empty);

/// The invitee's name, printable; "(forgotten)" where it is gone.
std::string name_label(const calendar::Invitee& invitee);
/// "Bob Stone  0170 5551234 <bob@example.org>".
std::string invitee_label(const calendar::Invitee& invitee);
/// "(3/8)"; empty for what is not of a series.
std::string series_note(const calendar::Appointment& appointment);
/// "came" or "no-show".
std::string attendance_word(calendar::Attendance attendance);
/// Of an appointment whose zone's clock no longer shows the time for which it was made: for when it was.
std::string shift_note(const calendar::Appointment& appointment);

/// Lines below a change that list the appointments it leaves untouched; empty if there are none.
std::string still_booked_lines(std::string_view heading, std::span<const ShownAppointment> shown, const Style& style);

// One appointment, and what happened to it.
/// "  owner     alice": one of the lines of details.
std::string detail_row(const Style& style, std::string_view name, std::string_view value);
/// Everything known about one, in lines.
std::string details(const ShownAppointment& shown, calendar::Instant now, const Style& style);
/// What was booked, or what would be booked, with whom if that was open, and the rules it breaks.
Report booked_report(const calendar::Booking& booking, const calendar::TimeZone& zone, calendar::Instant now,
                     OwnerColumn owner = OwnerColumn::hidden);

// What was done to an appointment, in a line.
std::string cancelled_line(const ShownAppointment& shown, calendar::Effect effect, calendar::Instant now);
std::string edited_line(const calendar::Edit& edit, const calendar::TimeZone& zone, calendar::Effect effect,
                        calendar::Instant now);
std::string marked_line(const ShownAppointment& shown, calendar::Instant now);
std::string moved_line(const calendar::Move& move, const calendar::TimeZone& zone, calendar::Effect effect,
                       calendar::Instant now);
/// What was done to one or to several, a line each. Must hold: there is only one for a single shape.
Report done_report(std::vector<ShownAppointment> shown, const std::vector<std::string>& lines, Report::Shape shape);

/// The keys of the objects.
std::vector<Key> appointment_keys();

}  // namespace calbook
