// calbook service set|list|show|remove|rename

#include <fmt/format.h>

#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "commands/limit.hpp"
#include "commands/whose.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/usage.hpp"
#include "views/service.hpp"

namespace calbook {

using calendar::Minutes;
using calendar::OwnerName;
using calendar::Service;
using calendar::ServiceName;

namespace {

struct ServiceOptions {
  std::string name, new_name;
  bool all = false;
  std::string duration, step, buffer_before, buffer_after, notice, horizon, max_per_day, max_per_week;
  std::optional<int> notice_days;
  std::optional<std::string> title;
  bool closed = false;
  bool open = false;
};

bool is_none(const Words& words) {
  return words.lower() == "none";
}

calendar::ServiceChange change_of(const ServiceOptions& options) {
  calendar::ServiceChange change;
  if (!options.duration.empty()) {
    const Lengths lengths = parse_lengths(options.duration).value();
    change.duration = lengths.shortest;
    change.duration_max = lengths.longest;
  }
  if (!options.step.empty()) change.step = parse_duration(options.step).value();
  if (!options.buffer_before.empty()) change.buffer_before = parse_buffer(options.buffer_before).value();
  if (!options.buffer_after.empty()) change.buffer_after = parse_buffer(options.buffer_after).value();
  if (!options.notice.empty()) change.notice = parse_notice(options.notice).value();
  if (!options.horizon.empty())
    change.horizon = is_none(options.horizon) ? std::nullopt : std::optional{parse_horizon(options.horizon).value()};
  if (!options.max_per_day.empty()) change.max_per_day = parse_limit(options.max_per_day, "max-per-day", "a day");
  if (!options.max_per_week.empty()) change.max_per_week = parse_limit(options.max_per_week, "max-per-week", "a week");
  if (options.notice_days) change.notice_days = calendar::Days{*options.notice_days};
  if (options.title) change.title = is_none(*options.title) ? std::nullopt : options.title;
  if (options.closed && options.open) throw usage::not_both("--closed", "--open");
  if (options.closed || options.open) change.closed = options.closed;
  return change;
}

Report run_set(const ServiceOptions& options, Session& session) {
  const ServiceName name{options.name};
  const calendar::ServiceChange change = change_of(options);
  const calendar::Owner owner = session.required_owner();
  const Service service = session.calendar().set_service(owner, name, change, session.now());
  session.commit(fmt::format("the service {} is set", name.str()));
  return service_report(service, owner.name);
}

Report run_service_list(const ServiceOptions& options, Session& session) {
  Whose asked = whose(options.all, session);
  if (asked.all) asked.owners = session.calendar().owners();
  std::vector<ShownService> shown;
  for (const calendar::Owner& owner : asked.owners) {
    for (Service& service : session.calendar().services(owner)) shown.push_back({std::move(service), owner.name});
  }
  return services_report(std::move(shown), asked.column());
}

Report run_show(const ServiceOptions& options, Session& session) {
  const ServiceName name{options.name};
  const calendar::Owner owner = session.required_owner();
  return service_report(session.calendar().service(owner, name), owner.name);
}

Report run_rename(const ServiceOptions& options, Session& session) {
  const ServiceName name{options.name}, new_name{options.new_name};
  const calendar::Owner owner = session.required_owner();
  const Service service = session.calendar().rename_service(owner, name, new_name, session.now());
  session.commit(fmt::format("the service {} is now {}", name.str(), new_name.str()));
  return service_report(service, owner.name);
}

Report run_remove(const ServiceOptions& options, Session& session) {
  const ServiceName name{options.name};
  const calendar::Owner owner = session.required_owner();
  const auto change = session.calendar().remove_service(owner, name, session.now());
  session.commit(
      fmt::format("the service {} {}", name.str(), change.restored ? "has its initial rules again" : "is removed"));
  return removed_service_report(change, owner.name);
}

void add_name(Declaration& command, ServiceOptions& options) {
  command.argument("NAME", options.name, "1 to 32 of a-z, 0-9 and -");
}

}  // namespace

Run declare_service_set(Declaration& command) {
  auto options = std::make_shared<ServiceOptions>();
  add_name(command, *options);
  command.option("--duration", options->duration, "DURATION",
                 "Length of an appointment (60m); 30m..2h: the invitee chooses, in multiples of the shortest");
  command.option("--step", options->step, "DURATION", "Distance between the starts offered (the duration)");
  command.option("--buffer-before", options->buffer_before, "DURATION", "Kept free before it; 0m: none");
  command.option("--buffer-after", options->buffer_after, "DURATION", "Kept free after it; 0m: none");
  command.option("--notice", options->notice, "DURATION", "Earliest start from now on, e.g. 4h or 2d; 0m: none");
  command.option("--horizon", options->horizon, "DAYS", "Latest date, counted from today, e.g. 60d; or none");
  command.option("--max-per-day", options->max_per_day, "N", "Maximum number of its appointments on a date; or none");
  command.option("--max-per-week", options->max_per_week, "N", "The same from Monday to Sunday; or none");
  command.number("--notice-days", options->notice_days, {0, most_days},
                 "Earliest date, counted from today: 1 is tomorrow; 0: none");
  command.option("--title", options->title, "TEXT", "What people are shown for the name; or none");
  command.flag("--closed", options->closed, "Take no new bookings");
  command.flag("--open", options->open, "Take bookings again");
  return [options](Session& session) { return run_set(*options, session); };
}

Run declare_service_list(Declaration& command) {
  auto options = std::make_shared<ServiceOptions>();
  add_all_option(command, options->all);
  return [options](Session& session) { return run_service_list(*options, session); };
}

Run declare_service_rename(Declaration& command) {
  auto options = std::make_shared<ServiceOptions>();
  command.argument("OLD", options->name, "The service");
  command.argument("NEW", options->new_name, "1 to 32 of a-z, 0-9 and -");
  return [options](Session& session) { return run_rename(*options, session); };
}

Run declare_service_show(Declaration& command) {
  auto options = std::make_shared<ServiceOptions>();
  add_name(command, *options);
  return [options](Session& session) { return run_show(*options, session); };
}

Run declare_service_remove(Declaration& command) {
  auto options = std::make_shared<ServiceOptions>();
  add_name(command, *options);
  return [options](Session& session) { return run_remove(*options, session); };
}

}  // namespace calbook
