#include "views/service.hpp"

#include <fmt/format.h>

#include <array>

#include "output/one_line.hpp"
#include "output/table.hpp"
#include "text/time_text.hpp"
#include "views/owner.hpp"

namespace calbook {

using calendar::OwnerName;
using calendar::Service;

namespace {

constexpr Track tracks[] = {
    {.fit = Track::Fit::cut},  // owner
    {.paint = Paint::strong},  // name
    {.fit = Track::Fit::cut},  // rules
    {.fit = Track::Fit::cut},  // title
};

std::string lines_of(std::span<const ShownService> all, OwnerColumn owners, const Style& style) {
  Table table{tracks};
  for (const auto& [service, owner] : all) {
    std::array<std::string, std::size(tracks)> row{owners == OwnerColumn::shown ? owner.str() : "", service.name.str(),
                                                   rules_label(service), one_line(service.title.value_or(""))};
    table.add(row);
  }
  return table.lines(style);
}

std::string lines_of_one(std::span<const ShownService> all, const Style& style) {
  return lines_of(all, OwnerColumn::hidden, style);
}

std::string lines_with_owner(std::span<const ShownService> all, const Style& style) {
  return lines_of(all, OwnerColumn::shown, style);
}

constexpr Column<ShownService> columns[] = {
    {"name", [](const auto& it) { return it.service.name.str(); }},
    {"owner", [](const auto& it) { return it.owner.str(); }},
    {"duration", [](const auto& it) { return it.service.duration.count(); }},
    {"step", [](const auto& it) { return it.service.step_or_duration().count(); }},
    {"buffer_before", [](const auto& it) { return it.service.buffer_before.count(); }},
    {"buffer_after", [](const auto& it) { return it.service.buffer_after.count(); }},
    {"notice", [](const auto& it) { return it.service.notice.count(); }},
    {"horizon", [](const auto& it) { return it.service.horizon ? Value{it.service.horizon->count()} : Value{}; },
     Key::Kind::number},
    {"max_per_day", [](const auto& it) { return it.service.max_per_day; }},
    {"duration_max",
     [](const auto& it) { return it.service.duration_max ? Value{it.service.duration_max->count()} : Value{}; },
     Key::Kind::number},
    {"notice_days", [](const auto& it) { return it.service.notice_days.count(); }},
    {"max_per_week", [](const auto& it) { return it.service.max_per_week; }},
    {"title", [](const auto& it) { return it.service.title; }},
    {"closed", [](const auto& it) { return it.service.closed; }},
};

constexpr View<ShownService> view{
    .columns = columns,
    .lines = lines_of_one,
    .quiet = [](const ShownService& shown) { return shown.service.name.str(); },
};

}  // namespace

std::string rules_label(const Service& service) {
  std::string rules = length_label(service.duration);
  if (service.duration_max) rules += " to " + length_label(*service.duration_max);
  if (service.step_or_duration() != service.duration) rules += ", every " + length_label(*service.step);
  if (service.buffer_before.count() > 0) rules += ", " + length_label(service.buffer_before) + " free before";
  if (service.buffer_after.count() > 0) rules += ", " + length_label(service.buffer_after) + " free after";
  if (service.notice.count() > 0) rules += ", notice " + length_label(service.notice);
  if (service.notice_days.count() > 0) rules += ", notice " + counted(service.notice_days.count(), "date");
  if (service.horizon) rules += fmt::format(", up to {} ahead", counted(service.horizon->count(), "day"));
  if (service.max_per_day) rules += fmt::format(", at most {} a day", *service.max_per_day);
  if (service.max_per_week) rules += fmt::format(", at most {} a week", *service.max_per_week);
  if (service.closed) rules += ", closed";
  return rules;
}

Object service_object(const Service& service, const OwnerName& owner) {
  return view.object({service, owner});
}

Report services_report(std::vector<ShownService> services, OwnerColumn owners) {
  return list_report(std::move(services), view, no_owners_yet,
                     owners == OwnerColumn::shown ? Lines<ShownService>{lines_with_owner} : Lines<ShownService>{});
}

Report service_report(const Service& service, const OwnerName& owner) {
  return single_report(ShownService{service, owner}, view);
}

Report removed_service_report(const calendar::RemovedService& change, const OwnerName& owner) {
  Report report = service_report(change.removed, owner);
  const ShownService shown{change.restored.value_or(change.removed), owner};
  report.text = [shown, what = change.restored ? "Restored the initial rules of " : "Removed "](const Style& style) {
    return what + lines_of_one({&shown, 1}, style.uncut());
  };
  return report;
}

std::vector<Key> service_keys() {
  return view.keys();
}

}  // namespace calbook
