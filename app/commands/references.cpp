#include "commands/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "calendar/search_text.hpp"
#include "calendar/text.hpp"
#include "views/ambiguity.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Code;
using calendar::Instant;
using calendar::Interval;
using calendar::Owner;
using calendar::Reference;
using calendar::SeriesBooking;

namespace {

constexpr std::size_t most_matches = 10;  // that are shown

std::optional<Owner> searched_owner(Session& session, Binding binding) {
  return binding == Binding::free ? session.usual_owner() : session.likely_owner();
}

std::vector<ShownAppointment> matches(Listing listing, const std::string& text, Session& session) {
  listing.matches = [search = calendar::SearchText{text}](const Appointment& each) { return search.finds(each); };
  listing.limit = most_matches + 1;
  std::vector<ShownAppointment> found;
  const auto next = pages(listing, session);
  while (auto page = next()) std::ranges::move(*page, std::back_inserter(found));
  return found;
}

// The rest of a command that lists what the text finds.
std::string search_words(const std::string& text, const std::optional<Owner>& owner, Session& session) {
  const auto usual = session.likely_owner();
  const std::string whose = !owner                                ? " --all"
                            : usual && usual->name == owner->name ? ""
                                                                  : " --owner " + owner->name.str();
  return fmt::format("--find {}{}", calendar::shell_word(text), whose);
}

InputError none_found(const std::string& text, Among among, const std::string& search) {
  const std::string_view what = among == Among::begun ? "has begun" : "has not ended";
  return InputError{Complaint{Code::unknown_reference, text, fmt::format("finds no appointment that {}", what),
                              command_hint("history " + search)}};
}

Ambiguity several_found(const std::string& text, std::vector<ShownAppointment> found, Among among,
                        const std::string& search) {
  Complaint complaint{codes::ambiguous_reference, text, fmt::format("finds {} appointments", found.size()),
                      "name one by its reference"};
  if (found.size() > most_matches) {
    found.pop_back();
    complaint.why = fmt::format("finds more than {} appointments", most_matches);
    complaint.hint = command_hint((among == Among::begun ? "history --from yesterday " : "upcoming ") + search);
  }
  return {std::move(complaint), std::move(found)};
}

Appointment only_match(const std::string& text, Session& session, Lookup lookup) {
  const auto owner = searched_owner(session, lookup.binding);
  auto found = matches(appointments_among(lookup.among, owner, session.now()), text, session);
  if (found.size() == 1) return std::move(found.front().appointment);
  const std::string search = search_words(text, owner, session);
  if (found.empty()) throw none_found(text, lookup.among, search);
  throw several_found(text, std::move(found), lookup.among, search);
}

// A word, and what it finds in the file as it is before the command's first access.
struct Sighting {
  std::string typed;
  std::optional<Appointment> match = {};  ///< Of a text.
};

// A long search must not keep others from booking, so a text is looked for without the lock of a writer.
Sighting sighting(const std::string& typed, Session& session, Lookup lookup) {
  if (Reference::is_possible(typed)) return {typed};
  if (session.only_reads()) return {typed, only_match(typed, session, lookup)};
  Session reader = session.reader();
  return {typed, only_match(typed, reader, lookup)};
}

// By its reference.
Found booking_of(const Reference& ref, Session& session, Lookup lookup) {
  Found found = session.calendar().find(ref);
  if (lookup.binding == Binding::free) return found;
  if (const auto* series = std::get_if<SeriesBooking>(&found)) {
    session.must_be_of_typed_owner(fmt::format("series {}", ref.str()), series->series.owner);
  } else {
    session.must_be_of_typed_owner(fmt::format("appointment {}", ref.str()), std::get<Appointment>(found).owner);
  }
  return found;
}

// A text whose match others have changed since is looked for again.
Found found(const Sighting& sighting, Session& session, Lookup lookup) {
  if (!sighting.match) return booking_of(Reference{sighting.typed}, session, lookup);
  const Appointment appointment = session.calendar().appointment(sighting.match->ref.value());
  return *sighting.match == appointment ? appointment : only_match(sighting.typed, session, lookup);
}

// A series never has that of an appointment.
const Reference& reference_of(const Found& found) {
  const auto* series = std::get_if<SeriesBooking>(&found);
  return series != nullptr ? *series->series.ref : *std::get<Appointment>(found).ref;
}

InputError is_a_series(const SeriesBooking& it) {
  const std::string& ref = it.series.ref.value().str();
  return InputError{Code::unknown_reference, fmt::format("{} is a series, not an appointment", ref),
                    command_hint("show " + ref)};
}

}  // namespace

Listing appointments_among(Among among, const std::optional<Owner>& owner, Instant now) {
  Listing listing;
  listing.whose.all = !owner;
  if (owner) listing.whose.owners.push_back(*owner);
  const Instant ended_by = among == Among::begun ? now - calendar::Days{1} : now;
  listing.read = [ended_by](auto& calendar, const auto& selected, const auto& part) {
    return calendar.upcoming(selected, ended_by, part);
  };
  if (among == Among::begun) {
    listing.range = [now](const Owner&) { return Interval{calendar::always.start, now + calendar::Seconds{1}}; };
  }
  return listing;
}

Appointment found_appointment(const std::string& typed, Session& session, Lookup lookup) {
  Found one = found(sighting(typed, session, lookup), session, lookup);
  if (const auto* series = std::get_if<SeriesBooking>(&one)) throw is_a_series(*series);
  return std::get<Appointment>(std::move(one));
}

std::vector<Found> found_bookings(const std::vector<std::string>& typed, Session& session) {
  std::vector<Sighting> sightings;
  for (const std::string& word : typed) sightings.push_back(sighting(word, session, {}));
  std::vector<Found> all;
  for (const Sighting& each : sightings) {
    Found one = found(each, session, {});
    const bool named_already = std::ranges::find(all, reference_of(one), reference_of) != all.end();
    if (!named_already) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace calbook
