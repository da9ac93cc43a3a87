#include "views/message_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/complaint.hpp"

namespace calbook {

using calendar::Recipient;
using calendar::TellingEvent;

namespace {

constexpr Key fields[] = {
    {"what", Key::Kind::text},  {"service", Key::Kind::text},   {"owner", Key::Kind::text},
    {"with", Key::Kind::prose}, {"name", Key::Kind::prose},     {"email", Key::Kind::prose},
    {"phone", Key::Kind::text}, {"note", Key::Kind::prose},     {"reason", Key::Kind::prose},
    {"tz", Key::Kind::text},    {"dates", Key::Kind::number},   {"more", Key::Kind::text},
    {"ref", Key::Kind::text},   {"when", Key::Kind::text},      {"start", Key::Kind::time},
    {"end", Key::Kind::time},   {"start_utc", Key::Kind::time}, {"end_utc", Key::Kind::time},
    {"was", Key::Kind::text},   {"was_start", Key::Kind::time}, {"was_end", Key::Kind::time},
};
constexpr std::string_view first_of_date = "when";

bool is_of_date(std::string_view key) {
  const auto first = std::ranges::find(fields, first_of_date, &Key::name);
  return std::find_if(first, std::end(fields), [&](const Key& each) { return each.name == key; }) != std::end(fields);
}

InputError in_line(std::size_t line, const std::string& why, Hint hint = {}) {
  InputError error{calendar::Code::invalid_input, why, std::move(hint)};
  error.set_line(line);
  return error;
}

Template read_line(std::string_view text, std::size_t line, std::size_t before = 0) {
  auto read = Template::read(text, fields);
  if (const auto* fault = std::get_if<TemplateFault>(&read)) {
    std::vector<std::string_view> names;
    if (fault->unknown_key) {
      for (const Key& each : fields) names.push_back(each.name);
    }
    const std::string hint = names.empty() ? "" : fmt::format("the fields are {}", fmt::join(names, ", "));
    const std::string why = fault->unknown_key ? fmt::format("'{}' is no field", fault->why) : fault->why;
    throw in_line(line, fmt::format("character {}: {}", fault->place + before, why), hint);
  }
  return std::get<Template>(std::move(read));
}

bool is_empty(const Object& object, std::string_view key) {
  const auto member = std::ranges::find(object, key, &Member::key);
  if (member == object.end()) return true;
  const auto* text = std::get_if<std::string>(&member->value.is);
  return std::holds_alternative<std::nullptr_t>(member->value.is) || (text != nullptr && text->empty());
}

bool says_nothing(const Template& line, const Object& object) {
  const auto keys = line.keys();
  return !keys.empty() && std::ranges::all_of(keys, [&](std::string_view key) { return is_empty(object, key); });
}

// Of a note, which a template puts on one line: see one_line().
std::string with_line_breaks(std::string line) {
  constexpr std::string_view sign = "⏎";
  for (std::size_t at = line.find(sign); at != line.npos; at = line.find(sign, at)) line.replace(at, sign.size(), "\n");
  return line;
}

// Where lines were left out.
std::string without_gaps(std::string text) {
  constexpr std::string_view gap = "\n\n\n";
  for (std::size_t at = text.find(gap); at != text.npos; at = text.find(gap, at)) text.erase(at, 1);
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

constexpr std::string_view of_invitee = R"(
Note: {note}

Reference: {ref}
)";
constexpr std::string_view of_owner = R"(
Name: {name}
E-mail: {email}
Phone: {phone}
Note: {note}

Reference: {ref}
)";

std::string_view first_lines(TellingEvent event) {
  switch (event) {
    case TellingEvent::booked:
      return "Subject: Booked: {what} {with}, {start:%a %Y-%m-%d %H:%M}{more}\n\n"
             "{what} {with} is booked:\n\n  {when}\n";
    case TellingEvent::moved:
      return "Subject: Moved: {what} {with}, {start:%a %Y-%m-%d %H:%M}{more}\n\n"
             "{what} {with} is moved:\n\n  from {was}\n  to   {when}\n";
    case TellingEvent::cancelled:
      return "Subject: Cancelled: {what} {with}, {start:%a %Y-%m-%d %H:%M}{more}\n\n"
             "{what} {with} is cancelled:\n\n  {when}\n\nReason: {reason}\n";
    case TellingEvent::reminder:
      return "Subject: Reminder: {what} {with}, {start:%a %Y-%m-%d %H:%M}\n\n"
             "{what} {with}:\n\n  {when}\n";
  }
  return "";
}

}  // namespace

std::span<const Key> message_fields() {
  return fields;
}

MessageText MessageText::read(std::string_view text) {
  constexpr std::string_view heading = "Subject: ";
  if (!text.starts_with(heading))
    throw in_line(1, "the first line is no subject", "write 'Subject: {what}, {start:%a %H:%M}' there");
  const std::size_t first_end = std::min(text.find('\n'), text.size());
  std::size_t number = 1;
  const auto without_return = [](std::string_view line) {
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
  };
  MessageText read{
      read_line(without_return(text.substr(heading.size(), first_end - heading.size())), number, heading.size())};
  text.remove_prefix(std::min(first_end + 1, text.size()));
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    Template line = read_line(without_return(text.substr(0, end)), ++number);
    const bool repeats = std::ranges::any_of(line.keys(), is_of_date);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (read.lines_.empty() && line.keys().empty() && line.line({}) == "\n") continue;
    read.lines_.push_back({std::move(line), repeats});
  }
  return read;
}

MessageText MessageText::built_in(TellingEvent event, Recipient recipient) {
  return read(fmt::format("{}{}", first_lines(event), recipient == Recipient::owner ? of_owner : of_invitee));
}

std::string MessageText::subject(std::span<const Object> dates) const {
  std::string line = subject_.line(dates.front());
  line.pop_back();
  return line;
}

// Each date has all its lines together, where they follow each other.
std::string MessageText::lines(std::span<const Object> dates) const {
  std::string text;
  const auto add = [&](const Template& line, const Object& object) {
    if (!says_nothing(line, object)) text += with_line_breaks(line.line(object));
  };
  for (auto line = lines_.begin(); line != lines_.end();) {
    const auto end =
        std::find_if(line, lines_.end(), [&](const Line& each) { return each.is_of_date != line->is_of_date; });
    for (const Object& date : line->is_of_date ? dates : dates.first(1)) {
      for (auto each = line; each != end; ++each) add(each->text, date);
    }
    line = end;
  }
  return without_gaps(std::move(text));
}

}  // namespace calbook
