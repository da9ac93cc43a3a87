#pragma once

// Lists that are read from the file a page at a time.

#include <functional>
#include <optional>
#include <vector>

#include "commands/bounds.hpp"
#include "commands/whose.hpp"
#include "session/session.hpp"
#include "views/appointment.hpp"

namespace calbook {

/// The options of a list of appointments, as typed.
struct ListOptions {
  BoundOptions bounds;
  std::string service;
  std::optional<std::string> find;
  std::optional<std::size_t> limit;
  bool all = false;
};

/// Declares them; `name` is the command's.
void add_list_options(Declaration& command, ListOptions& options, const char* name);

/// Whose appointments are listed, which, and how many.
struct Listing {
  /// Whether an appointment belongs to the list.
  using Matches = std::function<bool(const calendar::Appointment&)>;
  /// Reads a part of the list.
  using Read = std::function<std::vector<calendar::Listed>(calendar::Calendar&, const calendar::Selection&,
                                                           const calendar::Part&)>;
  /// When an owner's start. It depends on nothing but the owner's zone.
  using Range = std::function<calendar::Interval(const calendar::Owner&)>;

  Whose whose = {};
  Read read = {};
  Range range = {};      ///< Empty: whenever they start.
  Matches matches = {};  ///< Empty: all do.
  std::optional<calendar::Status> status = {};
  std::optional<std::size_t> limit = {};  ///< Of those that match.

  /// Leaves out what does not match this too.
  void require(Matches more);
};

/// What was typed, but for `read`; `range` says what the bounds mean if any were typed. Throws what whose()
/// throws, what calendar::SearchText throws, and Error{unknown_service}.
Listing listing_of(const ListOptions& options, Session& session, calendar::Interval (*range)(const Bounds&));

/// Each in the zone in force for its owner, those that match as soon as their page was read. Where the
/// list is of several owners it reads what starts in the range by any clock, and leaves out what does not
/// by its owner's; so it looks at no owner without any. Throws what the range and the zones throw; what
/// the range throws of any owner at once.
Pages<ShownAppointment> pages(const Listing& listing, Session& session);

/// How many are read and laid out at a time.
inline constexpr std::size_t listed_a_page = 500;

}  // namespace calbook
