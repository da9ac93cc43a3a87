#pragma once

#include <chrono>
#include <cstddef>

/// Limits of the library and of programs on top of it.
namespace calendar::limits {

// Texts, in characters.
inline constexpr std::size_t name = 200;   ///< An invitee's.
inline constexpr std::size_t email = 254;  ///< RFC 5321, 4.5.3.1.3, without the brackets.
inline constexpr std::size_t phone = 100;  ///< A telephone number.
inline constexpr std::size_t note = 2000;  ///< Also the reason for a cancellation.
inline constexpr std::size_t key = 200;    ///< Of a request.
inline constexpr std::size_t search_text = 200;
inline constexpr std::size_t short_name = 32;  ///< An owner's or a service's.

// Lengths of time. One window, one appointment, one step and one buffer are at most a day long.
inline constexpr std::chrono::minutes day = std::chrono::hours{24};
/// More than any offset from UTC, and any change of one.
inline constexpr std::chrono::hours utc_offset{26};

// At a time.
inline constexpr std::chrono::days dates{3660};   ///< Searched or overridden.
inline constexpr int times = 366;                 ///< Booked by one repetition,
inline constexpr int series_dates = 2 * times;    ///< and looked at.
inline constexpr std::size_t listed = 1'000'000;  ///< Slots or appointments, the greatest limit of a list.

// Of a foreign calendar.
inline constexpr std::size_t calendar_bytes = std::size_t{64} << 20;  ///< A file.
inline constexpr std::size_t calendar_files = 100'000;                ///< In a folder.
inline constexpr std::size_t calendar_line = std::size_t{1} << 20;    ///< A line, unfolded, in bytes.
inline constexpr std::size_t calendar_nesting = 16;                   ///< Components within each other.
inline constexpr std::size_t calendar_events = 500'000;               ///< In a file.
inline constexpr std::size_t calendar_spans = 1'000'000;              ///< That block.
inline constexpr std::size_t calendar_dates = 200'000'000;            ///< That its rules look at.
inline constexpr std::size_t calendar_values = 1'000'000;             ///< Rules, dates and zones that it says.
inline constexpr std::size_t calendar_changes = 20'000;               ///< Of the clock of a zone that it describes.
inline constexpr std::chrono::days calendar_length{36'525};           ///< An event.
inline constexpr std::chrono::days calendar_horizon{1826};            ///< It is known that many dates ahead.
inline constexpr std::size_t calendar_zone = 1'000;                   ///< Characters of a zone's name.
inline constexpr std::size_t calendar_title = 200;  ///< Characters of an event's title, and of its UID.

// Of a mail.
inline constexpr std::size_t mail_header = std::size_t{256} << 10;  ///< The header of it or of a part, in bytes.
inline constexpr std::size_t mail_nesting = 16;                     ///< Parts within each other.
inline constexpr std::size_t mail_parts = 1'000;
inline constexpr std::size_t answered = 2'000;  ///< Characters of the list of those who are answered.

// Of an invitation.
inline constexpr std::size_t invitation_uid = 1'000;  ///< In bytes.
inline constexpr int endless_times = 52;              ///< Accepted of a repetition without an end.

}  // namespace calendar::limits
