#include "views/series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>

#include "output/table.hpp"
#include "text/time_text.hpp"
#include "views/refusal.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::RefusedDate;
using calendar::Series;
using calendar::Status;
using calendar::TimeZone;

namespace {

std::vector<ShownAppointment> appointments_of(const ShownSeries& shown) {
  return shown_in(shown.zone, shown.booking.appointments);
}

constexpr Column<ShownSeries> columns[] = {
    {"series", [](const auto& it) { return it.booking.series.ref ? Value{it.booking.series.ref->str()} : Value{}; }},
    {"every", [](const auto& it) { return it.booking.series.repetition.every.str(); }},
    {"times",
     [](const auto& it) {
       const auto& times = it.booking.series.repetition.times;
       return times ? Value{*times} : Value{};
     },
     Key::Kind::number},
    {"until",
     [](const auto& it) {
       const auto& until = it.booking.series.repetition.until;
       return until ? Value{calendar::iso(*until)} : Value{};
     }},
    {"tz", [](const auto& it) { return it.zone.name(); }},
    {"appointments", [](const auto& it) { return appointment_view.list(appointments_of(it)); }},
    {"refused", [](const auto& it) { return refused_list(it.booking.series.refused, it.zone); }},
};

// Below the line about the series.
constexpr Track tracks[] = {
    {.paint = Paint::strong},     // date, time and offset
    {.paint = Paint::reference},  // reference
    {.paint = Paint::faint},      // place
    {},                           // another owner
    {.paint = Paint::faint},      // status
};

std::string lines_of(const ShownSeries& shown, const Style& style) {
  Table table{tracks};
  for (const Appointment& each : shown.booking.appointments) {
    const bool cancelled = each.status == Status::cancelled;
    std::string row[]{span_label(each.span, shown.zone) + " " + offset_label(shown.zone.offset(each.span.start)),
                      each.ref ? each.ref->str() : "", series_note(each),
                      each.owner == shown.booking.series.owner ? "" : "with " + each.owner.str(),
                      cancelled ? "cancelled" : ""};
    table.add(row, cancelled ? Paint::faint : Paint::plain);
  }
  std::string lines = table.lines(style);
  for (const calendar::Verdict& verdict : shown.booking.overridden) {
    for (const calendar::Refusal& rule : verdict.reasons)
      lines += fmt::format("against the rules: {}\n", refusal_message(rule, verdict));
  }
  return lines + refused_lines(shown.booking.series.refused, "Not booked: ", shown.zone);
}

// "7 of 8 dates: from Tue 2026-11-24 10:00, every week"
std::string repetition_label(const ShownSeries& shown) {
  const Series& series = shown.booking.series;
  const auto booked = static_cast<int>(shown.booking.appointments.size());
  const std::string count = booked == series.dates ? "" : fmt::format("{} of ", booked);
  return fmt::format("{}{}: from {}, every {}", count, counted(series.dates, "date"), moment(series.first),
                     series.repetition.every.str());
}

std::string invitee_of(const ShownSeries& shown) {
  const auto& appointments = shown.booking.appointments;
  return appointments.empty() ? "" : invitee_label(appointments.back().invitee);  // the last to be forgotten
}

std::string details(const ShownSeries& shown, const Style& style) {
  const Series& series = shown.booking.series;
  std::string lines = style.reference(series.ref.value().str()) + "  series\n";
  lines += detail_row(style, "dates", fmt::format("{} in {}", repetition_label(shown), series.zone));
  lines += detail_row(style, "who", invitee_of(shown));
  lines += detail_row(style, "owner", series.owner.str());
  lines += detail_row(style, "booked", moment(series.created, shown.zone));
  return lines + lines_of(shown, style);
}

constexpr View<ShownSeries> view{.columns = columns, .lines = nullptr};  // the reports have lines of their own

struct ObjectOf {
  Object operator()(const ShownAppointment& it) const { return appointment_view.object(it); }
  Object operator()(const ShownSeries& it) const { return view.object(it); }
};

using Bookings = std::shared_ptr<const std::vector<ShownBooking>>;

// Calls `take` with each appointment, and the zone in which it is shown.
template <class Take>
void for_each_appointment(std::span<const ShownBooking> all, Take&& take) {
  for (const ShownBooking& each : all) {
    if (const auto* one = std::get_if<ShownAppointment>(&each)) {
      take(one->appointment, one->zone);
      continue;
    }
    const auto& series = std::get<ShownSeries>(each);
    for (const Appointment& one : series.booking.appointments) take(one, series.zone);
  }
}

bool is_series(const ShownBooking& shown) {
  return std::holds_alternative<ShownSeries>(shown);
}

// One object each, but a row and a reference for each appointment; the caller adds the text.
Report objects_report(const Bookings& all) {
  Report report;
  report.columns = appointment_view.tsv_columns();
  report.objects = [all](const TakeObject& take) {
    for (const ShownBooking& each : *all) take(std::visit(ObjectOf{}, each));
  };
  if (std::ranges::any_of(*all, is_series)) {
    report.rows = [all](const TakeObject& take) {
      for_each_appointment(*all, [&](const Appointment& each, const TimeZone& zone) {
        take(appointment_view.object({each, zone}));
      });
    };
  }
  report.quiet = [all] {
    std::string refs;
    for_each_appointment(*all, [&](const Appointment& each, const TimeZone&) {
      if (each.ref) refs += each.ref->str() + "\n";
    });
    return refs;
  };
  return report;
}

Object details_of(const ShownAppointment& shown) {
  Object object = appointment_view.object(shown);
  object.push_back({"partstat", shown.answered ? Value{name_of(*shown.answered)} : Value{}});
  return object;
}

std::vector<ShownAppointment> rows_of(std::span<const ShownBooking> all) {
  std::vector<ShownAppointment> rows;
  for (const ShownBooking& each : all) {
    if (const auto* one = std::get_if<ShownAppointment>(&each)) rows.push_back(*one);
    if (const auto* series = std::get_if<ShownSeries>(&each))
      std::ranges::copy(shown_in(series->zone, series->booking.appointments), std::back_inserter(rows));
  }
  return rows;
}

std::string lines_of_batch(const std::vector<ShownBooking>& all, const Style& style) {
  std::string lines = appointment_lines(OwnerColumn::shown)(rows_of(all), style);
  for (const ShownBooking& each : all) {
    const auto* series = std::get_if<ShownSeries>(&each);
    if (series == nullptr) continue;
    if (const auto& ref = series->booking.series.ref)
      lines += fmt::format("{}, {}  {}\n", ref->str(), repetition_label(*series), invitee_of(*series));
    lines += refused_lines(series->booking.series.refused, "Not booked: ", series->zone);
  }
  return lines;
}

Report appointments_of_batch(std::vector<ShownBooking> shown, std::string when_empty) {
  std::vector<ShownAppointment> rows;
  rows.reserve(shown.size());
  for (ShownBooking& each : shown) rows.push_back(std::get<ShownAppointment>(std::move(each)));
  return appointments_report(std::move(rows), OwnerColumn::shown, std::move(when_empty));
}

}  // namespace

