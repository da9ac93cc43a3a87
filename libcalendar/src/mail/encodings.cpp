#include "mail/encodings.hpp"

#include <array>
#include <optional>

namespace calendar {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view digits = "0123456789ABCDEF";
constexpr std::size_t longest_encoded_line = 76;

constexpr std::array<int, 256> make_values() {
  std::array<int, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < letters.size(); ++i) values[static_cast<unsigned char>(letters[i])] = static_cast<int>(i);
  return values;
}
constexpr auto values = make_values();

std::optional<unsigned> hexadecimal(char c) {
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  const std::size_t digit = digits.find(c);
  return digit == digits.npos ? std::nullopt : std::optional{static_cast<unsigned>(digit)};
}

// Blanks at the end of a line are added on the way.
std::string_view without_trailing_blanks(std::string_view line) {
  while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
  return line;
}

void append_unescaped(std::string& bytes, std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto high = i + 2 < line.size() && line[i] == '=' ? hexadecimal(line[i + 1]) : std::nullopt;
    const auto low = high ? hexadecimal(line[i + 2]) : std::nullopt;
    bytes += low ? static_cast<char>(*high * 16 + *low) : line[i];
    if (low) i += 2;
  }
}

// A character of a line of quoted-printable; a blank at the end of a line would get lost.
std::string quoted(char c, bool at_end) {
  const auto byte = static_cast<unsigned char>(c);
  const bool plain = (byte > ' ' && byte < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !at_end);
  if (plain) return {c};
  return {'=', digits[byte >> 4], digits[byte & 0xF]};
}

}  // namespace

std::string from_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    const int value = values[static_cast<unsigned char>(c)];
    if (value < 0) continue;
    bits = (bits << 6 | static_cast<unsigned>(value)) & 0xFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  return bytes;
}

std::string base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), std::size_t{3}))) {
    const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    const unsigned bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    text += letters[bits >> 18];
    text += letters[bits >> 12 & 63];
    text += bytes.size() > 1 ? letters[bits >> 6 & 63] : '=';
    text += bytes.size() > 2 ? letters[bits & 63] : '=';
  }
  return text;
}

std::string from_quoted_printable(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    const std::string_view ending = end == text.npos ? "" : line.ends_with('\r') ? "\r\n" : "\n";
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (ending == "\r\n") line.remove_suffix(1);
    line = without_trailing_blanks(line);
    const bool goes_on = line.ends_with('=');
    if (goes_on) line.remove_suffix(1);
    append_unescaped(bytes, line);
    if (!goes_on) bytes += ending;
  }
  return bytes;
}

std::string quoted_printable(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::size_t width = 0;
    for (std::size_t i = 0; i < end; ++i) {
      const std::string next = quoted(text[i], i + 1 == end);
      if (width + next.size() >= longest_encoded_line) {
        lines += "=\n";
        width = 0;
      }
      lines += next;
      width += next.size();
    }
    lines += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string from_latin1(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | (byte >> 6));
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

}  // namespace calendar
