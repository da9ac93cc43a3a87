// Calendars of other programs, from the command line.

#include <sys/stat.h>

#include "support/ics.hpp"
#include "support/terminal.hpp"

namespace {

const std::string dentist = make::event({"DTSTART:20261126T100000Z", "DTEND:20261126T110000Z", "SUMMARY:Dentist"});

std::string odd_event(std::string_view uid) {
  return "BEGIN:VEVENT\nUID:" + std::string{uid} + "\nDTSTART;TZID=Mars:20261125T090000\nDURATION:PT1H\nEND:VEVENT\n";
}

}  // namespace

TEST_CASE("a calendar is checked: what it blocks, and what is odd about it") {
  Terminal calbook;
  const auto file = calbook.folder / "work.ics";
  write_bytes(file, dentist + odd_event("x") + odd_event("y"));
  CHECK(calbook.run({"calendar", "check", file.string(), "--tz", "Europe/Berlin"}).out ==
        "Wed 2026-11-25 09:00-10:00\n"
        "Wed 2026-11-25 09:00-10:00\n"
        "Thu 2026-11-26 11:00-12:00  Dentist\n"
        "\n"
        "unknown_zone  'Mars' is an unknown zone: its times are read by the calendar's clock (line 9, UID x, and 1 "
        "more)\n");
  const auto object = calbook.run({"calendar", "check", file.string(), "--tz", "Europe/Berlin", "--json"}).json();
  REQUIRE(object["spans"].size() == 3);
  CHECK(object["spans"][0]["title"] == nullptr);
  CHECK(object["spans"][2]["title"] == "Dentist");
  CHECK(object["spans"][2]["start"] == "2026-11-26T11:00:00+01:00");
  CHECK(object["spans"][2]["calendar"] == nullptr);
  REQUIRE(object["warnings"].size() == 1);
  CHECK(object["warnings"][0] ==
        nlohmann::json{
            {"warning", "unknown_zone"}, {"uid", "x"}, {"line", 9}, {"count", 2}, {"zone", "Mars"}, {"file", nullptr}});
  CHECK(calbook.run({"calendar", "check", file.string(), "--columns", "start_utc,title"}).out ==
        "2026-11-25T09:00:00Z\n2026-11-25T09:00:00Z\n2026-11-26T10:00:00Z  Dentist\n");
  CHECK(!std::filesystem::exists(calbook.folder / "calbook.db"));
}

TEST_CASE("what is over is not shown, unless it is asked for") {
  Terminal calbook;
  const auto file = calbook.folder / "work.ics";
  write_bytes(file, make::event({"DTSTART:20261122T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"}));
  const auto starts = [&](std::vector<std::string> bounds) {
    std::vector<std::string> words{"calendar", "check", file.string(), "--columns", "start_utc"};
    words.insert(words.end(), bounds.begin(), bounds.end());
    return calbook.run(words).out;
  };
  CHECK(starts({}) == "2026-11-23T08:00:00Z\n2026-11-24T08:00:00Z\n");
  CHECK(starts({"--from", "today", "--to", "today"}) == "2026-11-22T08:00:00Z\n");
  CHECK(starts({"--to", "mon"}) == "2026-11-23T08:00:00Z\n");
}

TEST_CASE("what was declined is free for whom it was") {
  Terminal calbook;
  const auto file = calbook.folder / "work.ics";
  write_bytes(file, make::event({"DTSTART:20261126T100000Z", "DURATION:PT1H",
                                 "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.org"}));
  CHECK(!calbook.run({"calendar", "check", file.string()}).out.empty());
  CHECK(calbook.run({"calendar", "check", file.string(), "--me", "Ann@example.org"}).out.empty());
  CHECK(calbook.run({"calendar", "check", file.string(), "--me", "MAILTO:ann@example.org"}).out.empty());
  CHECK(calbook.run({"calendar", "check", file.string(), "--me", "nonsense", "--json"}).error()["error"] ==
        "invalid_email");
}

