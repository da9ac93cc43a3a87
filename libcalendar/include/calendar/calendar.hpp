#pragma once

// The use cases of a calendar: an owner has hours, somebody books a slot in them.
//
// A Calendar works on a Store, a file that other processes may use at the same time. Each use case
// happens completely or not at all, and so do several in one Store::Transaction. The time and the
// zone are arguments: nothing here reads a clock. Failures are thrown as Error; a time that the
// rules forbid is thrown as Refused, which says why and what is free instead. In this example,
// `file` is the path of a file that does not exist yet.
//
//     const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
//     const Date monday{std::chrono::year{2026} / 11 / 23};
//     const Instant nine = berlin.opening(monday + 9h);
//     const Instant now = nine - 24h;
//
//     Store store{file, Store::Access::create};
//     Calendar calendar{store};
//     const Owner alice = calendar.add_owner(OwnerName{"alice"}, berlin, now, Effect::real);
//     AvailabilityChange hours;
//     hours.weekly = {{std::chrono::Monday, {{9h, 12h}}}};
//     calendar.change_availability(alice, hours, now, Effect::real);
//
//     const BookingRequest request{.owner = alice, .start = nine, .zone = berlin, .invitee = {"Bob Stone"}};
//     const Booking booking = calendar.book(request, now, Effect::real);
//     assert(booking.appointment.span == (Interval{nine, nine + 1h}));
//     try {
//       calendar.book(request, now, Effect::real);
//       assert(false);
//     } catch (const Refused& refused) {
//       assert(refused.code() == Code::slot_taken);
//       assert(refused.message() == "2026-11-23 09:00 in Europe/Berlin is taken by an appointment");
//       assert(refused.verdict().next.front().start == nine + 1h);
//     }

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/availability.hpp"
#include "calendar/change.hpp"
#include "calendar/day.hpp"
#include "calendar/entry.hpp"
#include "calendar/error.hpp"
#include "calendar/foreign_calendar.hpp"
#include "calendar/import.hpp"
#include "calendar/invitation.hpp"
#include "calendar/outbox.hpp"
#include "calendar/owner.hpp"
#include "calendar/series.hpp"
#include "calendar/slots.hpp"
#include "calendar/store.hpp"
#include "calendar/time.hpp"
#include "calendar/verdict.hpp"

