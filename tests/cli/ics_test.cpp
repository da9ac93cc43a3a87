// Calendars for other programs, from the command line.

#include <algorithm>

#include "support/terminal.hpp"

namespace {

constexpr std::string_view identity = "750433b8cac87f0c54b2c6835db69b27";

// The values of the properties of that name, separated by blanks.
std::string values(const std::string& bytes, std::string_view name) {
  std::string found;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find("\r\n", at);
    const std::string line = bytes.substr(at, end - at);
    if (line.starts_with(name) && line.size() > name.size() && (line[name.size()] == ':' || line[name.size()] == ';'))
      found += (found.empty() ? "" : " ") + line.substr(name.size() + 1);
    at = end + 2;
  }
  return found;
}

// Two appointments of alice's and, on Monday, a series of three.
struct Office : Terminal {
  std::string bob, eve, series;

  Office() {
    open_office();
    bob = booked({"book", "2026-11-24", "10:00", "--name", "Bob Stone", "--email", "bob@example.org"});
    eve = booked({"book", "2026-11-25", "10:00", "--name", "Eve"});
    const auto all = run({"book", "2026-11-23", "10:00", "--name", "Kim", "--every", "week", "--times", "3", "--json"});
    series = all.json()["series"];
  }

  std::string booked(std::vector<std::string> words) {
    words.emplace_back("-q");
    const Answer answer = run(words);
    REQUIRE_MESSAGE(answer.exit == 0, answer.err);
    return answer.out.substr(0, 6);
  }

  std::string exported(const std::string& rest = {}) {
    const Answer answer = (*this)("ics export " + rest);
    REQUIRE_MESSAGE(answer.exit == 0, answer.err);
    return answer.out;
  }

