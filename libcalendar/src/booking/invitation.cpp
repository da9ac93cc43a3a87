#include "calendar/invitation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

template <class Each>
void for_each_in_list(std::string_view list, Each each) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    each(trimmed(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

// "@example.org" has all addresses of the domain.
bool covers(std::string_view entry, std::string_view address) {
  if (!entry.starts_with('@')) return same_address(entry, address);
  return address.size() > entry.size() && same_address(entry, address.substr(address.size() - entry.size()));
}

void require_answered(const Owner& owner, const std::string& address) {
  bool found = false;
  for_each_in_list(owner.answered.value_or(""),
                   [&](std::string_view entry) { found = found || covers(entry, address); });
  if (found) return;
  throw not_invited(fmt::format("{} is not among those whom {} answers", excerpt(address), owner.name.str()),
                    {Remedy::Kind::set_answered, owner.name.str()});
}

void require_sender(const std::string& address, std::string_view did, const Delivery& delivery,
                    std::string_view writes_for_them = {}) {
  const auto& from = delivery.from;
  if (from.size() != 1) throw not_invited(fmt::format("it is from {} addresses, not from one", from.size()));
  if (same_address(from.front(), address)) return;
  if (!writes_for_them.empty() && same_address(from.front(), writes_for_them)) return;
  throw not_invited(fmt::format("it is from {}, but {} by {}", excerpt(from.front()), did, excerpt(address)));
}

const char* what_instead_of_request(Invitation::Method method) {
  using Method = Invitation::Method;
  switch (method) {
    case Method::request:
    case Method::cancel: return nullptr;
    case Method::publish: return "it only publishes an event (METHOD:PUBLISH)";
    case Method::reply:
    case Method::counter: return "it is an answer, not an invitation";
    case Method::add: return "it only adds dates to an event (METHOD:ADD)";
    case Method::refresh: return "it asks for an event, and invites to none (METHOD:REFRESH)";
    case Method::decline_counter: return "it declines another time, and invites to none (METHOD:DECLINECOUNTER)";
    case Method::none: return "it is an event, but asks for no answer (no METHOD)";
    case Method::other: return "its METHOD is unknown";
  }
  return nullptr;
}

void require_attendee(const Owner& owner, const Invitation& invitation) {
  if (!owner.email)
    throw not_invited(fmt::format("{} has no address to which an invitation could go", owner.name.str()),
                      {Remedy::Kind::set_address, owner.name.str()});
  if (!can_be_mailed(*owner.email))
    throw not_invited(fmt::format("'{}' is no address to answer from", excerpt(*owner.email)),
                      {Remedy::Kind::set_address, owner.name.str()});
  if (same_address(invitation.organizer->address, *owner.email))
    throw not_invited(fmt::format("{} organizes it", owner.name.str()));
  if (invitation.method == Invitation::Method::cancel) return;
  const bool invited = std::ranges::any_of(
      invitation.attendees, [&](const Participant& each) { return same_address(each.address, *owner.email); });
  if (!invited) throw not_invited(fmt::format("it does not invite {}", *owner.email));
}

}  // namespace

Error not_invited(const std::string& why, Remedy remedy) {
  return {Code::not_invited, "not answered: " + why, std::move(remedy)};
}

bool same_address(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, lower, lower);
}

std::string validated_answered(std::string_view list) {
  std::vector<std::string> entries;
  for_each_in_list(list, [&](std::string_view entry) {
    std::string whose{entry};
    std::ranges::transform(whose, whose.begin(), lower);
    validated_email(whose.starts_with('@') ? "any" + whose : whose);
    if (std::ranges::find(entries, whose) == entries.end()) entries.push_back(std::move(whose));
  });
  std::string text = fmt::format("{}", fmt::join(entries, ","));
  validate_text("answer", text, limits::answered);
  return text;
}

void require_invited(const Owner& owner, const Invitation& invitation, const std::optional<Delivery>& delivery) {
  if (const char* instead = what_instead_of_request(invitation.method)) throw not_invited(instead);
  if (!invitation.organizer) throw not_invited("it does not say who organizes it");
  if (!can_be_mailed(invitation.organizer->address))
    throw not_invited(fmt::format("'{}' is no address to answer to", excerpt(invitation.organizer->address)));
  if (delivery && delivery->automatic) throw not_invited(*delivery->automatic);
  const Participant& organizer = *invitation.organizer;
  if (delivery) require_sender(organizer.address, "organized", *delivery, organizer.sent_by);
  require_attendee(owner, invitation);
  require_answered(owner, invitation.organizer->address);
  if (delivery) require_answered(owner, delivery->from.front());
  if (invitation.unclear) throw not_invited(*invitation.unclear);
}

// Nothing is sent for it, so that it may come from a program, as calendars send it.
void require_reply(const Invitation& reply, const std::optional<Delivery>& delivery) {
  if (reply.unclear) throw not_invited(*reply.unclear);
  if (reply.attendees.empty()) throw not_invited("it does not say who answers");
  const Participant& who = reply.attendees.front();
  const auto is_other = [&](const Participant& each) {
    return !same_address(each.address, who.address) || each.answered != who.answered;
  };
  if (std::ranges::any_of(reply.attendees, is_other)) throw not_invited("it has the answers of several");
  if (delivery) require_sender(who.address, "answered", *delivery);
  if (reply.method == Invitation::Method::reply && !who.answered)
    throw not_invited("it neither accepts nor declines (PARTSTAT)");
}

std::string_view name_of(Participation participation) {
  constexpr std::array<std::string_view, 3> names{"accepted", "tentative", "declined"};
  return names.at(static_cast<std::size_t>(participation));
}

std::string_view name_of(InvitationAnswer::Kind kind) {
  constexpr std::array<std::string_view, 9> names{"accepted",  "tentative", "declined", "countered", "updated",
                                                  "cancelled", "repeated",  "noted",    "proposed"};
  return names.at(static_cast<std::size_t>(kind));
}

}  // namespace calendar
