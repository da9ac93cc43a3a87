#include "output/template.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>

#include "calendar/text.hpp"
#include "output/one_line.hpp"

namespace calbook {

using Align = FieldFormat::Align;

namespace {

// What strftime prints on one line in a few cells, whatever the locale.
constexpr std::string_view conversions = "aAbBCdDeFgGhHIjmMpRSTuUVwWyYz%";

std::optional<Align> align_of(std::string_view sign) {
  if (sign == "<") return Align::left;
  if (sign == ">") return Align::right;
  if (sign == "^") return Align::middle;
  return std::nullopt;
}

// Two digits, or four.
int number_at(std::string_view text, std::size_t at, std::size_t digits) {
  int number = 0;
  std::from_chars(text.data() + at, text.data() + at + digits, number);
  return number;
}

// Of "2026-11-23T09:00:00+01:00".
std::tm broken_down(std::string_view rfc3339) {
  using std::chrono::sys_days;
  const std::chrono::year_month_day date{std::chrono::year{number_at(rfc3339, 0, 4)},
                                         std::chrono::month{static_cast<unsigned>(number_at(rfc3339, 5, 2))},
                                         std::chrono::day{static_cast<unsigned>(number_at(rfc3339, 8, 2))}};
  std::tm time{};
  time.tm_year = static_cast<int>(date.year()) - 1900;
  time.tm_mon = number_at(rfc3339, 5, 2) - 1;
  time.tm_mday = number_at(rfc3339, 8, 2);
  time.tm_hour = number_at(rfc3339, 11, 2);
  time.tm_min = number_at(rfc3339, 14, 2);
  time.tm_sec = number_at(rfc3339, 17, 2);
  time.tm_wday = static_cast<int>(std::chrono::weekday{sys_days{date}}.c_encoding());
  time.tm_yday = static_cast<int>((sys_days{date} - sys_days{date.year() / 1 / 1}).count());
  if (rfc3339.size() > 19 && rfc3339[19] != 'Z') {
    const int minutes = number_at(rfc3339, 20, 2) * 60 + number_at(rfc3339, 23, 2);
    time.tm_gmtoff = (rfc3339[19] == '-' ? -60L : 60L) * minutes;
  }
  return time;
}

std::string time_text(std::string_view rfc3339, std::string_view pattern) {
  const std::tm time = broken_down(rfc3339);
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '%') {
      text += pattern[at];
      continue;
    }
    const std::array<char, 3> conversion{'%', pattern[++at], '\0'};
    std::array<char, 64> written{};
    text.append(written.data(), std::strftime(written.data(), written.size(), conversion.data(), &time));
  }
  return text;
}

std::string text_of(const Value& value, const FieldFormat& format) {
  const auto* text = std::get_if<std::string>(&value.is);
  return text != nullptr && !format.time.empty() ? time_text(*text, format.time) : line_of(value);
}

void append_field(std::string& line, const Value& value, const FieldFormat& format) {
  const std::string text = text_of(value, format);
  const std::string_view shown =
      format.precision ? calendar::first_cells(text, *format.precision) : std::string_view{text};
  const std::size_t cells = format.width == 0 ? 0 : calendar::cells(shown);
  const std::size_t padding = format.width > cells ? format.width - cells : 0;
  const std::size_t before = format.align == Align::left ? 0 : format.align == Align::right ? padding : padding / 2;
  for (std::size_t i = 0; i < before; ++i) line += format.fill;
  line += shown;
  for (std::size_t i = before; i < padding; ++i) line += format.fill;
}

}  // namespace

// Reads a template from left to right, and throws its first fault.
class TemplateReader {
 public:
  TemplateReader(std::string_view text, std::span<const Key> keys) : text_{text}, keys_{keys} {}

