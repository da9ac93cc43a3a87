#include "calendar/appointment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

void validate_printable(std::string_view field, Code code, std::string_view text, std::size_t longest,
                        Remedy::Kind remedy = Remedy::Kind::plain_text) {
  if (!is_printable(text)) {
    throw Error{code, fmt::format("the {} '{}' holds characters that cannot be printed", field, excerpt(text)), remedy,
                std::string{field}};
  }
  if (length(text) > longest) {
    throw Error{code,
                fmt::format("the {} '{}' is longer than {} characters", field, excerpt(text), longest),
                {},
                std::string{field}};
  }
}

// The ends of lines that other systems write become line feeds.
std::string with_line_feeds(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool of_two = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!of_two) out += text[i] == '\r' ? '\n' : text[i];
  }
  return out;
}

std::string trimmed_note(std::string_view note) {
  constexpr std::string_view blanks = " \t\n";
  const std::string text = with_line_feeds(note);
  const std::size_t first = text.find_first_not_of(blanks);
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

void refuse_empty(std::string_view field, std::string_view text) {
  if (text.empty()) throw Error{Code::invalid_input, fmt::format("the {} is empty", field), {}, std::string{field}};
}

// A line break in it is as good as a blank.
void validate_note(std::string note) {
  std::ranges::replace(note, '\n', ' ');
  validate_printable("note", Code::invalid_input, note, limits::note, Remedy::Kind::plain_lines);
}

// The blanks of Unicode 14, category Zs.
bool is_blank(const Character& character) {
  const char32_t code = character.code;
  return code == 0x20 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F ||
         code == 0x205F || code == 0x3000;
}

bool any_blank(std::string_view text) {
  for (CharacterReader reader{text}; !reader.done();) {
    if (is_blank(reader.take())) return true;
  }
  return false;
}

bool all_blank(std::string_view text) {
  for (CharacterReader reader{text}; !reader.done();) {
    if (!is_blank(reader.take())) return false;
  }
  return true;
}

bool is_domain(std::string_view text) {
  const bool empty_label = text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != text.npos;
  return !empty_label && text.find('@') == text.npos;
}

// Whether a mail program would take it for exactly one address: no blank, group, comment or route
// (RFC 5322, 3.4), no option, no pipe. Only sending mail can tell whether it arrives.
bool is_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == text.npos || at == 0 || !is_domain(text.substr(at + 1))) return false;
  const bool for_a_program = text.front() == '-' || text.front() == '|';
  const bool several_parts = text.substr(0, at).find(':') != text.npos || text.find_first_of("<>,;\"()\\") != text.npos;
  return !for_a_program && !several_parts && !any_blank(text);
}

// Extensions, blanks, slashes: people write them as they like.
void validate_email(std::string_view address, const std::string& field = "email") {
  validate_printable(field, Code::invalid_email, address, limits::email);
  if (!is_address(address))
    throw Error{Code::invalid_email, fmt::format("'{}' is not an e-mail address", excerpt(address)), {}, field};
}

bool is_telephone_number(std::string_view text) {
  constexpr std::ptrdiff_t least_digits = 3;
  return std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) >= least_digits;
}

}  // namespace

BookingRequest validated(BookingRequest request) {
  request.invitee = validated(std::move(request.invitee));
  if (request.key) validate_text("key", *request.key, limits::key);
  return request;
}

namespace {

// Without the length.
std::string text_of(const ServiceChoice& choice, const Invitee& invitee) {
  std::string text;
  const auto add = [&](const std::optional<std::string>& part) {
    text += part ? fmt::format("{}:{}", part->size(), *part) : "-";
  };
  for (const auto& part : {std::optional{choice.name.value_or(Service{}.name).str()}, std::optional{invitee.name},
                           invitee.email, invitee.note, invitee.phone})
    add(part);
  return text;
}

}  // namespace

// A length that was chosen stands behind "=", another behind "~".
std::string request_text(const ServiceChoice& choice, const Invitee& invitee, Minutes length) {
  return fmt::format("{}{}{}", text_of(choice, invitee), choice.duration ? '=' : '~', length.count());
}

