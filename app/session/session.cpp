#include "session/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "calendar/text.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/spelling.hpp"

namespace calbook {

using calendar::Code;
using calendar::Error;
using calendar::Owner;
using calendar::OwnerName;
using calendar::Store;
using calendar::TimeZone;

namespace {

constexpr const char* first_steps = "availability set mon-fri 09:00-17:00";

std::vector<std::string> names_of(const std::vector<Owner>& owners) {
  std::vector<std::string> names;
  for (const Owner& owner : owners) names.push_back(owner.name.str());
  return names;
}

bool reads(Access access) {
  return access == Access::read || access == Access::glance;
}

Store::Access store_access(Access access) {
  switch (access) {
    case Access::none: break;
    case Access::read: return Store::Access::read;
    case Access::glance: return Store::Access::glance;
    case Access::change: return Store::Access::change;
    case Access::create: return Store::Access::create;
  }
  throw std::logic_error{"a command looks at a file that it does not need"};
}

[[noreturn]] void throw_unknown(const OwnerName& name, const std::vector<std::string>& names) {
  const auto meant = closest(name.str(), names);
  const Hint hint = names.empty() ? command_hint(fmt::format("{} --owner {}", first_steps, name.str()))
                    : meant       ? fmt::format("did you mean {}?", *meant)
                                  : Hint{fmt::format("the owners are {}", fmt::join(names, ", "))};
  throw InputError{Code::unknown_owner, fmt::format("no owner is named '{}'", name.str()), hint};
}

OwnerName name_of_new_owner(const Invocation& invocation) {
  if (const auto named = invocation.named_owner()) return OwnerName{*named};
  const std::string login = invocation.login_name();
  try {
    return OwnerName{login};
  } catch (const Error&) {
    throw InputError{Code::invalid_name,
                     fmt::format("the login name '{}' cannot name an owner", calendar::excerpt(login)),
                     command_hint(fmt::format("{} --owner alice", first_steps))};
  }
}

}  // namespace

Session::OpenFile::OpenFile(const Invocation& invocation, Access access)
    : store{std::make_unique<Store>(invocation.file(), store_access(access), invocation.new_identity())},
      transaction{*store, reads(access) ? Store::Transaction::Kind::read : Store::Transaction::Kind::write,
                  invocation.now()},
      calendar{*store} {}

std::unique_ptr<Store> Session::separate_store() const {
  return std::make_unique<Store>(invocation_.file(), store_access(access_), invocation_.new_identity());
}

Session::~Session() {
  if (!open_) return;
  const bool leave_open = invocation_.ends_process() && !open_->store->must_be_closed();
  if (leave_open) static_cast<void>(open_->store.release());
}

calendar::Effect Session::rehearse_if(bool dry_run) {
  if (dry_run) access_ = Access::read;
  return dry_run ? calendar::Effect::rehearsal : calendar::Effect::real;
}

calendar::Calendar& Session::calendar() {
  if (!open_) open_.emplace(invocation_, access_);
  return open_->calendar;
}

Owner Session::known(const std::string& name) {
  const OwnerName wanted{name};
  if (auto found = calendar().find_owner(wanted)) return *std::move(found);
  throw_unknown(wanted, names_of(calendar().owners()));
}

void Session::must_be_of_typed_owner(std::string_view what, const OwnerName& owner) {
  if (invocation_.typed_owner() == owner.str()) return;  // who may be gone after an undoing
  const auto typed = typed_owner();
  if (!typed) return;
  throw InputError{Code::unknown_reference, fmt::format("{} is {}'s, not {}'s", what, owner.str(), typed->name.str()),
                   fmt::format("--owner {}, or leave --owner out", owner.str())};
}

std::optional<Owner> Session::likely_owner() {
  if (auto typed = typed_owner()) return typed;
  return usual_owner();
}

std::optional<Owner> Session::usual_owner() {
  if (const auto usual = invocation_.usual_owner()) return known(*usual);
  const std::vector<Owner> owners = calendar().owners();
  if (owners.size() == 1) return owners.front();
  const std::string login = invocation_.login_name();
  const auto own = std::ranges::find(owners, login, [](const Owner& owner) { return owner.name.str(); });
  return own == owners.end() ? std::optional<Owner>{} : *own;
}

std::optional<Owner> Session::owner() {
  if (auto likely = likely_owner()) return likely;
  const std::vector<Owner> owners = calendar().owners();
  if (owners.empty()) return std::nullopt;
  throw InputError{Code::unknown_owner, "this file has several owners: choose one",
                   fmt::format("--owner NAME, one of {}", fmt::join(names_of(owners), ", "))};
}

std::vector<Owner> Session::owners() {
  const std::string& typed = invocation_.options.owner;
  std::vector<Owner> found;
  if (typed.find(',') == typed.npos) {
    if (auto only = owner()) found.push_back(*std::move(only));
    return found;
  }
  for (const std::string_view name : split(typed, ',')) {
    Owner named = known(std::string{name});
    if (std::ranges::find(found, named.name, &Owner::name) == found.end()) found.push_back(std::move(named));
  }
  return found;
}

std::optional<Owner> Session::typed_owner() {
  const auto typed = invocation_.typed_owner();
  return typed ? known(*typed) : std::optional<Owner>{};
}

Owner Session::required_owner() {
  if (auto found = owner()) return *std::move(found);
  throw InputError{Code::unknown_owner, "there is no owner yet", command_hint(first_steps)};
}

Owner bookable(const std::optional<Owner>& owner) {
  if (owner) return *owner;
  throw InputError{Code::no_availability, "nobody can be booked: no owner has set hours yet",
                   command_hint(first_steps)};
}

NewOwner new_owner(const Invocation& invocation) {
  const auto zone = invocation.typed_zone();
  return {name_of_new_owner(invocation), zone ? *zone : invocation.system_zone()};
}

Owner Session::owner_or_new(calendar::Effect effect) {
  const auto named = invocation_.named_owner();
  if (const auto found = named ? calendar().find_owner(OwnerName{*named}) : owner()) return *found;
  const auto [name, zone] = new_owner(invocation_);
  return calendar().add_owner(name, zone, now(), effect);
}

TimeZone Session::zone(const std::optional<Owner>& owner) {
  if (const auto typed = invocation_.typed_zone()) return *typed;
  return owner ? owner->time_zone() : *TimeZone::find("UTC");
}

TimeZone Session::zone(const OwnerName& owner) {
  if (const auto typed = invocation_.typed_zone()) return *typed;
  return calendar().owner(owner).time_zone();
}

void Session::commit(std::string done) {
  begins_to_store();
  try {
    open_.value().transaction.commit();
  } catch (const Error& error) {
    stored_.perhaps = error.code() == Code::undelivered;
    if (!stored_.perhaps) throw;
    throw Error{Code::undelivered, fmt::format("{}: {}", error.message(), done), error.remedy()};
  }
  has_stored(std::move(done));
}

}  // namespace calbook