namespace calendar {

class Timetable;

/// Whether a use case happens, or only shows what would happen. A rehearsal never writes.
enum class Effect { real, rehearsal };

/// Whether to remove an owner who has appointments that have not ended.
enum class Removal { careful, forced };

/// A change of an owner's availability; everything not named stays.
struct AvailabilityChange {
  std::optional<TimeZone> zone;
  /// Whose hours `weekly` are: the service's own, or the owner's if empty. A service without its own has none
  /// at first on other days but, where days are only closed, the owner's.
  std::optional<ServiceName> service = {};
  bool shares_hours = false;  ///< The service has the owner's hours again.
  std::vector<std::pair<std::chrono::weekday, Windows>> weekly;
  std::map<Date, std::optional<Override>> overrides;  ///< Empty: removes the date's override.
};

/// An owner and the availability after a change, and all appointments that have not ended and lie
/// outside it, whether or not because of this change, by start.
struct ChangedAvailability {
  Owner owner;
  Availability availability;
  std::vector<ServiceWeek> services;  ///< Hours of services' own.
  std::vector<Appointment> stranded;
};

/// A change of an owner; empty fields stay as they are, and an inner empty one is taken away.
struct OwnerChange {
  std::optional<TimeZone> zone = {};
  std::optional<std::optional<std::string>> title = {};
  std::optional<std::optional<std::string>> email = {};
  std::optional<std::optional<int>> max_per_day = {};
  std::optional<std::optional<std::string>> answered = {};  ///< As Owner has it.
};

/// An owner after a change, and all appointments that have not ended and lie outside the hours.
struct ChangedOwner {
  Owner owner;
  std::vector<Appointment> stranded;
};

/// A change of who is told what; empty fields stay as they are, and an inner empty one is taken away.
struct TellingChange {
  std::optional<Telling> invitee = {};
  std::optional<Telling> owner = {};
  std::optional<std::optional<std::string>> from = {};
};

/// What is in the outbox.
struct Outbox {
  std::vector<OutboxMessage> messages;  ///< Those that are due or wait.
  bool is_settled = true;               ///< settle_outbox() has nothing to store.
};

/// A message that is about to be sent.
struct Attempt {
  OutboxMessage message;
  Entries entries;  ///< What it is about, as other calendars know it.
};

/// A change of a service; empty fields stay as they are.
struct ServiceChange {
  std::optional<Minutes> duration;
  std::optional<Minutes> duration_max = {};  ///< Goes along with `duration`; empty: there is no choice.
  std::optional<Minutes> step;
  std::optional<Minutes> buffer_before;
  std::optional<Minutes> buffer_after;
  std::optional<Minutes> notice;
  std::optional<std::optional<Days>> horizon;     ///< An inner empty one removes the horizon.
  std::optional<std::optional<int>> max_per_day;  ///< Likewise.
  std::optional<Days> notice_days = {};
  std::optional<std::optional<int>> max_per_week = {};   ///< Likewise.
  std::optional<std::optional<std::string>> title = {};  ///< Likewise.
  std::optional<bool> closed = {};
};

/// A removed service, and what replaces it.
struct RemovedService {
  Service removed;
  std::optional<Service> restored;  ///< The default service with its initial rules; empty for others.
};

struct RemovedOwner {
  OwnerSummary summary;
  std::int64_t records;  ///< All appointments removed along with the owner, including past and cancelled ones.
};

/// Of whom slots are searched, and in which range they start.
struct SlotSearch {
  Owner owner;
  Interval range;
};

/// The same, along with everything that decides about it.
struct SearchedAgenda {
  Owner owner;
  Interval range;
  Agenda agenda;
};

/// The result of a request.
struct Booking {
  Appointment appointment;
  std::optional<Verdict> overridden;  ///< If it breaks rules that it may override.
};

/// The result of a request for a series.
struct SeriesBooking {
  Series series;
  std::vector<Appointment> appointments;  ///< By position.
  std::vector<Verdict> overridden = {};   ///< Of those that break rules that they may override.
};

/// A request for one appointment or many.
using AnyRequest = std::variant<BookingRequest, SeriesRequest>;
using AnyBooking = std::variant<Booking, SeriesBooking>;

/// Busy time, and the appointments already in it, by start.
struct AddedBusy {
  Busy busy;
  std::vector<Appointment> appointments;
};

/// Where an appointment is to be instead.
struct MoveRequest {
  Reference ref;
  Instant start;
  TimeZone zone;                    ///< In which the start was named; the appointment keeps it.
  std::optional<Owner> owner = {};  ///< Empty: whose it is.
  Rules rules = Rules::obeyed;
};

/// A move; `before` and `after` are equal if the appointment already had that time.
struct Move {
  Appointment before;
  Appointment after;
  std::optional<Verdict> overridden;  ///< Where it breaks rules that it was to override.

  bool moved() const {
    return before.owner != after.owner || before.span != after.span || before.utc_offset != after.utc_offset;
  }
};

/// What is to be corrected in an appointment; what is empty stays, and an empty text within is taken away.
struct Correction {
  std::optional<std::string> name = {};
  std::optional<std::optional<std::string>> email = {};
  std::optional<std::optional<std::string>> phone = {};
  std::optional<std::optional<std::string>> note = {};
  std::optional<ServiceName> service = {};
  std::optional<Minutes> duration = {};
};

/// An appointment before and after it was corrected.
struct Edit {
  Appointment before;
  Appointment after;
  std::optional<Verdict> overridden;  ///< Where it breaks rules that it was to override.
};

/// An appointment whose promised wall-clock time is now at another instant, because zone data have
/// changed.
struct Shift {
  Appointment before;
  Appointment after;
  bool possible;  ///< False: the new time is taken, so it stays where it is.
};

/// Throws Error{invalid_date} for a span that is not within first_date to last_date.
void check_nameable(const Interval& span);

/// The use cases, one function each: the only place where the rules meet the store. Each is one
/// transaction, or joins the caller's. All may throw what Store throws, Error{unknown_owner} if the
/// owner is not in the file, Error{unknown_service} if the owner does not offer the service, and
/// Error{zone_data_missing} if the zone data lack the owner's zone.
///
/// An Owner is looked up once and passed on. Within the caller's transaction it cannot become
/// outdated; a use case with its own transaction looks it up again by name, because other processes
/// may have changed it since.
class Calendar {
 public:
  /// `store` must outlive it.
  explicit Calendar(Store& store) : store_{store} {}