  Template read() {
    check_characters();
    Template made;
    std::string plain;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if ((c == '{' || c == '}') && at_ < text_.size() && text_[at_] == c) {
        plain += c;
        ++at_;
      } else if (c == '}') {
        fail(at_ - 1, "'}' closes no field: write }} for a brace");
      } else if (c == '{') {
        made.fields_.push_back(field(std::move(plain)));
        plain.clear();
      } else {
        plain += c;
      }
    }
    made.rest_ = std::move(plain);
    return made;
  }

 private:
  // What is printed as it is must be fit for a terminal, as all that calbook prints.
  void check_characters() const {
    std::size_t at = 0;
    for (calendar::CharacterReader reader{text_}; !reader.done();) {
      const calendar::Character character = reader.take();
      if (!character.printable && character.bytes != "\n" && character.bytes != "\t")
        fail(at, '\'' + calendar::escaped(character.bytes) + "' cannot be printed");
      at += character.bytes.size();
    }
  }

  // Behind its "{".
  Template::Field field(std::string before) {
    const std::size_t start = at_;
    const std::size_t end = text_.find('}', start);
    if (end == text_.npos) fail(start - 1, "'{' is not closed: write {{ for a brace");
    const std::string_view inside = text_.substr(start, end - start);
    const std::string_view name = inside.substr(0, inside.find(':'));
    if (name.empty()) fail(start, "a field needs a name: {name}");
    const auto key = std::ranges::find(keys_, name, &Key::name);
    if (key == keys_.end()) throw TemplateFault{place(start), std::string{name}, true};
    Template::Field field{std::move(before), key->name, {}};
    if (key->kind == Key::Kind::number) field.format.align = Align::right;
    at_ = start + name.size();
    end_ = end;
    aligned_ = false;
    if (at_ < end_) {
      ++at_;
      read_format(field.format, *key);
    }
    at_ = end + 1;
    return field;
  }

  void read_format(FieldFormat& format, const Key& key) {
    const Key::Kind kind = key.kind;
    read_align(format);
    if (kind == Key::Kind::number && rest().starts_with('0') && !aligned_) format.fill = "0";
    if (const auto width = number()) format.width = *width;
    if (rest().starts_with('.')) {
      if (!key.is_text()) fail(at_, "only a text can be cut");
      ++at_;
      format.precision = number();
      if (!format.precision) fail(at_, "a number of cells is missing behind '.'");
    }
    if (kind == Key::Kind::time && rest().starts_with('%')) return read_time(format);
    if ((key.is_text() && rest() == "s") || (kind == Key::Kind::number && rest() == "d")) return;
    if (!rest().empty())
      fail(at_, kind == Key::Kind::time ? "a time is written as %a %H:%M" : "this is no format such as <20");
  }

  // "<", or "*<".
  void read_align(FieldFormat& format) {
    if (rest().empty()) return;
    const std::string_view fill = calendar::CharacterReader{rest()}.take().bytes;
    const auto filled = align_of(rest().substr(fill.size(), 1));
    const auto alone = align_of(rest().substr(0, 1));
    if (!filled && !alone) return;
    if (filled) {
      const bool one_cell = calendar::is_printable(fill) && calendar::cells(fill) == 1 && fill != "{";
      if (!one_cell) fail(at_, "columns are filled with a character of one cell");
      format.fill = fill;
    }
    format.align = filled ? *filled : *alone;
    at_ += filled ? fill.size() + 1 : 1;
    aligned_ = true;
  }

  std::optional<std::size_t> number() {
    const char* begin = text_.data() + at_;
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(begin, text_.data() + end_, value);
    if (end == begin) return std::nullopt;
    if (error != std::errc{} || value > Template::widest)
      fail(at_, "a field has at most " + std::to_string(Template::widest) + " cells");
    at_ += static_cast<std::size_t>(end - begin);
    return value;
  }

  void read_time(FieldFormat& format) {
    format.time = rest();
    for (std::size_t i = 0; i < format.time.size(); ++i) {
      if (format.time[i] == '{') fail(at_ + i, "a field cannot stand in another");
      if (format.time[i] != '%') continue;
      if (++i == format.time.size()) fail(at_ + i - 1, "'%' ends the field: write %% for a percent sign");
      if (conversions.find(format.time[i]) == conversions.npos)
        fail(at_ + i - 1, "there is no '%" + calendar::escaped(format.time.substr(i, 1)) + "'; see strftime(3)");
    }
  }

  std::string_view rest() const { return text_.substr(at_, end_ - at_); }
  std::size_t place(std::size_t at) const { return calendar::length(text_.substr(0, at)) + 1; }
  [[noreturn]] void fail(std::size_t at, std::string why) const { throw TemplateFault{place(at), std::move(why)}; }

  std::string_view text_;
  std::span<const Key> keys_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;  // of the field
  bool aligned_ = false;
};

std::variant<Template, TemplateFault> Template::read(std::string_view text, std::span<const Key> keys) {
  try {
    return TemplateReader{text, keys}.read();
  } catch (TemplateFault& fault) {
    return std::move(fault);
  }
}

std::vector<std::string_view> Template::keys() const {
  std::vector<std::string_view> keys;
  for (const Field& field : fields_) keys.push_back(field.key);
  return keys;
}

std::string Template::line(const Object& object) const {
  std::string line;
  for (const Field& field : fields_) {
    line += field.before;
    const auto member = std::ranges::find(object, field.key, &Member::key);
    append_field(line, member == object.end() ? Value{} : member->value, field.format);
  }
  return line + rest_ + '\n';
}

}  // namespace calbook
