#include "input/batch.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "text/complaint.hpp"
#include "text/spelling.hpp"

namespace calbook {

using calendar::Code;
using calendar::Error;
using calendar::excerpt;
using nlohmann::json;

namespace {

constexpr std::size_t longest_line = std::size_t{1} << 20;
constexpr std::string_view example = R"({"at": "2026-12-01T10:00", "name": "Bob Stone"})";

[[noreturn]] void refuse(const std::string& message, std::string hint, std::string field = {}) {
  throw InputError{Code::invalid_input, message, std::move(hint), std::move(field)};
}

std::string text_of(const std::string& field, const json& value) {
  if (value.is_string()) {
    auto text = value.get<std::string>();
    // A name that is empty is no name, as one of blanks is none: not for this file to say.
    if (text.empty() && field != "name")
      refuse(fmt::format("the field '{}' is empty", field), std::string{example}, field);
    return text;
  }
  refuse(fmt::format("the field '{}' is not a text", field), std::string{example}, field);
}

// The fields that hold a text, and where it goes.
const std::map<std::string, void (*)(BatchLine&, std::string)>& text_fields() {
  static const std::map<std::string, void (*)(BatchLine&, std::string)> fields{
      {"at", [](BatchLine& line, std::string text) { line.at = std::move(text); }},
      {"name", [](BatchLine& line, std::string text) { line.name = std::move(text); }},
      {"email", [](BatchLine& line, std::string text) { line.email = std::move(text); }},
      {"note", [](BatchLine& line, std::string text) { line.note = std::move(text); }},
      {"service", [](BatchLine& line, std::string text) { line.service = std::move(text); }},
      {"key", [](BatchLine& line, std::string text) { line.key = std::move(text); }},
      {"owner", [](BatchLine& line, std::string text) { line.owner = std::move(text); }},
      {"tz", [](BatchLine& line, std::string text) { line.tz = std::move(text); }},
  };
  return fields;
}

[[noreturn]] void refuse_field(const std::string& field) {
  std::vector<std::string> names{"force"};
  for (const auto& [name, assign] : text_fields()) names.push_back(name);
  const auto meant = closest(field, names);
  refuse(fmt::format("there is no field '{}'", excerpt(field)),
         meant ? fmt::format("did you mean {}?", *meant) : std::string{example}, excerpt(field));
}

void assign(BatchLine& line, const std::string& field, const json& value) {
  const auto text_field = text_fields().find(field);
  if (text_field == text_fields().end() && field != "force") refuse_field(field);
  if (value.is_null()) return;
  if (text_field != text_fields().end()) {
    text_field->second(line, text_of(field, value));
  } else {
    if (!value.is_boolean()) refuse("the field 'force' is neither true nor false", std::string{example}, field);
    line.force = value.get<bool>();
  }
}

// A line without its line break; false at the end.
bool read_line(std::FILE* in, std::string& text) {
  text.clear();
  for (int byte = ::getc_unlocked(in); byte != EOF; byte = ::getc_unlocked(in)) {
    if (byte == '\n') return true;
    if (text.size() == longest_line)
      refuse(fmt::format("'{}' is longer than 1 MiB", excerpt(text)), "one object a line");
    text += static_cast<char>(byte);
  }
  return !text.empty();
}

int close_if_open(std::FILE* file) {
  return file == nullptr ? 0 : std::fclose(file);
}

InputError unreadable(Code code, const std::string& file) {
  return {code, fmt::format("cannot read {}: {}", file == "-" ? "stdin" : excerpt(file), std::strerror(errno)),
          "--batch FILE, or - for stdin"};
}

std::string_view without_frame(std::string_view text, std::size_t number) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (number == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

BatchLine parse_batch_line(std::string_view text) {
  json object;
  try {
    object = json::parse(text);
  } catch (const json::parse_error& failure) {
    refuse(fmt::format("'{}' is not JSON at column {}", excerpt(text), failure.byte), std::string{example});
  } catch (const json::out_of_range&) {
    refuse(fmt::format("'{}' holds a number that is too large", excerpt(text)), std::string{example});
  }
  if (!object.is_object()) refuse(fmt::format("'{}' is not an object", excerpt(text)), std::string{example});
  BatchLine line;
  for (const auto& [field, value] : object.items()) assign(line, field, value);
  if (line.at.empty()) refuse("the field 'at' is missing", std::string{example}, "at");
  if (!object.contains("name") || object["name"].is_null())
    refuse("the field 'name' is missing", std::string{example}, "name");
  return line;
}

std::vector<BatchLine> read_batch(const std::string& file) {
  const bool is_stdin = file == "-";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened{is_stdin ? nullptr : std::fopen(file.c_str(), "re"),
                                                               close_if_open};
  std::FILE* in = is_stdin ? stdin : opened.get();
  if (in == nullptr) throw unreadable(Code::cannot_open, file);
  std::vector<BatchLine> lines;
  std::string text;
  for (std::size_t number = 1;; ++number) {
    try {
      if (!read_line(in, text)) break;
      const std::string_view line = without_frame(text, number);
      if (line.find_first_not_of(" \t") == line.npos) continue;
      lines.push_back(parse_batch_line(line));
      lines.back().number = number;
    } catch (Error& error) {
      error.set_line(number);
      throw;
    }
  }
  if (std::ferror(in) != 0) throw unreadable(Code::io_error, file);
  return lines;
}

}  // namespace calbook