  // Owners.
  std::vector<Owner> owners();  ///< Sorted by name.
  std::optional<Owner> find_owner(const OwnerName& name);
  Owner owner(const OwnerName& name);
  std::vector<OwnerSummary> summaries(Instant now);  ///< Sorted by name.
  OwnerSummary summary(const Owner& owner, Instant now);
  /// Adds an owner without hours. A rehearsal returns an owner who is not stored, for use in other
  /// rehearsals. Throws Error{owner_exists}.
  Owner add_owner(const OwnerName& name, const TimeZone& zone, Instant now, Effect effect);
  /// Touches no appointment. Throws Error{invalid_email, invalid_input}.
  ChangedOwner set_owner(const Owner& owner, const OwnerChange& change, Instant now, Effect effect);
  /// Everything of theirs follows. Throws Error{owner_exists}.
  Owner rename_owner(const Owner& owner, const OwnerName& new_name, Instant now);
  /// Deletes the owner along with hours, services, busy time and appointments. Throws
  /// Error{owner_in_use} while appointments have not ended, or messages are not sent, unless forced.
  RemovedOwner remove_owner(const Owner& owner, Instant now, Removal removal);

  // Availability.
  /// The whole week, and the overrides from `first` on.
  Availability availability(const Owner& owner, Date first = first_date);
  /// Hours of services' own, by service.
  std::vector<ServiceWeek> service_hours(const Owner& owner);
  /// Touches no appointment.
  ChangedAvailability change_availability(const Owner& owner, const AvailabilityChange& change, Instant now,
                                          Effect effect);
  /// Appointments that have not ended and lie outside the hours, by start.
  std::vector<Appointment> stranded(const Owner& owner, Instant now);

  // Services. "default" always exists.
  std::vector<Service> services(const Owner& owner);                 ///< Sorted by name.
  Service service(const Owner& owner, const ServiceChoice& choice);  ///< Throws as choosing it would.
  /// Throws Error{unknown_service} unless one of the owners (all, if none is named) offers the service, or
  /// has an appointment of it from before it was removed; nothing while there is no owner.
  void check_service(const std::vector<Owner>& owners, const ServiceName& name);
  /// Changes the service, or creates it from the defaults of Service. Touches no appointment.
  Service set_service(const Owner& owner, const ServiceName& name, const ServiceChange& change, Instant now);
  /// Appointments, hours and keys follow. Throws Error{service_exists} for a name that the owner has, or
  /// appointments have, and Error{invalid_name} for the default service.
  Service rename_service(const Owner& owner, const ServiceName& name, const ServiceName& new_name, Instant now);
  /// Its own hours go along. The default service is not removed, but returns to its initial rules.
  RemovedService remove_service(const Owner& owner, const ServiceName& name, Instant now);

  // Busy time.
  AddedBusy add_busy(const Owner& owner, const Interval& span, const std::optional<std::string>& note, Instant now);
  std::vector<Busy> busy(const Owner& owner, const Interval& touching, const Part& part = {});  ///< By start.
  Busy remove_busy(std::int64_t id, Instant now);  ///< Returns what was removed. Throws Error{unknown_reference}.

