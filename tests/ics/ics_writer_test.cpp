// What is written, and what the reader makes of it.

#include "calendar/ics.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "calendar/foreign.hpp"
#include "calendar/text.hpp"
#include "support/ics.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view uid = "K7QD3F.750433b8cac87f0c54b2c6835db69b27";

Owner alice() {
  return {.id = {1}, .name = OwnerName{"alice"}, .zone = "Europe/Berlin", .email = "alice@example.org"};
}

Appointment appointment(std::string_view ref, const Interval& span) {
  return {.ref = Reference{ref},
          .owner = OwnerName{"alice"},
          .service = ServiceName{"default"},
          .span = span,
          .occupied = span,
          .zone = "Europe/Berlin",
          .utc_offset = 1h,
          .invitee = {"Bob Stone", "bob@example.org"},
          .key = {},
          .created = make::at("2026-11-01T08:00Z"),
          .cancelled = {},
          .reason = {}};
}

Interval ten() {
  return make::span("2026-11-26T09:00Z", "2026-11-26T10:00Z");
}

Entries entries_of(Entry entry) {
  return {{}, {{alice(), {}}}, {std::move(entry)}};
}

Entries single(const Appointment& appointment) {
  return entries_of({.owner = 0, .series = {}, .appointments = {appointment}});
}

// Each date of the rule booked, as its clock shows it.
Entries series(std::string_view zone, std::string_view first, std::string_view every, int times) {
  const TimeZone clock = make::zone(zone);
  const Repetition repetition{*Every::parse(every), times};
  Entry entry{.owner = 0,
              .series = Series{.ref = Reference{"S3R2ES"},
                               .owner = OwnerName{"alice"},
                               .zone = std::string{zone},
                               .first = make::wall(first),
                               .utc_offset = {},
                               .repetition = repetition,
                               .dates = times,
                               .key = {},
                               .created = make::at("2026-11-01T08:00Z")},
              .appointments = {}};
  constexpr std::string_view alphabet = "23456789ABCDEFGHJK";
  for (const WallTime time : repeated(repetition, make::wall(first))) {
    const int position = static_cast<int>(entry.appointments.size()) + 1;
    const Instant start = clock.reading(time).first;
    std::string ref = "K7QD3";
    ref += alphabet.at(static_cast<std::size_t>(position));
    Appointment each = appointment(ref, {start, start + 1h});
    each.series = SeriesPlace{entry.series->ref, position, times};
    entry.appointments.push_back(std::move(each));
  }
  return entries_of(std::move(entry));
}

std::vector<Appointment>& appointments(Entries& entries) {
  return entries.entries.front().appointments;
}

// The lines with one of these names, without their line breaks.
std::string lines_of(const std::string& bytes, std::initializer_list<std::string_view> names) {
  std::string found;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find("\r\n", at);
    const std::string line = bytes.substr(at, end - at);
    const std::string name = line.substr(0, line.find_first_of(":;"));
    if (std::ranges::find(names, name) != names.end()) found += (found.empty() ? "" : "\n") + line;
    at = end + 2;
  }
  return found;
}

bool has_line(const std::string& bytes, std::string_view line) {
  return bytes.find("\r\n" + std::string{line} + "\r\n") != std::string::npos;
}

std::string read(const std::string& bytes) {
  const TimeZone utc = make::zone("UTC");
  return make::spans(
      read_foreign(bytes, {.dates = utc, .range = make::span("2000-01-01T00:00Z", "2040-01-01T00:00Z")}));
}

// By a reader who believes the description of the zone.
std::string read_as_described(std::string bytes, std::string_view zone) {
  for (std::size_t at = bytes.find(zone); at != std::string::npos; at = bytes.find(zone, at))
    bytes.replace(at, zone.size(), "X");
  return read(bytes);
}

std::string spans(const Entries& entries) {
  std::vector<Interval> all;
  for (const Appointment& each : entries.entries.front().appointments) {
    if (entries.entries.front().has(each)) all.push_back(each.span);
  }
  std::ranges::sort(all);
  return make::text(all);
}

// What both kinds of readers make of a series is what it is.
void check_round_trip(const Entries& entries) {
  const std::string bytes = ics_of(entries, {});
  CAPTURE(bytes);
  CHECK(read(bytes) == spans(entries));
  CHECK(read_as_described(bytes, entries.entries.front().series->zone) == spans(entries));
}

