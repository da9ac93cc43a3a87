#include "calendar/search_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/folding.hpp"
#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view blanks = " \t\r\n";
constexpr char between_texts = '\n';  // no word holds one

std::string folded(std::string_view text) {
  std::string out;
  append_folded(out, text);
  return out;
}

// In linear time, which std::string::find does not promise.
bool occurs(std::string_view word, std::string_view text) {
  return ::memmem(text.data(), text.size(), word.data(), word.size()) != nullptr;
}

bool may_be_of_number(std::string_view word) {
  return word.find_first_not_of("0123456789+-/().") == word.npos;
}

std::string only_digits(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return digits.find(c) != digits.npos; });
  return out;
}

// Whether `matches` holds of what is left behind a country code; these have one to three digits. So
// few digits that they would be in any number do not count.
template <class Matches>
bool behind_country_code(std::string_view abroad, Matches&& matches) {
  constexpr std::size_t longest_code = 3, fewest = 3;
  for (std::size_t code = 1; code <= longest_code && code + fewest <= abroad.size(); ++code) {
    if (matches(abroad.substr(code))) return true;
  }
  return false;
}

// "0170555" with its 0 is 170555 behind a country code.
bool is_home_part(std::string_view home, std::string_view abroad) {
  constexpr std::size_t fewest = 4;
  if (!home.starts_with('0') || home.size() < fewest) return false;
  return behind_country_code(abroad, [&](std::string_view rest) { return rest.starts_with(home.substr(1)); });
}

// Some countries have no 0 in front.
bool is_abroad_part(std::string_view abroad, std::string_view home) {
  return behind_country_code(abroad, [&](std::string_view rest) {
    return home.starts_with(rest) || (home.starts_with('0') && home.substr(1).starts_with(rest));
  });
}

std::string texts_of(const Appointment& appointment) {
  const auto& [name, email, note, phone] = appointment.invitee;
  std::string texts;
  const auto add = [&](std::string_view text) {
    append_folded(texts, text);
    texts += between_texts;
  };
  add(name);
  for (const auto* text : {&email, &phone, &note}) {
    if (*text) add(**text);
  }
  if (appointment.ref) add(appointment.ref->str());
  return texts;
}

}  // namespace

SearchText::SearchText(std::string_view text) {
  const auto refuse = [&](const std::string& why) {
    throw Error{Code::invalid_input, fmt::format("the text '{}' to find {}", excerpt(text), why)};
  };
  if (length(text) > limits::search_text) refuse(fmt::format("is longer than {} characters", limits::search_text));
  const std::string words = folded(text);
  for (std::size_t at = words.find_first_not_of(blanks); at != words.npos;) {
    const std::size_t end = std::min(words.find_first_of(blanks, at), words.size());
    add(std::string_view{words}.substr(at, end - at));
    at = words.find_first_not_of(blanks, end);
  }
  if (groups_.empty()) refuse("is empty");
  for (Group& group : groups_) {
    std::string whole;
    for (const Word& word : group.words) whole += word.text;
    if (may_be_of_number(whole)) group.number = number_of(whole);
  }
}

void SearchText::add(std::string_view word) {
  const bool of_number = may_be_of_number(word);
  const bool goes_on = of_number && !groups_.empty() && may_be_of_number(groups_.back().words.front().text);
  if (!goes_on) groups_.emplace_back();
  groups_.back().words.push_back({std::string{word}, of_number ? number_of(word) : Number{}});
}

SearchText::Number SearchText::number_of(std::string_view folded) {
  Number number{only_digits(folded), {}};
  const bool with_plus = folded.find('+') < folded.find_first_of(digits);
  if (!with_plus && !number.digits.starts_with("00")) return number;
  std::string abroad{folded};
  constexpr std::string_view home_zero = "(0)";  // "+49 (0)170"
  if (const std::size_t zero = abroad.find(home_zero); zero != abroad.npos) abroad.erase(zero, home_zero.size());
  abroad = only_digits(abroad);
  number.abroad = with_plus ? abroad : abroad.substr(std::min<std::size_t>(2, abroad.size()));
  return number;
}

bool SearchText::Number::occurs_in(const Number& other) const {
  if (digits.empty()) return false;
  if (occurs(digits, other.digits)) return true;
  if (abroad.empty()) return is_home_part(digits, other.abroad);
  return other.abroad.empty() ? is_abroad_part(abroad, other.digits) : other.abroad.starts_with(abroad);
}

bool SearchText::Group::occurs_in(std::string_view texts, const Number& phone) const {
  const auto found = [&](const Word& word) {
    const bool only_between_digits = word.number.digits.empty() && !number.digits.empty();
    return only_between_digits || occurs(word.text, texts) || word.number.occurs_in(phone);
  };
  return std::ranges::all_of(words, found) || number.occurs_in(phone);
}

bool SearchText::finds(const Appointment& appointment) const {
  const std::string texts = texts_of(appointment);
  const auto& phone = appointment.invitee.phone;
  const bool by_number = std::ranges::any_of(groups_, [](const Group& group) { return !group.number.digits.empty(); });
  const Number number = by_number && phone ? number_of(folded(*phone)) : Number{};
  return std::ranges::all_of(groups_, [&](const Group& group) { return group.occurs_in(texts, number); });
}

}  // namespace calendar
