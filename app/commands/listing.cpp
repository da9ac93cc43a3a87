#include "commands/listing.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "calendar/limits.hpp"

namespace calbook {

using calendar::Instant;
using calendar::Interval;
using calendar::Listed;
using calendar::Owner;
using calendar::TimeZone;

namespace {

// Holds the same range of every zone, given that of UTC: dates and clocks differ by no more.
Interval widened(const Interval& range) {
  constexpr calendar::Seconds most = 2 * calendar::limits::utc_offset;
  return {range.start < Instant::min() + most ? range.start : range.start - most,
          range.end > Instant::max() - most ? range.end : range.end + most};
}

// Of whom nothing is known but some zone.
Owner somebody() {
  return {{0}, calendar::OwnerName{"somebody"}, "UTC"};
}

calendar::Selection selection(const Listing& listing) {
  const std::vector<Owner>& owners = listing.whose.owners;
  calendar::Selection selected{.owners = owners, .status = listing.status};
  if (!listing.range) return selected;
  selected.range = listing.range(owners.empty() ? somebody() : owners.front());  // wrong words are wrong even of nobody
  if (listing.whose.several()) selected.range = widened(selected.range);
  return selected;
}

class AppointmentPages {
 public:
  AppointmentPages(Listing listing, Session& session)
      : listing_{std::move(listing)},
        session_{session},
        selected_{selection(listing_)},
        left_{listing_.limit.value_or(calendar::Part::everything)} {
    if (!listing_.whose.all && selected_.owners.empty()) left_ = 0;
  }

  std::optional<std::vector<ShownAppointment>> next() {
    if (left_ == 0) return std::nullopt;
    const calendar::Part part{after_, listing_.matches ? listed_a_page : std::min(left_, listed_a_page)};
    auto found = listing_.read(session_.calendar(), selected_, part);
    const bool more = found.size() == part.size;
    if (more) after_ = found.back().place;
    std::vector<ShownAppointment> page;
    page.reserve(found.size());
    for (Listed& each : found) {
      if (page.size() == left_) break;
      if (listing_.matches && !listing_.matches(each.appointment)) continue;
      const OwnersTime& time = time_of(each);
      if (time.range.contains(each.appointment.span.start)) page.push_back({std::move(each.appointment), time.shown});
    }
    left_ = more ? left_ - page.size() : 0;
    return page;
  }

 private:
  // What the owner's zone decides.
  struct OwnersTime {
    Interval range;
    TimeZone shown;
  };

  const OwnersTime& time_of(const Listed& listed) {
    const auto known = times_.find(listed.owner_zone);
    if (known != times_.end()) return known->second;
    const Owner owner{{listed.place.owner}, listed.appointment.owner, listed.owner_zone};
    const bool varies = listing_.whose.several() && listing_.range;
    const OwnersTime time{varies ? listing_.range(owner) : calendar::always, session_.zone(owner)};
    return times_.emplace(listed.owner_zone, time).first->second;
  }

  Listing listing_;
  Session& session_;
  calendar::Selection selected_;
  std::optional<calendar::Place> after_;
  std::size_t left_;
  std::map<std::string, OwnersTime> times_;
};

}  // namespace

Pages<ShownAppointment> pages(const Listing& listing, Session& session) {
  return [pages = std::make_shared<AppointmentPages>(listing, session)] { return pages->next(); };
}

}  // namespace calbook
