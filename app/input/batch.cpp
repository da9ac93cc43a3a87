#include "input/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <variant>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/spelling.hpp"

namespace calbook {

using calendar::Code;
using calendar::Error;
using calendar::excerpt;

namespace {

constexpr std::size_t longest_line = std::size_t{1} << 20;
constexpr std::string_view example = R"({"at": "2026-12-01T10:00", "name": "Bob Stone"})";

// Quotes only field names from a line: the file could be any file, even a confidential one.
[[noreturn]] void refuse(const std::string& message, std::string hint, std::string field = {}) {
  throw InputError{Code::invalid_input, message, std::move(hint), std::move(field)};
}

struct Other {};  // a number, a list, an object

struct Field {
  std::string name;
  std::variant<std::monostate, bool, std::string, Other> value = {};
};

// Receives the fields of a line's object from the JSON parser.
class FieldReader {
 public:
  explicit FieldReader(std::vector<Field>& fields) : fields_{fields} {}

  bool null() { return take({}); }
  bool boolean(bool value) { return take(value); }
  bool number_integer(std::int64_t) { return take(Other{}); }
  bool number_unsigned(std::uint64_t) { return take(Other{}); }
  bool number_float(double, const std::string&) { return take(Other{}); }
  bool string(std::string& value) { return take(std::move(value)); }
  bool binary(const nlohmann::json::binary_t&) { return take(Other{}); }
  bool start_object(std::size_t) { return depth_++ == 0 || take(Other{}); }
  bool key(std::string& name) {
    if (depth_ == 1) fields_.push_back({std::move(name)});
    return true;
  }
  bool end_object() { return depth_-- > 0; }
  bool start_array(std::size_t) { return take(Other{}) && ++depth_ > 0; }
  bool end_array() { return depth_-- > 0; }
  bool parse_error(std::size_t column, const std::string&, const nlohmann::json::exception& failure) {
    constexpr int number_out_of_range = 406;
    if (failure.id == number_out_of_range) refuse("the line holds a number that is too large", std::string{example});
    refuse(fmt::format("the line is not JSON at column {}", column), std::string{example});
  }

  bool is_object() const { return is_object_; }

 private:
  bool take(decltype(Field::value) value) {
    if (depth_ == 0) is_object_ = false;
    if (depth_ == 1 && is_object_) fields_.back().value = std::move(value);
    return true;
  }

  std::vector<Field>& fields_;
  std::size_t depth_ = 0;
  bool is_object_ = true;
};

std::vector<Field> fields_of(std::string_view text) {
  std::vector<Field> fields;
  FieldReader reader{fields};
  nlohmann::json::sax_parse(text, &reader);
  if (!reader.is_object()) refuse("the line is not a JSON object", std::string{example});
  return fields;
}

// The fields that hold a text, and where it goes.
struct TextField {
  std::string_view name;
  void (*assign)(BatchLine& line, std::string text);
};
constexpr std::array<TextField, 12> text_fields{{
    {"at", [](BatchLine& line, std::string text) { line.at = std::move(text); }},
    {"start", [](BatchLine& line, std::string text) { line.at = std::move(text); }},
    {"name", [](BatchLine& line, std::string text) { line.name = std::move(text); }},
    {"email", [](BatchLine& line, std::string text) { line.email = std::move(text); }},
    {"phone", [](BatchLine& line, std::string text) { line.phone = std::move(text); }},
    {"note", [](BatchLine& line, std::string text) { line.note = std::move(text); }},
    {"service", [](BatchLine& line, std::string text) { line.service = std::move(text); }},
    {"duration", [](BatchLine& line, std::string text) { line.duration = std::move(text); }},
    {"end", [](BatchLine& line, std::string text) { line.end = std::move(text); }},
    {"key", [](BatchLine& line, std::string text) { line.key = std::move(text); }},
    {"owner", [](BatchLine& line, std::string text) { line.owner = std::move(text); }},
    {"tz", [](BatchLine& line, std::string text) { line.tz = std::move(text); }},
}};

// Fields of a printed appointment that only calbook decides.
constexpr std::array<std::string_view, 13> passed_over{
    "ref",         "status",     "start_utc", "end_utc",  "created_utc", "cancelled_utc", "reason",
    "changed_utc", "attendance", "series",    "position", "of",          "revision"};

[[noreturn]] void refuse_unknown(const std::string& field) {
  std::vector<std::string> names{"force"};
  for (const TextField& each : text_fields) names.emplace_back(each.name);
  const auto meant = closest(field, names);
  refuse(fmt::format("there is no field '{}'", excerpt(field)),
         meant ? fmt::format("did you mean {}?", *meant) : std::string{example}, excerpt(field));
}

void assign(BatchLine& line, const Field& field) {
  if (std::ranges::find(passed_over, field.name) != passed_over.end()) return;
  const auto text_field = std::ranges::find(text_fields, field.name, &TextField::name);
  if (text_field == text_fields.end() && field.name != "force") refuse_unknown(field.name);
  if (std::holds_alternative<std::monostate>(field.value)) return;
  if (text_field == text_fields.end()) {
    const bool* value = std::get_if<bool>(&field.value);
    if (value == nullptr) refuse("the field 'force' is neither true nor false", std::string{example}, field.name);
    line.force = *value;
    return;
  }
  const auto* text = std::get_if<std::string>(&field.value);
  if (text == nullptr)
    refuse(fmt::format("the field '{}' is not a text", field.name), std::string{example}, field.name);
  // An empty or blank name is refused later, like on the command line.
  if (text->find_first_not_of(" \t\r\n") == text->npos && field.name != "name") {
    refuse(fmt::format("the field '{}' is empty", field.name), std::string{example}, field.name);
  }
  text_field->assign(line, std::string{trimmed(*text)});
}

void refuse_twice(const std::vector<Field>& fields, const Field& last) {
  const auto is_it = [&](const Field& other) { return other.name == last.name; };
  if (&*std::ranges::find_if(fields, is_it) == &last) return;
  refuse(fmt::format("the field '{}' is given twice", last.name), std::string{example}, last.name);
}

bool has(const std::vector<Field>& fields, std::string_view name) {
  return std::ranges::any_of(fields, [&](const Field& field) {
    return field.name == name && !std::holds_alternative<std::monostate>(field.value);
  });
}

// A line without its line break; false at the end.
bool read_line(std::FILE* in, std::string& text) {
  text.clear();
  for (int byte = ::getc_unlocked(in); byte != EOF; byte = ::getc_unlocked(in)) {
    if (byte == '\n') return true;
    if (text.size() == longest_line) refuse("the line is longer than 1 MiB", "one object a line");
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
  const std::vector<Field> fields = fields_of(text);
  BatchLine line;
  for (const Field& field : fields) {
    assign(line, field);
    refuse_twice(fields, field);
  }
  if (has(fields, "at") && has(fields, "start")) {
    refuse("the time is given twice, as 'at' and as 'start'", std::string{example}, "start");
  }
  if (line.at.empty()) refuse("the field 'at' is missing", std::string{example}, "at");
  if (!has(fields, "name")) refuse("the field 'name' is missing", std::string{example}, "name");
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
