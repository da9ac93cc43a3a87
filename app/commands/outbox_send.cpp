// calbook outbox send

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <set>
#include <system_error>

#include "calendar/sending_lock.hpp"
#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "commands/message_texts.hpp"
#include "input/grammar.hpp"
#include "session/handed_command.hpp"
#include "session/session.hpp"
#include "text/usage.hpp"
#include "text/words.hpp"
#include "views/message.hpp"
#include "views/message_mail.hpp"

namespace calbook {

using calendar::Attempt;
using calendar::AttemptEnd;
using calendar::Calendar;
using calendar::Instant;
using calendar::OutboxMessage;
using calendar::Owner;

namespace {

// Says nothing, in no format.
Report silence() {
  Report report;
  report.shape = Report::Shape::single;
  report.objects = [](const TakeObject&) {};
  report.text = [](const Style&) { return std::string{}; };
  return report;
}

// How long what was told is kept, after the end of the appointment.
constexpr calendar::Days kept{90};

struct SendOptions {
  std::vector<std::string> command;
  std::string timeout = "60s";
  std::optional<int> limit = 100;
  bool dry_run = false;
};

enum class Handed { mail, object };

Handed handed_over(const Session& session) {
  const Format format = session.invocation().format();
  return format == Format::json || format == Format::jsonl ? Handed::object : Handed::mail;
}

std::vector<Owner> owners_to_tell(Session& session) {
  if (!session.invocation().typed_owner()) return {};
  return {session.required_owner()};
}

std::vector<OutboxMessage> due(std::vector<OutboxMessage> messages, Instant now) {
  std::erase_if(messages, [&](const OutboxMessage& each) { return !each.is_due(now); });
  return messages;
}

// The command line again, with that limit.
std::string with_limit(const SendOptions& options, Handed handed, std::size_t limit) {
  std::string line = fmt::format("outbox send --limit {}", limit);
  if (handed == Handed::object) line += " --json";
  if (options.timeout != SendOptions{}.timeout) line += " --timeout " + in_shell(options.timeout);
  if (options.dry_run) line += " --dry-run";
  if (!options.command.empty()) line += " --";
  for (const std::string& word : options.command) line += " " + in_shell(word);
  return line;
}

InputError flood(const SendOptions& options, Handed handed, std::size_t messages) {
  return {calendar::Code::undelivered,
          fmt::format("{} messages are due at once, and nothing was sent: at most {} are", messages, *options.limit),
          command_hint(with_limit(options, handed, messages))};
}

// Of which sendmail(8), and every shell, says that no message would fare better: see sysexits.h.
bool cannot_run(const CommandEnd& end) {
  constexpr std::array wrong_usage_or_set_up{64, 78, 126, 127};
  if (end.kind == CommandEnd::Kind::not_started) return true;
  return end.kind == CommandEnd::Kind::exited &&
         std::ranges::find(wrong_usage_or_set_up, end.number) != wrong_usage_or_set_up.end();
}

bool can_send_mails(const Owner& owner) {
  return owner.sender() && calendar::can_be_mailed(*owner.sender());
}

std::string why_of(const CommandEnd& end) {
  const std::string said = end.said.empty() ? "" : ": " + calendar::excerpt(end.said, 300);
  switch (end.kind) {
    case CommandEnd::Kind::exited: return fmt::format("exit status {}{}", end.number, said);
    case CommandEnd::Kind::killed: return fmt::format("killed by signal {}{}", end.number, said);
    case CommandEnd::Kind::timed_out: return "it did not end in time" + said;
    case CommandEnd::Kind::not_started: return std::strerror(end.number);
  }
  return said;
}

AttemptEnd attempt_end(const CommandEnd& end) {
  if (end.succeeded()) return AttemptEnd::told;
  if (cannot_run(end)) return AttemptEnd::not_made;
  return end.kind == CommandEnd::Kind::exited ? AttemptEnd::failed : AttemptEnd::unknown;
}

// Sends what is due, one message after the other, each in transactions of its own: the file is free while the command
// runs.
class Sender {
 public:
  Sender(const SendOptions& options, std::chrono::seconds timeout, Handed handed, const MessageTexts& texts,
         Session& session)
      : options_{options},
        timeout_{timeout},
        handed_{handed},
        texts_{texts},
        session_{session},
        store_{session.separate_store()},
        calendar_{*store_} {}