TEST_CASE("an appointment is an event in UTC with all its details") {
  Appointment bob = appointment("K7QD3F", ten());
  bob.invitee.note = "bring: tea, milk;\nand \\ cups 🎉";
  bob.changed = make::at("2026-11-02T08:00Z");
  bob.revision = 2;
  CHECK(ics_of(single(bob), {}) == make::lines({"BEGIN:VCALENDAR",
                                                "VERSION:2.0",
                                                "PRODID:-//calbook//calbook//EN",
                                                "CALSCALE:GREGORIAN",
                                                "NAME:alice",
                                                "X-WR-CALNAME:alice",
                                                "X-WR-TIMEZONE:Europe/Berlin",
                                                "LAST-MODIFIED:20261102T080000Z",
                                                "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
                                                "BEGIN:VEVENT",
                                                "UID:K7QD3F.750433b8cac87f0c54b2c6835db69b27",
                                                "DTSTAMP:20261102T080000Z",
                                                "CREATED:20261101T080000Z",
                                                "LAST-MODIFIED:20261102T080000Z",
                                                "SEQUENCE:2",
                                                "DTSTART:20261126T090000Z",
                                                "DTEND:20261126T100000Z",
                                                "SUMMARY:Appointment: Bob Stone",
                                                "DESCRIPTION:bring: tea\\, milk\\;\\nand \\\\ cups 🎉",
                                                "STATUS:CONFIRMED",
                                                "CLASS:PRIVATE",
                                                "TRANSP:OPAQUE",
                                                "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
                                                "END:VEVENT",
                                                "END:VCALENDAR"}));
}

TEST_CASE("a file in a folder says nothing of the calendar") {
  const Entries entries = single(appointment("K7QD3F", ten()));
  const std::string bytes = ics_of(entries, entries.entries.front(), {});
  CHECK(
      bytes.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//calbook//calbook//EN\r\nCALSCALE:GREGORIAN\r\n"
                        "BEGIN:VEVENT\r\n"));
  CHECK(uid_of(Reference{"k7qd3f"}, {}) == uid);
}

TEST_CASE("what is public says when, but not who comes and what for") {
  Appointment bob = appointment("K7QD3F", ten());
  bob.invitee.note = "a secret";
  const std::string bytes = ics_of(single(bob), {.method = IcsMethod::publish, .names = IcsNames::hidden});
  CHECK(has_line(bytes, "SUMMARY:Busy"));
  CHECK(has_line(bytes, "CLASS:PUBLIC"));
  for (const std::string_view word : {"Bob", "bob", "secret"}) CHECK(bytes.find(word) == std::string::npos);
}

TEST_CASE("a message has an organizer, and an attendee unless it is published") {
  const std::vector<std::string_view> people{"METHOD", "ORGANIZER", "ATTENDEE"};
  const auto said = [&](IcsMethod method) {
    Appointment bob = appointment("K7QD3F", ten());
    bob.invitee.name = "Stone; \"Bob\"";
    if (method == IcsMethod::cancel) bob.status = Status::cancelled;
    return lines_of(ics_of(single(bob), {.method = method}), {"METHOD", "ORGANIZER", "ATTENDEE", "STATUS"});
  };
  CHECK(said(IcsMethod::publish) == "METHOD:PUBLISH\nORGANIZER;CN=alice:mailto:alice@example.org\nSTATUS:CONFIRMED");
  CHECK(said(IcsMethod::request) ==
        "METHOD:REQUEST\nORGANIZER;CN=alice:mailto:alice@example.org\n"
        "ATTENDEE;CN=\"Stone; ^'Bob^'\";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:\nSTATUS:CONFIRMED");
  CHECK(said(IcsMethod::cancel).starts_with("METHOD:CANCEL\n"));
  CHECK(said(IcsMethod::cancel).ends_with("\nSTATUS:CANCELLED"));
}

TEST_CASE("the title of a service stands for its name") {
  Entries entries = single(appointment("K7QD3F", ten()));
  appointments(entries).front().service = ServiceName{"talk"};
  CHECK(has_line(ics_of(entries, {}), "SUMMARY:talk: Bob Stone"));
  entries.owners.front().services = {{.name = ServiceName{"talk"}, .title = "First talk"}};
  CHECK(has_line(ics_of(entries, {}), "SUMMARY:First talk: Bob Stone"));
}

TEST_CASE("of who was forgotten the title says nothing") {
  Appointment forgotten = appointment("K7QD3F", ten());
  forgotten.invitee = {};
  CHECK(has_line(ics_of(single(forgotten), {}), "SUMMARY:Appointment"));
}

TEST_CASE("nobody's text leaves its line, and all of it reads back") {
  Appointment bob = appointment("K7QD3F", ten());
  for (std::size_t shift = 0; shift < 4; ++shift) {
    bob.invitee.name = std::string(shift, 'x');
    while (length(bob.invitee.name) < 100) bob.invitee.name += "🎉,;\\";
    const ForeignTimes times = read_foreign(ics_of(single(bob), {}), {.dates = make::zone("UTC")});
    REQUIRE(times.events.size() == 1);
    CHECK(times.events.front().title == "Appointment: " + bob.invitee.name);
    CHECK(times.events.front().uid == uid);
  }
  bob.invitee.name = "Bob\r\nSTATUS:CANCELLED";
  CHECK(read(ics_of(single(bob), {})) == make::text(ten()));
}

