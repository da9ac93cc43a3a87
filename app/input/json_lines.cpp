#include "input/json_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

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

[[noreturn]] void refuse(const std::string& message, Hint hint, std::string field = {}) {
  throw InputError{Code::invalid_input, message, std::move(hint), std::move(field)};
}

bool among(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
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

// Receives the fields of a line's object from the JSON parser.
class LineFields::Reader {
 public:
  explicit Reader(LineFields& line) : line_{line} {}

  bool null() { return take({}); }
  bool boolean(bool value) { return take(value); }
  bool number_integer(std::int64_t value) { return take(value); }
  bool number_unsigned(std::uint64_t value) {
    if (value > most) return take(Other{});
    return take(static_cast<std::int64_t>(value));
  }
  bool number_float(double, const std::string&) { return take(Other{}); }
  bool string(std::string& value) { return take(std::move(value)); }
  bool binary(const nlohmann::json::binary_t&) { return take(Other{}); }
  bool start_object(std::size_t) { return depth_++ == 0 || take(Other{}); }
  bool key(std::string& name) {
    if (depth_ == 1) line_.fields_.push_back({std::move(name)});
    return true;
  }
  bool end_object() { return depth_-- > 0; }
  bool start_array(std::size_t) { return take(Other{}) && ++depth_ > 0; }
  bool end_array() { return depth_-- > 0; }
  bool parse_error(std::size_t column, const std::string&, const nlohmann::json::exception& failure) {
    constexpr int number_out_of_range = 406;
    if (failure.id == number_out_of_range) line_.refuse("the line holds a number that is too large", {});
    line_.refuse(fmt::format("the line is not JSON at column {}", column), {});
  }

  bool is_object() const { return is_object_; }

 private:
  static constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();

  bool take(decltype(Field::value) value) {
    if (depth_ == 0) is_object_ = false;
    if (depth_ == 1 && is_object_) line_.fields_.back().value = std::move(value);
    return true;
  }

  LineFields& line_;
  std::size_t depth_ = 0;
  bool is_object_ = true;
};

LineFields::LineFields(std::string_view text, const LineForm& form) : form_{form} {
  Reader reader{*this};
  nlohmann::json::sax_parse(text, &reader);
  if (!reader.is_object()) refuse("the line is not a JSON object", {});
  for (const Field& field : fields_) {
    check(field);
    check_given_once(field);
  }
}

void LineFields::check(const Field& field) const {
  if (among(form_.texts, field.name)) return check_text(field);
  if (among(form_.ignored, field.name)) return;
  if (among(form_.numbers, field.name)) return check_number(field);
  if (!among(form_.flags, field.name)) refuse_unknown(field.name);
  if (std::holds_alternative<std::monostate>(field.value) || std::holds_alternative<bool>(field.value)) return;
  refuse(fmt::format("the field '{}' is neither true nor false", field.name), field.name);
}

void LineFields::check_text(const Field& field) const {
  if (std::holds_alternative<std::monostate>(field.value)) return;
  const auto* text = std::get_if<std::string>(&field.value);
  if (text == nullptr) refuse(fmt::format("the field '{}' is not a text", field.name), field.name);
  if (field.name != form_.blank && text->find_first_not_of(" \t\r\n") == text->npos)
    refuse(fmt::format("the field '{}' is empty", field.name), field.name);
}

void LineFields::check_number(const Field& field) const {
  if (std::holds_alternative<std::monostate>(field.value) || std::holds_alternative<std::int64_t>(field.value)) return;
  refuse(fmt::format("the field '{}' is not a whole number", field.name), field.name);
}

void LineFields::check_given_once(const Field& last) const {
  if (&*std::ranges::find(fields_, last.name, &Field::name) == &last) return;
  refuse(fmt::format("the field '{}' is given twice", last.name), last.name);
}

void LineFields::refuse_unknown(const std::string& name) const {
  std::vector<std::string> names{form_.flags.begin(), form_.flags.end()};
  names.insert(names.end(), form_.texts.begin(), form_.texts.end());
  names.insert(names.end(), form_.numbers.begin(), form_.numbers.end());
  const auto meant = closest(name, names);
  calbook::refuse(fmt::format("there is no field '{}'", excerpt(name)),
                  meant ? Hint{fmt::format("did you mean {}?", *meant)} : Hint{std::string{form_.example}},
                  excerpt(name));
}

void LineFields::refuse(const std::string& message, std::string_view field) const {
  calbook::refuse(message, std::string{form_.example}, std::string{field});
}

const LineFields::Field* LineFields::find(std::string_view name) const {
  const auto found = std::ranges::find(fields_, name, &Field::name);
  return found == fields_.end() || std::holds_alternative<std::monostate>(found->value) ? nullptr : &*found;
}

bool LineFields::has(std::string_view name) const {
  return find(name) != nullptr;
}

std::optional<std::string> LineFields::text(std::string_view name) const {
  const Field* field = find(name);
  if (field == nullptr) return std::nullopt;
  return std::string{trimmed(std::get<std::string>(field->value))};
}

std::string LineFields::required_text(std::string_view name) const {
  if (auto found = text(name)) return *std::move(found);
  refuse(fmt::format("the field '{}' is missing", name), name);
}

bool LineFields::flag(std::string_view name) const {
  const Field* field = find(name);
  return field != nullptr && std::get<bool>(field->value);
}

std::optional<std::int64_t> LineFields::number(std::string_view name) const {
  const Field* field = find(name);
  if (field == nullptr) return std::nullopt;
  return std::get<std::int64_t>(field->value);
}

void for_each_line(const std::string& file,
                   const std::function<void(std::size_t number, std::string_view text)>& take) {
  const bool is_stdin = file == "-";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened{is_stdin ? nullptr : std::fopen(file.c_str(), "re"),
                                                               close_if_open};
  std::FILE* in = is_stdin ? stdin : opened.get();
  if (in == nullptr) throw unreadable(Code::cannot_open, file);
  std::string text;
  for (std::size_t number = 1;; ++number) {
    try {
      if (!read_line(in, text)) break;
      const std::string_view line = without_frame(text, number);
      if (line.find_first_not_of(" \t") != line.npos) take(number, line);
    } catch (Error& error) {
      error.set_line(number);
      throw;
    }
  }
  if (std::ferror(in) != 0) throw unreadable(Code::io_error, file);
}

}  // namespace calbook
