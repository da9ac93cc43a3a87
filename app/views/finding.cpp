#include "views/finding.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "output/flow.hpp"

namespace calbook {

namespace {

// "K7QD3F  alice  is at ...", or "journal_mode  the file has ...": whole, since nothing else tells it.
std::string lines_of(std::span<const DoctorFinding> found, const Style& style) {
  std::string lines;
  for (const DoctorFinding& each : found) {
    const std::string& subject = each.ref ? *each.ref : each.check;
    const std::string rest = each.ref ? fmt::format("  {}  {}", *each.owner, each.message) : "  " + each.message;
    lines += each.ref ? style.reference(subject) : subject;
    lines += flowed(rest, subject.size(), 4, style) + "\n";
  }
  return lines;
}

constexpr Column<DoctorFinding> columns[] = {
    {"check", [](const auto& it) { return it.check; }},
    {"ref", [](const auto& it) { return it.ref; }},
    {"owner", [](const auto& it) { return it.owner; }},
    {"message", [](const auto& it) { return it.message; }, Key::Kind::prose},
    {"fixed", [](const auto& it) { return it.fixed; }},
    {"file", [](const auto& it) { return it.file; }},
};

constexpr View<DoctorFinding> view{
    .columns = columns,
    .lines = lines_of,
    .quiet = [](const DoctorFinding& finding) { return finding.ref.value_or(""); },
};

}  // namespace

Report findings_report(std::vector<DoctorFinding> found, const std::string& file) {
  for (DoctorFinding& each : found) each.file = file;
  return list_report(std::move(found), view, fmt::format("No problems found in {}.", calendar::escaped(file)));
}

std::vector<Key> finding_keys() {
  return view.keys();
}

}  // namespace calbook
