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

Style style(const World& world, const GlobalOptions& options) {
  const bool no_color = !world.variable("NO_COLOR").value_or("").empty();
  const bool for_eyes = world.out_is_terminal && !no_color && world.variable("TERM").value_or("") != "dumb";
  const bool coloured = options.color == "always" || (options.color == "auto" && for_eyes);
  return Style{coloured ? Style::Use::coloured : Style::Use::plain};
}

// Writes all of a report, a long one in parts as it is made. Returns 0 or an errno; `wrote` says
// whether there was anything to write.
int write(const Report& report, const World& world, const OutputOptions& options, bool& wrote) {
  constexpr std::size_t enough = std::size_t{1} << 16;
  Writer writer{options};
  std::string text = writer.piece(report);
  const auto flush = [&] {
    wrote = wrote || !text.empty();
    const int failure = text.empty() ? 0 : world.write_out(text);
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

int fail(const Error& error, const World& world, const Context& context, Format format) {
  world.write_err(failure_text(error, format, context.options));
  return exit_code(error.code());
}

// Writes the answer, and says so when it does not arrive.
int deliver(const Report& report, const World& world, const Context& context) {
  const OutputOptions options{context.format(), context.options.header ? Header::shown : Header::hidden,
                              style(world, context.options), context.options.quiet};
  bool wrote = false;
  const bool reader = context.stored.empty();
  const int failure = write(report, world, options, wrote);
  if (failure != 0) {
    if (reader && failure == EPIPE) return broken_pipe;
    const std::string why = fmt::format("the answer could not be written: {}", std::strerror(failure));
    const Error error{reader ? Code::io_error : Code::undelivered,
                      reader ? why : fmt::format("{}, but {}", context.stored, why)};
    return fail(error, world, context, context.format());
  }
  const bool for_person = world.out_is_terminal && context.format() == Format::text && !context.options.quiet;
  if (!wrote && for_person && !report.when_empty.empty()) world.write_err(report.when_empty + "\n");
  return 0;
}

Error out_of_memory(const Context& context) {
  if (context.stored.empty()) return {Code::io_error, "there is not enough memory"};
  return {Code::undelivered, fmt::format("{}, but there is not enough memory to say more", context.stored)};
}

Report text_report(std::string text) {
  Report report;
  report.text = [text = std::move(text)](const Style&) { return text; };
  return report;
}

// The format that the words ask for, when the command line as a whole could not be parsed.
Format format_asked_for(const std::vector<std::string>& words, const Context& context) {
  const auto is_json = [](const std::string& word) { return word == "json" || word == "jsonl"; };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool separate = words[i] == "--format" && i + 1 < words.size() && is_json(words[i + 1]);
    const bool joined = words[i].starts_with("--format=") && is_json(words[i].substr(words[i].find('=') + 1));
    if (words[i] == "--json" || separate || joined) return Format::json;
  }
  return context.format();
}

}  // namespace

int run(const World& world) {
  Context context{world};
  try {
    const auto help = run_command_line(world.arguments, context);
    if (help) {
      context.options = {};
      return deliver(text_report(*help), world, context);
    }
    return deliver(*context.report(), world, context);
  } catch (const Error& error) {
    return fail(error, world, context, format_asked_for(world.arguments, context));
  } catch (const std::bad_alloc&) {
    return fail(out_of_memory(context), world, context, context.format());
  }
}

}  // namespace calbook