  Report send(const std::vector<Owner>& owners) {
    calendar::Outbox outbox = calendar_.outbox(owners, now());
    const std::vector<OutboxMessage> messages = due(std::move(outbox.messages), now());
    try {
      if (messages.size() <= static_cast<std::size_t>(*options_.limit))
        send(messages);
      else
        report_.failures.push_back(std::make_exception_ptr(flood(options_, handed_, messages.size())));
      if (any_over_) calendar_.forget_told(now() - kept);
      if (any_over_ || !outbox.is_settled) settle(owners);
    } catch (const calendar::Error&) {
      report_.failures.push_back(std::current_exception());  // behind what was said of messages before
    }
    return std::move(report_);
  }

 private:
  static constexpr int most_in_a_row = 3;

  // Goes on while commands run, from the time that the command has.
  Instant now() const {
    return session_.now() + std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - begun_);
  }

  // At the end, for nobody would hear what a run that is killed gave up before; in front of what decides how it ends.
  void settle(const std::vector<Owner>& owners) {
    std::vector<std::exception_ptr> given_up;
    for (const OutboxMessage& each : calendar_.settle_outbox(owners, now()))
      given_up.push_back(undelivered(given_up_sentence(each)));
    report_.failures.insert(report_.failures.begin(), given_up.begin(), given_up.end());
  }

  static std::exception_ptr undelivered(const std::string& sentence) {
    return std::make_exception_ptr(InputError{calendar::Code::undelivered, sentence});
  }

  void say(const std::string& sentence) { report_.failures.push_back(undelivered(sentence)); }

  void send(const std::vector<OutboxMessage>& messages) {
    for (const OutboxMessage& each : messages) {
      if (!can_run_ || failed_in_a_row_ == most_in_a_row) return;  // or the relay is down
      send(each);
    }
  }

  void send(const OutboxMessage& message) {
    if (handed_ == Handed::mail && !can_send_mails(message.owner)) return refuse_sender(message.owner);
    const auto attempt = calendar_.begin_attempt(message, now());
    if (!attempt) return;  // it is no more true
    OutboxMessage tried = attempt->message;
    if (handed_ == Handed::mail && !calendar::can_be_mailed(tried.address)) {
      tried.failure = fmt::format("'{}' is no address for a mail", calendar::excerpt(tried.address));
      calendar_.end_attempt(tried, AttemptEnd::given_up, *tried.failure, now());
      any_over_ = true;
      return say(given_up_sentence(tried));
    }
    std::string input;
    try {
      input = input_of(*attempt);
    } catch (const calendar::Error& error) {
      calendar_.end_attempt(tried, AttemptEnd::failed, error.message(), now());
      report_.ends_as = calendar::Code::undelivered;
      return;
    }
    const CommandEnd end = run_command(tried, input);
    tried.failure = why_of(end);
    const AttemptEnd ended = attempt_end(end);
    const bool waits = calendar_.end_attempt(tried, ended, *tried.failure, now());
    if (ended == AttemptEnd::not_made) {
      can_run_ = false;
      report_.failures.push_back(std::make_exception_ptr(InputError{
          codes::cannot_run, fmt::format("{} cannot be used: {}", in_shell(options_.command.front()), *tried.failure),
          "run it by hand, with a message on stdin"}));
      return;
    }
    if (waits) say(waiting_sentence(tried));
    any_over_ = any_over_ || ended == AttemptEnd::told;
    failed_in_a_row_ = ended == AttemptEnd::told ? 0 : failed_in_a_row_ + 1;
    if (ended != AttemptEnd::told) report_.ends_as = calendar::Code::undelivered;
  }

