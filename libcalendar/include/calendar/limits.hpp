#pragma once

#include <chrono>
#include <cstddef>

/// What is too long, too many or too late, for the library and for programs on top of it.
namespace calendar::limits {

// Texts, in characters.
inline constexpr std::size_t name = 200;       ///< An invitee's.
inline constexpr std::size_t email = 254;      ///< RFC 5321, 4.5.3.1.3, without the brackets.
inline constexpr std::size_t note = 2000;      ///< The reason of a cancellation likewise.
inline constexpr std::size_t key = 200;        ///< Of a request.
inline constexpr std::size_t short_name = 32;  ///< An owner's or a service's.

// Lengths of time. One window, one appointment, one step and one buffer are at most a day long.
inline constexpr std::chrono::minutes day = std::chrono::hours{24};
inline constexpr std::chrono::hours utc_offset{
    26};  ///< Further than any clock is from UTC, and than any change makes it jump.

// At a time.
inline constexpr std::chrono::days dates{3660};   ///< That are asked about or overridden.
inline constexpr std::size_t listed = 1'000'000;  ///< Slots or appointments; what a list may be limited to.

}  // namespace calendar::limits
