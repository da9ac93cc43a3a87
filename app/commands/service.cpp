// calbook service set|list|show|remove

#include <fmt/format.h>

#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "views/objects.hpp"

namespace calbook {

using calendar::Minutes;
using calendar::OwnerName;
using calendar::Service;
using calendar::ServiceName;

namespace {

struct ServiceOptions {
  std::string name;
  std::string duration, step, buffer_before, buffer_after, notice, horizon, max_per_day;
};

bool is_none(std::string_view text) {
  return lower(trimmed(text)) == "none";
}

int parse_limit(std::string_view text) {
  const std::string word{trimmed(text)};
  Scanner scanner{word};
  const auto number = scanner.take_number(1, 4);
  if (number && *number >= 1 && scanner.done()) return *number;
  throw InputError{calendar::Code::invalid_input, fmt::format("'{}' is no number of appointments a day", word),
                   "--max-per-day 5, or none", "max-per-day"};
}

calendar::ServiceChange change_of(const ServiceOptions& options) {
  calendar::ServiceChange change;
  if (!options.duration.empty()) change.duration = parse_duration(options.duration);
  if (!options.step.empty()) change.step = parse_duration(options.step);
  if (!options.buffer_before.empty()) change.buffer_before = parse_buffer(options.buffer_before);
  if (!options.buffer_after.empty()) change.buffer_after = parse_buffer(options.buffer_after);
  if (!options.notice.empty()) change.notice = parse_notice(options.notice);
  if (!options.horizon.empty())
    change.horizon = is_none(options.horizon) ? std::nullopt : std::optional{parse_horizon(options.horizon)};
  if (!options.max_per_day.empty())
    change.max_per_day = is_none(options.max_per_day) ? std::nullopt : std::optional{parse_limit(options.max_per_day)};
  return change;
}

std::string length_label(Minutes minutes) {
  const auto count = minutes.count();
  if (count % 1440 == 0 && count > 1440) return fmt::format("{} d", count / 1440);
  if (count % 60 == 0) return fmt::format("{} h", count / 60);
  return fmt::format("{} min", count);
}

// "consult  30 min, every 15 min, 10 min free before and 5 min after, ..."
std::string service_line(const Service& service, std::size_t name_width) {
  std::string line = fmt::format("{:<{}}  {}", service.name.str(), name_width, length_label(service.duration));
  if (service.step_or_duration() != service.duration) line += ", every " + length_label(*service.step);
  if (service.buffer_before.count() > 0) line += ", " + length_label(service.buffer_before) + " free before";
  if (service.buffer_after.count() > 0) line += ", " + length_label(service.buffer_after) + " free after";
  if (service.notice.count() > 0) line += ", notice " + length_label(service.notice);
  if (service.horizon) line += fmt::format(", up to {} d ahead", service.horizon->count());
  if (service.max_per_day) line += fmt::format(", at most {} a day", *service.max_per_day);
  return line + "\n";
}

Report services_report(const std::vector<Service>& services, const std::optional<OwnerName>& owner) {
  Report report;
  report.columns = service_columns;
  report.objects = [services, owner] {
    Objects objects;
    for (const Service& service : services) objects.push_back(service_object(service, *owner));
    return objects;
  };
  report.text = [services](const Style&) {
    std::size_t width = 0;
    for (const Service& service : services) width = std::max(width, service.name.str().size());
    std::string lines;
    for (const Service& service : services) lines += service_line(service, width);
    return lines;
  };
  report.when_empty = "There is no owner yet: calbook availability set mon-fri 09:00-17:00";
  return report;
}

Report service_report(const Service& service, const OwnerName& owner) {
  Report report = services_report({service}, owner);
  report.shape = Report::Shape::single;
  return report;
}

Report run_set(const ServiceOptions& options, Session& session) {
  const ServiceName name{options.name};
  const calendar::ServiceChange change = change_of(options);
  const calendar::Owner owner = session.required_owner();
  const Service service = session.calendar().set_service(owner, name, change);
  session.commit(fmt::format("the service {} is set", name.str()));
  return service_report(service, owner.name);
}

Report run_service_list(Session& session) {
  const auto owner = session.owner();
  const auto services = owner ? session.calendar().services(*owner) : std::vector<Service>{};
  Report report = services_report(services, owner ? std::optional{owner->name} : std::nullopt);
  report.quiet = [services] {
    std::string names;
    for (const Service& service : services) names += service.name.str() + "\n";
    return names;
  };
  return report;
}

Report run_show(const ServiceOptions& options, Session& session) {
  const ServiceName name{options.name};
  const calendar::Owner owner = session.required_owner();
  return service_report(session.calendar().service(owner, name), owner.name);
}

Report run_remove(const ServiceOptions& options, Session& session) {
  const ServiceName name{options.name};
  const calendar::Owner owner = session.required_owner();
  const auto [removed, restored] = session.calendar().remove_service(owner, name);
  const std::string done = restored ? "has its first rules again" : "is removed";
  session.commit(fmt::format("the service {} {}", name.str(), done));
  Report report = service_report(removed, owner.name);
  const std::string text =
      restored ? "Restored the first rules of " + service_line(*restored, 0) : "Removed " + service_line(removed, 0);
  report.text = [text](const Style&) { return text; };
  return report;
}

void add_name(Declaration& command, ServiceOptions& options) {
  command.argument("NAME", options.name, "1 to 32 of a-z, 0-9 and -");
}

}  // namespace

Run declare_service_set(Declaration& command) {
  auto options = std::make_shared<ServiceOptions>();
  add_name(command, *options);
  command.option("--duration", options->duration, "DURATION", "Length of an appointment (60m)");
  command.option("--step", options->step, "DURATION", "Distance between the starts offered (the duration)");
  command.option("--buffer-before", options->buffer_before, "DURATION", "Kept free before it; 0m: nothing");
  command.option("--buffer-after", options->buffer_after, "DURATION", "Kept free after it; 0m: nothing");
  command.option("--notice", options->notice, "DURATION", "Earliest start from now on, e.g. 4h or 2d; 0m: none");
  command.option("--horizon", options->horizon, "DAYS", "Latest date, counted from today, e.g. 60d; or none");
  command.option("--max-per-day", options->max_per_day, "N", "Most appointments of it that start on a date; or none");
  return [options](Session& session) { return run_set(*options, session); };
}

Run declare_service_list(Declaration&) {
  return run_service_list;
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