  // Once, and the messages wait for an address.
  void refuse_sender(const Owner& owner) {
    if (!without_sender_.insert(owner.name).second) return;
    report_.failures.push_back(std::make_exception_ptr(
        InputError{codes::usage, fmt::format("{} has no address from which mails can come", owner.name.str()),
                   command_hint(fmt::format("owner set {0} --email {0}@example.org", owner.name.str()))}));
  }

  std::string input_of(const Attempt& attempt) const {
    if (handed_ == Handed::object) return json(Value{message_object(attempt.message)}) + "\n";
    return message_mail(attempt, texts_.of(attempt.message), now());
  }

  CommandEnd run_command(const OutboxMessage& message, const std::string& input) const {
    try {
      return run(
          {.words = options_.command,
           .input = input,
           .variables = {{"CALBOOK_MESSAGE_ID", message.id}, {"CALBOOK_EVENT", std::string{name_of(message.event)}}},
           .timeout = timeout_});
    } catch (const std::system_error& failure) {
      return {CommandEnd::Kind::not_started, failure.code().value()};
    }
  }

  const SendOptions& options_;
  std::chrono::seconds timeout_;
  Handed handed_;
  const MessageTexts& texts_;
  Session& session_;
  std::unique_ptr<calendar::Store> store_;
  Calendar calendar_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  Report report_ = silence();
  std::set<calendar::OwnerName> without_sender_;
  bool can_run_ = true;
  int failed_in_a_row_ = 0;
  bool any_over_ = false;  // told, or given up
};

Report previews(const std::vector<OutboxMessage>& messages, Session& session, const MessageTexts& texts) {
  std::string lines;
  std::vector<ShownMessage> shown;
  for (const OutboxMessage& each : messages) {
    const Attempt attempt = session.calendar().rehearsed_attempt(each);
    lines += (lines.empty() ? "" : "\n") + message_preview(attempt, texts.of(each));
    shown.push_back({each});
  }
  return previews_report(std::move(shown), std::move(lines));
}

Report run_send(const SendOptions& options, Session& session) {
  if (session.invocation().picks() && !options.dry_run)
    throw InputError{codes::usage, "a message is handed over as a whole: it has no columns", "leave them out"};
  if (options.command.empty() && !options.dry_run)
    throw InputError{codes::usage, "'calbook outbox send' needs a command that takes each message on stdin",
                     command_hint("outbox send -- /usr/sbin/sendmail -i -t")};
  const std::chrono::seconds timeout = parse_timeout(Words{options.timeout}).value();
  const MessageTexts texts{session.invocation().user_folder("XDG_CONFIG_HOME", ".config") / "calbook" / "mail"};
  if (options.dry_run) session.rehearse_if(true);
  std::vector<Owner> owners;
  {
    Session reader = session.reader();
    owners = owners_to_tell(reader);
    const calendar::Outbox outbox = reader.calendar().outbox(owners, session.now());
    const std::vector<OutboxMessage> messages = due(outbox.messages, session.now());
    if (options.dry_run) return previews(messages, reader, texts);
    if (messages.empty() && outbox.is_settled) return silence();
  }
  const calendar::SendingLock lock{session.invocation().file()};
  if (!lock.is_taken()) return silence();
  return Sender{options, timeout, handed_over(session), texts, session}.send(owners);
}

}  // namespace

Run declare_outbox_send(Declaration& command) {
  auto options = std::make_shared<SendOptions>();
  command.number("--limit", options->limit, {1, 1'000'000},
                 "How many may be due at once; with more nothing is sent (100)");
  command.option("--timeout", options->timeout, "DURATION", "How long the command may take for each (60s)");
  command.flag("--dry-run", options->dry_run, "Print the messages that are due, without a command");
  command.arguments_behind_dashes("COMMAND", options->command,
                                  "What takes each message on stdin, with its arguments: sendmail -i -t");
  return [options](Session& session) { return run_send(*options, session); };
}

}  // namespace calbook
