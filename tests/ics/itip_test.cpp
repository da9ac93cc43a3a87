#include <doctest/doctest.h>

#include "calendar/error.hpp"
#include "calendar/itip.hpp"
#include "support/ics.hpp"

using namespace calendar;
using Method = Invitation::Method;

namespace {

const std::string people =
    make::lines({"ORGANIZER;CN=Bob Stone;SENT-BY=\"mailto:desk@example.org\":MAILTO:bob@example.org",
                 "ATTENDEE;CN=Alice:mailto:alice@example.net"});

std::string event(std::initializer_list<std::string_view> lines, const std::string& who = people) {
  return "BEGIN:VEVENT\r\nUID:1\r\n" + make::lines(lines) + who + "END:VEVENT\r\n";
}

Invitation read(const std::string& events, std::string_view method = "REQUEST") {
  const TimeZone berlin = make::zone("Europe/Berlin");
  return read_invitation("BEGIN:VCALENDAR\r\nMETHOD:" + std::string{method} + "\r\n" + events + "END:VCALENDAR\r\n",
                         {.zone = berlin,
                          .me = "alice@example.net",
                          .range = berlin.dates(make::date("2026-11-22"), make::date("2031-11-22"))});
}

std::string meetings(const Invitation& invitation) {
  std::string all;
  for (const Meeting& each : invitation.meetings) {
    all += (all.empty() ? "" : " ") + make::text(std::vector{each.span});
    if (each.instance && *each.instance != each.span.start)
      all += "<" + make::text(std::vector{Interval{*each.instance, *each.instance}}).substr(0, 17);
  }
  return all;
}

const std::string noon =
    event({"SEQUENCE:2", "DTSTAMP:20261120T080000Z", "SUMMARY:Lunch\\, late",
           "DTSTART;TZID=Europe/Berlin:20261123T120000", "DTEND;TZID=Europe/Berlin:20261123T130000"});

}  // namespace

TEST_CASE("who invites whom to what is read") {
  const Invitation read_one = read(noon);
  CHECK(read_one.method == Method::request);
  CHECK(read_one.uid == "1");
  CHECK(read_one.sequence == 2);
  CHECK(read_one.stamp == make::at("2026-11-20T08:00Z"));
  CHECK(read_one.title == "Lunch, late");
  CHECK(read_one.organizer->address == "bob@example.org");
  CHECK(read_one.organizer->name == "Bob Stone");
  CHECK(read_one.organizer->sent_by == "desk@example.org");
  CHECK(read_one.attendees.front().address == "alice@example.net");
  CHECK(meetings(read_one) == "2026-11-23T11:00Z/2026-11-23T12:00Z");
  CHECK(read_one.zone.name() == "Europe/Berlin");
  CHECK(!read_one.unclear);
}

TEST_CASE("attendees of an alarm are not invited") {
  const std::string alarm = "BEGIN:VALARM\r\nATTENDEE:mailto:eve@example.org\r\nEND:VALARM\r\n";
  CHECK(read(event({"DTSTART:20261123T110000Z", "DTEND:20261123T120000Z"}, people + alarm)).attendees.size() == 1);
}

TEST_CASE("an event that blocks nobody is a meeting all the same") {
  CHECK(meetings(read(event({"DTSTART:20261123T110000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT",
                             "X-MICROSOFT-CDO-BUSYSTATUS:FREE"}))) == "2026-11-23T11:00Z/2026-11-23T12:00Z");
}

TEST_CASE("a repetition is read from now on, with moves and without exclusions") {
  const Invitation weekly =
      read(event({"DTSTART;TZID=Europe/Berlin:20261110T100000", "DTEND;TZID=Europe/Berlin:20261110T110000",
                  "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE;TZID=Europe/Berlin:20261208T100000"}) +
           event({"RECURRENCE-ID;TZID=Europe/Berlin:20261201T100000", "DTSTART;TZID=Europe/Berlin:20261202T140000",
                  "DTEND;TZID=Europe/Berlin:20261202T150000"}));
  CHECK(weekly.repeats);
  CHECK(!weekly.endless);
  CHECK(meetings(weekly) ==
        "2026-11-24T09:00Z/2026-11-24T10:00Z 2026-12-02T13:00Z/2026-12-02T14:00Z<2026-12-01T09:00Z "
        "2026-12-15T09:00Z/2026-12-15T10:00Z");
}

TEST_CASE("a rule without an end is endless") {
  CHECK(read(event({"DTSTART:20261123T110000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY"})).endless);
}

TEST_CASE("an instance alone is only about itself") {
  const Invitation one = read(event({"RECURRENCE-ID:20261201T090000Z", "DTSTART:20261202T130000Z", "DURATION:PT1H"}));
  CHECK(!one.whole);
  CHECK(meetings(one) == "2026-12-02T13:00Z/2026-12-02T14:00Z<2026-12-01T09:00Z");
}

TEST_CASE("an invitation to one date of a repetition is to no other") {
  const std::string others = make::lines({"ORGANIZER:mailto:bob@example.org", "ATTENDEE:mailto:carl@example.net"});
  const std::string series = event({"DTSTART:20261124T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"}, others);
  const Invitation one =
      read(series + event({"RECURRENCE-ID:20261201T090000Z", "DTSTART:20261201T090000Z", "DURATION:PT1H"}));
  CHECK(!one.whole);
  CHECK(meetings(one) == "2026-12-01T09:00Z/2026-12-01T10:00Z");
}

TEST_CASE("a cancellation needs no times") {
  const Invitation all = read(event({"SEQUENCE:1"}), "CANCEL");
  CHECK(all.whole);
  CHECK(!all.unclear);
  const Invitation one = read(event({"RECURRENCE-ID:20261201T090000Z"}), "CANCEL");
  CHECK(!one.whole);
  CHECK(one.meetings.front().instance == make::at("2026-12-01T09:00Z"));
}