TEST_CASE("a series is one event, repeating in a zone described by rules") {
  Entries entries = series("Europe/Berlin", "2026-10-20T10:00", "week", 3);
  appointments(entries)[0].revision = 1;
  appointments(entries)[2].revision = 2;
  CHECK(lines_of(ics_of(entries, {}),
                 {"BEGIN", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "DTSTART", "DTEND", "RRULE", "EXDATE", "SEQUENCE"}) ==
        "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\n"
        "BEGIN:DAYLIGHT\nDTSTART:19700329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"
        "BEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n"
        "BEGIN:VEVENT\nSEQUENCE:3\nDTSTART;TZID=Europe/Berlin:20261020T100000\n"
        "DTEND;TZID=Europe/Berlin:20261020T110000\nRRULE:FREQ=WEEKLY;COUNT=3");
  check_round_trip(entries);
}

TEST_CASE("a date left out is excluded, a moved one its own event") {
  Entries entries = series("Europe/Berlin", "2026-11-02T10:00", "week", 5);
  auto& all = appointments(entries);
  all[1].status = Status::cancelled;
  all[2].owner = OwnerName{"ben"};
  all[3].span = make::span("2026-11-24T15:00Z", "2026-11-24T16:00Z");
  all[4].invitee.name = "Eve";
  const std::string bytes = ics_of(entries, {});
  CHECK(lines_of(bytes, {"DTSTART", "EXDATE", "RECURRENCE-ID", "SUMMARY"})
            .substr(std::string{"DTSTART:19700329T020000\nDTSTART:19701025T030000\n"}.size()) ==
        "DTSTART;TZID=Europe/Berlin:20261102T100000\n"
        "EXDATE;TZID=Europe/Berlin:20261109T100000\n"
        "EXDATE;TZID=Europe/Berlin:20261116T100000\n"
        "SUMMARY:Appointment: Bob Stone\n"
        "RECURRENCE-ID;TZID=Europe/Berlin:20261123T100000\n"
        "DTSTART:20261124T150000Z\n"
        "SUMMARY:Appointment: Bob Stone\n"
        "RECURRENCE-ID;TZID=Europe/Berlin:20261130T100000\n"
        "DTSTART:20261130T090000Z\n"
        "SUMMARY:Appointment: Eve");
  check_round_trip(entries);
}

TEST_CASE("a series of which nothing takes place is cancelled as a whole") {
  Entries entries = series("Europe/Berlin", "2026-11-02T10:00", "week", 3);
  for (Appointment& each : appointments(entries)) each.status = Status::cancelled;
  const std::string bytes = ics_of(entries, {});
  CHECK(lines_of(bytes, {"EXDATE", "STATUS", "RECURRENCE-ID"}) == "STATUS:CANCELLED");
  check_round_trip(entries);
}

TEST_CASE("whatever its clock does, a series reads back as it is") {
  for (const std::string_view every : {"day", "week", "month", "2nd tue", "mon-fri", "last sun", "9d"}) {
    for (const std::string_view zone :
         {"Europe/Berlin", "Europe/Dublin", "Africa/Casablanca", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC",
          "Asia/Kathmandu", "America/New_York", "Asia/Jerusalem", "America/Nuuk", "Asia/Gaza", "Africa/Cairo",
          "Etc/GMT+5", "Pacific/Apia", "America/Santiago", "Antarctica/Troll"}) {
      for (const std::string_view first :
           {"2026-03-24T10:00", "2026-10-20T02:30", "2018-10-30T23:30", "2027-02-09T00:30"}) {
        CAPTURE(zone);
        CAPTURE(every);
        CAPTURE(first);
        if (Every::parse(every)->has(std::chrono::floor<Days>(make::wall(first))))
          check_round_trip(series(zone, first, every, 17));
      }
    }
  }
}

TEST_CASE("where zone data and the description differ, both are right") {
  // 2019-02-17 in Sao Paulo: summer time, -02, ends for ever.
  const std::string bytes = ics_of(series("America/Sao_Paulo", "2019-02-05T10:00", "week", 3), {});
  CHECK(lines_of(bytes, {"TZOFFSETTO", "RECURRENCE-ID"}) ==
        "TZOFFSETTO:-0300\n"
        "RECURRENCE-ID;TZID=America/Sao_Paulo:20190205T100000\n"
        "RECURRENCE-ID;TZID=America/Sao_Paulo:20190212T100000");
}