std::int64_t appointments_in(const std::vector<ShownBooking>& bookings) {
  std::int64_t count = 0;
  for_each_appointment(bookings, [&](const Appointment&, const TimeZone&) { ++count; });
  return count;
}

Report booked_series_report(ShownSeries shown) {
  std::vector<ShownBooking> one;
  one.emplace_back(std::move(shown));
  const auto all = std::make_shared<const std::vector<ShownBooking>>(std::move(one));
  Report report = objects_report(all);
  report.shape = Report::Shape::single;
  report.text = [all](const Style& style) {
    const auto& series = std::get<ShownSeries>(all->front());
    const auto& ref = series.booking.series.ref;
    return fmt::format("{}, {}  {}\n", ref ? "Booked " + ref->str() : "Would book", repetition_label(series),
                       invitee_of(series)) +
           lines_of(series, style);
  };
  return report;
}

Report batch_report(std::vector<ShownBooking> shown, std::string when_empty) {
  if (std::ranges::none_of(shown, is_series)) return appointments_of_batch(std::move(shown), std::move(when_empty));
  const auto all = std::make_shared<const std::vector<ShownBooking>>(std::move(shown));
  Report report = objects_report(all);
  report.text = [all](const Style& style) { return lines_of_batch(*all, style); };
  return report;
}

Report details_report(std::vector<ShownBooking> shown, calendar::Instant now) {
  const auto all = std::make_shared<const std::vector<ShownBooking>>(std::move(shown));
  Report report = objects_report(all);
  report.objects = [all](const TakeObject& take) {
    for (const ShownBooking& each : *all) {
      const auto* one = std::get_if<ShownAppointment>(&each);
      take(one != nullptr ? details_of(*one) : std::visit(ObjectOf{}, each));
    }
  };
  if (report.rows)
    report.rows = [all](const TakeObject& take) {
      for (const ShownAppointment& each : rows_of(*all)) take(details_of(each));
    };
  if (all->size() == 1) report.shape = Report::Shape::single;
  report.text = [all, now](const Style& style) {
    std::string text;
    for (const ShownBooking& each : *all) {
      text += text.empty() ? "" : "\n";
      const auto* series = std::get_if<ShownSeries>(&each);
      text += series != nullptr ? details(*series, style) : details(std::get<ShownAppointment>(each), now, style);
    }
    return text;
  };
  return report;
}

std::vector<Key> details_keys() {
  std::vector<Key> keys = appointment_keys();
  keys.push_back({"partstat", Key::Kind::text});
  return keys;
}

std::vector<Key> series_keys() {
  return view.keys();
}

std::string refused_lines(const std::vector<RefusedDate>& refused, std::string_view lead, const TimeZone& zone) {
  std::string lines;
  for (const RefusedDate& each : refused) {
    const bool skipped = each.error == calendar::Code::skipped_time.name;
    lines += fmt::format("{}{}  {}\n", lead, moment(skipped ? each.time : zone.wall_time(each.span.start)), each.error);
  }
  return lines;
}

List refused_list(const std::vector<RefusedDate>& refused, const TimeZone& zone) {
  List list;
  for (const RefusedDate& each : refused) {
    list.emplace_back(Object{{"start", rfc3339(each.span.start, zone)},
                             {"end", rfc3339(each.span.end, zone)},
                             {"start_utc", rfc3339_utc(each.span.start)},
                             {"end_utc", rfc3339_utc(each.span.end)},
                             {"error", each.error},
                             {"message", each.message}});
  }
  return list;
}

}  // namespace calbook
