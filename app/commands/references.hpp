#pragma once

// An appointment as a command line names it: by its reference, or by a text that finds only that one.

#include <string>
#include <variant>
#include <vector>

#include "commands/listing.hpp"
#include "session/session.hpp"

namespace calbook {

/// Whether --owner next to a reference says whose it must be.
enum class Binding { to_typed_owner, free };

/// Among which appointments a text must find exactly one. Cancelled ones never count.
enum class Among {
  not_ended,
  begun,  ///< And not ended more than 24 hours ago.
};

struct Lookup {
  Binding binding = Binding::to_typed_owner;
  Among among = Among::not_ended;
};

/// Those among which a text is looked for: the owner's, or everybody's.
Listing appointments_among(Among among, const std::optional<calendar::Owner>& owner, calendar::Instant now);

/// The appointment that somebody named. Six characters of the alphabet are always a reference. Any other
/// text is looked for among the appointments of the command's owner, or of all where several could be
/// meant; a --owner that does not bind says nothing about that either. Reads no more than it takes to
/// find too many, and before the session's first access, so that no lock of a writer is held. Throws
/// Error{unknown_reference, unknown_owner, invalid_input}, Ambiguity.
calendar::Appointment found_appointment(const std::string& typed, Session& session, Lookup lookup = {});
/// What has been booked by one request, of which a series is one.
using Found = std::variant<calendar::Appointment, calendar::SeriesBooking>;

/// Several, each once, in the order in which they were named; among them series, by their references.
std::vector<Found> found_bookings(const std::vector<std::string>& typed, Session& session);

}  // namespace calbook