TEST_CASE("a zone with summer time in winter is described by its clock") {
  const std::string bytes = ics_of(series("Europe/Dublin", "2026-11-02T10:00", "week", 3), {});
  CHECK(lines_of(bytes, {"BEGIN", "TZOFFSETTO"}) ==
        "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\nTZOFFSETTO:+0000\nBEGIN:DAYLIGHT\nTZOFFSETTO:+0100\n"
        "BEGIN:VEVENT");
}

TEST_CASE("a change after a weekday falls between two days of the month") {
  // Friday before the last Sunday, that is behind the fourth Thursday, at 02:00.
  const std::string bytes = ics_of(series("Asia/Jerusalem", "2026-11-02T10:00", "week", 3), {});
  CHECK(bytes.find("RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR\r\n") != std::string::npos);
}

TEST_CASE("an end that the clock shows twice is written as a length") {
  // 2027-10-31 in Dublin: 02:00 +01 -> 01:00 +00.
  const Entries entries = series("Europe/Dublin", "2027-10-31T00:00", "day", 3);
  const std::string bytes = ics_of(entries, {});
  CHECK(has_line(bytes, "DURATION:PT60M"));
  CHECK(lines_of(bytes, {"RECURRENCE-ID"}) == "RECURRENCE-ID;TZID=Europe/Dublin:20271031T000000");
  check_round_trip(entries);
}

TEST_CASE("a start that the clock shows twice is in UTC") {
  const Entries entries = series("Europe/Dublin", "2027-10-30T01:30", "day", 3);
  CHECK(lines_of(ics_of(entries, {}), {"RECURRENCE-ID"}) == "RECURRENCE-ID;TZID=Europe/Dublin:20271031T013000");
  check_round_trip(entries);
}

TEST_CASE("in UTC a series needs no zone") {
  const std::string bytes = ics_of(series("UTC", "2026-11-02T10:00", "week", 3), {});
  CHECK(bytes.find("TZID") == std::string::npos);
  CHECK(has_line(bytes, "DTSTART:20261102T100000Z"));
}

TEST_CASE("several series in one zone describe it once") {
  Entries entries = series("Europe/Berlin", "2026-11-02T10:00", "week", 3);
  Entry other = series("Europe/Berlin", "2026-11-03T10:00", "week", 3).entries.front();
  other.series->ref = Reference{"S3R2ET"};
  entries.entries.push_back(other);
  CHECK(lines_of(ics_of(entries, {}), {"TZID"}) == "TZID:Europe/Berlin");
}

TEST_CASE("a series whose zone the zone data lack is an error") {
  Entries entries = series("Europe/Berlin", "2026-11-02T10:00", "week", 3);
  entries.entries.front().series->zone = "Mars/Base";
  CHECK(make::code_of([&] { ics_of(entries, {}); }) == Code::zone_data_missing);
}

TEST_CASE("free/busy times are disjoint, in the range, and busy before unavailable") {
  FreeBusy times{.file = {},
                 .owner = alice(),
                 .range = make::span("2026-11-26T00:00Z", "2026-11-27T00:00Z"),
                 .stamp = make::at("2026-11-25T08:00Z"),
                 .busy = {make::span("2026-11-26T10:00Z", "2026-11-26T11:00Z"),
                          make::span("2026-11-26T09:30Z", "2026-11-26T10:00Z"),
                          make::span("2026-11-25T09:30Z", "2026-11-26T01:00Z")},
                 .unavailable = {make::span("2026-11-25T17:00Z", "2026-11-26T09:45Z"),
                                 make::span("2026-11-26T17:00Z", "2026-11-27T08:00Z")}};
  const std::string bytes = ics_of(times);
  CHECK(lines_of(bytes, {"UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "FREEBUSY"}) ==
        "UID:alice.750433b8cac87f0c54b2c6835db69b27\n"
        "DTSTAMP:20261125T080000Z\n"
        "DTSTART:20261126T000000Z\n"
        "DTEND:20261127T000000Z\n"
        "ORGANIZER:mailto:alice@example.org\n"
        "FREEBUSY;FBTYPE=BUSY:20261126T000000Z/20261126T010000Z\n"
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261126T010000Z/20261126T093000Z\n"
        "FREEBUSY;FBTYPE=BUSY:20261126T093000Z/20261126T110000Z\n"
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261126T170000Z/20261127T000000Z");
  times.unavailable.clear();
  CHECK(read(ics_of(times)) == "2026-11-26T00:00Z/2026-11-26T01:00Z 2026-11-26T09:30Z/2026-11-26T11:00Z");
}

}  // namespace

}  // namespace calendar