  // Foreign calendars. All throw Error{unknown_calendar} for a name that the owner has none of.
  /// By owner and name; of all, if none is named.
  std::vector<ForeignCalendar> foreign_calendars(const std::vector<Owner>& owners = {});
  std::optional<ForeignCalendar> find_calendar(const Owner& owner, const CalendarName& name);
  ForeignCalendar foreign_calendar(const Owner& owner, const CalendarName& name);
  std::vector<ForeignWarning> calendar_warnings(const Owner& owner, const CalendarName& name);
  /// Nothing is offered until it is imported. Throws Error{calendar_exists}.
  ForeignCalendar add_calendar(const Owner& owner, const ForeignCalendar& calendar, Instant now, Effect effect);
  /// Replaces all that the calendar blocks, and writes only the difference. Touches no appointment; those of the
  /// owner that other calendars know by uid_of() block nothing in them. Throws
  /// Error{calendar_emptied} unless that is accepted, and Error{changed_since} if the calendar has become another
  /// one since how_to_read() was asked.
  Imported import_calendar(const Owner& owner, const ForeignCalendar& calendar, const ForeignContents& contents,
                           Instant now, Emptied emptied, Effect effect);
  ForeignCalendar remove_calendar(const Owner& owner, const CalendarName& name, Instant now);
  /// What it blocks, by start; at most `limit`.
  std::vector<ForeignBusy> foreign_busy(const Owner& owner, const CalendarName& name, const Interval& touching,
                                        std::size_t limit = Part::everything);

  // Slots.
  /// Free slots whose start lies in `range`, ascending; at most `limit`.
  std::vector<Interval> search(const Owner& owner, const ServiceChoice& choice, const Interval& range, Instant now,
                               std::optional<std::size_t> limit = std::nullopt);
  /// Everything that decides about the starts in each range, so that free_slots() can search a long range
  /// in parts; of those who offer the service, in the order of `searches`. Throws Error{unknown_service}
  /// if nobody does.
  std::vector<SearchedAgenda> agendas(const std::vector<SlotSearch>& searches, const ServiceChoice& choice);
  /// Whether that start can be booked and, if not, every rule that forbids it.
  Verdict why(const Owner& owner, const ServiceChoice& choice, Instant start, const TimeZone& zone, Instant now);
  /// Each of the dates, with the slots of the service, which are those of search(). Reads nothing but what
  /// touches the dates.
  std::vector<Day> days(const Owner& owner, const ServiceChoice& choice, const Dates& dates, Instant now,
                        Appointments appointments = Appointments::read);

  // Appointments.
  /// Books only what search() offers, unless the request overrides the rules. A rehearsal returns
  /// the appointment without a reference. Throws Refused, Error{key_reused}, Error{no_availability}
  /// if there is no first free slot, and what validated() throws.
  Booking book(const BookingRequest& request, Instant now, Effect effect);
  /// Books one of these requests, which differ in owner, zone and range only, each for a first free slot:
  /// the one that is free first; of several, that of the owner with the fewest appointments on the date,
  /// then by name. Owners who do not offer the service are left out. A key is looked for among all of
  /// them. Must hold: there are any. Throws what book() throws, and Error{unknown_service} if nobody
  /// offers the service.
  Booking book_first(const std::vector<BookingRequest>& alternatives, Instant now, Effect effect);
  /// Books them one after another, all or none; what they have in common is read once. The line() of
  /// an error is the number of the failing request, starting at 1. To rehearse a batch, do not
  /// commit the transaction: each request must be checked against the ones before it.
  std::vector<AnyBooking> book(const std::vector<AnyRequest>& requests, Instant now);
  /// Books a date after the other, each by the rules as book() does, those before it being booked. Throws
  /// SeriesRefused, and what book() throws; a key is that of the series.
  SeriesBooking book_series(const SeriesRequest& request, Instant now, Effect effect);
  /// Throws Error{unknown_reference}.
  Appointment appointment(const Reference& ref);
  /// What has that reference. Throws Error{unknown_reference}.
  std::variant<Appointment, SeriesBooking> find(const Reference& ref);
  /// The appointment and those behind it in its series that have not begun, whatever their status; by position.
  /// Throws Error{unknown_reference, usage}.
  std::vector<Appointment> following(const Reference& ref, Instant now);
  /// Frees its time at once and keeps the record; does nothing if it is already cancelled.
  /// Throws Error{unknown_reference}.
  Appointment cancel(const Reference& ref, const std::optional<std::string>& reason, Instant now,
                     Effect effect = Effect::real);
  /// Moves it to another start, or to another owner. It keeps its length and buffers, obeys its
  /// service's present rules unless the request overrides them, and does not stand in its own way.
  /// Where it is already it stays as it is, unless its clock has shifted: then this is the time that it
  /// keeps. Throws Refused, Error{unknown_reference, cancelled}, and in_the_past once it has begun (or
  /// ended, where the request overrides).
  Move reschedule(const MoveRequest& request, Instant now, Effect effect);
  /// The same with those behind it in its series that have not begun: each goes as many dates further, on the clock
  /// of the request's zone, and to the new time of day; all or none. Throws SeriesRefused, Error{usage}, and
  /// what reschedule() throws.
  std::vector<Move> reschedule_following(const MoveRequest& request, Instant now, Effect effect);
  /// Corrects what was booked. Another service or length obeys the rules as a move does. Throws what
  /// reschedule() and validated() throw.
  Edit edit(const Reference& ref, const Correction& correction, Rules rules, Instant now, Effect effect);
  /// Notes whether the invitee came, or nothing of it. Must hold: it has begun. Throws
  /// Error{unknown_reference, cancelled}.
  Appointment mark(const Reference& ref, std::optional<Attendance> attendance, Instant now);
  /// Answers an invitation: books what is free by the rules, but at whatever start and of whatever length, moves what
  /// was booked for an earlier version, which never is in its own way, and cancels it where the new time is not free
  /// or the meeting is cancelled. A repetition is booked as a whole or not at all, unless its conflicts are skipped.
  /// Throws Error{not_invited} where somebody else has invited to it first.
  InvitationAnswer answer(const AnswerRequest& request, Instant now);
  /// Notes what an invitee answers to an appointment or a series that was exported to them, or cancels what they
  /// decline; a proposal of another time is only returned. An answer about a time at which it is no more, and one
  /// older than what is known, change nothing. Throws Error{not_invited} where it is not their appointment.
  InvitationAnswer take_reply(const InviteeReply& reply, Instant now);
  /// What who is the invitee now answered to it, at the time at which it is now.
  std::optional<Participation> participation(const Appointment& appointment);
  /// Appointments that have not ended, by start.
  std::vector<Listed> upcoming(const Selection& selected, Instant now, const Part& part = {});
  /// All appointments, including cancelled ones, or those of the selected status, by start.
  std::vector<Listed> history(const Selection& selected, const Part& part = {});

