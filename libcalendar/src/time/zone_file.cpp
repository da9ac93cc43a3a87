// TZif, the format of zone data files (RFC 9636, section 3):
//
//   header 1 | 32-bit data | header 2 | 64-bit data | "\n" rule "\n"
//
// Only the second half is used: the first is for old programs. A header has 44 bytes and says how many
// of each kind of record follow; the records of the data are, in order:
//
//   times of changes | for each, the number of its type | types (offset, summer time, abbreviation)
//   | abbreviations | leap seconds | two kinds of flags
//
// All numbers are big-endian.

#include "time/zone_file.hpp"

#include <cstddef>
#include <cstdint>

namespace calendar {

namespace {

constexpr std::size_t header_size = 44;
constexpr std::size_t type_size = 6;
constexpr std::size_t leap_second_size = 4;  // in addition to its time

// A big-endian two's complement number of at most eight bytes.
std::int64_t number(std::string_view bytes) {
  std::uint64_t value =
      !bytes.empty() && (static_cast<unsigned char>(bytes.front()) & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

struct Header {
  std::size_t flags_utc, flags_standard, leap_seconds, changes, types, abbreviations;

  std::size_t size_of_data(std::size_t size_of_time) const {
    return changes * (size_of_time + 1) + types * type_size + abbreviations +
           leap_seconds * (size_of_time + leap_second_size) + flags_standard + flags_utc;
  }
};

std::optional<Header> header_at(std::string_view bytes) {
  if (bytes.size() < header_size || !bytes.starts_with("TZif") || bytes[4] < '2') return std::nullopt;
  const auto count = [&](std::size_t index) {
    return static_cast<std::size_t>(number(bytes.substr(20 + 4 * index, 4)));
  };
  const Header header{count(0), count(1), count(2), count(3), count(4), count(5)};
  // So that no sum of these overflows; a real file has a few hundred of each.
  constexpr std::size_t most = 1U << 20;
  for (const std::size_t each : {header.flags_utc, header.flags_standard, header.leap_seconds, header.changes,
                                 header.types, header.abbreviations}) {
    if (each > most) return std::nullopt;
  }
  return header;
}

// Removes and returns the first `size` bytes, or as many as there are.
std::string_view take(std::string_view& bytes, std::size_t size) {
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(taken.size());
  return taken;
}

// The offset of a type; empty if there is no such type, or its offset is impossible.
std::optional<Seconds> offset_of(std::string_view types, std::size_t index) {
  if ((index + 1) * type_size > types.size()) return std::nullopt;
  const Seconds offset{number(types.substr(index * type_size, 4))};
  if (offset < -std::chrono::hours{25} || offset > std::chrono::hours{26}) return std::nullopt;
  return offset;
}

}  // namespace

std::optional<ZoneFile> ZoneFile::parse(std::string_view bytes) {
  const auto first = header_at(bytes);
  if (!first) return std::nullopt;
  take(bytes, header_size + first->size_of_data(4));
  const auto header = header_at(bytes);
  if (!header || header->leap_seconds != 0 || bytes.size() < header_size + header->size_of_data(8)) return std::nullopt;
  take(bytes, header_size);
  const std::string_view times = take(bytes, header->changes * 8);
  const std::string_view indices = take(bytes, header->changes);
  const std::string_view types = take(bytes, header->types * type_size);
  take(bytes, header->abbreviations + header->flags_standard + header->flags_utc);

  const auto first_offset = offset_of(types, 0);
  if (!first_offset) return std::nullopt;
  ZoneFile file{*first_offset, {}, {}};
  Seconds before = *first_offset;
  for (std::size_t i = 0; i < header->changes; ++i) {
    const auto offset = offset_of(types, static_cast<unsigned char>(indices[i]));
    if (!offset) return std::nullopt;
    const Instant at{Seconds{number(times.substr(i * 8, 8))}};
    if (!file.changes.empty() && at <= file.changes.back().at) return std::nullopt;
    if (*offset != before) file.changes.push_back({at, *offset});
    before = *offset;
  }

  if (!bytes.starts_with('\n')) return std::nullopt;
  const auto end = bytes.find('\n', 1);
  if (end == bytes.npos) return std::nullopt;
  if (end > 1) {
    file.rule = ZoneRule::parse(bytes.substr(1, end - 1));
    if (!file.rule) return std::nullopt;
  }
  return file;
}

}  // namespace calendar
