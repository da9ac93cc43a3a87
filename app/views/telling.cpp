#include "views/telling.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"

namespace calbook {

using calendar::Owner;
using calendar::Telling;
using calendar::TellingEvent;

namespace {

// As it can be typed.
std::string lead_label(calendar::Minutes lead) {
  constexpr int hour = 60, day = 24 * hour;
  const auto minutes = lead.count();
  if (minutes % day == 0 && minutes > day) return fmt::format("{}d", minutes / day);
  return minutes % hour == 0 ? fmt::format("{}h", minutes / hour) : fmt::format("{}m", minutes);
}

std::vector<std::string> words_of(const Telling& telling) {
  std::vector<std::string> words;
  for (const auto event : {TellingEvent::booked, TellingEvent::moved, TellingEvent::cancelled}) {
    if (telling.tells(event)) words.emplace_back(name_of(event));
  }
  for (const calendar::Lead& lead : telling.leads) words.push_back(lead_label(lead.before));
  return words;
}

List list_of(const Telling& telling) {
  List list;
  for (std::string& word : words_of(telling)) list.emplace_back(std::move(word));
  return list;
}

std::string from_label(const Owner& owner) {
  const auto& address = owner.telling.from ? owner.telling.from : owner.email;
  return address ? calendar::escaped(*address) : "no address";
}

std::string lines_of(std::span<const Owner> all, const Style& style) {
  std::string lines;
  for (const Owner& owner : all) {
    lines += style.painted(owner.name.str(), Paint::strong) + "\n";
    lines += fmt::format("  invitees are told   {}\n", telling_label(owner.telling.invitee));
    lines += fmt::format("  the owner is told   {}\n", telling_label(owner.telling.owner));
    if (owner.telling.tell()) lines += fmt::format("  messages come from  {}\n", from_label(owner));
  }
  return lines;
}

constexpr Column<Owner> columns[] = {
    {"owner", [](const auto& it) { return it.name.str(); }},
    {"invitee", [](const auto& it) { return list_of(it.telling.invitee); }},
    {"owner_gets", [](const auto& it) { return list_of(it.telling.owner); }},
    {"from", [](const auto& it) { return it.telling.from; }},
};

constexpr View<Owner> view{.columns = columns, .lines = lines_of};

}  // namespace

std::string telling_label(const Telling& telling) {
  const auto words = words_of(telling);
  return words.empty() ? "nothing" : fmt::format("{}", fmt::join(words, ", "));
}

std::string telling_label(const calendar::TellingRules& rules) {
  return fmt::format("invitees {}; the owner {}", telling_label(rules.invitee), telling_label(rules.owner));
}

Report telling_report(Owner owner) {
  return single_report(std::move(owner), view);
}

Report tellings_report(std::vector<Owner> owners) {
  return list_report(std::move(owners), view, "There is no owner yet.");
}

std::vector<Key> telling_keys() {
  return view.keys();
}

}  // namespace calbook
