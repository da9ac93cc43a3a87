#include "booking/keyed_hash.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace calendar {

std::uint64_t keyed_hash(const FileIdentity& key, std::uint64_t message) {
  std::array<std::uint64_t, 2> k{};
  std::memcpy(k.data(), key.bytes.data(), sizeof k);
  std::uint64_t a = k[0] ^ 0x736F6D6570736575, b = k[1] ^ 0x646F72616E646F6D;
  std::uint64_t c = k[0] ^ 0x6C7967656E657261, d = k[1] ^ 0x7465646279746573;
  const auto mix = [&](int rounds) {
    for (int i = 0; i < rounds; ++i) {
      a += b, b = std::rotl(b, 13) ^ a, a = std::rotl(a, 32);
      c += d, d = std::rotl(d, 16) ^ c;
      a += d, d = std::rotl(d, 21) ^ a;
      c += b, b = std::rotl(b, 17) ^ c, c = std::rotl(c, 32);
    }
  };
  const auto absorb = [&](std::uint64_t word) {
    d ^= word;
    mix(2);
    a ^= word;
  };
  absorb(message);
  absorb(std::uint64_t{sizeof message} << 56);
  c ^= 0xFF;
  mix(4);
  return a ^ b ^ c ^ d;
}

}  // namespace calendar
