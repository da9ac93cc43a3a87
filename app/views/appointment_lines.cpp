// Lists of appointments for people.

#include <algorithm>
#include <array>

#include "calendar/text.hpp"
#include "output/one_line.hpp"
#include "output/table.hpp"
#include "text/time_text.hpp"
#include "views/appointment.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Date;
using calendar::escaped;
using calendar::Instant;
using calendar::Status;
using calendar::TimeZone;

namespace {

using Fit = Track::Fit;

// What has not fitted a line is told by `show`; who was booked, and when, is told by every line.
constexpr Track tracks[] = {
    {},                                                       // > runs now
    {.paint = Paint::strong, .gap = 1},                       // date and time
    {.paint = Paint::reference},                              // reference
    {.paint = Paint::faint},                                  // place in a series
    {.fit = Fit::cut},                                        // owner
    {.fit = Fit::cut, .spare = true},                         // service
    {.fit = Fit::cut},                                        // name
    {.fit = Fit::cut, .least = 15},                           // phone
    {.paint = Paint::faint},                                  // status
    {.fit = Fit::cut, .paint = Paint::warning, .least = 31},  // shifted
    {.fit = Fit::if_whole},                                   // address
    {.fit = Fit::rest},                                       // note
};
using Texts = std::array<std::string, std::size(tracks)>;

std::string status_label(const Appointment& appointment) {
  if (appointment.status == Status::cancelled) return "cancelled";
  return appointment.attendance ? attendance_word(*appointment.attendance) : "";
}

// How the lines of a list are laid out, page after page.
class Layout {
 public:
  Layout(OwnerColumn owners, std::optional<Instant> now) : owners_{owners}, now_{now} {}

  std::string lines(std::span<const ShownAppointment> page, const Style& style);

 private:
  Texts texts(const ShownAppointment& shown, bool on_terminal) const;

  OwnerColumn owners_;
  std::optional<Instant> now_;
  Table table_{tracks};
  std::optional<TimeZone> zone_;  // of the first line
  bool with_offsets_ = false;     // where the appointments are not all in one zone
  std::optional<Date> date_;      // of the last line
};

std::string Layout::lines(std::span<const ShownAppointment> page, const Style& style) {
  if (!zone_ && !page.empty()) zone_ = page.front().zone;
  if (!std::ranges::all_of(page, [&](const auto& each) { return each.zone == zone_; })) with_offsets_ = true;
  const bool on_terminal = style.width().has_value();
  for (const ShownAppointment& shown : page) {
    if (on_terminal && now_) {
      const Date date = shown.zone.date(shown.appointment.span.start);
      if (date_ && date_ != date) table_.add_gap();
      date_ = date;
    }
    Texts row = texts(shown, on_terminal);
    table_.add(row, shown.appointment.status == Status::cancelled ? Paint::faint : Paint::plain);
  }
  return table_.lines(style);
}

Texts Layout::texts(const ShownAppointment& shown, bool on_terminal) const {
  const Appointment& appointment = shown.appointment;
  const TimeZone& zone = shown.zone;
  const calendar::Invitee& invitee = appointment.invitee;
  const bool runs = on_terminal && now_ && appointment.status == Status::booked && appointment.span.contains(*now_);
  const bool usual = appointment.service == calendar::Service{}.name;
  std::string when = span_label(appointment.span, zone);
  if (with_offsets_) when += " " + offset_label(zone.offset(appointment.span.start));
  return {
      runs ? ">" : "",
      std::move(when),
      appointment.ref ? appointment.ref->str() : "",
      series_note(appointment),
      owners_ == OwnerColumn::shown ? appointment.owner.str() : "",
      usual ? "" : "[" + appointment.service.str() + "]",
      name_label(invitee),
      invitee.phone ? escaped(*invitee.phone) : "",
      status_label(appointment),
      shift_note(appointment),
      invitee.email ? "<" + escaped(*invitee.email) + ">" : "",
      invitee.note ? one_line(*invitee.note) : "",
  };
}

}  // namespace

Lines<ShownAppointment> appointment_lines(OwnerColumn owners, std::optional<Instant> now) {
  return [layout = std::make_shared<Layout>(owners, now)](auto page, const Style& style) {
    return layout->lines(page, style);
  };
}

std::string still_booked_lines(std::string_view heading, std::span<const ShownAppointment> shown, const Style& style) {
  if (shown.empty()) return {};
  return style.warning(heading) + "\n" + appointment_view.lines(shown, style);
}

}  // namespace calbook