  std::string uid(const std::string& ref) const { return ref + "." + std::string{identity}; }
  std::string error(const std::string& line) {
    const Answer answer = (*this)(line);
    CHECK(answer.out.empty());
    return std::to_string(answer.exit) + " " + answer.err;
  }
};

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& each : std::filesystem::directory_iterator{folder}) names.push_back(each.path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace

TEST_CASE("an export has what upcoming lists, a series as one event") {
  Office calbook;
  CHECK(values(calbook.exported(), "UID") ==
        calbook.uid(calbook.series) + " " + calbook.uid(calbook.bob) + " " + calbook.uid(calbook.eve));
  CHECK(values(calbook.exported("--from 2026-11-25 --to 2026-11-25"), "UID") == calbook.uid(calbook.eve));
  CHECK(values(calbook.exported("eve"), "UID") == calbook.uid(calbook.eve));
  CHECK(values(calbook.exported(calbook.series), "RRULE").ends_with(" FREQ=WEEKLY;COUNT=3"));  // behind the zone's
}

TEST_CASE("one of a series stands for all of it") {
  Office calbook;
  const auto all = calbook("show " + calbook.series + " --json").json();
  const std::string second = all["appointments"][1]["ref"];
  CHECK(calbook.exported(second) == calbook.exported(calbook.series));
}

TEST_CASE("an export without appointments is an empty calendar") {
  Terminal calbook;
  calbook.open_office();
  const Answer answer = calbook("ics export");
  CHECK(answer.exit == 0);
  CHECK(answer.out.starts_with("BEGIN:VCALENDAR\r\n"));
  CHECK(answer.out.ends_with("END:VCALENDAR\r\n"));
  CHECK(answer.out.find("VEVENT") == std::string::npos);
}

TEST_CASE("what is cancelled is only exported if it is named") {
  Office calbook;
  REQUIRE(calbook("cancel " + calbook.bob).exit == 0);
  CHECK(values(calbook.exported(), "UID").find(calbook.bob) == std::string::npos);
  CHECK(values(calbook.exported(calbook.bob), "STATUS") == "CANCELLED");
  CHECK(values(calbook.exported(calbook.bob), "SEQUENCE") == "1");
}

TEST_CASE("a change counts the sequence and stamps the event") {
  Office calbook;
  calbook.now += std::chrono::hours{1};
  REQUIRE(calbook("reschedule " + calbook.bob + " 2026-11-26 11:00").exit == 0);
  const std::string bytes = calbook.exported(calbook.bob);
  CHECK(values(bytes, "SEQUENCE") == "1");
  CHECK(values(bytes, "DTSTAMP") == "20261122T100000Z");
  CHECK(values(bytes, "CREATED") == "20261122T090000Z");
  CHECK(values(bytes, "DTSTART") == "20261126T100000Z");
}

TEST_CASE("one of a series that another owner took over is theirs alone") {
  Office calbook;
  REQUIRE(calbook("availability set mon-fri 9-17 --owner ben --tz Europe/Berlin").exit == 0);
  const auto all = calbook("show " + calbook.series + " --json").json();
  const std::string second = all["appointments"][1]["ref"];
  REQUIRE(calbook("reschedule " + second + " 2026-11-30 11:00 --owner ben").exit == 0);
  CHECK(values(calbook.exported("--owner alice"), "EXDATE") == "TZID=Europe/Berlin:20261130T100000");
  CHECK(values(calbook.exported("--owner ben"), "UID") == calbook.uid(second));
  CHECK(values(calbook.exported("--all"), "UID") == calbook.uid(calbook.series) + " " + calbook.uid(calbook.bob) + " " +
                                                        calbook.uid(calbook.eve) + " " + calbook.uid(second));
}

TEST_CASE("a method needs the addresses of both, and says what sets them") {
  Office calbook;
  const std::string request = "ics export " + calbook.bob + " --method request";
  CHECK(calbook.error(request) ==
        "2 calbook: alice has no e-mail address, which --method request needs\n"
        "hint: calbook owner set alice --email alice@example.org\n");
  REQUIRE(calbook("owner set alice --email alice@example.org").exit == 0);
  const Answer answer = calbook(request);
  CHECK(values(answer.out, "METHOD") == "REQUEST");
  CHECK(values(answer.out, "ORGANIZER") == "CN=alice:mailto:alice@example.org");
  CHECK(calbook.error("ics export " + calbook.eve + " --method request") ==
        "2 calbook: the invitee of " + calbook.eve + " has no e-mail address, which --method request needs\n" +
            "hint: calbook edit " + calbook.eve + " --email bob@example.org\n");
  CHECK(values(calbook.exported("--method publish"), "METHOD") == "PUBLISH");
  CHECK(values(calbook.exported("--method publish"), "ATTENDEE").empty());
}

TEST_CASE("a message is about one thing in the state that it says") {
  Office calbook;
  REQUIRE(calbook("owner set alice --email alice@example.org").exit == 0);
  CHECK(calbook.error("ics export --method request").starts_with("2 calbook: --method request is about one"));
  CHECK(calbook.error("ics export " + calbook.bob + " --method cancel") ==
        "2 calbook: " + calbook.bob + " is not cancelled\nhint: calbook ics export " + calbook.bob +
            " --method request\n");
  REQUIRE(calbook("cancel " + calbook.bob).exit == 0);
  CHECK(calbook.error("ics export " + calbook.bob + " --method request").starts_with("2 calbook: " + calbook.bob));
  CHECK(values(calbook.exported("--method cancel"), "UID") == calbook.uid(calbook.bob));
}

TEST_CASE("another method is refused") {
  Office calbook;
  CHECK(calbook("ics export --method reply --json").error()["error"] == "unsupported_method");
  CHECK(calbook("ics export --method reply").exit == 2);
}

TEST_CASE("a calendar has no other format") {
  Office calbook;
  for (const std::string line : {"ics export --json", "ics freebusy --format tsv", "ics export --columns file",
                                 "ics export --dir . --method publish", "ics export --public --method cancel",
                                 "ics export K7QD3F --all", "ics export K7QD3F --from today"}) {
    CAPTURE(line);
    CHECK(calbook(line).exit == 2);
  }
}

TEST_CASE("a public export has neither names nor notes") {
  Office calbook;
  const std::string bytes = calbook.exported("--public");
  CHECK(values(bytes, "SUMMARY") == "Busy Busy Busy");
  CHECK(bytes.find("Bob") == std::string::npos);
}

TEST_CASE("a folder has one file each, and changes only where something did") {
  Office calbook;
  const auto folder = calbook.folder / "vdir";
  std::filesystem::create_directory(folder);
  const auto exported = [&](const std::string& rest = {}) {
    return calbook.exported("--dir " + folder.string() + rest);
  };
  const auto line = [&](std::string_view done, const std::string& ref) {
    return std::string{done} + "  " + calbook.uid(ref) + ".ics\n";
  };
  CHECK(exported() == line("written", calbook.series) + line("written", calbook.bob) + line("written", calbook.eve));
  CHECK(names_in(folder).size() == 3);
  CHECK(values(bytes_of(folder / (calbook.uid(calbook.bob) + ".ics")), "UID") == calbook.uid(calbook.bob));
  CHECK(exported().empty());
  REQUIRE(calbook("cancel " + calbook.bob).exit == 0);
  REQUIRE(calbook("edit " + calbook.eve + " --phone 01705551234").exit == 0);
  CHECK(calbook.exported("--dir " + folder.string() + " --json").find("\"removed\"") != std::string::npos);
  CHECK(names_in(folder).size() == 2);
  REQUIRE(calbook("undo").exit == 0);
  REQUIRE(calbook("cancel " + calbook.series).exit == 0);
  CHECK(exported().ends_with(line("removed", calbook.series)));
}

TEST_CASE("in a folder no file of another UID is touched") {
  Office calbook;
  const auto folder = calbook.folder / "vdir";
  std::filesystem::create_directory(folder);
  const auto other = folder / (calbook.uid("222222") + ".ics");
  write_bytes(folder / "mine.ics", "UID:" + calbook.uid("222222"));
  write_bytes(other, "UID:another");
  calbook.exported("--dir " + folder.string());
  CHECK(bytes_of(folder / "mine.ics") == "UID:" + calbook.uid("222222"));
  CHECK(bytes_of(other) == "UID:another");
  write_bytes(other, "UID:" + calbook.uid("222222") + "\r\n");
  CHECK(calbook.exported("--dir " + folder.string()) == "removed  " + calbook.uid("222222") + ".ics\n");
}

TEST_CASE("a folder that is not there is an error") {
  Office calbook;
  const Answer answer = calbook("ics export --dir " + (calbook.folder / "none").string());
  CHECK(answer.exit == 5);
  CHECK(answer.err.find("cannot read") != std::string::npos);
}

TEST_CASE("free/busy times are appointments with their buffers, and busy time") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("service set default --buffer-after 15m").exit == 0);
  REQUIRE(calbook("book 2026-11-23 10:00 --name Bob").exit == 0);
  REQUIRE(calbook("busy add 2026-11-23 11:15 45m").exit == 0);
  REQUIRE(calbook("busy add 2026-11-24 9:00 1h").exit == 0);
  CHECK(values(calbook("ics freebusy 2026-11-23").out, "FREEBUSY") == "FBTYPE=BUSY:20261123T090000Z/20261123T110000Z");
  CHECK(values(calbook("ics freebusy --days 5").out, "DTEND") == "20261126T230000Z");
  const std::string hours = calbook("ics freebusy 2026-11-23 --hours").out;
  CHECK(values(hours, "FREEBUSY") ==
        "FBTYPE=BUSY-UNAVAILABLE:20261122T230000Z/20261123T080000Z FBTYPE=BUSY:20261123T090000Z/20261123T110000Z "
        "FBTYPE=BUSY-UNAVAILABLE:20261123T110000Z/20261123T120000Z "
        "FBTYPE=BUSY-UNAVAILABLE:20261123T160000Z/20261123T230000Z");
}

TEST_CASE("hours of a service's own are not unavailable") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("service set talk --duration 30m").exit == 0);
  REQUIRE(calbook("availability set mon 17:00-19:00 --service talk").exit == 0);
  CHECK(values(calbook("ics freebusy 2026-11-23 --hours").out, "FREEBUSY")
            .ends_with("20261123T180000Z/20261123T230000Z"));
}
