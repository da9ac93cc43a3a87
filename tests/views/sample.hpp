#pragma once

#include "calendar/calendar.hpp"
#include "support/make.hpp"
#include "views/view.hpp"

namespace sample {

inline calendar::TimeZone berlin() {
  return make::zone("Europe/Berlin");
}

/// Sunday, 10:00 in Berlin.
inline calendar::Instant now() {
  return make::at("2026-11-22T09:00Z");
}

/// Bob's, on Monday from 10:00 to 11:00 in Berlin.
inline calendar::Appointment appointment() {
  const calendar::Interval span = make::span("2026-11-23T09:00Z", "2026-11-23T10:00Z");
  return {
      .ref = calendar::Reference{"K7QD3F"},
      .owner = calendar::OwnerName{"alice"},
      .service = calendar::ServiceName{"default"},
      .span = span,
      .occupied = span,
      .zone = "Europe/Berlin",
      .utc_offset = std::chrono::hours{1},
      .invitee = {"Bob Stone", "bob@example.org", std::nullopt},
      .key = std::nullopt,
      .created = now(),
      .cancelled = std::nullopt,
      .reason = std::nullopt,
  };
}

/// A list in pages.
template <class T>
calbook::Pages<T> pages(std::vector<std::vector<T>> all) {
  return [all = std::move(all), at = std::size_t{0}]() mutable -> std::optional<std::vector<T>> {
    if (at == all.size()) return std::nullopt;
    return all[at++];
  };
}

}  // namespace sample
