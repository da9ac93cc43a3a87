// One command line, from its words to its exit code: the only place where errors are caught.

#include "cli/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include "cli/command_line.hpp"
#include "cli/error_output.hpp"
#include "cli/exit_codes.hpp"
#include "session/invocation.hpp"

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

// Writes all of a report, a long one in parts as it is made. Returns 0 or an errno; `wrote` says
// whether there was anything to write.
int write(const Report& report, const Host& host, const OutputOptions& options, bool& wrote) {
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
}

int fail(const Error& error, const Host& host, const Invocation& invocation, Format format) {
  host.write_err(failure_text(error, format, invocation.options));
  return exit_code(error.code());
}

// Writes the answer, and says so when it does not arrive.
int deliver(const Report& report, const Host& host, const Invocation& invocation) {
  const OutputOptions options{invocation.format(), invocation.options.header ? Header::shown : Header::hidden,
                              style(host, invocation.options), invocation.options.quiet};
  bool wrote = false;
  const bool reader = invocation.stored.empty();
  const int failure = write(report, host, options, wrote);
  if (failure != 0) {
    if (reader && failure == EPIPE) return broken_pipe;
    const std::string why = fmt::format("the answer could not be written: {}", std::strerror(failure));
    const Error error{reader ? Code::io_error : Code::undelivered,
                      reader ? why : fmt::format("{}, but {}", invocation.stored, why)};
    return fail(error, host, invocation, invocation.format());
  }
  const bool for_person = host.out_is_terminal && invocation.format() == Format::text && !invocation.options.quiet;
  if (!wrote && for_person && !report.when_empty.empty()) host.write_err(report.when_empty + "\n");
  return 0;
}

Error out_of_memory(const Invocation& invocation) {
  if (invocation.stored.empty()) return {Code::io_error, "there is not enough memory"};
  return {Code::undelivered, fmt::format("{}, but there is not enough memory to say more", invocation.stored)};
}

Report text_report(std::string text) {
  Report report;
  report.text = [text = std::move(text)](const Style&) { return text; };
  return report;
}

// The format that the words ask for, when the command line as a whole could not be parsed.
Format format_asked_for(const std::vector<std::string>& words, const Invocation& invocation) {
  const auto is_json = [](const std::string& word) { return word == "json" || word == "jsonl"; };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool separate = words[i] == "--format" && i + 1 < words.size() && is_json(words[i + 1]);
    const bool joined = words[i].starts_with("--format=") && is_json(words[i].substr(words[i].find('=') + 1));
    if (words[i] == "--json" || separate || joined) return Format::json;
  }
  return invocation.format();
}

}  // namespace

int run(const Host& host) {
  Invocation invocation{host};
  try {
    const auto help = run_command_line(host.arguments, invocation);
    if (help) {
      invocation.options = {};
      return deliver(text_report(*help), host, invocation);
    }
    return deliver(*invocation.report(), host, invocation);
  } catch (const Error& error) {
    return fail(error, host, invocation, format_asked_for(host.arguments, invocation));
  } catch (const std::bad_alloc&) {
    return fail(out_of_memory(invocation), host, invocation, invocation.format());
  }
}

}  // namespace calbook
