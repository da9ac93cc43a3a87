#include "output/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "calendar/text.hpp"

namespace calbook {

namespace {

// Whether the text needs no escapes in JSON and is ASCII. Nearly all texts are, and decoding each
// character takes ten times as long.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; });
}

// RFC 8259, section 7: characters above U+FFFF are a pair of surrogates.
std::string escape_sequence(char32_t code) {
  if (code == '\n') return "\\n";
  if (code == '\t') return "\\t";
  const auto unit = [](char32_t value) { return fmt::format("\\u{:04x}", static_cast<unsigned>(value)); };
  if (code <= 0xFFFF) return unit(code);
  return unit(0xD7C0 + (code >> 10)) + unit(0xDC00 + (code & 0x3FF));
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  if (is_plain(text)) return out.append(text).append("\"");
  for (calendar::CharacterReader reader{text}; !reader.done();) {
    const calendar::Character character = reader.take();
    if (!character.well_formed) {
      out += "\\ufffd";
    } else if (character.code == '"' || character.code == '\\') {
      out += '\\';
      out += character.bytes;
    } else if (!character.printable) {
      out += escape_sequence(character.code);
    } else {
      out += character.bytes;
    }
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
  void operator()(const Objects& objects) const {
    const std::size_t before = out.size();
    objects.each([&](const Object& object) {
      out += out.size() == before ? '[' : ',';
      (*this)(object);
    });
    out += out.size() == before ? "[]" : "]";
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
Value::Value(Objects objects) : is{std::move(objects)} {}

std::string json(const Value& value) {
  std::string out;
  std::visit(JsonWriter{out}, value.is);
  return out;
}

void append_json(std::string& out, const Object& object) {
  JsonWriter{out}(object);
}

}  // namespace calbook
