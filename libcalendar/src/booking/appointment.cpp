#include "calendar/appointment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t reference_size = 6;
constexpr std::uint64_t references = 729'000'000;  // 30^6

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string spelled(std::uint64_t number) {
  std::string text(reference_size, alphabet.front());
  for (char& c : text) {
    c = alphabet[number % alphabet.size()];
    number /= alphabet.size();
  }
  return text;
}

// Two multiplications by units modulo 30^6, with the digits reversed in between. Each step is
// invertible, so no two numbers below 30^6 share a result, and neighbours look unrelated.
std::uint64_t scattered(std::uint64_t number) {
  constexpr std::uint64_t first_unit = 318'276'731, second_unit = 571'429'249, shift = 104'729'017;
  const std::uint64_t once = (number * first_unit + shift) % references;
  std::uint64_t reversed = 0;
  for (std::uint64_t rest = once, i = 0; i < reference_size; ++i, rest /= alphabet.size()) {
    reversed = reversed * alphabet.size() + rest % alphabet.size();
  }
  return (reversed * second_unit + shift) % references;
}

void validate_printable(std::string_view field, Code code, std::string_view text, std::size_t longest) {
  if (!is_printable(text)) {
    throw Error{code, fmt::format("the {} '{}' holds characters that cannot be printed", field, excerpt(text)),
                Remedy::Kind::plain_text, std::string{field}};
  }
  if (length(text) > longest) {
    throw Error{code,
                fmt::format("the {} '{}' is longer than {} characters", field, excerpt(text), longest),
                {},
                std::string{field}};
  }
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

}  // namespace

Reference::Reference(std::string_view text) {
  std::ranges::transform(text, std::back_inserter(text_), upper);
  const bool possible = text_.size() == reference_size && text_.find_first_not_of(alphabet) == text_.npos;
  if (!possible) {
    throw Error{Code::unknown_reference, fmt::format("no appointment has the reference '{}'", excerpt(text)),
                Remedy::Kind::list_appointments};
  }
}

Reference Reference::of_number(std::int64_t number) {
  return Reference{spelled(scattered(static_cast<std::uint64_t>(number) % references))};
}

Appointment rescheduled(Appointment appointment, Instant start, const TimeZone& zone) {
  const Seconds distance = start - appointment.span.start;
  appointment.span = {appointment.span.start + distance, appointment.span.end + distance};
  appointment.occupied = {appointment.occupied.start + distance, appointment.occupied.end + distance};
  appointment.zone = zone.name();
  appointment.utc_offset = zone.offset(start);
  return appointment;
}

std::optional<WallTime> shifted_from(const Appointment& appointment) {
  const auto zone = TimeZone::find(appointment.zone);
  if (!zone || zone->offset(appointment.span.start) == appointment.utc_offset) return std::nullopt;
  return WallTime{appointment.span.start.time_since_epoch() + appointment.utc_offset};
}

void validate_text(std::string_view field, std::string_view text, std::size_t longest) {
  validate_printable(field, Code::invalid_input, text, longest);
  if (text.empty()) throw Error{Code::invalid_input, fmt::format("the {} is empty", field), {}, std::string{field}};
}

std::optional<std::string> validated_note(std::string_view field, const std::optional<std::string>& note) {
  if (!note) return std::nullopt;
  const std::string_view text = trimmed(*note);
  validate_text(field, text, limits::note);
  return std::string{text};
}

Invitee trimmed(Invitee invitee) {
  const auto trim = [](std::string& text) { text = trimmed(std::string_view{text}); };
  trim(invitee.name);
  if (invitee.email) trim(*invitee.email);
  if (invitee.note) trim(*invitee.note);
  return invitee;
}

Invitee validated(Invitee invitee) {
  invitee = trimmed(std::move(invitee));
  const auto& [name, email, note] = invitee;
  validate_printable("name", Code::invalid_name, name, limits::name);
  if (all_blank(name)) throw Error{Code::invalid_name, fmt::format("the name '{}' is empty", name), {}, "name"};
  if (email) {
    validate_printable("email", Code::invalid_email, *email, limits::email);
    if (!is_address(*email))
      throw Error{Code::invalid_email, fmt::format("'{}' is not an e-mail address", excerpt(*email)), {}, "email"};
  }
  if (note) validate_printable("note", Code::invalid_input, *note, limits::note);
  return invitee;
}

}  // namespace calendar
