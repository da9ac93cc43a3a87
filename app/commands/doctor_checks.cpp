#include "commands/doctor_checks.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <memory>

#include "calendar/calendar_file.hpp"
#include "calendar/text.hpp"
#include "text/scanner.hpp"
#include "text/time_text.hpp"
#include "views/calendar.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::CalendarFile;
using calendar::Effect;
using calendar::Fix;
using calendar::Instant;
using calendar::Shift;
using calendar::TimeZone;

namespace {

DoctorFinding shift_finding(const Shift& shift, Effect effect) {
  const TimeZone zone = *TimeZone::find(shift.before.zone);
  const bool fixed = shift.possible && effect == Effect::real;
  const std::string was = moment(shift.before.span.start, zone);
  const std::string is = moment(shift.after.span.start, zone);
  const std::string message = !shift.possible ? fmt::format("is at {}, and cannot move to {}: it is taken", was, is)
                              : fixed         ? fmt::format("moved from {} to {}", was, is)
                                              : fmt::format("is at {}, but was made for {}", was, is);
  return {"shifted", shift.before.ref->str(), shift.before.owner.str(), message, fixed};
}

// Nobody can tell whether it has shifted.
DoctorFinding missing_zone_finding(const Appointment& appointment) {
  return {
      "zone_data", appointment.ref->str(), appointment.owner.str(),
      fmt::format("was made in {}, which is missing from this system's zone data", calendar::excerpt(appointment.zone)),
      false};
}

// Nobody can tell whether appointments lie outside the hours.
DoctorFinding missing_zone_finding(const calendar::Owner& owner) {
  return {"zone_data", std::nullopt, owner.name.str(),
          fmt::format("{}, the zone of {}, is missing from this system's zone data", calendar::excerpt(owner.zone),
                      owner.name.str()),
          false};
}

// The year of "# version 2025b", the first line of tzdata.zi; empty where there is no such file.
std::optional<int> year_of_zone_data(const std::filesystem::path& folder) {
  const std::string path = (folder / "tzdata.zi").string();
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;  // opening a pipe would block
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "re"), std::fclose};
  std::array<char, 64> line{};
  if (!file || std::fgets(line.data(), static_cast<int>(line.size()), file.get()) == nullptr) return std::nullopt;
  Scanner scanner{line.data()};
  if (!scanner.take("# version ")) return std::nullopt;
  return scanner.take_number(4, 4);
}

}  // namespace

void look_at_zone_data(std::vector<DoctorFinding>& found, const std::filesystem::path& folder, Instant now) {
  // Zone data are updated several times a year.
  constexpr int years_that_pass = 2;
  const std::chrono::year_month_day today{std::chrono::floor<calendar::Days>(now)};
  const auto year = year_of_zone_data(folder);
  if (!year || static_cast<int>(today.year()) - *year < years_that_pass) return;
  found.push_back({"zone_data", std::nullopt, std::nullopt,
                   fmt::format("the zone data in {} are from {}: update the package tzdata",
                               calendar::escaped(folder.string()), *year),
                   false});
}

bool is_there(std::vector<DoctorFinding>& found, const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::status(file, error).type() != std::filesystem::file_type::not_found) return true;
  found.push_back(
      {"file", std::nullopt, std::nullopt, fmt::format("{} does not exist", calendar::escaped(file.string())), false});
  return false;
}

void look_at_file(std::vector<DoctorFinding>& found, const std::filesystem::path& file, Effect effect) {
  const Fix fix = effect == Effect::real ? Fix::lossless : Fix::nothing;
  for (const calendar::Finding& each : CalendarFile{file}.verify(fix))
    found.push_back({std::string{each.check}, std::nullopt, std::nullopt, each.message, each.fixed});
}

void look_at_calendars(std::vector<DoctorFinding>& found, Session& session, Instant now) {
  for (const calendar::ForeignCalendar& each : session.calendar().foreign_calendars()) {
    if (!is_old(each, now)) continue;
    const TimeZone zone = TimeZone::find(session.calendar().owner(each.owner).zone).value_or(*TimeZone::find("UTC"));
    found.push_back({"calendar", std::nullopt, each.owner.str(), age_sentence(each, zone), false});
  }
}

void look_at_appointments(std::vector<DoctorFinding>& found, Session& session, Instant now, Effect effect) {
  for (const Shift& shift : session.calendar().follow_clocks(now, effect))
    found.push_back(shift_finding(shift, effect));
  for (const calendar::Listed& each : session.calendar().upcoming({}, now)) {
    if (!TimeZone::find(each.appointment.zone)) found.push_back(missing_zone_finding(each.appointment));
  }
  for (const calendar::Owner& owner : session.calendar().owners()) {
    if (!TimeZone::find(owner.zone)) {
      found.push_back(missing_zone_finding(owner));
      continue;
    }
    const TimeZone zone = session.zone(owner);
    for (const Appointment& appointment : session.calendar().stranded(owner, now)) {
      found.push_back({"outside_availability", appointment.ref->str(), owner.name.str(),
                       fmt::format("lies outside the hours: {}", span_label(appointment.span, zone)), false});
    }
  }
}

}  // namespace calbook
