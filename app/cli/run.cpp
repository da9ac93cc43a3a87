// One command line, from its words to its exit code: the only place where errors are caught.

#include "cli/run.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <new>

#include "cli/command_line.hpp"
#include "cli/delivery.hpp"
#include "cli/error_output.hpp"
#include "cli/exit_codes.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"

namespace calbook {

using calendar::Code;
using calendar::Error;

namespace {

Style style(const Host& host, const GlobalOptions& options) {
  const bool no_color = !host.variable("NO_COLOR").value_or("").empty();
  const bool for_eyes = host.out_is_terminal && !no_color && host.variable("TERM").value_or("") != "dumb";
  const bool coloured = options.color == "always" || (options.color == "auto" && for_eyes);
  return Style{coloured ? Style::Use::coloured : Style::Use::plain};
}

// The result of a command.
struct Answer {
  std::unique_ptr<Session> session;  ///< Only while more of the report is to be read from the file.
  Report report;
  std::string stored;  ///< "K7QD3F is booked"; empty for a reader.
};

Error out_of_memory(const std::string& stored) {
  if (stored.empty()) return {Code::io_error, "there is not enough memory"};
  return {Code::undelivered, fmt::format("{}, but there is not enough memory to say more", stored)};
}

// Runs the command, and closes the file unless more of the report is to be read from it.
Answer answer(const Command& command, const Invocation& invocation) {
  auto session = std::make_unique<Session>(invocation, command.access);
  try {
    Report report = command.run(*session);
    std::string stored = session->stored();
    if (report.source == Report::Source::memory) session.reset();
    return {std::move(session), std::move(report), std::move(stored)};
  } catch (const InputError& error) {
    constexpr int not_understood = 2;
    if (command.unquoted && exit_code(error.code()) == not_understood) throw InputError{*command.unquoted};
    throw;
  } catch (const std::bad_alloc&) {
    throw out_of_memory(session->stored());
  }
}

int fail(const Error& error, const Host& host, const Invocation& invocation, Format format) {
  host.write_err(failure_text(error, format, invocation.options));
  return exit_code(error.code());
}

// Writes the answer, and says so when it does not arrive.
int deliver(Answer answer, const Host& host, const Invocation& invocation) {
  const GlobalOptions& typed = invocation.options;
  const Format format = invocation.format();
  const OutputOptions options{format, typed.header ? Header::shown : Header::hidden, style(host, typed), typed.quiet};
  Delivery delivery{host, invocation.temporary_folder(), std::move(answer.session)};
  const int failure = delivery.write(answer.report, options);
  if (failure != 0) {
    const bool reader = answer.stored.empty();
    if (reader && failure == EPIPE) return broken_pipe;
    const std::string why = fmt::format("the answer could not be written: {}", std::strerror(failure));
    const Error error =
        reader ? Error{Code::io_error, why} : Error{Code::undelivered, fmt::format("{}, but {}", answer.stored, why)};
    return fail(error, host, invocation, format);
  }
  const bool for_person = host.out_is_terminal && format == Format::text && !typed.quiet;
  if (!delivery.wrote() && for_person && !answer.report.when_empty.empty())
    host.write_err(answer.report.when_empty + "\n");
  return 0;
}

}  // namespace

int run(const Host& host) {
  Invocation invocation{host};
  bool parsed = false;
  try {
    const Command command = parse(host, invocation.options);
    parsed = true;
    return deliver(answer(command, invocation), host, invocation);
  } catch (const Error& error) {
    return fail(error, host, invocation, parsed ? invocation.format() : format_asked_for(host.arguments));
  } catch (const std::bad_alloc&) {
    return fail(out_of_memory(""), host, invocation, invocation.format());
  }
}

}  // namespace calbook