bool is_request(const std::string& text, const ServiceChoice& choice, const Invitee& invitee,
                std::optional<Minutes> shortest, Minutes length) {
  const std::string wanted = text_of(choice, invitee);
  if (!text.starts_with(wanted)) return false;
  const std::string_view behind = std::string_view{text}.substr(wanted.size());
  if (behind.empty()) return choice.duration.value_or(length) == length;
  if (!choice.duration && behind.front() == '~') return true;
  const auto asked = choice.duration ? choice.duration : shortest;
  return asked && behind.substr(1) == std::to_string(asked->count());
}

Appointment rescheduled(Appointment appointment, Instant start, const TimeZone& zone) {
  const Seconds distance = start - appointment.span.start;
  appointment.span = {appointment.span.start + distance, appointment.span.end + distance};
  appointment.occupied = {appointment.occupied.start + distance, appointment.occupied.end + distance};
  appointment.zone = zone.name();
  appointment.utc_offset = zone.offset(start);
  return appointment;
}

Appointment cancelled(Appointment appointment, Instant now, std::optional<std::string> reason) {
  appointment.status = Status::cancelled;
  appointment.cancelled = now;
  appointment.reason = std::move(reason);
  return appointment;
}

std::optional<WallTime> shifted_from(const Appointment& appointment) {
  const auto zone = TimeZone::find(appointment.zone);
  if (!zone || zone->offset(appointment.span.start) == appointment.utc_offset) return std::nullopt;
  return WallTime{appointment.span.start.time_since_epoch() + appointment.utc_offset};
}

void validate_text(std::string_view field, std::string_view text, std::size_t longest) {
  validate_printable(field, Code::invalid_input, text, longest);
  refuse_empty(field, text);
}

std::optional<std::string> validated_note(const std::optional<std::string>& note) {
  if (!note) return std::nullopt;
  std::string text = trimmed_note(*note);
  refuse_empty("note", text);
  validate_note(text);
  return text;
}

std::optional<std::string> validated_reason(const std::optional<std::string>& reason) {
  if (!reason) return std::nullopt;
  const std::string_view text = trimmed(*reason);
  validate_text("reason", text, limits::note);
  return std::string{text};
}

std::optional<std::string> validated_title(const std::optional<std::string>& title) {
  if (!title) return std::nullopt;
  const std::string_view text = trimmed(*title);
  validate_text("title", text, limits::name);
  return std::string{text};
}

std::optional<std::string> validated_email(const std::optional<std::string>& email, const std::string& field) {
  if (!email) return std::nullopt;
  std::string address{trimmed(*email)};
  validate_email(address, field);
  return address;
}

bool can_be_mailed(const std::string& address) {
  try {
    return validated_email(address) && is_plain_ascii(address);
  } catch (const Error&) {
    return false;
  }
}

Invitee trimmed(Invitee invitee) {
  const auto trim = [](std::string& text) { text = trimmed(std::string_view{text}); };
  trim(invitee.name);
  if (invitee.email) trim(*invitee.email);
  if (invitee.note) invitee.note = trimmed_note(*invitee.note);
  if (invitee.phone) trim(*invitee.phone);
  return invitee;
}

Invitee validated(Invitee invitee) {
  invitee = trimmed(std::move(invitee));
  const auto& [name, email, note, phone] = invitee;
  validate_printable("name", Code::invalid_name, name, limits::name);
  if (all_blank(name)) throw Error{Code::invalid_name, fmt::format("the name '{}' is empty", name), {}, "name"};
  if (email) validate_email(*email);
  if (note) validate_note(*note);
  if (phone) {
    validate_printable("phone", Code::invalid_phone, *phone, limits::phone);
    if (!is_telephone_number(*phone))
      throw Error{Code::invalid_phone, fmt::format("'{}' is not a telephone number", excerpt(*phone)), {}, "phone"};
  }
  return invitee;
}

}  // namespace calendar