  // What people are told.
  /// Tells nobody of what was booked before. Throws Error{usage} where there is no address to send from, or to which
  /// the owner is told, and Error{invalid_email}.
  Owner set_telling(const Owner& owner, const TellingChange& change, Instant now, Effect effect);
  /// What the owners (all, if none is named) have to tell. O(what is untold, and what starts within a lead).
  Outbox outbox(const std::vector<Owner>& owners, Instant now);
  /// Stores what counts as told because nobody is told of it, or because it is pointless by now; returns the latter.
  std::vector<OutboxMessage> settle_outbox(const std::vector<Owner>& owners, Instant now);
  /// Notes an attempt to send that message, which counts as perhaps told until it ends; empty where it is no more to be
  /// told.
  std::optional<Attempt> begin_attempt(const OutboxMessage& message, Instant now);
  /// Notes how it ended. Returns whether the message has waited for an hour now, once.
  bool end_attempt(const OutboxMessage& message, AttemptEnd end, const std::string& failure, Instant now);
  /// What a message says, as it would be sent.
  Attempt rehearsed_attempt(const OutboxMessage& message);
  /// Lets a message count as told. Throws Error{unknown_message} if there is none with that id.
  OutboxMessage skip_message(const std::string& id, Instant now);
  /// Lets messages be due that wait: one, or all. Throws likewise.
  std::vector<OutboxMessage> retry_messages(const std::optional<std::string>& id, Instant now);
  /// The last messages that were told of the owners' appointments, the last one in front.
  std::vector<SentMessage> sent(const std::vector<Owner>& owners, std::size_t limit);
  /// Forgets what was told of appointments that ended by that instant.
  void forget_told(Instant ended_by);

  // For calendars of other programs.
  /// The entries that these appointments are in, each once and as a whole, and those of the series; in this order.
  /// Throws Error{unknown_reference} for a series that is not there.
  Entries entries(const std::vector<Appointment>& appointments, const std::vector<Reference>& series = {});
  /// What takes the owner's time in the range: appointments with their buffers, busy time, and what foreign calendars
  /// block; and when neither the owner nor one of their services is open, if that is to be told.
  FreeBusy free_busy(const Owner& owner, const Interval& range, OpenHours hours, Instant now);