TEST_CASE("a reply says who answers, and may leave out the times") {
  const std::string bob = make::lines({"ATTENDEE;PARTSTAT=Declined;CN=Bob:mailto:bob@example.org"});
  const Invitation whole = read(event({"SEQUENCE:1"}, bob), "REPLY");
  CHECK(whole.answers());
  CHECK(whole.whole);
  CHECK(!whole.first);
  CHECK(!whole.unclear);
  CHECK(whole.attendees.front().answered == Participation::declined);
  const Invitation timed = read(event({"DTSTART:20261123T110000Z", "RRULE:FREQ=WEEKLY"}, bob), "REPLY");
  CHECK(timed.first->start == make::at("2026-11-23T11:00Z"));
  const Invitation one = read(event({"RECURRENCE-ID:20261201T090000Z"}, bob), "REPLY");
  CHECK(!one.whole);
  CHECK(one.meetings.front().instance == make::at("2026-12-01T09:00Z"));
}

TEST_CASE("a proposal needs a time; only yes, perhaps and no are answers") {
  const std::string bob = make::lines({"ATTENDEE;PARTSTAT=DELEGATED:mailto:bob@example.org"});
  CHECK(read(event({"DTSTART:20261123T110000Z", "DURATION:PT1H"}, bob), "COUNTER").first->end ==
        make::at("2026-11-23T12:00Z"));
  CHECK(read(event({}, bob), "COUNTER").unclear == "its start cannot be read");
  CHECK(read(event({"DTSTART:20261123T110000Z"}, bob), "COUNTER").unclear == "it has no length");
  CHECK(!read(event({}, bob), "REPLY").attendees.front().answered);
}

TEST_CASE("what is not clear is said, not guessed") {
  for (const auto& each : std::initializer_list<std::pair<std::string, std::string>>{
           {event({"DTSTART;TZID=Mars:20261123T110000", "DURATION:PT1H"}), "its zone 'Mars' is unknown"},
           {event({"DTSTART:20261123T110000Z"}), "it has no length"},
           {event({"DTSTART:20261123T110000Z", "DTEND:20261123T100000Z"}), "it has no length"},
           {event({"DTSTART:noon", "DURATION:PT1H"}), "its start cannot be read"},
           {event({"DTSTART:20261123T110000Z", "DURATION:an hour"}), "its end cannot be read"},
           {event({"DTSTART:20261123T110000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY"}), "its repetition cannot be read"},
           {event({"DTSTART:99990201T110000Z", "DURATION:PT1H"}), "its time is outside the years 1970 to 9998"},
           {event({"DTSTART:20261123T110000Z", "DURATION:PT1H", "UID:" + std::string(2000, 'x')}),
            "its UID cannot be kept"},
           {noon + "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20261123T110000Z\r\nDURATION:PT1H\r\n" + people + "END:VEVENT\r\n",
            "it is about several events"},
           {"", "there is no event in it"}}) {
    CAPTURE(each.first);
    CHECK(read(each.first).unclear == each.second);
  }
}

TEST_CASE("of other methods nothing but the method is read") {
  CHECK(read(noon, "PUBLISH").method == Method::publish);
  CHECK(read(noon, "ADD").method == Method::add);
  CHECK(read(noon, "SOMETHING").method == Method::other);
  CHECK(read_invitation("BEGIN:VCALENDAR\r\n" + noon + "END:VCALENDAR\r\n",
                        {.zone = make::zone("UTC"), .me = {}, .range = always})
            .method == Method::none);
}

TEST_CASE("a reply says who, which version and when, in UTC") {
  const Invitation invitation = read(noon);
  const InvitationAnswer answer{InvitationAnswer::Kind::accepted};
  const ItipReply reply{.invitation = invitation,
                        .answer = answer,
                        .me = {"alice@example.net", "Roe, Alice"},
                        .participation = Participation::accepted,
                        .comment = {},
                        .proposed = {},
                        .now = make::at("2026-11-22T09:00Z")};
  CHECK(written_reply(reply) ==
        make::lines({"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//calbook//calbook//EN", "CALSCALE:GREGORIAN",
                     "METHOD:REPLY", "BEGIN:VEVENT", "UID:1", "SEQUENCE:2", "DTSTAMP:20261122T090000Z",
                     "DTSTART:20261123T110000Z", "DTEND:20261123T120000Z",
                     "ORGANIZER;CN=Bob Stone:mailto:bob@example.org",
                     "ATTENDEE;PARTSTAT=ACCEPTED;CN=\"Roe, Alice\":mailto:alice@example.net", "SUMMARY:Lunch\\, late",
                     "REQUEST-STATUS:2.0;Success", "END:VEVENT", "END:VCALENDAR"}));
}

TEST_CASE("a proposal is a COUNTER with another time") {
  const Invitation invitation = read(noon);
  const InvitationAnswer answer{InvitationAnswer::Kind::countered};
  const ItipReply reply{.invitation = invitation,
                        .answer = answer,
                        .me = {"alice@example.net"},
                        .participation = Participation::declined,
                        .comment = "Not free; later",
                        .proposed = make::span("2026-11-23T13:00Z", "2026-11-23T14:00Z"),
                        .now = make::at("2026-11-22T09:00Z")};
  const std::string text = written_reply(reply);
  for (const char* line : {"METHOD:COUNTER\r\n", "DTSTART:20261123T130000Z\r\n", "DTEND:20261123T140000Z\r\n",
                           "COMMENT:Not free\\; later\r\n", ";PARTSTAT=DECLINED:"})
    CHECK_MESSAGE(text.find(line) != text.npos, line);
}
