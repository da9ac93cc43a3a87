// calbook outbox set|show|list|skip|retry

#include <fmt/format.h>

#include "commands/commands.hpp"
#include "commands/whose.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/usage.hpp"
#include "text/words.hpp"
#include "views/message.hpp"
#include "views/telling.hpp"

namespace calbook {

using calendar::Effect;
using calendar::OutboxMessage;
using calendar::Owner;

namespace {

struct SetOptions {
  std::string invitee, owner;
  std::optional<std::string> from;
  bool dry_run = false;
};

std::optional<calendar::Telling> telling_of(const std::string& typed) {
  if (typed.empty()) return std::nullopt;
  return parse_telling(Words{typed}).value();
}

Report run_set(const SetOptions& options, Session& session) {
  calendar::TellingChange change{.invitee = telling_of(options.invitee), .owner = telling_of(options.owner)};
  if (options.from) {
    change.from.emplace();
    if (Words{*options.from}.lower() != "none") *change.from = options.from;
  }
  if (!change.invitee && !change.owner && !change.from)
    throw InputError{codes::usage, "'calbook outbox set' needs what is to be told: --invitee, --owner-gets or --from",
                     command_hint("outbox set --invitee booked,moved,cancelled,24h")};
  const Effect effect = session.rehearse_if(options.dry_run);
  const Owner after = session.calendar().set_telling(session.required_owner(), change, session.now(), effect);
  if (effect == Effect::real)
    session.commit(fmt::format("{} tells {}", after.name.str(), telling_label(after.telling)));
  return telling_report(after);
}

Report run_show(bool all, Session& session) {
  const Whose asked = whose(all, session);
  return tellings_report(asked.all ? session.calendar().owners() : asked.owners);
}

struct MessageListOptions {
  bool all = false;
  bool sent = false;
  std::string limit = {};
};

Report run_list(const MessageListOptions& options, Session& session) {
  const Whose asked = whose(options.all, session);
  std::vector<ShownMessage> shown;
  if (!asked.all && asked.owners.empty()) return messages_report({}, "No message is due.");
  if (options.sent) {
    constexpr std::size_t most = 1000;
    for (calendar::SentMessage& each : session.calendar().sent(asked.owners, most))
      shown.push_back({std::move(each.message), each.at});
    return messages_report(std::move(shown), "No message was sent.");
  }
  for (OutboxMessage& each : session.calendar().outbox(asked.owners, session.now()).messages)
    shown.push_back({std::move(each)});
  return messages_report(std::move(shown), "No message is due.");
}

Report run_skip(const std::string& id, Session& session) {
  session.typed_owner();  // must be there, whatever the id
  OutboxMessage skipped = session.calendar().skip_message(id, session.now());
  session.must_be_of_typed_owner(skipped.id, skipped.owner.name);
  session.commit(fmt::format("{} is skipped", skipped.id));
  return changed_messages_report({std::move(skipped)}, "Skipped");
}

std::vector<OutboxMessage> retried_of(const Owner& owner, Session& session) {
  std::vector<OutboxMessage> retried;
  for (const OutboxMessage& each : session.calendar().outbox({owner}, session.now()).messages) {
    if (each.attempts == 0) continue;
    for (OutboxMessage& due : session.calendar().retry_messages(each.id, session.now()))
      retried.push_back(std::move(due));
  }
  return retried;
}

Report run_retry(const std::string& id, Session& session) {
  const auto typed = session.typed_owner();
  auto retried = typed && id.empty()
                     ? retried_of(*typed, session)
                     : session.calendar().retry_messages(id.empty() ? std::nullopt : std::optional{id}, session.now());
  for (const OutboxMessage& each : retried) session.must_be_of_typed_owner(each.id, each.owner.name);
  session.commit(retried.empty() ? "" : "the messages are due");
  return changed_messages_report(std::move(retried), "Due:");
}

}  // namespace

Run declare_outbox_set(Declaration& command) {
  auto options = std::make_shared<SetOptions>();
  command.option("--invitee", options->invitee, "EVENTS",
                 "Of what invitees are told: booked,moved,cancelled and times before the start (24h,1h); or none");
  command.option("--owner-gets", options->owner, "EVENTS", "Of what the owner is told, likewise");
  command.option("--from", options->from, "ADDRESS", "From which address messages come (the owner's); or none");
  command.flag("--dry-run", options->dry_run, "Show what would change without changing it");
  return [options](Session& session) { return run_set(*options, session); };
}

Run declare_outbox_show(Declaration& command) {
  auto all = std::make_shared<bool>(false);
  add_all_option(command, *all);
  return [all](Session& session) { return run_show(*all, session); };
}

Run declare_outbox_list(Declaration& command) {
  auto options = std::make_shared<MessageListOptions>();
  add_all_option(command, options->all);
  command.flag("--sent", options->sent, "Instead, what people were told last, the last one in front; at most 1000");
  return [options](Session& session) { return run_list(*options, session); };
}

Run declare_outbox_skip(Declaration& command) {
  auto id = std::make_shared<std::string>();
  command.argument("ID", *id, "The message, as outbox list has it");
  return [id](Session& session) { return run_skip(*id, session); };
}

Run declare_outbox_retry(Declaration& command) {
  auto id = std::make_shared<std::string>();
  command.argument("ID", *id, "The message; without it all that wait", Presence::optional);
  return [id](Session& session) { return run_retry(*id, session); };
}

}  // namespace calbook