TEST_CASE("whole dates are the owner's, or of the zone that is typed") {
  Terminal calbook;
  calbook.open_office();
  const auto file = calbook.folder / "work.ics";
  write_bytes(file, make::event({"DTSTART;VALUE=DATE:20261126"}));
  CHECK(calbook.run({"calendar", "check", file.string(), "--columns", "start_utc"}).out == "2026-11-25T23:00:00Z\n");
  CHECK(calbook.run({"calendar", "check", file.string(), "--columns", "start_utc", "--tz", "Asia/Tokyo"}).out ==
        "2026-11-25T15:00:00Z\n");
}

TEST_CASE("a folder is all of its calendar files, in order of time") {
  Terminal calbook;
  const auto folder = calbook.folder / "vdir";
  std::filesystem::create_directory(folder);
  write_bytes(folder / "b.ics", dentist);
  write_bytes(folder / "a.ics", odd_event("x"));
  write_bytes(calbook.folder / "elsewhere", make::event({"DTSTART:20261127T100000Z", "DURATION:PT1H"}));
  std::filesystem::create_symlink("../elsewhere", folder / "link.ics");
  std::filesystem::create_symlink("nowhere", folder / "lost.ics");
  std::filesystem::create_directory(folder / "folder.ics");
  REQUIRE(::mkfifo((folder / "pipe.ics").c_str(), 0600) == 0);
  write_bytes(folder / ".hidden.ics", "not a calendar");
  write_bytes(folder / "notes.txt", "not a calendar");
  const auto object = calbook.run({"calendar", "check", folder.string(), "--json"}).json();
  CHECK(object["spans"].size() == 3);
  CHECK(object["spans"][0]["uid"] == "x");
  CHECK(object["spans"][2]["start_utc"] == "2026-11-27T10:00:00Z");
  std::string warnings;
  for (const auto& each : object["warnings"])
    warnings += each["warning"].get<std::string>() + " " + each["file"].get<std::string>() + "; ";
  CHECK(warnings == "unknown_zone a.ics; not_a_file folder.ics; not_a_file lost.ics; not_a_file pipe.ics; ");
}

TEST_CASE("a calendar of nothing blocks nothing, and a folder without one is a warning") {
  Terminal calbook;
  const auto folder = calbook.folder / "vdir";
  std::filesystem::create_directory(folder);
  CHECK(calbook.run({"calendar", "check", folder.string()}).out == "no_files  the folder has no .ics file\n");
  write_bytes(folder / "empty.Ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n");
  CHECK(calbook.run({"calendar", "check", folder.string(), "--json"}).out == "{\"spans\":[],\"warnings\":[]}\n");
  calbook.is_terminal = true;
  CHECK(calbook.run({"calendar", "check", folder.string()}).err == "It blocks nothing.\n");
}

TEST_CASE("a calendar that cannot be read says where, and why") {
  Terminal calbook;
  const auto folder = calbook.folder / "vdir";
  std::filesystem::create_directory(folder);
  write_bytes(folder / "a.ics", dentist);
  write_bytes(folder / "b.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n");
  const Answer in_folder = calbook.run({"calendar", "check", folder.string(), "--json"});
  CHECK(in_folder.exit == 2);
  CHECK(in_folder.out.empty());
  CHECK(in_folder.error()["error"] == "invalid_calendar");
  CHECK(in_folder.error()["line"] == 2);
  CHECK(in_folder.error()["file"] == "b.ics");
  CHECK(in_folder.error()["message"] == "the calendar is cut off: this VEVENT has no end");
  CHECK(calbook.run({"calendar", "check", folder.string()}).err ==
        "calbook: b.ics, line 2: the calendar is cut off: this VEVENT has no end\n");
  write_bytes(calbook.folder / "page.ics", "<html>\n");
  CHECK(calbook.run({"calendar", "check", (calbook.folder / "page.ics").string()}).err ==
        "calbook: not an iCalendar file: no VCALENDAR begins in it\n");
}

TEST_CASE("a calendar that is not there is an error of the system") {
  Terminal calbook;
  const Answer missing = calbook.run({"calendar", "check", (calbook.folder / "none.ics").string()});
  CHECK(missing.exit == 5);
  CHECK(
      missing.err.ends_with("none.ics: No such file or directory\n"
                            "hint: name an .ics file or a folder of them, or - for stdin\n"));
}
