#pragma once

#include "calendar/calendar.hpp"
#include "views/picture.hpp"
#include "views/view.hpp"

namespace calbook {

/// A day of an owner, with the slots of a service, and the zone in which it is shown.
struct ShownDay {
  calendar::Day day;
  calendar::OwnerName owner;
  calendar::Service service;
  calendar::TimeZone zone;
};

/// For others' eyes: says when time is taken, but not by whom and what for.
ShownDay without_names(ShownDay shown);

/// A picture for people, and the days for programs.
Report day_report(std::vector<ShownDay> days, const Look& look);    ///< One owner's day, or several's of a date.
Report week_report(std::vector<ShownDay> days, const Look& look);   ///< An owner's, from Monday on.
Report month_report(std::vector<ShownDay> days, const Look& look);  ///< An owner's, from the first on.

// The pictures.
std::string day_lines(std::span<const ShownDay> days, const Look& look, const Style& style);
std::string week_lines(std::span<const ShownDay> days, const Look& look, const Style& style);
std::string month_lines(std::span<const ShownDay> days, const Look& look, const Style& style);

/// What of a day has to be seen: the hours, the appointments, and busy time that begins and ends on the date. Time
/// off for days does not make pictures longer.
std::vector<calendar::Interval> seen_spans(const calendar::Day& day);
/// "Europe/Berlin, +01:00"; both offsets where the clock changes in these days.
Phrase zone_phrase(std::span<const ShownDay> days);
/// "[checkup]"; nothing for the default service.
void add_service(std::vector<Phrase>& head, const calendar::Service& service);
/// "closed", "-" or "2": what there is under a day.
std::string free_label(const calendar::Day& day);

/// The keys of the objects.
std::vector<Key> day_keys();

}  // namespace calbook
