#include "commands/choice.hpp"

#include "input/grammar.hpp"

namespace calbook {

void add_service_option(Declaration& command, ChoiceOptions& options, const char* help) {
  command.option("--service", options.service, "NAME", help);
}

void add_choice_options(Declaration& command, ChoiceOptions& options) {
  add_service_option(command, options, "The kind of appointment (default)");
  command.option("--duration", options.duration, "DURATION",
                 "Its length, where the service offers several (the shortest)");
}

calendar::ServiceChoice choice_of(const ChoiceOptions& options) {
  calendar::ServiceChoice choice;
  if (options.service) choice.name = calendar::ServiceName{*options.service};
  if (!options.duration.empty()) choice.duration = parse_duration(options.duration).value();
  return choice;
}

}  // namespace calbook
