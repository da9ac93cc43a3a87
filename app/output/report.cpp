#include "output/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "calendar/text.hpp"

namespace calbook {

namespace {

// How many bytes at the front stand for themselves in JSON and in UTF-8 alike. Nearly all texts are
// such throughout, and to look at each character takes ten times as long.
std::size_t plain_front(std::string_view text) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::size_t plain = plain_front(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const calendar::Character character = calendar::first_character(text);
    if (!character.well_formed) {
      out += "\\ufffd";
    } else if (character.code == '"' || character.code == '\\') {
      out += '\\';
      out += character.bytes;
    } else if (!character.printable()) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(character.code));  // none lies past U+FFFF
    } else {
      out += character.bytes;
    }
    text.remove_prefix(character.bytes.size());
  }
  return out + '"';
}

struct JsonWriter {
  std::string& out;

  void operator()(std::nullptr_t) const { out += "null"; }
  void operator()(bool boolean) const { out += boolean ? "true" : "false"; }
  void operator()(std::int64_t number) const { out += fmt::format("{}", number); }
  void operator()(const std::string& text) const { out += json_string(text); }
  void operator()(const List& list) const {
    out += '[';
    for (const Value& value : list) {
      if (&value != &list.front()) out += ',';
      std::visit(*this, value.is);
    }
    out += ']';
  }
  void operator()(const Object& object) const {
    out += '{';
    for (const Member& member : object) {
      if (&member != &object.front()) out += ',';
      out += json_string(member.key);
      out += ':';
      std::visit(*this, member.value.is);
    }
    out += '}';
  }
};

std::string tsv_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const calendar::Character character = calendar::first_character(text);
    if (character.code == '\t' && character.well_formed) {
      out += "\\t";
    } else if (character.code == '\n' && character.well_formed) {
      out += "\\n";
    } else if (character.code == '\\' && character.well_formed) {
      out += "\\\\";
    } else {
      out += calendar::escaped(character.bytes);
    }
    text.remove_prefix(character.bytes.size());
  }
  return out;
}

// Nothing for null; lists and objects as JSON.
std::string tsv_cell(const Value& value) {
  if (std::holds_alternative<std::nullptr_t>(value.is)) return {};
  if (const auto* text = std::get_if<std::string>(&value.is)) return tsv_text(*text);
  return tsv_text(json(value));
}

std::string tsv_row(const std::vector<std::string_view>& columns, const Object& object) {
  std::string row;
  for (const std::string_view column : columns) {
    if (column != columns.front()) row += '\t';
    const auto member = std::ranges::find(object, column, &Member::key);
    if (member != object.end()) row += tsv_cell(member->value);
  }
  return row + '\n';
}

std::string rows(const Report& report) {
  std::string out;
  for (const Object& object : report.objects()) out += tsv_row(report.columns, object);
  return out;
}

std::string lines_of_json(const Report& report) {
  std::string out;
  for (const Object& object : report.objects()) out += json(object) + '\n';
  return out;
}

}  // namespace

Value::Value(List list) : is{std::move(list)} {}
Value::Value(Object object) : is{std::move(object)} {}

std::string Ink::painted(std::string_view text, std::string_view code) const {
  return use_ == Use::plain ? std::string{text} : fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string Ink::strong(std::string_view text) const {
  return painted(text, "1");
}
std::string Ink::faint(std::string_view text) const {
  return painted(text, "2");
}
std::string Ink::warning(std::string_view text) const {
  return painted(text, "33");
}

std::string json(const Value& value) {
  std::string out;
  std::visit(JsonWriter{out}, value.is);
  return out;
}

std::string Writer::piece(const Report& report) {
  const bool first = !std::exchange(begun_, true);
  if (first) shape_ = report.shape;
  switch (looks_.format) {
    case Format::json: return objects_as_json(report);
    case Format::jsonl: return lines_of_json(report);
    case Format::tsv: {
      const bool headed = first && looks_.header == Header::shown;
      return (headed ? fmt::format("{}\n", fmt::join(report.columns, "\t")) : "") + rows(report);
    }
    case Format::text: break;
  }
  if (!looks_.brief) return report.text(looks_.ink);
  return report.brief ? report.brief() : "";
}

std::string Writer::objects_as_json(const Report& report) {
  std::string out;
  for (const Object& object : report.objects()) {
    if (shape_ == Report::Shape::list) out += std::exchange(objects_, true) ? ",\n" : "[\n";
    out += json(object);
  }
  return out;
}

std::string Writer::end() const {
  if (looks_.format != Format::json) return {};
  if (shape_ == Report::Shape::single) return "\n";
  return objects_ ? "\n]\n" : "[]\n";
}

}  // namespace calbook
