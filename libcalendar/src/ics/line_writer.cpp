#include "ics/line_writer.hpp"

#include <algorithm>

#include "calendar/text.hpp"

namespace calendar {

namespace {

constexpr std::size_t longest_line = 75;
constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The text, each of the special characters escaped by putting `escape` before the letter that stands for it.
void append(std::string& line, std::string_view text, char escape, std::string_view special, std::string_view letters) {
  for (CharacterReader reader{text}; !reader.done();) {
    const Character next = reader.take();
    const char first = next.bytes.front();
    if (const std::size_t which = special.find(first); which != special.npos) {
      line += escape;
      line += letters[which];
    } else if (!next.well_formed) {
      line += replacement;
    } else if (is_control(first)) {
      line += ' ';
    } else {
      line += next.bytes;
    }
  }
}

// "\r\n" and "\r" are line feeds, too.
std::string with_line_feeds(std::string_view text) {
  std::string lines;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      lines += text[i];
    } else if (!text.substr(i + 1).starts_with('\n')) {
      lines += '\n';
    }
  }
  return lines;
}

}  // namespace

void LineWriter::name(std::string_view name, Parameters parameters) {
  line_ = name;
  for (const Parameter& parameter : parameters) {
    line_.append(";").append(parameter.name).append("=");
    const std::string_view quote = parameter.value.find_first_of(":;,") == std::string_view::npos ? "" : "\"";
    line_ += quote;
    append(line_, parameter.value, '^', "\n\"^", "n'^");
    line_ += quote;
  }
  line_ += ':';
}

// A character is in one line as a whole: not all readers put bytes together before they read them.
void LineWriter::fold() {
  std::string_view rest = line_;
  for (std::size_t most = longest_line; rest.size() > most; most = longest_line - 1) {
    std::size_t size = most;
    while (continues_character(rest[size])) --size;
    bytes_.append(rest.substr(0, size)).append("\r\n ");
    rest.remove_prefix(size);
  }
  bytes_.append(rest).append("\r\n");
}

void LineWriter::value(std::string_view name, std::string_view value, Parameters parameters) {
  this->name(name, parameters);
  append(line_, value, '\\', "", "");
  fold();
}

void LineWriter::text(std::string_view name, std::string_view text, Parameters parameters) {
  this->name(name, parameters);
  append(line_, with_line_feeds(text), '\\', "\\;,\n", "\\;,n");
  fold();
}

void begin_calendar(LineWriter& writer, std::string_view method) {
  writer.begin("VCALENDAR");
  writer.value("VERSION", "2.0");
  writer.value("PRODID", "-//calbook//calbook//EN");
  writer.value("CALSCALE", "GREGORIAN");
  if (!method.empty()) writer.value("METHOD", method);
}

}  // namespace calendar
