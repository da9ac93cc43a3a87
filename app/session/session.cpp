#include "session/session.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/text.hpp"
#include "text/complaint.hpp"
#include "text/spelling.hpp"

namespace calbook {

using calendar::Code;
using calendar::Error;
using calendar::OwnerName;
using calendar::Store;
using calendar::TimeZone;

namespace {

constexpr const char* first_steps = "availability set mon-fri 09:00-17:00";

std::vector<std::string> texts(const std::vector<OwnerName>& names) {
  std::vector<std::string> out;
  for (const OwnerName& name : names) out.push_back(name.str());
  return out;
}

bool holds(const std::vector<OwnerName>& names, std::string_view wanted) {
  return std::ranges::any_of(names, [&](const OwnerName& name) { return name.str() == wanted; });
}

[[noreturn]] void throw_unknown(const OwnerName& name, const std::vector<OwnerName>& names) {
  const auto meant = closest(name.str(), texts(names));
  const Hint hint = names.empty() ? command_hint(fmt::format("{} --owner {}", first_steps, name.str()))
                    : meant       ? fmt::format("did you mean {}?", *meant)
                                  : Hint{fmt::format("the owners are {}", fmt::join(texts(names), ", "))};
  throw InputError{Code::unknown_owner, fmt::format("no owner is named '{}'", name.str()), hint};
}

}  // namespace

Session::Session(Context& context, Store::Access access)
    : context_{context},
      store_{std::make_shared<Store>(context.file(), access)},
      transaction_{*store_,
                   access == Store::Access::read ? Store::Transaction::Kind::read : Store::Transaction::Kind::write},
      calendar_{*store_} {}

Session::~Session() {
  if (!store_->must_be_closed()) context_.keep(store_);
}

OwnerName Session::known(const std::string& name) {
  const OwnerName wanted{name};
  if (!calendar_.has_owner(wanted)) throw_unknown(wanted, calendar_.owner_names());
  return wanted;
}

std::optional<OwnerName> Session::owner() {
  if (const auto named = context_.named_owner()) return known(*named);
  const std::vector<OwnerName> names = calendar_.owner_names();
  if (names.empty()) return std::nullopt;
  if (names.size() == 1) return names.front();
  const std::string login = context_.login_name();
  if (holds(names, login)) return OwnerName{login};
  throw InputError{Code::unknown_owner, "several owners are in the file, and none was named",
                   fmt::format("--owner NAME, one of {}", fmt::join(texts(names), ", "))};
}

OwnerName Session::required_owner() {
  if (const auto found = owner()) return *found;
  throw InputError{Code::unknown_owner, "there is no owner yet", command_hint(first_steps)};
}

OwnerName bookable(const std::optional<OwnerName>& owner) {
  if (owner) return *owner;
  throw InputError{Code::no_availability, "nobody can be booked: no owner has set hours yet",
                   command_hint(first_steps)};
}

OwnerName Session::owner_or_new() {
  if (const auto named = context_.named_owner()) return OwnerName{*named};
  if (const auto found = owner()) return *found;
  const std::string login = context_.login_name();
  try {
    return OwnerName{login};
  } catch (const Error&) {
    throw InputError{Code::invalid_name,
                     fmt::format("the login name '{}' cannot name an owner", calendar::excerpt(login)),
                     command_hint(fmt::format("{} --owner alice", first_steps))};
  }
}

TimeZone Session::zone(const std::optional<OwnerName>& owner) {
  if (const auto typed = context_.typed_zone()) return *typed;
  if (owner) return calendar_.zone(*owner);
  return *TimeZone::find("UTC");
}

void Session::commit(const std::string& done) {
  try {
    transaction_.commit();
  } catch (const Error& error) {
    if (error.code() != Code::undelivered) throw;
    throw Error{Code::undelivered, fmt::format("{}: {}", error.message(), done), error.remedy()};
  }
  context_.stored = done;
}

}  // namespace calbook
