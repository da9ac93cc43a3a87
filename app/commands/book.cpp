// calbook book

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/choice.hpp"
#include "commands/commands.hpp"
#include "commands/repetition.hpp"
#include "commands/whose.hpp"
#include "input/batch.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"
#include "views/appointment.hpp"
#include "views/series.hpp"

namespace calbook {

using calendar::AnyBooking;
using calendar::AnyRequest;
using calendar::Booking;
using calendar::BookingRequest;
using calendar::Code;
using calendar::Effect;
using calendar::Error;
using calendar::Rules;
using calendar::SeriesRequest;
using calendar::TimeZone;

namespace {

struct BookOptions {
  std::vector<std::string> when;
  std::optional<std::string> name, email, phone, note, key;
  ChoiceOptions choice;
  BoundOptions bounds;
  RepetitionOptions repetition;
  bool skip = false;
  bool fill = false;
  std::string batch;
  bool all = false;
  bool force = false;
  bool dry_run = false;
};

bool is_first(const Words& words) {
  return words.lower() == "first";
}

// The requested start: a time, or the first free one between the bounds, within a year.
std::variant<calendar::Instant, calendar::FirstFree> start_of(const Words& words, const BoundOptions& typed,
                                                              const TimeZone& zone, calendar::Instant now) {
  if (!is_first(words)) return parse_start(words, zone, zone.date(now)).value();
  const Bounds bounds{typed, zone, now};
  const calendar::Instant start = std::max(now, bounds.start_or(now));
  return calendar::FirstFree{bounds.from(start, start + calendar::Days{366})};
}

// Several only for the first free slot.
Whose whose_to_book(const BookOptions& options, const Words& when, Session& session) {
  if (is_first(when)) {
    Whose asked = whose(options.all, session);
    if (asked.all) asked.owners = session.calendar().owners();
    return asked;
  }
  if (options.all) throw usage::without_first("--all goes", when.typed());
  if (options.bounds.typed()) throw usage::without_first("--from and --to go", when.typed());
  Whose asked;
  if (auto owner = session.owner()) asked.owners.push_back(*std::move(owner));
  return asked;
}

// What is asked of whomever.
struct Wish {
  calendar::ServiceChoice service;
  calendar::Invitee invitee;
};

BookingRequest request_of(const BookOptions& options, const Wish& wish, const std::optional<calendar::Owner>& owner,
                          Session& session) {
  const TimeZone zone = session.zone(owner);
  const auto start = start_of(Words{options.when}, options.bounds, zone, session.now());
  return {
      .owner = bookable(owner),
      .service = wish.service,
      .start = start,
      .zone = zone,
      .invitee = wish.invitee,
      .key = options.key,
      .rules = options.force ? Rules::overridden : Rules::obeyed,
  };
}

// What its words say about the dates that follow the first.
std::optional<calendar::Repetition> repetition_of(const RepetitionOptions& typed, const Words& when,
                                                  const BookingRequest& first, calendar::Instant now) {
  if (!typed.typed()) return std::nullopt;
  if (is_first(when)) throw usage::not_both("first", "--every");
  const auto start = std::get<calendar::Instant>(first.start);
  return repetition_of(typed, {when.typed(), first.zone.wall_time(start)}, first.zone.date(now));
}

calendar::Conflicts conflicts_of(const BookOptions& options) {
  if (options.skip && options.fill) throw usage::not_both("--skip", "--fill");
  if (options.skip) return calendar::Conflicts::skip;
  return options.fill ? calendar::Conflicts::fill : calendar::Conflicts::refuse;
}

void refuse_fill_until(const SeriesRequest& request) {
  if (request.conflicts == calendar::Conflicts::fill && !request.repetition.times)
    throw usage::not_both("--until", "--fill");
}

Report run_series(const BookOptions& options, const BookingRequest& first, calendar::Repetition repetition,
                  Effect effect, Session& session) {
  const SeriesRequest request{first, std::move(repetition), conflicts_of(options)};
  refuse_fill_until(request);
  calendar::SeriesBooking booking = session.calendar().book_series(request, session.now(), effect);
  if (effect == Effect::real) session.commit(fmt::format("series {} is booked", booking.series.ref->str()));
  return booked_series_report({std::move(booking), first.zone});
}

Report run_one(const BookOptions& options, Session& session) {
  if (options.when.empty()) throw usage::booking_without_time();
  if (!options.name) throw usage::booking_without_name();
  const Wish wish{choice_of(options.choice),
                  calendar::validated({*options.name, options.email, options.note, options.phone})};
  const Effect effect = session.rehearse_if(options.dry_run);
  const Whose asked = whose_to_book(options, Words{options.when}, session);
  std::vector<BookingRequest> requests;
  if (asked.owners.empty()) requests.push_back(request_of(options, wish, std::nullopt, session));
  for (const calendar::Owner& owner : asked.owners) requests.push_back(request_of(options, wish, owner, session));
  if (auto repetition = repetition_of(options.repetition, Words{options.when}, requests.front(), session.now()))
    return run_series(options, requests.front(), *std::move(repetition), effect, session);
  if (options.skip || options.fill)
    throw usage::goes_with(options.skip ? "--skip" : "--fill", "--every", "--every week --times 8");
  calendar::Calendar& calendar = session.calendar();
  const Booking booking = requests.size() == 1 ? calendar.book(requests.front(), session.now(), effect)
                                               : calendar.book_first(requests, session.now(), effect);
  if (effect == Effect::real) session.commit(fmt::format("{} is booked", booking.appointment.ref->str()));
  const auto chosen = std::ranges::find(requests, booking.appointment.owner,
                                        [](const BookingRequest& request) { return request.owner.name; });
  return booked_report(booking, chosen->zone, session.now(), asked.column());
}

// A printed appointment has its length in its end, which counts where the service offers a choice.
std::optional<calendar::Minutes> length_until_end(const BatchLine& line, const calendar::ServiceChoice& choice,
                                                  const calendar::Owner& owner, const TimeZone& zone,
                                                  Session& session) {
  if (!line.end || is_first(line.at) || !session.calendar().service(owner, choice).duration_max) return std::nullopt;
  const calendar::Date today = zone.date(session.now());
  const calendar::Instant start = parse_start(line.at, zone, today).value();
  const calendar::Instant end = parse_start(*line.end, zone, today).value();
  if (start < end) return std::chrono::duration_cast<calendar::Minutes>(end - start);
  throw InputError{codes::invalid_time, "the end is not after the start", {}, "end"};
}

calendar::ServiceChoice choice_of(const BatchLine& line, const calendar::Owner& owner, const TimeZone& zone,
                                  Session& session) {
  calendar::ServiceChoice choice = choice_of(ChoiceOptions{line.service, line.duration.value_or("")});
  if (!choice.duration) choice.duration = length_until_end(line, choice, owner, zone, session);
  return choice;
}

BookingRequest first_of(const BatchLine& line, const calendar::Owner& owner, Session& session, calendar::Instant now) {
  const TimeZone zone = line.tz ? session.zone_named(*line.tz) : session.zone(owner);
  return {
      .owner = owner,
      .service = choice_of(line, owner, zone, session),
      .start = start_of(line.at, {}, zone, now),
      .zone = zone,
      .invitee = {line.name, line.email, line.note, line.phone},
      .key = line.key,
      .rules = line.force ? Rules::overridden : Rules::obeyed,
  };
}

AnyRequest request_of(const BatchLine& line, const calendar::Owner& owner, Session& session, calendar::Instant now) {
  BookingRequest first = first_of(line, owner, session, now);
  const RepetitionOptions typed{line.every, line.times, line.until};
  if (!typed.typed() && line.conflicts)
    throw InputError{Code::invalid_input, "the field 'conflicts' goes with 'every'", {}, "conflicts"};
  if (!typed.typed()) return AnyRequest{std::move(first)};
  auto repetition = repetition_of(typed, line.at, first, now).value();
  SeriesRequest series{std::move(first), std::move(repetition)};
  if (line.conflicts) {
    const auto named = calendar::conflicts_named(*line.conflicts);
    if (!named) throw usage::not_a_choice("conflicts", *line.conflicts, calendar::conflicts_names);
    series.conflicts = *named;
  }
  refuse_fill_until(series);
  return series;
}

std::vector<AnyRequest> requests_of(const std::vector<BatchLine>& lines, Session& session, calendar::Instant now) {
  std::map<std::optional<std::string>, calendar::Owner> owners;  // by their names in the lines
  std::vector<AnyRequest> requests;
  requests.reserve(lines.size());
  for (const BatchLine& line : lines) {
    try {
      auto owner = owners.find(line.owner);
      if (owner == owners.end()) {
        owner = owners.emplace(line.owner, line.owner ? session.known(*line.owner) : bookable(session.owner())).first;
      }
      requests.push_back(request_of(line, owner->second, session, now));
    } catch (Error& error) {
      error.set_line(line.number);
      throw;
    }
  }
  return requests;
}

std::vector<AnyBooking> book_all(const std::vector<AnyRequest>& requests, const std::vector<BatchLine>& lines,
                                 Session& session, calendar::Instant now) {
  try {
    return session.calendar().book(requests, now);
  } catch (Error& error) {
    if (error.line() != 0) error.set_line(lines.at(error.line() - 1).number);
    throw;
  }
}

// Adds what a request for one appointment or many booked, in its zone.
struct AddResult {
  std::vector<ShownBooking>& all;
  const AnyRequest& request;
  bool rehearsed;

