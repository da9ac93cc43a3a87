#include "views/owner.hpp"

#include <fmt/format.h>

#include <array>

#include "calendar/text.hpp"
#include "output/one_line.hpp"
#include "output/table.hpp"
#include "text/time_text.hpp"
#include "views/telling.hpp"

namespace calbook {

using calendar::escaped;
using calendar::OwnerSummary;

namespace {

std::string name_of(const ShownOwner& shown) {
  return shown.summary.owner.name.str();
}

std::string limit_label(const calendar::Owner& owner) {
  return owner.max_per_day ? fmt::format("at most {} a day", *owner.max_per_day) : "";
}

constexpr Track tracks[] = {
    {.paint = Paint::strong},  // name
    {.fit = Track::Fit::cut},  // zone
    {},                        // how many appointments
    {.fit = Track::Fit::cut},  // title
    {},                        // the limit
};

std::string lines_of(std::span<const ShownOwner> all, const Style& style) {
  Table table{tracks};
  for (const auto& [summary, stranded] : all) {
    std::array<std::string, std::size(tracks)> row{
        summary.owner.name.str(), escaped(summary.owner.zone), counted(summary.appointments, "appointment"),
        one_line(summary.owner.title.value_or("")), limit_label(summary.owner)};
    table.add(row);
  }
  return table.lines(style);
}

constexpr Column<ShownOwner> columns[] = {
    {"name", [](const auto& it) { return name_of(it); }},
    {"tz", [](const auto& it) { return it.summary.owner.zone; }},
    {"appointments", [](const auto& it) { return it.summary.appointments; }},
    {"title", [](const auto& it) { return it.summary.owner.title; }},
    {"email", [](const auto& it) { return it.summary.owner.email; }},
    {"max_per_day", [](const auto& it) { return it.summary.owner.max_per_day; }},
    {"answer", [](const auto& it) { return it.summary.owner.answered; }},
    {"stranded", [](const auto& it) { return appointment_view.list(it.stranded); }},
};

constexpr View<ShownOwner> changed_view{.columns = columns, .lines = lines_of, .quiet = name_of};
constexpr View<ShownOwner> view{.columns = changed_view.columns.first(7), .lines = lines_of, .quiet = name_of};

}  // namespace

std::string owner_label(const calendar::Owner& owner) {
  std::string label = fmt::format("{} ({})", owner.name.str(), escaped(owner.zone));
  if (owner.title) label += ", " + one_line(*owner.title);
  if (owner.email) label += ", " + escaped(*owner.email);
  if (owner.max_per_day) label += ", " + limit_label(owner);
  if (owner.answered) label += ", answers " + escaped(*owner.answered);
  if (owner.telling.tell()) label += ", tells " + telling_label(owner.telling);
  return label;
}

Object owner_object(const calendar::Owner& owner) {
  return {{"name", owner.name.str()},
          {"tz", owner.zone},
          {"title", owner.title ? Value{*owner.title} : Value{}},
          {"email", owner.email ? Value{*owner.email} : Value{}},
          {"max_per_day", owner.max_per_day ? Value{*owner.max_per_day} : Value{}},
          {"answer", owner.answered ? Value{*owner.answered} : Value{}}};
}

Report owners_report(std::vector<OwnerSummary> owners) {
  std::vector<ShownOwner> shown;
  for (OwnerSummary& summary : owners) shown.push_back({std::move(summary)});
  return list_report(std::move(shown), view, no_owners_yet);
}

Report owner_report(OwnerSummary summary, std::string sentence) {
  Report report = single_report(ShownOwner{std::move(summary)}, view);
  report.text = [text = std::move(sentence) + "\n"](const Style&) { return text; };
  return report;
}

Report changed_owner_report(ShownOwner shown, std::string sentence) {
  Report report = single_report(shown, changed_view);
  report.text = [text = std::move(sentence) + "\n", stranded = std::move(shown.stranded)](const Style& style) {
    return text + still_booked_lines("Still booked, outside these hours:", stranded, style);
  };
  return report;
}

std::vector<Key> owner_keys() {
  return view.keys();
}

std::vector<Key> changed_owner_keys() {
  return changed_view.keys();
}

}  // namespace calbook
