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

TEST_CASE("checking a calendar says what it blocks, and what is odd") {
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

TEST_CASE("an empty calendar blocks nothing, a folder without one is a warning") {
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

namespace {

// alice's office, and her calendar at work in a file.
struct Office : Terminal {
  std::string file = (folder / "work.ics").string();

  Office() {
    open_office();
    write_bytes(file, dentist);
  }
};

}  // namespace

TEST_CASE("a calendar is added: its events block slots") {
  Office calbook;
  CHECK(calbook.run({"calendar", "add", "work", calbook.file, "--titles"}).out == "Added work: 1 event blocks time\n");
  CHECK(calbook("slots search 2026-11-26 -q").out.find("T11:00") == std::string::npos);
  CHECK(calbook("slots why 2026-11-26 11:00").out ==
        "slot_taken  Thu 2026-11-26 11:00-12:00 is taken: calendar work  Dentist  Thu 2026-11-26 11:00-12:00\n"
        "free: Thu 2026-11-26 09:00, 10:00, 13:00\n");
  const auto why = calbook("slots why 2026-11-26T11:00 --json").json();
  CHECK(why["reasons"][0]["error"] == "slot_taken");
  CHECK(why["reasons"][0]["calendar"] == "work");
  CHECK(calbook("calendar show work").out == "Thu 2026-11-26 11:00-12:00  Dentist\n");
  CHECK(calbook("day 2026-11-26").out.find("busy  work  Dentist") != std::string::npos);
  CHECK(calbook("day 2026-11-26 --free").out.find("work") == std::string::npos);
  CHECK(calbook("week 2026-11-26 --json").json()[3]["busy"] == 60);
}

TEST_CASE("calendars are listed with what was imported of them") {
  Office calbook;
  write_bytes(calbook.file, dentist + odd_event("x"));
  calbook.run({"calendar", "add", "work", calbook.file, "--me", "ann@example.org", "--max-age", "2d"});
  CHECK(calbook("calendar list").out ==
        "work  2 events  imported Sun 2026-11-22 10:00, 1 warning  " + calbook.file + "\n");
  const auto list = calbook("calendar list --json").json();
  REQUIRE(list.size() == 1);
  CHECK(list[0]["path"] == calbook.file);
  CHECK(list[0]["me"] == "ann@example.org");
  CHECK(list[0]["events"] == 2);
  CHECK(list[0]["spans"] == 2);
  CHECK(list[0]["imported_utc"] == "2026-11-22T09:00:00Z");
  CHECK(list[0]["known_until"] == "2031-11-23T00:00:00+01:00");
  CHECK(list[0]["warnings"][0]["warning"] == "unknown_zone");
  CHECK(list[0]["max_age"] == 2880);
  CHECK(calbook("calendar list -q").out == "work\n");
  CHECK(calbook("calendar remove work").out == "Removed work\n");
  CHECK(calbook("calendar list").out.empty());
}

TEST_CASE("an import says what changed, and nothing where nothing did") {
  Office calbook;
  calbook.run({"calendar", "add", "work", calbook.file});
  CHECK(calbook("calendar import work").out.empty());
  calbook("book 2026-11-27 10:00 --name Bob");
  write_bytes(calbook.file, make::event({"DTSTART:20261127T083000Z", "DTEND:20261127T093000Z"}));
  const std::string changed =
      "  busy  Fri 2026-11-27 09:30-10:30\n"
      "  free  Thu 2026-11-26 11:00-12:00\n"
      "Booked during that time:\n";
  const Answer rehearsed = calbook("calendar import work --dry-run");
  CHECK(rehearsed.out.starts_with("Would import work\n" + changed));
  const Answer done = calbook("calendar import work");
  CHECK(done.out.starts_with("Imported work\n" + changed));
  CHECK(done.out.find("Bob") != std::string::npos);
  CHECK(calbook("calendar import work").out.empty());
  const auto object = calbook("calendar import work --json").json();
  CHECK(object["added"] == 0);
  CHECK(object["appointments"].empty());
}

TEST_CASE("what cannot be read, or is emptied, keeps blocking its time") {
  Office calbook;
  calbook.run({"calendar", "add", "work", calbook.file});
  write_bytes(calbook.file, "BEGIN:VCALENDAR\n");
  CHECK(calbook("calendar import work --json").error()["error"] == "invalid_calendar");
  write_bytes(calbook.file, "BEGIN:VCALENDAR\nEND:VCALENDAR\n");
  const Answer emptied = calbook("calendar import work");
  CHECK(emptied.exit == 4);
  CHECK(emptied.err ==
        "calbook: work would block nothing any more from now on\nhint: calbook calendar import work --force\n");
  std::filesystem::remove(calbook.file);
  CHECK(calbook("calendar import work --json").error()["error"] == "io_error");
  CHECK(calbook("calendar show work").out == "Thu 2026-11-26 11:00-12:00\n");
}

TEST_CASE("a folder's file that is no longer one keeps blocking its time") {
  Office calbook;
  const auto vdir = calbook.folder / "vdir";
  std::filesystem::create_directory(vdir);
  write_bytes(vdir / "a.ics", dentist);
  std::filesystem::create_symlink("../work.ics", vdir / "b.ics");
  REQUIRE(calbook.run({"calendar", "add", "home", vdir.string()}).exit == 0);
  std::filesystem::remove(calbook.file);
  const Answer refused = calbook("calendar import home");
  CHECK(refused.exit == 4);
  CHECK(refused.err == "calbook: b.ics cannot be read: it is no file\nhint: calbook calendar import home --force\n");
  CHECK(calbook("calendar import home --force").exit == 0);
  CHECK(calbook("calendar import home").exit == 0);
}

TEST_CASE("one calendar that cannot be imported does not keep the others") {
  Office calbook;
  const std::string home = (calbook.folder / "home.ics").string();
  write_bytes(home, dentist);
  calbook.run({"calendar", "add", "home", home});
  calbook.run({"calendar", "add", "work", calbook.file});
  write_bytes(home, "nonsense");
  write_bytes(calbook.file, make::event({"DTSTART:20261127T083000Z", "DTEND:20261127T093000Z"}));
  const Answer answer = calbook("calendar import --all");
  CHECK(answer.exit == 2);
  CHECK(answer.out.starts_with("Imported work\n"));
  CHECK(answer.err.starts_with("calbook: home"));
  CHECK(calbook("calendar show work").out == "Fri 2026-11-27 09:30-10:30\n");
}

TEST_CASE("who lists slots or appointments is told of old calendars") {
  Office calbook;
  calbook.run({"calendar", "add", "work", calbook.file});
  calbook.now += std::chrono::hours{24};
  CHECK(calbook("upcoming").err.empty());
  calbook.now += std::chrono::seconds{1};
  const std::string note =
      "note: alice's calendar work was last imported Sun 2026-11-22 10:00 +01:00\n"
      "hint: calbook calendar import work --owner alice\n";
  CHECK(calbook("upcoming").err == note);
  CHECK(calbook("slots search").err == note);
  CHECK(calbook("slots search -q").err.empty());
  CHECK(calbook("upcoming --json").error()["hint"] == "calbook calendar import work --owner alice");
  CHECK(calbook("doctor").out.find("alice's calendar work was last imported") != std::string::npos);
  calbook("calendar import work");
  CHECK(calbook("upcoming").err.empty());
}

TEST_CASE("a calendar is imported by its name, or all of them are") {
  Office calbook;
  CHECK(calbook("calendar import").exit == 2);
  CHECK(calbook("calendar import work --all").exit == 2);
  const auto error = calbook("calendar import work --json").error();
  CHECK(error["error"] == "unknown_calendar");
  CHECK(error["hint"] == "calbook calendar list --owner alice");
  CHECK(calbook("calendar import --all").out.empty());
  calbook.run({"calendar", "add", "work", calbook.file});
  CHECK(calbook.run({"calendar", "add", "work", calbook.file, "--json"}).error()["error"] == "calendar_exists");
  CHECK(
      calbook.run({"calendar", "add", "Work", calbook.file}).err.starts_with("calbook: 'Work' cannot name a calendar"));
}

TEST_CASE("adding a calendar is a change that can be taken back") {
  Office calbook;
  calbook.run({"calendar", "add", "work", calbook.file});
  const auto changes = calbook("changes --after 1 --json").json();
  REQUIRE(changes.size() == 1);
  CHECK(changes[0]["what"] == "calendar");
  CHECK(changes[0]["after"]["path"] == calbook.file);
  CHECK(calbook("undo").out == "Undid change 2: no longer calendar work  " + calbook.file + "\n");
  CHECK(calbook("calendar list").out.empty());
}
