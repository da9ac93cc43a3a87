#include "views/ambiguity.hpp"

#include <algorithm>
#include <array>

namespace calbook {

std::string match_lines(const Ambiguity& ambiguity) {
  const auto& matches = ambiguity.matches();
  const auto owner_of = [](const ShownAppointment& shown) { return shown.appointment.owner; };
  const bool one_owner = std::ranges::adjacent_find(matches, std::ranges::not_equal_to{}, owner_of) == matches.end();
  const Report report = appointments_report(matches, one_owner ? OwnerColumn::hidden : OwnerColumn::shown, {});
  std::string lines;
  for (const char c : report.text(Style{Style::Use::plain})) {
    if (lines.empty() || lines.back() == '\n') lines += "  ";
    lines += c;
  }
  return lines;
}

List match_list(const Ambiguity& ambiguity) {
  constexpr std::array<std::string_view, 4> keys{"ref", "owner", "start", "name"};
  List list;
  for (const ShownAppointment& shown : ambiguity.matches()) {
    Object object = appointment_view.object(shown);
    std::erase_if(object, [&](const Member& member) { return std::ranges::find(keys, member.key) == keys.end(); });
    list.emplace_back(std::move(object));
  }
  return list;
}

}  // namespace calbook
