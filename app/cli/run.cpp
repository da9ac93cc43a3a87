// One command line, from its words to its exit code: the only place where errors are caught.

#include "cli/run.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <new>

#include "cli/command_line.hpp"
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
  Report report;
  std::string stored;  ///< "K7QD3F is booked"; empty for a reader.
};

Error out_of_memory(const std::string& stored) {
  if (stored.empty()) return {Code::io_error, "there is not enough memory"};
  return {Code::undelivered, fmt::format("{}, but there is not enough memory to say more", stored)};
}

// Runs the command and closes the file, before possibly waiting for a slow reader of the output.
Answer answer(const Command& command, const Invocation& invocation) {
  Session session{invocation, command.access};
  try {
    Report report = command.run(session);
    return {std::move(report), session.stored()};
  } catch (const InputError& error) {
    constexpr int not_understood = 2;
    if (command.unquoted && exit_code(error.code()) == not_understood) throw InputError{*command.unquoted};
    throw;
  } catch (const std::bad_alloc&) {
    throw out_of_memory(session.stored());
  }
}

// Writes a report, a long one piece by piece. Returns 0 or an errno; `wrote` says whether there was
// anything to write.
int write(const Report& report, const Host& host, const OutputOptions& options, bool& wrote) try {
  constexpr std::size_t enough = std::size_t{1} << 16;
  Writer writer{options};
  std::string text = writer.piece(report);
  const auto flush = [&] {
    wrote = wrote || !text.empty();
    const int failure = text.empty() ? 0 : host.write_out(text);
    text.clear();
    return failure;
  };
  while (const auto piece = report.next ? report.next() : std::nullopt) {
    text += writer.piece(*piece);
    if (text.size() < enough) continue;
    if (const int failure = flush(); failure != 0) return failure;
  }
  text += writer.end();
  return flush();
} catch (const std::bad_alloc&) {
  return ENOMEM;
}

int fail(const Error& error, const Host& host, const Invocation& invocation, Format format) {
  host.write_err(failure_text(error, format, invocation.options));
  return exit_code(error.code());
}

// Writes the result, and reports if that fails.
int deliver(const Answer& answer, const Host& host, const Invocation& invocation) {
  const GlobalOptions& typed = invocation.options;
  const Format format = invocation.format();
  const OutputOptions options{format, typed.header ? Header::shown : Header::hidden, style(host, typed), typed.quiet};
  bool wrote = false;
  const int failure = write(answer.report, host, options, wrote);
  if (failure != 0) {
    const bool reader = answer.stored.empty();
    if (reader && failure == EPIPE) return broken_pipe;
    const std::string why = fmt::format("the answer could not be written: {}", std::strerror(failure));
    const Error error =
        reader ? Error{Code::io_error, why} : Error{Code::undelivered, fmt::format("{}, but {}", answer.stored, why)};
    return fail(error, host, invocation, format);
  }
  const bool for_person = host.out_is_terminal && format == Format::text && !typed.quiet;
  if (!wrote && for_person && !answer.report.when_empty.empty()) host.write_err(answer.report.when_empty + "\n");
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