  // The record of what was done.
  /// The entries of changes after that one, in order; at most `limit`. O(what is returned).
  std::vector<Change> changes(const ChangeSelection& selected = {});
  /// Takes back that change, else the last one that is in effect and no undoing itself; so one undo after
  /// the other goes back step by step, and to undo an undoing does again what it took back. Returns the
  /// entries of the change that this is. Throws Error{unknown_change, changed_since}.
  std::vector<Change> undo(std::optional<std::int64_t> number, Instant now);
  /// Forgets what was done before that instant, which can then not be taken back. Numbers go on where they
  /// were. Returns how many changes that were.
  std::int64_t prune_changes(Instant made_before);
  /// Forgets the invitees of the owner's (or all) appointments that ended by that instant, here and in the
  /// record: names, addresses, numbers, notes, reasons. Times, services and keys stay. It is recorded
  /// nowhere and cannot be taken back. Returns how many appointments had something to forget.
  std::int64_t purge(const std::optional<Owner>& owner, Instant ended_by);

  // The zone data.
  /// Moves appointments that have not begun to the instant that now has their promised wall-clock
  /// time; see shifted_from(). A rehearsal returns what would move.
  std::vector<Shift> follow_clocks(Instant now, Effect effect);

 private:
  static Store::Transaction::Kind kind_of(Effect effect);
  /// The owner as the file has it in this transaction.
  Owner present(const Owner& owner, const Store::Transaction& transaction);
  Selection present(const Selection& selected, const Store::Transaction& transaction);
  /// The same by name, within a transaction.
  Owner stored_owner(const OwnerName& name);
  std::optional<Service> offered_service(const Owner& owner, const ServiceName& name);
  Service stored_service(const Owner& owner, const ServiceName& name);
  /// The service that is meant where none is named. Throws Error{usage} where several are open.
  Service service_unnamed(const Owner& owner);
  /// The service that is meant, with appointments of the length that is asked for. Throws
  /// Error{invalid_duration} too.
  Service chosen_service(const Owner& owner, const ServiceChoice& choice);
  /// What those offer who have it, and whose it is, as a place among the owners. Throws if nobody does.
  std::vector<std::pair<std::size_t, Service>> offers(const std::vector<Owner>& owners, const ServiceChoice& choice);
  Error unknown_service(const std::vector<Owner>& owners, const ServiceName& name);
  Appointment stored_appointment(const Reference& ref);
  ForeignCalendar stored_calendar(const Owner& owner, const CalendarName& name);
  bool is_own(const ForeignEvent& event, const Owner& owner);
  /// Without the owner's own appointments.
  ForeignTimes of_others(ForeignTimes times, const Owner& owner);
  Imported import_as_before(const Owner& owner, ForeignCalendar calendar, Instant now, Effect effect);
  Imported import_times(const Owner& owner, ForeignCalendar calendar, const ForeignContents& contents, Instant now,
                        Emptied emptied, Effect effect);
  /// Booked appointments that overlap one of the spans, which are ascending and disjoint.
  std::vector<Appointment> booked_in(const Owner& owner, const std::vector<Interval>& spans);
  std::vector<Appointment> outside(const Owner& owner, const Availability& availability,
                                   const std::vector<ServiceWeek>& services, Instant now);
  Booking book(const BookingRequest& request, const Timetable& timetable, Instant now, Effect effect);
  Booking book_first(const std::vector<BookingRequest>& alternatives, const std::vector<Owner>& owners, Instant now,
                     Effect effect);
  /// The present length of an appointment without a choice of its length; empty where it has no service.
  std::optional<Minutes> shortest_of(OwnerId owner, const ServiceChoice& choice);
  /// What the same request with its key booked with one of the owners; empty if they have not seen the
  /// key. Throws Error{key_reused}.
  std::optional<Booking> booked_before(const BookingRequest& request, std::span<const OwnerId> owners);
  /// The same of a series.
  std::optional<SeriesBooking> booked_before(const SeriesRequest& request, const Owner& owner);
  SeriesBooking book_series(const SeriesRequest& valid, const Owner& owner, Instant now, Effect effect);

  Store& store_;
};

}  // namespace calendar
