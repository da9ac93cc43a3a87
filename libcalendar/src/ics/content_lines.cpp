#include "ics/content_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "ics/invalid_calendar.hpp"

namespace calendar {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_name(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// Where the first of them stands outside quotes. A quote that is not closed is no quote.
std::size_t find_unquoted(std::string_view text, std::string_view characters) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && characters.find(text[i]) != characters.npos) return i;
  }
  return quoted ? text.find_first_of(characters) : text.npos;
}

// RFC 6868: ^n, ^' and ^^ stand for what a parameter cannot hold.
std::string without_carets(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = text[i] == '^' && i + 1 < text.size() ? text[i + 1] : '\0';
    const std::size_t which = next == '\0' ? std::string_view::npos : std::string_view{"n'^"}.find(next);
    if (which == std::string_view::npos) {
      plain += text[i];
    } else {
      plain += std::string_view{"\n\"^"}[which];
      ++i;
    }
  }
  return plain;
}

void append(std::string& text, const Character& next) {
  const auto byte = static_cast<unsigned char>(next.bytes.front());
  if (next.printable) {
    text += next.bytes;
  } else if (next.well_formed || byte < 0xA1 || byte == 0xAD) {  // what Latin-1 does not show either
    text += ' ';
  } else {
    text += static_cast<char>(0xC0 | (byte >> 6));
    text += static_cast<char>(0x80 | (byte & 0x3F));
  }
}

// The first characters, with blanks in the place of those that cannot be seen.
std::string printable(std::string_view text, std::size_t most) {
  std::string seen;
  CharacterReader reader{text};
  for (std::size_t taken = 0; taken < most && !reader.done(); ++taken) append(seen, reader.take());
  return std::string{trimmed(seen)};
}

}  // namespace

bool same_word(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, lower, lower);
}

bool ContentLine::is(std::string_view other) const {
  return same_word(name, other);
}

std::string ContentLine::parameter(std::string_view wanted) const {
  for (std::string_view rest = parameters; !rest.empty();) {
    rest.remove_prefix(1);
    std::string_view parameter = rest.substr(0, find_unquoted(rest, ";"));
    rest.remove_prefix(parameter.size());
    const std::size_t equals = parameter.find('=');
    if (equals == parameter.npos || !same_word(parameter.substr(0, equals), wanted)) continue;
    parameter.remove_prefix(equals + 1);
    if (parameter.size() >= 2 && parameter.front() == '"' && parameter.back() == '"')
      parameter = parameter.substr(1, parameter.size() - 2);
    return without_carets(parameter);
  }
  return {};
}

ContentLine ContentLine::from_last_colon() const {
  const std::size_t colon = value.rfind(':');
  if (parameters.empty() || colon == value.npos) return *this;
  const std::string_view longer{parameters.data(), parameters.size() + 1 + colon};
  return {name, longer, value.substr(colon + 1), number};
}

ContentLines::ContentLines(std::string_view bytes) : rest_{bytes} {
  if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
}

void ContentLines::must_fit(std::size_t size) const {
  if (size <= limits::calendar_line) return;
  throw invalid_calendar(fmt::format("the line is longer than {} MiB", limits::calendar_line >> 20), first_);
}

std::string_view ContentLines::take_physical_line() {
  ++lines_;
  const std::size_t end = rest_.find_first_of("\r\n");
  const std::string_view line = rest_.substr(0, end);
  if (end == rest_.npos) {
    rest_ = {};
  } else {
    rest_.remove_prefix(rest_.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
  return line;
}

// Some programs end a line twice, even within a fold.
void ContentLines::skip_empty_lines() {
  while (rest_.starts_with('\r') || rest_.starts_with('\n')) take_physical_line();
}

bool ContentLines::unfold() {
  if (rest_.empty()) return false;
  first_ = lines_ + 1;
  text_ = take_physical_line();
  must_fit(text_.size());
  skip_empty_lines();
  if (!rest_.starts_with(' ') && !rest_.starts_with('\t')) return true;
  buffer_.assign(text_);
  while (rest_.starts_with(' ') || rest_.starts_with('\t')) {
    buffer_ += take_physical_line().substr(1);
    must_fit(buffer_.size());
    skip_empty_lines();
  }
  text_ = buffer_;
  return true;
}

std::optional<ContentLine> ContentLines::next() {
  while (unfold()) {
    if (text_.find('\0') != text_.npos) {
      throw invalid_calendar("the line has a NUL byte", first_);
    }
    const std::size_t name_end = text_.find_first_of(":;");
    if (name_end == text_.npos || !is_name(text_.substr(0, name_end))) continue;
    const std::string_view rest = text_.substr(name_end);
    const std::size_t colon = find_unquoted(rest, ":");
    if (colon == rest.npos) continue;
    return ContentLine{trimmed(text_.substr(0, name_end)), rest.substr(0, colon), rest.substr(colon + 1), first_};
  }
  return std::nullopt;
}

std::string plain_text(std::string_view value, std::size_t most) {
  std::string unescaped;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      ++i;
      unescaped += lower(value[i]) == 'n' ? '\n' : value[i];
    } else {
      unescaped += value[i];
    }
  }
  std::string text = printable(unescaped, most);
  // What joins others cannot be seen without them.
  while (!is_printable(text)) text = printable(text, most);
  return text;
}

}  // namespace calendar
