// One command line, from its words to its exit code: the only place where errors are caught.

#include "cli/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>

#include "calendar/text.hpp"
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

enum class Stream { out, err };

Style::Use colours(const Host& host, const GlobalOptions& options, Stream stream) {
  if (options.color != "auto") return options.color == "always" ? Style::Use::coloured : Style::Use::plain;
  const bool is_terminal = stream == Stream::out ? host.out_is_terminal : host.err_is_terminal();
  const bool no_color = !host.variable("NO_COLOR").value_or("").empty();
  return is_terminal && !no_color && !host.terminal_is_dumb() ? Style::Use::coloured : Style::Use::plain;
}

// The result of a command.
struct Answer {
  std::unique_ptr<Session> session;  ///< Only while more of the report is to be read from the file.
  Report report;
};

// Quoted as it is, in text and in JSON.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

// Ends a command that ran out of memory, in words that need none.
int fail_without_memory(const Stored& stored, const Host& host, Format format) {
  const bool nothing = stored.what.empty() && !stored.perhaps;
  const bool object = format == Format::json || format == Format::jsonl;
  const auto write = [&](std::initializer_list<std::string_view> pieces) {
    for (const std::string_view piece : pieces) host.write_err(piece);
  };
  if (object) write({R"({"error":")", nothing ? "io_error" : "undelivered", R"(","message":")"});
  if (!object) write({"calbook: "});
  if (!stored.what.empty()) {
    write({is_plain(stored.what) ? std::string_view{stored.what} : "it is stored",
           ", but there is not enough memory to say more"});
  } else {
    write({stored.perhaps ? "whether this is stored is not known: " : "", "there is not enough memory"});
  }
  write({object ? "\",\"hint\":null}\n" : "\n"});
  return nothing ? 5 : 8;
}

// Runs the command, and closes the file unless more of the report is to be read from it.
Answer answer(const Command& command, const Invocation& invocation, Stored& stored) {
  auto session = std::make_unique<Session>(invocation, command.access, stored);
  try {
    Report report = command.run(*session);
    if (report.source == Report::Source::memory) session.reset();
    return {std::move(session), std::move(report)};
  } catch (const InputError& error) {
    constexpr int not_understood = 2;
    if (command.unquoted && exit_code(error.code()) == not_understood) throw InputError{*command.unquoted};
    throw;
  }
}

// Notes go to stderr, one by one, whatever the result was written as.
void say_notes(const std::vector<Note>& notes, const Host& host, const Invocation& invocation) {
  if (invocation.options.quiet && invocation.format() == Format::text) return;
  for (const Note& note : notes) host.write_err(note_text(note, invocation.format(), invocation.options));
}

int fail(const Error& error, const Host& host, const Invocation& invocation, Format format) {
  const int exit = exit_code(error.code());
  host.write_err(
      failure_text(error, format, invocation.options, Style{colours(host, invocation.options, Stream::err)}));
  return exit;
}

int fail(const std::exception_ptr& failure, const Host& host, const Invocation& invocation, Format format) try {
  std::rethrow_exception(failure);
} catch (const Error& error) {
  return fail(error, host, invocation, format);
}

// Writes the result, and reports if that fails.
int deliver(Answer answer, Picked picked, const std::string& stored, const Host& host, const Invocation& invocation) {
  const GlobalOptions& typed = invocation.options;
  const Format format = invocation.format();
  const Style style{colours(host, typed, Stream::out), invocation.width()};
  const OutputOptions options{format, typed.header ? Header::shown : Header::hidden, style, typed.quiet,
                              std::move(picked)};
  Delivery delivery{host, invocation.temporary_folder(), std::move(answer.session)};
  const int failure = delivery.write(answer.report, options);
  if (failure != 0) {
    const bool reader = stored.empty();
    if (reader && failure == EPIPE) return broken_pipe;
    const std::string why = fmt::format("the answer could not be written: {}", std::strerror(failure));
    const Error error =
        reader ? Error{Code::io_error, why} : Error{Code::undelivered, fmt::format("{}, but {}", stored, why)};
    return fail(error, host, invocation, format);
  }
  const bool for_person = host.out_is_terminal && format == Format::text && !typed.quiet;
  if (!delivery.wrote() && for_person && !answer.report.when_empty.empty())
    host.write_err(answer.report.when_empty + "\n");
  say_notes(answer.report.notes, host, invocation);
  int exit = answer.report.ends_as ? exit_code(*answer.report.ends_as) : 0;
  for (const std::exception_ptr& each : answer.report.failures) exit = fail(each, host, invocation, format);
  return exit;
}

// An error after something was stored: its own code would say that nothing was.
Error after_storing(const std::string& stored, const Error& error) {
  return {Code::undelivered, fmt::format("{}, but {}", stored, error.message()), error.remedy()};
}

// Whoever left it in the environment wonders where today's appointments are.
void say_pretended_time(const Host& host, const Invocation& invocation) {
  const auto pretended = invocation.pretended_now();
  if (!pretended || invocation.options.quiet || invocation.format() != Format::text || !host.err_is_terminal()) return;
  host.write_err(fmt::format("note: as if it were {} ({})\n", calendar::excerpt(pretended->second), pretended->first));
}

int run(const Host& host, Invocation& invocation, Stored& stored) {
  bool parsed = false;
  try {
    Command command = parse(host, invocation.options);
    parsed = true;
    if (command.access != Access::none) say_pretended_time(host, invocation);
    Answer answered = answer(command, invocation, stored);
    return deliver(std::move(answered), std::move(command.picked), stored.what, host, invocation);
  } catch (const Error& error) {
    const Format format = parsed ? invocation.format() : format_asked_for(host.arguments);
    if (stored.what.empty() || error.code() == Code::undelivered) return fail(error, host, invocation, format);
    return fail(after_storing(stored.what, error), host, invocation, format);
  }
}

}  // namespace

int run(const Host& host) {
  Invocation invocation{host};
  Stored stored;
  try {
    return run(host, invocation, stored);
  } catch (const std::bad_alloc&) {
    return fail_without_memory(stored, host, invocation.format());
  }
}

}  // namespace calbook
