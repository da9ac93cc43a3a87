#pragma once

// Lists that are read from the file a page at a time.

#include <functional>
#include <optional>
#include <vector>

#include "session/session.hpp"
#include "views/appointment.hpp"

namespace calbook {

/// Whose appointments are listed, which, and how many.
struct Listing {
  /// Reads a part of the list.
  using Read = std::function<std::vector<calendar::Listed>(calendar::Calendar&, const calendar::Selection&,
                                                           const calendar::Part&)>;
  /// When an owner's start. It depends on nothing but the owner's zone.
  using Range = std::function<calendar::Interval(const calendar::Owner&)>;

  bool all = false;  ///< Every owner's; else those of whom the command is about.
  Read read = {};
  Range range = {};  ///< Empty: whenever they start.
  std::optional<std::size_t> limit = {};
};

/// Each in the zone in force for its owner. Where every owner's are listed it reads what starts in the
/// range by any clock, and leaves out what does not by its owner's; so it looks at no owner without any.
/// Throws what the range and the zones throw; what the range throws of any owner at once.
Pages<ShownAppointment> pages(const Listing& listing, Session& session);

/// How many are read and laid out at a time.
inline constexpr std::size_t listed_a_page = 500;

}  // namespace calbook
