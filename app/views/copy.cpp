#include "views/copy.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "text/time_text.hpp"

namespace calbook {

namespace {

// "FILE: 2 owners, 31 appointments".
std::string label_of(const ShownCopy& copy) {
  return fmt::format("{}: {}, {}", calendar::escaped(copy.file), counted(copy.contents.owners, "owner"),
                     counted(copy.contents.appointments, "appointment"));
}

std::string backup_lines(std::span<const ShownCopy> copies, const Style&) {
  std::string lines;
  for (const ShownCopy& copy : copies) lines += backed_up_sentence(copy) + "\n";
  return lines;
}

std::string restore_lines(std::span<const ShownCopy> copies, const Style&) {
  std::string lines;
  for (const ShownCopy& copy : copies) {
    lines += restored_sentence(copy) + "\n";
    if (copy.kept) lines += fmt::format("The replaced file is kept as {}\n", calendar::escaped(copy.kept->string()));
  }
  return lines;
}

constexpr Column<ShownCopy> columns[] = {
    {"file", [](const auto& it) { return it.file; }},
    {"owners", [](const auto& it) { return it.contents.owners; }},
    {"appointments", [](const auto& it) { return it.contents.appointments; }},
    {"kept", [](const auto& it) { return it.kept ? Value{it.kept->string()} : Value{}; }},
};

constexpr View<ShownCopy> restore_view{.columns = columns, .lines = restore_lines};
constexpr View<ShownCopy> backup_view{.columns = restore_view.columns.first(3), .lines = backup_lines};

}  // namespace

std::string backed_up_sentence(const ShownCopy& copy) {
  return "Backed up to " + label_of(copy);
}

std::string restored_sentence(const ShownCopy& copy) {
  return "Restored " + label_of(copy);
}

Report backup_report(ShownCopy copy) {
  return single_report(std::move(copy), backup_view);
}

Report restore_report(ShownCopy copy) {
  return single_report(std::move(copy), restore_view);
}

std::vector<Key> backup_keys() {
  return backup_view.keys();
}

std::vector<Key> restore_keys() {
  return restore_view.keys();
}

}  // namespace calbook
