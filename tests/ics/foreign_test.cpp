// What the reader does with every odd thing. Times are Berlin's: +01:00 in November and December 2026.

#include "calendar/foreign.hpp"

#include <doctest/doctest.h>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "support/ics.hpp"

namespace calendar {

namespace {

using make::read;
using make::read_event;
using make::spans;
using make::warnings;

constexpr std::string_view ten = "DTSTART:20261126T100000Z", eleven = "DTEND:20261126T110000Z";
constexpr std::string_view hour = "2026-11-26T10:00Z/2026-11-26T11:00Z";

TEST_CASE("an event blocks from its start to its end") {
  const ForeignTimes times = read(make::event({ten, eleven, "SUMMARY:Dentist\\, again"}));
  CHECK(spans(times) == hour);
  CHECK(times.events.size() == 1);
  CHECK(times.events[0].uid == "1");
  CHECK(times.events[0].title == "Dentist, again");
  CHECK(times.warnings.empty());
}

TEST_CASE("what is cancelled, transparent or free in Outlook blocks nothing") {
  CHECK(read_event({ten, eleven, "STATUS:CANCELLED"}).empty());
  CHECK(read_event({ten, eleven, "TRANSP:TRANSPARENT"}).empty());
  CHECK(read_event({ten, eleven, "X-MICROSOFT-CDO-BUSYSTATUS:FREE"}).empty());
  CHECK(read_event({ten, eleven, "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"}).empty());
}

TEST_CASE("what is tentative, opaque or busy blocks") {
  CHECK(read_event({ten, eleven, "STATUS:TENTATIVE"}) == hour);
  CHECK(read_event({ten, eleven, "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"}) == hour);
  CHECK(read_event({ten, eleven, "X-MICROSOFT-CDO-BUSYSTATUS:OOF"}) == hour);
}

TEST_CASE("what somebody declined is free for them, not for others") {
  const std::string bytes = make::event({ten, eleven, "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Ann@example.org",
                                         "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org"});
  CHECK(spans(read(bytes, "ann@example.org")).empty());
  CHECK(spans(read(bytes, "bob@example.org")) == hour);
  CHECK(spans(read(bytes)) == hour);
}

TEST_CASE("whole dates are the owner's, from midnight to midnight") {
  CHECK(read_event({"DTSTART;VALUE=DATE:20261126"}) == "2026-11-25T23:00Z/2026-11-26T23:00Z");
  CHECK(read_event({"DTSTART:20261126", "DTEND:20261128"}) == "2026-11-25T23:00Z/2026-11-27T23:00Z");
  CHECK(read_event({"DTSTART;VALUE=DATE;TZID=America/New_York:20261126", "DURATION:P2D"}) ==
        "2026-11-25T23:00Z/2026-11-27T23:00Z");
}

TEST_CASE("a date that ends on itself is that date, with a warning") {
  CHECK(read_event({"DTSTART:20261126", "DTEND:20261126"}) == "2026-11-25T23:00Z/2026-11-26T23:00Z bad_end");
}

TEST_CASE("without an end after its start a time has no length") {
  CHECK(read_event({ten}).empty());
  CHECK(read_event({ten, "DTEND:20261126T100000Z"}).empty());
  CHECK(read_event({ten, "DTEND:20261126T090000Z"}) == " bad_end");
  CHECK(read_event({ten, "DURATION:-PT1H"}) == " bad_end");
  CHECK(read_event({ten, "DTEND:soon"}) == " bad_end");
  CHECK(read_event({"DTSTART:20261126", "DTEND:20261125"}) == " bad_end");
}

TEST_CASE("a date whose end cannot be read blocks as a whole") {
  constexpr std::string_view date = "2026-11-25T23:00Z/2026-11-26T23:00Z bad_end";
  CHECK(read_event({"DTSTART:20261126", "DTEND:soon"}) == date);
  CHECK(read_event({"DTSTART:20261126", "DURATION:P"}) == date);
}

TEST_CASE("what is too long blocks as long as a calendar is known") {
  CHECK(read_event({ten, "DURATION:P1000000000000000000W"}) == "2026-11-26T10:00Z/2126-11-27T10:00Z");
}

TEST_CASE("what is said to be a date is one, whatever its time") {
  CHECK(read_event({"DTSTART;VALUE=DATE:20261126T000000"}) == "2026-11-25T23:00Z/2026-11-26T23:00Z");
}

TEST_CASE("the end may be on another zone's clock") {
  CHECK(read_event({"DTSTART;TZID=Europe/London:20261126T100000", "DTEND;TZID=America/New_York:20261126T060000"}) ==
        hour);
}

TEST_CASE("a day follows the clock, and 24 hours are 24 hours") {
  // 2026-10-25 in Berlin has 25 hours.
  const auto read_october = [](std::string_view length) {
    const ForeignReading how{.dates = make::zone("Europe/Berlin")};
    return spans(read_foreign(make::event({"DTSTART;TZID=Europe/Berlin:20261024T120000", length}), how));
  };
  CHECK(read_october("DURATION:P1D") == "2026-10-24T10:00Z/2026-10-25T11:00Z");
  CHECK(read_october("DURATION:PT24H") == "2026-10-24T10:00Z/2026-10-25T10:00Z");
}

TEST_CASE("a time without a zone is the calendar's, else the owner's") {
  const auto bytes = [](std::string_view zone) {
    return make::lines({"BEGIN:VCALENDAR", zone, "BEGIN:VEVENT", "UID:1", "DTSTART:20261126T100000",
                        "DTEND;TZID=\"\":20261126T110000", "END:VEVENT", "END:VCALENDAR"});
  };
  CHECK(spans(read(bytes("X-NOTHING:1"))) == "2026-11-26T09:00Z/2026-11-26T10:00Z");
  CHECK(spans(read(bytes("X-WR-TIMEZONE:America/New_York"))) == "2026-11-26T15:00Z/2026-11-26T16:00Z");
  const ForeignReading how{.dates = make::zone("Europe/Berlin"), .times = make::zone("Asia/Tokyo")};
  CHECK(spans(read_foreign(bytes("X-WR-TIMEZONE:America/New_York"), how)) == "2026-11-26T01:00Z/2026-11-26T02:00Z");
}

std::string in_zone(std::string_view zone) {
  const std::string start = "DTSTART;TZID=" + std::string{zone} + ":20261126T100000";
  return read_event({start, "DURATION:PT1H"});
}

TEST_CASE("a zone is known by name, Windows' name, or a path's end") {
  CHECK(in_zone("Europe/London") == hour);
  CHECK(in_zone("GMT Standard Time") == hour);
  CHECK(in_zone("gmt standard time 1") == hour);
  CHECK(in_zone("/freeassociation.sourceforge.net/Tzfile/Europe/London") == hour);
  CHECK(in_zone("/mozilla.org/20070129_1/Europe/London") == hour);
  CHECK(in_zone("W. Europe Standard Time") == "2026-11-26T09:00Z/2026-11-26T10:00Z");
}

TEST_CASE("an unknown zone is read by the calendar's clock, with a warning") {
  CHECK(in_zone("Mars/Olympus") == "2026-11-26T09:00Z/2026-11-26T10:00Z unknown_zone");
  const ForeignTimes times = read(make::event({"DTSTART;TZID=Mars/Olympus:20261126T100000", "DURATION:PT1H"}));
  REQUIRE(times.warnings.size() == 1);
  CHECK(times.warnings[0].subject == "Mars/Olympus");
  CHECK(times.warnings[0].uid == "1");
  CHECK(times.warnings[0].line == 2);
}

std::string with_zone(std::string_view name, std::initializer_list<std::string_view> zone, std::string_view start) {
  return make::lines(
             {"BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", start, "DURATION:PT1H", "END:VEVENT", "BEGIN:VTIMEZONE"}) +
         "TZID:" + std::string{name} + "\r\n" + make::lines(zone) + make::lines({"END:VTIMEZONE", "END:VCALENDAR"});
}

TEST_CASE("a zone only the file knows is as the file describes it") {
  const auto in = [](std::string_view start) {
    return spans(read_foreign(
        with_zone(
            "Home",
            {"BEGIN:STANDARD", "DTSTART:16010101T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
             "TZOFFSETFROM:+0300", "TZOFFSETTO:+0200", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000",
             "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0300", "END:DAYLIGHT"},
            start),
        {.dates = make::zone("Europe/Berlin"), .range = make::span("2026-01-01T00:00Z", "2027-01-01T00:00Z")}));
  };
  CHECK(in("DTSTART;TZID=Home:20261126T120000") == hour);
  CHECK(in("DTSTART;TZID=Home:20260726T120000") == "2026-07-26T09:00Z/2026-07-26T10:00Z");
  CHECK(in("DTSTART;TZID=Home:20260329T023000") == "2026-03-29T00:30Z/2026-03-29T01:30Z");  // skipped
  CHECK(in("DTSTART;TZID=Home:20261025T023000") == "2026-10-24T23:30Z/2026-10-25T00:30Z");  // the first time
}

TEST_CASE("a described zone has the offset before its first change until then") {
  const auto in = [](std::string_view start) {
    return spans(read(with_zone("Home",
                                {"BEGIN:DAYLIGHT", "DTSTART:20261126T120000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0300",
                                 "RDATE:20261127T120000,20261128T120000", "END:DAYLIGHT"},
                                start)));
  };
  CHECK(in("DTSTART;TZID=Home:20261126T110000") == "2026-11-26T09:00Z/2026-11-26T10:00Z");
  CHECK(in("DTSTART;TZID=Home:20261126T140000") == "2026-11-26T11:00Z/2026-11-26T12:00Z");
}

TEST_CASE("each calendar of a file has zones of its own") {
  const auto calendar = [](std::string_view uid, std::string_view offset, std::string_view whole) {
    return make::lines({"BEGIN:VCALENDAR", whole, "BEGIN:VTIMEZONE", "TZID:Custom", "BEGIN:STANDARD",
                        "DTSTART:19700101T000000"}) +
           "TZOFFSETFROM:" + std::string{offset} + "\r\nTZOFFSETTO:" + std::string{offset} + "\r\n" +
           make::lines({"END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT", uid, "DTSTART;TZID=Custom:20261126T090000",
                        "DURATION:PT1H", "RDATE:20261127T090000", "END:VEVENT", "END:VCALENDAR"});
  };
  CHECK(spans(read(calendar("UID:1", "+0100", "X-WR-TIMEZONE:Asia/Tokyo") +
                   calendar("UID:2", "-0500", "X-WR-TIMEZONE:UTC"))) ==
        "2026-11-26T08:00Z/2026-11-26T09:00Z 2026-11-26T14:00Z/2026-11-26T15:00Z "
        "2026-11-27T00:00Z/2026-11-27T01:00Z 2026-11-27T09:00Z/2026-11-27T10:00Z");
}

TEST_CASE("a zone's name may be quoted, escaped or hold a colon") {
  const auto in = [](std::string_view described, std::string_view start) {
    return spans(read(with_zone(
        described,
        {"BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:-0300", "TZOFFSETTO:-0300", "END:STANDARD"},
        start)));
  };
  constexpr std::string_view thirteen = "2026-11-26T13:00Z/2026-11-26T14:00Z";
  CHECK(in("(UTC-03:00) Foo\\, Bar", "DTSTART;TZID=\"(UTC-03:00) Foo, Bar\":20261126T100000") == thirteen);
  CHECK(in("\"Kuala Lumpur, Singapore\"", "DTSTART;TZID=\"Kuala Lumpur, Singapore\":20261126T100000") == thirteen);
  CHECK(in("(UTC-03:00) Brasil", "DTSTART;TZID=(UTC-03:00) Brasil:20261126T100000") == thirteen);
}

TEST_CASE("a description of which a part cannot be read is a warning") {
  const auto with = [](std::string_view daylight) {
    return warnings(read(with_zone("Home",
                                   {"BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETFROM:+0200",
                                    "TZOFFSETTO:+0100", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:19700329T020000",
                                    daylight, "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"},
                                   "DTSTART;TZID=Home:20261126T100000")));
  };
  CHECK(with("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3").empty());
  CHECK(with("RRULE:FREQ=YEARLY;UNTIL=") == "bad_zone");
  CHECK(with("RDATE:soon") == "bad_zone");
}

TEST_CASE("a change of the clock without a readable offset is a warning") {
  const ForeignTimes times = read(
      with_zone("Home",
                {"BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
                 "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:0200", "END:DAYLIGHT"},
                "DTSTART;TZID=Home:20261126T100000"));
  CHECK(warnings(times) == "bad_zone");
}

TEST_CASE("a described zone is followed as far as the file goes") {
  // The start is long behind the range; the additional time in it is as long.
  const auto times = read(
      with_zone("Home",
                {"BEGIN:STANDARD", "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
                 "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:19700329T020000",
                 "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"},
                "DTSTART;TZID=Home:20300708T090000\r\nDTEND:20300708T073000Z\r\nRDATE:20261126T080000Z"));
  CHECK(spans(times) == "2026-11-26T08:00Z/2026-11-26T08:30Z");
  CHECK(times.warnings.empty());
}

TEST_CASE("a known zone outweighs the file's, with a warning where they differ") {
  const auto in_london = [](std::string_view offset) {
    const std::string to = "TZOFFSETTO:" + std::string{offset};
    const ForeignTimes times = read(with_zone(
        "Europe/London", {"BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", to, "END:STANDARD"},
        "DTSTART;TZID=Europe/London:20261126T100000"));
    return spans(times) + " " + warnings(times);
  };
  CHECK(in_london("+0000") == std::string{hour} + " ");
  CHECK(in_london("+0500") == std::string{hour} + " zone_differs");
}

TEST_CASE("a rule repeats on its start's clock, over changes of it") {
  const ForeignReading how{.dates = make::zone("Asia/Tokyo")};
  const ForeignTimes times = read_foreign(
      make::event({"DTSTART;TZID=Europe/Berlin:20261024T023000", "DURATION:PT15M", "RRULE:FREQ=DAILY;COUNT=3"}), how);
  // The 25th has 02:30 twice.
  CHECK(spans(times) ==
        "2026-10-24T00:30Z/2026-10-24T00:45Z 2026-10-25T00:30Z/2026-10-25T00:45Z "
        "2026-10-26T01:30Z/2026-10-26T01:45Z");
}

constexpr std::string_view on_24 = "2026-11-24T10:00Z/2026-11-24T11:00Z", on_25 = "2026-11-25T10:00Z/2026-11-25T11:00Z",
                           on_26 = "2026-11-26T10:00Z/2026-11-26T11:00Z";

// "24 25 26": the dates of November on which an hour from 10:00Z on is blocked, and warnings.
std::string dates(std::initializer_list<std::string_view> properties,
                  std::string_view start = "DTSTART:20261124T100000Z") {
  std::string bytes =
      "BEGIN:VEVENT\nUID:1\n" + std::string{start} + "\nDURATION:PT1H\n" + make::lines(properties) + "END:VEVENT\n";
  const ForeignTimes times = read(bytes);
  std::string all;
  for (const ForeignSpan& each : times.spans) {
    CHECK(each.span.end - each.span.start == std::chrono::hours{1});
    all += (all.empty() ? "" : " ") + make::text(each.span.start).substr(8, 2);
  }
  const std::string odd = warnings(times);
  return all + (odd.empty() ? "" : " " + odd);
}

TEST_CASE("a rule ends with its last time: instant, date or clock time") {
  CHECK(dates({"RRULE:FREQ=DAILY;UNTIL=20261126T100000Z"}) == "24 25 26");
  CHECK(dates({"RRULE:FREQ=DAILY;UNTIL=20261126T095959Z"}) == "24 25");
  CHECK(dates({"RRULE:FREQ=DAILY;UNTIL=20261126"}) == "24 25 26");
  CHECK(dates({"RRULE:FREQ=DAILY;UNTIL=20261126T110000"}, "DTSTART;TZID=Europe/Berlin:20261124T110000") == "24 25 26");
  CHECK(dates({"RRULE:FREQ=DAILY;UNTIL=20261126T100000Z"}, "DTSTART;TZID=Europe/Berlin:20261124T110000") == "24 25 26");
  CHECK(dates({"RRULE:FREQ=DAILY;UNTIL=20261126T095959Z"}, "DTSTART;TZID=Europe/Berlin:20261124T110000") == "24 25");
}

TEST_CASE("a rule of dates ends with the later of its possible ends") {
  const auto last = [](std::string_view until) {
    const std::string rule = "RRULE:FREQ=DAILY;UNTIL=" + std::string{until};
    const std::string all = read_event({"DTSTART:20261124", rule});
    return all.substr(all.size() - 17, 10);
  };
  CHECK(last("20261126") == "2026-11-26");
  CHECK(last("20261126T000000Z") == "2026-11-26");
  CHECK(last("20261125T230000Z") == "2026-11-26");  // midnight in Berlin
  CHECK(last("20261126T000000") == "2026-11-26");
}

TEST_CASE("several rules are all of their times, each once") {
  CHECK(dates({"RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3"}) == "24 25 26 28");
}

TEST_CASE("a rule that cannot be read leaves the start, with a warning") {
  CHECK(dates({"RRULE:FREQ=HOURLY;COUNT=3"}) == "24 bad_rule");
  CHECK(dates({"RRULE:FREQ=DAILY;COUNT=-1"}) == "24 bad_rule");
  CHECK(dates({"RRULE:FREQ=DAILY;INTERVAL=0"}) == "24 bad_rule");
  CHECK(dates({"RRULE:FREQ=DAILY;COUNT=2", "EXRULE:FREQ=FORTNIGHTLY"}) == "24 25 bad_rule");
}

TEST_CASE("a start that the rule lacks blocks, too, with a warning") {
  CHECK(dates({"RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2"}) == "24 26 03 start_off_rule");
}

TEST_CASE("excluded times are free, in whatever zone, and by their date") {
  constexpr std::string_view rule = "RRULE:FREQ=DAILY;COUNT=4";
  CHECK(dates({rule, "EXDATE:20261125T100000Z,20261126T100000Z,"}) == "24 27");
  CHECK(dates({rule, "EXDATE;TZID=Asia/Tokyo:20261125T190000"}) == "24 26 27");
  CHECK(dates({rule, "EXDATE;VALUE=DATE:20261125"}) == "24 26 27");
  CHECK(dates({rule, "EXDATE:20261125T090000Z"}) == "24 25 26 27");
  CHECK(dates({rule, "EXRULE:FREQ=DAILY;INTERVAL=2"}) == "25 27");
  for (const char* named :
       {"EXDATE:20261125T000000Z", "EXDATE:20261124T230000Z", "EXDATE;TZID=Asia/Tokyo:20261125T000000"})
    CHECK(read_event({"DTSTART:20261124", "RRULE:FREQ=DAILY;COUNT=2", named}) == "2026-11-23T23:00Z/2026-11-24T23:00Z");
}

TEST_CASE("additional times may be before the start, and have their own length") {
  CHECK(dates({"RDATE:20261120T100000Z,20261122T100000Z"}) == "20 22 24");
  CHECK(dates({"RDATE;VALUE=PERIOD:20261122T100000Z/20261122T110000Z"}) == "22 24");
  CHECK(read_event({ten, eleven, "RDATE;VALUE=PERIOD:20261127T100000Z/PT2H"}) ==
        std::string{hour} + " 2026-11-27T10:00Z/2026-11-27T12:00Z");
  CHECK(dates({"RDATE:20261120T100000Z,soon"}) == "20 24 bad_rule");
}

// Like dates(), of a daily event with another one that has the same UID.
std::string changed(std::initializer_list<std::string_view> other, std::string_view of_master = "SEQUENCE:1") {
  const std::string bytes =
      make::lines({"BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1"}) + make::lines(other) +
      make::lines({"END:VEVENT", "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Europe/Berlin:20261124T110000", "DURATION:PT1H",
                   "RRULE:FREQ=DAILY;COUNT=4", of_master, "END:VEVENT", "END:VCALENDAR"});
  return spans(read(bytes));
}

TEST_CASE("an event replaces the instance it names, in any zone and order") {
  const std::string at_12 =
      "2026-11-24T10:00Z/2026-11-24T11:00Z 2026-11-25T12:00Z/2026-11-25T12:30Z "
      "2026-11-26T10:00Z/2026-11-26T11:00Z 2026-11-27T10:00Z/2026-11-27T11:00Z";
  for (const char* named : {"RECURRENCE-ID;TZID=Europe/Berlin:20261125T110000", "RECURRENCE-ID:20261125T100000Z",
                            "RECURRENCE-ID;TZID=Asia/Tokyo:20261125T190000", "RECURRENCE-ID;VALUE=DATE:20261125"}) {
    CAPTURE(named);
    CHECK(changed({named, "DTSTART:20261125T120000Z", "DURATION:PT30M", "SEQUENCE:1"}) == at_12);
  }
}

TEST_CASE("a cancelled instance is free, and one that never was changes nothing") {
  CHECK(changed({"RECURRENCE-ID:20261125T100000Z", "DTSTART:20261125T100000Z", "DURATION:PT1H", "STATUS:CANCELLED"}) ==
        "2026-11-24T10:00Z/2026-11-24T11:00Z 2026-11-26T10:00Z/2026-11-26T11:00Z 2026-11-27T10:00Z/2026-11-27T11:00Z");
  CHECK(changed({"RECURRENCE-ID:20261125T093000Z", "DTSTART:20261125T093000Z", "DURATION:PT1H", "STATUS:CANCELLED"}) ==
        "2026-11-24T10:00Z/2026-11-24T11:00Z 2026-11-25T10:00Z/2026-11-25T11:00Z 2026-11-26T10:00Z/2026-11-26T11:00Z "
        "2026-11-27T10:00Z/2026-11-27T11:00Z");
}

TEST_CASE("what was taken out after it was moved is free") {
  const auto moved = [](std::string_view sequence) {
    return changed({"RECURRENCE-ID:20261125T100000Z", "DTSTART:20261125T120000Z", "DURATION:PT1H", sequence},
                   "SEQUENCE:2\r\nEXDATE:20261125T100000Z");
  };
  CHECK(moved("SEQUENCE:1").find("2026-11-25") == std::string::npos);
  CHECK(moved("SEQUENCE:2").find("2026-11-25T12:00Z") != std::string::npos);
}

TEST_CASE("a change of all later ones shifts, resizes or cancels them") {
  CHECK(changed({"RECURRENCE-ID;RANGE=THISANDFUTURE:20261126T100000Z", "DTSTART:20261126T140000Z", "DURATION:PT30M"}) ==
        "2026-11-24T10:00Z/2026-11-24T11:00Z 2026-11-25T10:00Z/2026-11-25T11:00Z 2026-11-26T14:00Z/2026-11-26T14:30Z "
        "2026-11-27T14:00Z/2026-11-27T14:30Z");
  CHECK(changed({"RECURRENCE-ID;RANGE=THISANDFUTURE:20261125T100000Z", "DTSTART:20261125T100000Z", "DURATION:PT1H",
                 "STATUS:CANCELLED"}) == on_24);
}

TEST_CASE("of two changes of all later ones the latest version counts") {
  const auto changed_twice = [](std::string_view first, std::string_view second) {
    const std::string rest = "RECURRENCE-ID;RANGE=THISANDFUTURE:20261126T100000Z\r\nDURATION:PT1H\r\nDTSTART:";
    return changed({rest + "20261126T120000Z\r\n" + std::string{first} + "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\n" +
                    rest + "20261126T100000Z\r\nSTATUS:CANCELLED\r\n" + std::string{second}});
  };
  CHECK(changed_twice("SEQUENCE:2", "SEQUENCE:1").find("2026-11-27T12:00Z") != std::string::npos);
  CHECK(changed_twice("SEQUENCE:1", "SEQUENCE:2").find("2026-11-27") == std::string::npos);
}

TEST_CASE("whole dates are shifted by dates, where the clock skips midnight, too") {
  // 2026-09-06 in Santiago begins at 01:00.
  const TimeZone santiago = make::zone("America/Santiago");
  const ForeignTimes times =
      read_foreign(make::lines({"BEGIN:VEVENT", "UID:1", "DTSTART:20260904", "RRULE:FREQ=DAILY;COUNT=5", "END:VEVENT",
                                "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260906",
                                "DTSTART:20260906", "END:VEVENT"}),
                   {.dates = santiago, .range = santiago.dates(make::date("2026-09-08"), make::date("2026-09-08"))});
  CHECK(spans(times) == "2026-09-08T03:00Z/2026-09-09T03:00Z");
}

TEST_CASE("an event replacing an unreadable time stands alone, beside the whole series") {
  CHECK(changed({"RECURRENCE-ID:20261125T100000+0000", "DTSTART:20261125T120000Z", "DURATION:PT1H", "SEQUENCE:9"}) ==
        "2026-11-24T10:00Z/2026-11-24T11:00Z 2026-11-25T10:00Z/2026-11-25T11:00Z 2026-11-25T12:00Z/2026-11-25T13:00Z "
        "2026-11-26T10:00Z/2026-11-26T11:00Z 2026-11-27T10:00Z/2026-11-27T11:00Z");
}

TEST_CASE("a date among several times of it stands for the first") {
  CHECK(spans(read(make::lines({"BEGIN:VEVENT", "UID:1", "DTSTART:20261124T090000Z", "DURATION:PT1H",
                                "RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=2", "END:VEVENT", "BEGIN:VEVENT", "UID:1",
                                "RECURRENCE-ID;VALUE=DATE:20261124", "DTSTART:20261124T110000Z", "DURATION:PT1H",
                                "END:VEVENT"}))) ==
        "2026-11-24T11:00Z/2026-11-24T12:00Z 2026-11-24T15:00Z/2026-11-24T16:00Z");
}

TEST_CASE("a repetition of an instance alone is not read, with a warning") {
  CHECK(read_event({"RECURRENCE-ID:20261126T100000Z", ten, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"}) ==
        std::string{hour} + " bad_rule");
}

TEST_CASE("of several versions of an event the latest counts") {
  const auto versions = [](std::string_view sequence, std::string_view stamp) {
    return spans(read(
        make::lines({"BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART:20261124T100000Z", "DURATION:PT1H",
                     "SEQUENCE:1", "DTSTAMP:20261101T000000Z", "END:VEVENT", "BEGIN:VEVENT", "UID:1",
                     "DTSTART:20261125T100000Z", "DURATION:PT1H", sequence, stamp, "END:VEVENT", "END:VCALENDAR"})));
  };
  CHECK(versions("SEQUENCE:2", "DTSTAMP:20261001T000000Z") == on_25);
  CHECK(versions("SEQUENCE:0", "DTSTAMP:20261201T000000Z") == on_24);
  CHECK(versions("SEQUENCE:9999999999", "DTSTAMP:20261001T000000Z") == on_25);
  CHECK(versions("SEQUENCE:1", "DTSTAMP:20261102T000000Z") == on_25);
  CHECK(versions("SEQUENCE:1", "DTSTAMP:20261101T000000Z") == std::string{on_24} + " " + std::string{on_25});
}

TEST_CASE("events without a UID are read one by one") {
  const ForeignTimes times =
      read(make::lines({"BEGIN:VEVENT", "DTSTART:20261124T100000Z", "DURATION:PT1H", "END:VEVENT", "BEGIN:VEVENT",
                        "DTSTART:20261125T100000Z", "DURATION:PT1H", "END:VEVENT"}));
  CHECK(spans(times) == std::string{on_24} + " " + std::string{on_25});
  CHECK(warnings(times) == "no_uid:2");
}

TEST_CASE("an instance of an event not in the file stands alone") {
  CHECK(read_event({"RECURRENCE-ID:20261120T100000Z", "DTSTART:20261126T100000Z", "DURATION:PT1H"}) == hour);
}

std::string by_method(std::string_view method, std::string_view after = "X-NOTHING:1") {
  return spans(read(make::lines({"BEGIN:VCALENDAR",
                                 "BEGIN:VEVENT",
                                 "UID:1",
                                 "DTSTART:20261126T100000Z",
                                 "DURATION:PT1H",
                                 "END:VEVENT",
                                 after,
                                 "END:VCALENDAR",
                                 "BEGIN:VCALENDAR",
                                 method,
                                 "BEGIN:VEVENT",
                                 "UID:2",
                                 "DTSTART:20261127T100000Z",
                                 "DURATION:PT1H",
                                 "END:VEVENT",
                                 "BEGIN:VEVENT",
                                 "UID:1",
                                 "DTSTART:20261126T100000Z",
                                 "DURATION:PT1H",
                                 "END:VEVENT",
                                 "END:VCALENDAR"})));
}

TEST_CASE("a file's method says whether its events are, or are no more") {
  const std::string both = std::string{hour} + " " + std::string{hour} + " 2026-11-27T10:00Z/2026-11-27T11:00Z";
  CHECK(by_method("METHOD:PUBLISH") == both);
  CHECK(by_method("METHOD:request") == both);
  CHECK(by_method("METHOD:CANCEL").empty());
  CHECK(by_method("METHOD:REPLY") == hour);
  CHECK(by_method("METHOD:COUNTER") == hour);
  CHECK(by_method("METHOD:PUBLISH", "METHOD:REFRESH") == std::string{hour} + " 2026-11-27T10:00Z/2026-11-27T11:00Z");
  CHECK(make::error_of([] { by_method("METHOD:ADD"); }).line() == 10);
}

TEST_CASE("a cancelled instance need not say when it was") {
  const std::string cancelled =
      make::lines({"BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART:20261124T100000Z", "DURATION:PT1H",
                   "RRULE:FREQ=DAILY;COUNT=2", "END:VEVENT", "END:VCALENDAR", "BEGIN:VCALENDAR", "METHOD:CANCEL",
                   "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID:20261125T100000Z", "END:VEVENT", "END:VCALENDAR"});
  CHECK(spans(read(cancelled)) == on_24);
}

TEST_CASE("free/busy time blocks unless it is free") {
  CHECK(spans(read(make::lines({"BEGIN:VFREEBUSY", "FREEBUSY:20261124T100000Z/PT1H,20261125T100000Z/20261125T110000Z",
                                "FREEBUSY;FBTYPE=FREE:20261127T100000Z/PT1H",
                                "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261126T100000Z/PT1H", "END:VFREEBUSY"}))) ==
        std::string{on_24} + " " + std::string{on_25} + " " + std::string{on_26});
  CHECK(warnings(read(make::lines({"BEGIN:VFREEBUSY", "FREEBUSY:soon", "END:VFREEBUSY"}))) == "bad_start");
  CHECK(warnings(read(make::lines({"BEGIN:VFREEBUSY", "FREEBUSY:20261124T100000Z/-PT1H", "END:VFREEBUSY"}))) ==
        "bad_end");
}

TEST_CASE("to-dos, journals and the parts of an event block nothing") {
  CHECK(spans(read(make::lines({"BEGIN:VCALENDAR", "BEGIN:VTODO", "UID:1", ten, eleven, "END:VTODO", "BEGIN:VJOURNAL",
                                "UID:2", ten, eleven, "END:VJOURNAL", "END:VCALENDAR"})))
            .empty());
  CHECK(read_event({ten, "BEGIN:VALARM", "DURATION:PT1H", "STATUS:CANCELLED", "END:VALARM", eleven}) == hour);
}

TEST_CASE("an event without a start that can be read is a warning") {
  CHECK(read_event({"SUMMARY:x"}) == " bad_start");
  CHECK(read_event({"DTSTART:20261332T100000", eleven}) == " bad_start");
}

void check_refused(const std::string& bytes, std::size_t line) {
  CAPTURE(bytes.substr(0, 200));
  const Error error = make::error_of([&] { read(bytes); });
  CHECK(error.code() == Code::invalid_calendar);
  CHECK(error.line() == line);
}

TEST_CASE("what is not a whole calendar is refused with the line") {
  check_refused("", 0);
  check_refused("<html>\n<a href=\"http://example.org\">x</a>\n", 0);
  check_refused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", 3);
  check_refused("END:VCALENDAR\n", 1);
  check_refused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", 2);
  check_refused("BEGIN:VCALENDAR\nMETHOD:DANCE\nEND:VCALENDAR\n", 2);
  check_refused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\n", 3);
  check_refused("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n", 2);
  check_refused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VALARM\nBEGIN:VEVENT\n", 4);
  check_refused("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:VTIMEZONE\n", 3);
  check_refused("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\nBEGIN:VTIMEZONE\nEND:VTIMEZONE\nRRULE:x\n", 4);
  check_refused("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:X\nBEGIN:VEVENT\n", 4);
  std::string nested;
  for (int i = 0; i < 17; ++i) nested += "BEGIN:X\n";
  check_refused(nested, 17);
}

void check_beyond(const std::string& bytes, std::size_t most_dates, std::size_t most_spans) {
  const ForeignReading how{.dates = make::zone("Europe/Berlin"), .most_dates = most_dates, .most_spans = most_spans};
  CHECK(make::code_of([&] { (void)read_foreign(bytes, how); }) == Code::invalid_calendar);
}

TEST_CASE("a calendar that blocks more than can be kept is refused") {
  constexpr std::size_t dates = 10'000'000, spans = 1000;
  check_beyond(
      make::event({"DTSTART:20261124T000000Z", "DURATION:PT1S", "RRULE:FREQ=DAILY;BYMINUTE=0,1,2;BYSECOND=0,1,2"}),
      dates, spans);
  check_beyond(make::event({"DTSTART:20261124T000000Z", "DURATION:PT1S", "RRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY"}),
               dates, spans);
  std::string events;
  for (std::size_t i = 0; i <= spans; ++i)
    events += "BEGIN:VEVENT\nUID:" + std::to_string(i) + "\nDTSTART:20261124\nEND:VEVENT\n";
  check_beyond(events, dates, spans);
}

TEST_CASE("a calendar whose rules cost too much is refused") {
  constexpr std::size_t dates = 1'000'000, spans = 1'000'000;
  std::string never, versions;
  for (int i = 0; i < 100; ++i)
    never += "BEGIN:VEVENT\nUID:" + std::to_string(i) +
             "\nDTSTART:00010101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2\nEND:VEVENT\n";
  check_beyond(never, dates, spans);
  for (int i = 0; i < 200; ++i)
    versions +=
        "BEGIN:VEVENT\nUID:1\nDTSTART:20261124\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:1\nDTSTART:20261124\nRECURRENCE-ID:20261124\nEND:VEVENT\n";
  check_beyond(versions, dates, spans);
}

TEST_CASE("an old rule without count costs no more than a new one") {
  std::string old;
  for (int i = 0; i < 3000; ++i)
    old += "BEGIN:VEVENT\nUID:" + std::to_string(i) + "\nDTSTART:00010101T000000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n";
  CHECK(spans(read(old)).empty());
}

TEST_CASE("spans outside the range are left out, and none is cut") {
  CHECK(read_event({"DTSTART:20261031T220000Z", "DTEND:20261031T230000Z"}).empty());  // until midnight in Berlin
  CHECK(read_event({"DTSTART:20261031T220000Z", "DTEND:20261031T230001Z"}) == "2026-10-31T22:00Z/2026-10-31T23:00:01Z");
  CHECK(read_event({"DTSTART:20261231T225959Z", "DURATION:P3D"}) == "2026-12-31T22:59:59Z/2027-01-03T22:59:59Z");
  CHECK(read_event({"DTSTART:20261231T230000Z", "DURATION:P3D"}).empty());
}

}  // namespace

}  // namespace calendar
