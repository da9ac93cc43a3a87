#pragma once

#include <cstdint>

#include "calendar/appointment.hpp"

namespace calendar {

/// SipHash-2-4 of eight bytes (Aumasson and Bernstein, 2012): without the key nothing can be told of it, nor of the key
/// from it. References take messages below 2^32.
std::uint64_t keyed_hash(const FileIdentity& key, std::uint64_t message);

}  // namespace calendar
