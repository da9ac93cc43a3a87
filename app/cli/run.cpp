// One command line, from its words to its exit code: the only place where errors are caught.

#include "cli/run.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <memory>
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
  std::unique_ptr<Session> session;  ///< Only while more of the report is to be read from the file.
  Report report;
  std::string stored;  ///< "K7QD3F is booked"; empty for a reader.
};

Error out_of_memory(const std::string& stored) {
  if (stored.empty()) return {Code::io_error, "there is not enough memory"};
  return {Code::undelivered, fmt::format("{}, but there is not enough memory to say more", stored)};
}

Error changed_while_listed() {
  return {Code::busy,
          "the calendar was changed while this list was written: what was moved may be in it twice, or missing"};
}

// Runs the command; the file is let go, or others may write to it, before anybody waits for the answer to
// be read.
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

// How much of a report is made before it is written. Of a list from the file as much is of one moment, so
// only long lists are not.
std::size_t enough_of(const Report& report) {
  return std::size_t{1} << (report.source == Report::Source::file ? 19 : 16);
}

// How the writing of an answer went.
struct Written {
  int failure = 0;                 ///< An errno.
  bool anything = false;           ///< Whether there was anything to write.
  bool changed_meanwhile = false;  ///< Whether the file was, between two parts of a list.
};

// Writes all of a report, a long one in parts as it is made.
Written write(Answer& answer, const Host& host, const OutputOptions& options) {
  Written written;
  const std::size_t enough = enough_of(answer.report);
  Writer writer{options};
  const auto flush = [&](std::string& text) {
    written.anything = written.anything || !text.empty();
    written.failure = text.empty() ? 0 : host.write_out(text);
    text.clear();
    return written.failure == 0;
  };
  try {
    std::string text = writer.piece(answer.report);
    while (const auto piece = answer.report.next ? answer.report.next() : std::nullopt) {
      text += writer.piece(*piece);
      if (text.size() < enough) continue;
      if (answer.session) answer.session->let_others_write();
      if (!flush(text)) return written;
    }
    text += writer.end();
    written.changed_meanwhile = answer.session && answer.session->changed_meanwhile();
    answer.session.reset();
    flush(text);
  } catch (const std::bad_alloc&) {
    written.failure = ENOMEM;
  }
  return written;
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
  const auto [failure, wrote, changed_meanwhile] = write(answer, host, options);
  if (failure != 0) {
    const bool reader = answer.stored.empty();
    if (reader && failure == EPIPE) return broken_pipe;
    const std::string why = fmt::format("the answer could not be written: {}", std::strerror(failure));
    const Error error =
        reader ? Error{Code::io_error, why} : Error{Code::undelivered, fmt::format("{}, but {}", answer.stored, why)};
    return fail(error, host, invocation, format);
  }
  if (changed_meanwhile) return fail(changed_while_listed(), host, invocation, format);
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
