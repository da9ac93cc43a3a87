#include "views/ics.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"

namespace calbook {

namespace {

std::string deed_of(const ShownIcsFile& shown) {
  return shown.deed == ShownIcsFile::Deed::written ? "written" : "removed";
}

std::string lines_of(std::span<const ShownIcsFile> files, const Style&) {
  std::string lines;
  for (const ShownIcsFile& each : files) lines += fmt::format("{}  {}\n", deed_of(each), calendar::escaped(each.file));
  return lines;
}

constexpr Column<ShownIcsFile> columns[] = {
    {"file", [](const auto& it) { return it.file; }},
    {"uid", [](const auto& it) { return it.uid; }},
    {"done", [](const auto& it) { return deed_of(it); }},
};

constexpr View<ShownIcsFile> view{.columns = columns, .lines = lines_of};

}  // namespace

Report calendar_report(std::string bytes) {
  const auto all = std::make_shared<const std::string>(std::move(bytes));
  Report report;
  report.quiet = [all] { return *all; };
  report.text = [all](const Style&) { return *all; };
  return report;
}

Report ics_files_report(std::vector<ShownIcsFile> files) {
  return list_report(std::move(files), view, "Nothing has changed.");
}

std::vector<Key> ics_file_keys() {
  return view.keys();
}

}  // namespace calbook
