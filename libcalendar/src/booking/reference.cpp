// The references of appointments: an order of all codes for each file, which its key decides.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "booking/keyed_hash.hpp"
#include "calendar/appointment.hpp"
#include "calendar/error.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t reference_size = 6;
constexpr std::uint64_t half = 27'000;  // 30^3
constexpr std::uint64_t references = half * half;

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

// The order of files without a key. Two multiplications by units modulo 30^6 with the digits reversed
// between them: each step can be undone, so no two numbers share a result, and neighbours look unrelated.
std::uint64_t scattered(std::uint64_t number) {
  constexpr std::uint64_t first_unit = 318'276'731, second_unit = 571'429'249, shift = 104'729'017;
  const std::uint64_t once = (number * first_unit + shift) % references;
  std::uint64_t reversed = 0;
  for (std::uint64_t rest = once, i = 0; i < reference_size; ++i, rest /= alphabet.size()) {
    reversed = reversed * alphabet.size() + rest % alphabet.size();
  }
  return (reversed * second_unit + shift) % references;
}

// A Feistel network: each round can be undone, so no two numbers share a result.
std::uint64_t permuted(std::uint64_t number, const FileIdentity& key) {
  constexpr std::uint64_t rounds = 8;
  std::uint64_t left = number / half, right = number % half;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const std::uint64_t mixed = (left + keyed_hash(key, round * half + right)) % half;
    left = right;
    right = mixed;
  }
  return left * half + right;
}

}  // namespace

bool Reference::is_possible(std::string_view text) {
  const auto in_alphabet = [](char c) { return alphabet.find(upper(c)) != alphabet.npos; };
  return text.size() == reference_size && std::ranges::all_of(text, in_alphabet);
}

Reference::Reference(std::string_view text) {
  if (!is_possible(text)) {
    throw Error{Code::unknown_reference, fmt::format("no appointment has the reference '{}'", excerpt(text)),
                Remedy::Kind::list_appointments};
  }
  std::ranges::transform(text, std::back_inserter(text_), upper);
}

Reference Reference::of_number(std::int64_t number, const FileIdentity& key) {
  const std::uint64_t place = static_cast<std::uint64_t>(number) % references;
  return Reference{spelled(key == FileIdentity{} ? scattered(place) : permuted(place, key))};
}

}  // namespace calendar
