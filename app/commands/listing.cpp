#include "commands/listing.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "calendar/limits.hpp"
#include "calendar/search_text.hpp"

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

void add_list_options(Declaration& command, ListOptions& options, const char* name) {
  add_open_range_options(command, options.bounds, name);
  command.number("--limit", options.limit, {1, most_listed}, "Maximum number of appointments");
  command.option("--service", options.service, "NAME", "Only this kind of appointment");
  command.option("--find", options.find, "TEXT",
                 "Only those with each word of TEXT in name, e-mail, phone, note or reference");
  add_all_option(command, options.all);
}

void Listing::require(Matches more) {
  if (!matches) {
    matches = std::move(more);
    return;
  }
  matches = [before = std::move(matches), more = std::move(more)](const calendar::Appointment& appointment) {
    return before(appointment) && more(appointment);
  };
}

Listing listing_of(const ListOptions& options, Session& session, Interval (*range)(const Bounds&)) {
  Listing listing{.whose = whose(options.all, session), .limit = options.limit};
  if (options.bounds.typed()) {
    listing.range = [bounds = options.bounds, range, now = session.now(), &session](const Owner& owner) {
      const TimeZone zone = session.zone(owner);
      return range(Bounds{bounds, zone, now, bounds.count_today() ? owner.time_zone() : zone});
    };
  }
  if (!options.service.empty()) {
    const calendar::ServiceName service{options.service};
    session.calendar().check_service(listing.whose.owners, service);
    listing.require([service](const calendar::Appointment& each) { return each.service == service; });
  }
  if (options.find) {
    listing.require([search = calendar::SearchText{*options.find}](const calendar::Appointment& each) {
      return search.finds(each);
    });
  }
  return listing;
}

Pages<ShownAppointment> pages(const Listing& listing, Session& session) {
  return [pages = std::make_shared<AppointmentPages>(listing, session)] { return pages->next(); };
}

}  // namespace calbook