  void operator()(Booking& booking) const {
    if (rehearsed) booking.appointment.ref.reset();
    all.emplace_back(ShownAppointment{std::move(booking.appointment), std::get<BookingRequest>(request).zone});
  }
  void operator()(calendar::SeriesBooking& booking) const {
    if (rehearsed) {
      booking.series.ref.reset();
      for (calendar::Appointment& each : booking.appointments) {
        each.ref.reset();
        each.series->series.reset();
      }
    }
    all.emplace_back(ShownSeries{std::move(booking), std::get<SeriesRequest>(request).first.zone});
  }
};

bool stands_alone(const BookOptions& options) {
  return options.when.empty() && !options.name && !options.email && !options.phone && !options.note &&
         !options.choice.service && options.choice.duration.empty() && !options.key && !options.force && !options.all &&
         !options.bounds.typed() && !options.repetition.typed() && !options.skip && !options.fill;
}

Report run_batch(const BookOptions& options, Session& session) {
  if (!stands_alone(options)) throw usage::batch_and_options();
  const calendar::Instant now = session.now();
  const std::vector<BatchLine> lines = read_batch(options.batch);
  // A dry run also books, so that lines are checked against each other, but does not commit.
  const std::vector<AnyRequest> requests = requests_of(lines, session, now);
  std::vector<AnyBooking> bookings = book_all(requests, lines, session, now);
  std::vector<ShownBooking> booked;
  booked.reserve(bookings.size());
  for (std::size_t i = 0; i < bookings.size(); ++i)
    std::visit(AddResult{booked, requests[i], options.dry_run}, bookings[i]);
  if (!options.dry_run && !booked.empty())
    session.commit(fmt::format("{} are booked", counted(appointments_in(booked), "appointment")));
  return batch_report(std::move(booked), "The batch is empty.");
}

Report run_book(const BookOptions& options, Session& session) {
  return options.batch.empty() ? run_one(options, session) : run_batch(options, session);
}

}  // namespace

Run declare_book(Declaration& command) {
  auto options = std::make_shared<BookOptions>();
  command.arguments("DATETIME", options->when,
                    "E.g. tomorrow 10:00, fri at 2pm or 2026-12-01T09:30; first: the earliest free slot",
                    Presence::optional);
  command.option("--name", options->name, "NAME", "Who books (required, except with --batch)", Empty::allowed);
  command.option("--email", options->email, "ADDRESS", "Their e-mail address");
  command.option("--phone", options->phone, "NUMBER", "Their telephone number");
  command.option("--note", options->note, "TEXT", "What it is about");
  add_choice_options(command, options->choice);
  command.option("--key", options->key, "KEY", "Makes the command safe to repeat: the same key books once");
  add_bound_options(command, options->bounds, "With first: the earliest start, DATE or DATETIME",
                    "With first: the latest start, DATE (inclusive) or DATETIME (exclusive)");
  command.flag("--all", options->all, "With first: with whichever owner is free first");
  add_repetition_options(command, options->repetition);
  command.flag("--skip", options->skip, "With --every: leave out the dates that cannot be booked");
  command.flag("--fill", options->fill, "With --every and --times: go on until so many are booked");
  command.option("--batch", options->batch, "FILE",
                 "One JSON object per line, with at, name and option names as keys; all or none; - is stdin");
  command.flag("--force", options->force, "Book outside hours and service rules; never double-books");
  command.flag("--dry-run", options->dry_run, "Show the appointment without booking it");
  return [options](Session& session) { return run_book(*options, session); };
}

}  // namespace calbook
