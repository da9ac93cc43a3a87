#include "output/json.hpp"

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

}  // namespace

Value::Value(List list) : is{std::move(list)} {}
Value::Value(Object object) : is{std::move(object)} {}

std::string json(const Value& value) {
  std::string out;
  std::visit(JsonWriter{out}, value.is);
  return out;
}

void append_json(std::string& out, const Object& object) {
  JsonWriter{out}(object);
}

}  // namespace calbook
