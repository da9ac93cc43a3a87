// calbook day, week and month.

#include <doctest/doctest.h>

#include "support/terminal.hpp"

namespace {

// alice's week, with appointments, busy time and a date off.
struct BusyWeek : Terminal {
  BusyWeek() {
    open_office();
    done({"availability", "set", "sat", "10:00-14:00"});
    done({"availability", "override", "2026-11-27", "closed"});
    done({"book", "mon", "10:00", "--name", "Bob Stone", "--phone", "0170 5551234", "--email", "bob@example.org"});
    done({"book", "mon", "11:00", "--name", "山田太郎"});
    done({"busy", "add", "mon", "14:00", "2h", "--note", "team meeting"});
    done({"busy", "add", "2026-11-25T00:00..2026-11-26T00:00"});
    done({"book", "thu", "9:00", "--name", "Kim Park", "--note", "planted"});
    done({"book", "sat", "11:00", "--name", "Max Roe"});
  }

  void done(const std::vector<std::string>& words) {
    const Answer answer = run(words);
    REQUIRE_MESSAGE(answer.exit == 0, answer.err);
  }
};

// Open in the night of a change.
struct Night : Terminal {
  explicit Night(const std::string& zone) {
    now = make::at("2026-03-01T09:00Z");
    REQUIRE((*this)("availability set daily 00:00-04:00 --tz " + zone).exit == 0);
  }
};

std::string rows_from(const std::string& picture, const std::string& row) {
  return picture.substr(picture.find("\n" + row) + 1);
}

}  // namespace

TEST_CASE("a day shows hours, appointments, busy and free time") {
  BusyWeek calbook;
  CHECK(calbook("day mon").out ==
        "alice  Mon 2026-11-23   Europe/Berlin, +01:00\n"
        "09:00  ·· free\n"
        "10:00  ██ 2S4M2C  Bob Stone  0170 5551234  10:00-11:00\n"
        "11:00  ██ 948N6B  山田太郎                 11:00-12:00\n"
        "12:00\n"
        "13:00  ·· free\n"
        "14:00  ▒▒ busy  team meeting               14:00-16:00\n"
        "15:00  ▒▒\n"
        "16:00  ·· free\n");
  CHECK(calbook("day fri").out == "alice  Fri 2026-11-27  closed   Europe/Berlin, +01:00\n");
  CHECK(calbook("day").out == "alice  Sun 2026-11-22  no hours   Europe/Berlin, +01:00\n");
}

TEST_CASE("a week shows a column per day, and its free slots below") {
  BusyWeek calbook;
  CHECK(calbook("week mon").out ==
        "alice  2026-W48  Mon 2026-11-23 to Sun 2026-11-29   Europe/Berlin, +01:00\n"
        "      Mon 23    Tue 24    Wed 25    Thu 26    Fri 27    Sat 28    Sun 29\n"
        "09:00 ········· ········· ▒▒▒▒▒▒▒▒▒ ▌Kim Park\n"
        "10:00 ▌Bob Sto… ········· ▒▒▒▒▒▒▒▒▒ ·········           ·········\n"
        "11:00 ▌山田太郎 ········· ▒▒▒▒▒▒▒▒▒ ·········           ▌Max Roe\n"
        "12:00                     ▒▒▒▒▒▒▒▒▒                     ·········\n"
        "13:00 ········· ········· ▒▒▒▒▒▒▒▒▒ ·········           ·········\n"
        "14:00 ▒▒▒▒▒▒▒▒▒ ········· ▒▒▒▒▒▒▒▒▒ ·········\n"
        "15:00 ▒▒▒▒▒▒▒▒▒ ········· ▒▒▒▒▒▒▒▒▒ ·········\n"
        "16:00 ········· ········· ▒▒▒▒▒▒▒▒▒ ·········\n"
        "free  3         7         0         6         closed    3         -\n"
        "··· free   ▌Name booked   ▒▒▒ busy   blank: cannot be booked\n");
  CHECK(calbook("week sun").out.starts_with("alice  2026-W47  Mon 2026-11-16 to Sun 2026-11-22 "));
}

TEST_CASE("a month shows how full its days are, and their free slots") {
  BusyWeek calbook;
  const std::string december =
      "alice  December 2026   free slots of each day   Europe/Berlin\n"
      "      Mon       Tue       Wed       Thu       Fri       Sat       Sun\n"
      "W49              1 ···· 7  2 ···· 7  3 ███· 2  4 ███· 1  5 ████ 0  6      -\n"
      "W50    7 █··· 6  8 ···· 7  9 ···· 7 10 ···· 7 11 ···· 7 12 ···· 4 13      -\n"
      "W51   14 ···· 7 15 ···· 7 16 ···· 7 17 ···· 7 18 ···· 7 19 ···· 4 20      -\n"
      "W52   21 ···· 7 22 ···· 7 23 ···· 7 24 closed 25 closed 26 closed 27      -\n"
      "W53   28 ···· 7 29 ···· 7 30 ···· 7 31 ···· 7\n"
      "████ taken in quarters of the hours, then how many slots are free\n";
  calbook.done({"availability", "override", "2026-12-24..2026-12-26", "closed"});
  calbook.done({"busy", "add", "2026-12-03T09:00..2026-12-03T15:00"});
  calbook.done({"busy", "add", "2026-12-04T09:00..2026-12-04T15:59"});
  calbook.done({"busy", "add", "2026-12-05T10:00..2026-12-06T10:00"});
  calbook.done({"book", "2026-12-07T09:00", "--name", "Bob"});
  CHECK(calbook("month 2026-12").out == december);
  CHECK(calbook("month 2026-12-31").out == december);
  CHECK(calbook("month").out.starts_with("alice  November 2026 "));
}

TEST_CASE("narrow weeks continue below, and narrow months have a line per date") {
  BusyWeek calbook;
  CHECK(calbook("week mon --width 40 --ascii").out ==
        "alice  2026-W48\n"
        "Mon 2026-11-23 to Sun 2026-11-29\n"
        "Europe/Berlin, +01:00\n"
        "      Mon 23 Tue 24 Wed 25 Thu 26 Fri 27\n"
        "09:00 ...... ...... ###### |Kim ~\n"
        "10:00 |Bob ~ ...... ###### ......\n"
        "11:00 |山田~ ...... ###### ......\n"
        "12:00               ######\n"
        "13:00 ...... ...... ###### ......\n"
        "14:00 ###### ...... ###### ......\n"
        "15:00 ###### ...... ###### ......\n"
        "16:00 ...... ...... ###### ......\n"
        "free  3      7      0      6      closed\n"
        "\n"
        "      Sat 28 Sun 29\n"
        "09:00\n"
        "10:00 ......\n"
        "11:00 |Max ~\n"
        "12:00 ......\n"
        "13:00 ......\n"
        "14:00\n"
        "15:00\n"
        "16:00\n"
        "free  3      -\n"
        "... free   |Name booked   ### busy\n"
        "blank: cannot be booked\n");
  CHECK(rows_from(calbook("month --width 40").out, "Sat 2026-11-21") ==
        "Sat 2026-11-21  ····  0\n"
        "Sun 2026-11-22  -\n"
        "\n"
        "Mon 2026-11-23  ██··  3\n"
        "Tue 2026-11-24  ····  7\n"
        "Wed 2026-11-25  ████  0\n"
        "Thu 2026-11-26  █···  6\n"
        "Fri 2026-11-27  closed\n"
        "Sat 2026-11-28  █···  3\n"
        "Sun 2026-11-29  -\n"
        "\n"
        "Mon 2026-11-30  ····  7\n"
        "████ taken in quarters of the hours,\n"
        "then how many slots are free\n");
}

TEST_CASE("a day lacks a skipped hour, and a week shows it empty") {
  // 2026-03-29 in Berlin: 02:00 +01 -> 03:00 +02.
  Night calbook{"Europe/Berlin"};
  CHECK(calbook("day 2026-03-29").out ==
        "alice  Sun 2026-03-29   Europe/Berlin, +01:00 then +02:00\n"
        "00:00  ·· free\n"
        "01:00  ·· free\n"
        "03:00  ·· free\n");
  CHECK(rows_from(calbook("week 2026-03-29").out, "01:00") ==
        "01:00 ········· ········· ········· ········· ········· ········· ·········\n"
        "02:00 ········· ········· ········· ········· ········· ·········\n"
        "03:00 ········· ········· ········· ········· ········· ········· ·········\n"
        "free  4         4         4         4         4         4         3\n"
        "··· free   ▌Name booked   ▒▒▒ busy   blank: cannot be booked\n");
}

TEST_CASE("a day shows a repeated hour twice, a week in one row") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01.
  Night calbook{"Europe/Berlin"};
  REQUIRE(calbook("book 2026-10-25T02:00+02:00 --name Bert").exit == 0);
  CHECK(calbook("day 2026-10-25").out ==
        "alice  Sun 2026-10-25   Europe/Berlin, +02:00 then +01:00\n"
        "00:00        ·· free\n"
        "01:00        ·· free\n"
        "02:00+02:00  ██ 2S4M2C  Bert  02:00+02:00-02:00+01:00\n"
        "02:00+01:00  ·· free\n"
        "03:00        ·· free\n");
  CHECK(rows_from(calbook("week 2026-10-25").out, "01:00") ==
        "01:00       ········ ········ ········ ········ ········ ········ ········\n"
        "02:00 twice ········ ········ ········ ········ ········ ········ ▌Bert ··\n"
        "03:00       ········ ········ ········ ········ ········ ········ ········\n"
        "free        4        4        4        4        4        4        4\n"
        "··· free   ▌Name booked   ▒▒▒ busy   blank: cannot be booked\n"
        "twice: both passes of a repeated hour\n");
}

TEST_CASE("a clock change of half an hour moves rows by as much") {
  // Lord Howe: 2026-04-05 02:00 +11 -> 01:30 +10:30, 2026-10-04 02:00 +10:30 -> 02:30 +11.
  Night calbook{"Australia/Lord_Howe"};
  CHECK(rows_from(calbook("day 2026-04-05").out, "00:00") ==
        "00:00        ·· free\n"
        "01:00        ·· free\n"
        "01:30+10:30  ·· free\n"
        "02:30        ·· free\n"
        "03:30\n");
  CHECK(rows_from(calbook("day 2026-10-04").out, "00:00") ==
        "00:00  ·· free\n"
        "01:00  ·· free\n"
        "02:30  ·· free\n"
        "03:30\n");
}

TEST_CASE("several owners' days share rows, and what does not fit is below") {
  Terminal calbook;
  calbook.open_office();
  for (const std::string owner : {"bea", "carla", "dora"})
    REQUIRE(calbook("availability set mon-fri 09:00-12:00 --owner " + owner).exit == 0);
  REQUIRE(calbook("service set default --duration 30m --owner bea").exit == 0);
  REQUIRE(calbook("book mon 10:30 --name Bob --owner bea").exit == 0);
  REQUIRE(calbook("availability override 2026-11-23 closed --owner dora").exit == 0);
  CHECK(calbook("day mon --all").out ==
        "Mon 2026-11-23   Europe/Berlin, +01:00\n"
        "       alice                    bea                      carla\n"
        "09:00  ·· free                  ·· free                  ·· free\n"
        "09:30  ··                       ·· free                  ··\n"
        "10:00  ·· free                  ·· free                  ·· free\n"
        "10:30  ··                       ██ 2S4M2C  Bob           ··\n"
        "11:00  ·· free                  ·· free                  ·· free\n"
        "11:30  ··                       ·· free                  ··\n"
        "12:00\n"
        "13:00  ·· free\n"
        "14:00  ·· free\n"
        "15:00  ·· free\n"
        "16:00  ·· free\n"
        "\n"
        "       dora, closed\n");
  CHECK(calbook("day mon --owner dora,bea --width 60").out ==
        "Mon 2026-11-23   Europe/Berlin, +01:00\n"
        "       dora, closed               bea\n"
        "09:00                             ·· free\n"
        "09:30                             ·· free\n"
        "10:00                             ·· free\n"
        "10:30                             ██ 2S4M2C  Bob\n"
        "11:00                             ·· free\n"
        "11:30                             ·· free\n");
}

TEST_CASE("owners in different zones have tables of their own") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("availability set mon 09:00-10:00 --owner bea --tz America/New_York").exit == 0);
  CHECK(calbook("day mon --all")
            .out.starts_with("Mon 2026-11-23   America/New_York, -05:00\n"
                             "       bea\n"
                             "09:00  ·· free\n"
                             "\n"
                             "Mon 2026-11-23   Europe/Berlin, +01:00\n"
                             "       alice\n"));
  CHECK(calbook("day mon --all --tz UTC")
            .out.starts_with("Mon 2026-11-23   UTC, +00:00\n"
                             "       alice                                bea\n"
                             "08:00  ·· free\n"));
}

TEST_CASE("a picture shows a service's slots, and only owners who offer it") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("availability set mon 09:00-10:00 --owner bea").exit == 0);
  REQUIRE(calbook("service set quick --duration 15m --owner bea").exit == 0);
  CHECK(calbook("day mon --owner bea --service quick").out ==
        "bea  Mon 2026-11-23  [quick]   Europe/Berlin, +01:00\n"
        "09:00  ·· free\n"
        "09:15  ·· free\n"
        "09:30  ·· free\n"
        "09:45  ·· free\n");
  CHECK(calbook("day mon --all --service quick").out == calbook("day mon --owner bea --service quick").out);
  CHECK(calbook("day mon --all --service none --json").error()["error"] == "unknown_service");
  CHECK(calbook("week --owner alice --service quick --json").error()["error"] == "unknown_service");
}

TEST_CASE("steps share a row where there would be more than thirty") {
  Terminal calbook;
  REQUIRE(calbook("availability set mon 09:00-16:00").exit == 0);
  REQUIRE(calbook("service set quick --duration 5m").exit == 0);
  CHECK(rows_from(calbook("day mon --service quick").out, "15:30") ==
        "15:30  ·· free  15:30 15:35 15:40\n"
        "15:45  ·· free  15:45 15:50 15:55\n");
  REQUIRE(calbook("service set quick --duration 14m").exit == 0);  // thirty rows
  CHECK(rows_from(calbook("day mon --service quick").out, "15:32") ==
        "15:32  ·· free\n"
        "15:46  ·· free\n");
}

TEST_CASE("appointments off the grid have their own rows, or share a cell") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("service set call --duration 15m").exit == 0);
  for (const std::string start : {"10:10", "11:00", "11:15"})
    REQUIRE(calbook("book mon " + start + " --name Ann --service call --force").exit == 0);
  CHECK(rows_from(calbook("day mon").out, "09:00") ==
        "09:00  ·· free\n"
        "10:00\n"
        "10:10  ██ 2S4M2C  Ann  [call]  10:10-10:25\n"
        "11:00  ██ 948N6B  Ann  [call]  11:00-11:15\n"
        "11:15  ██ G2QQD7  Ann  [call]  11:15-11:30\n"
        "12:00\n"
        "13:00  ·· free\n"
        "14:00  ·· free\n"
        "15:00  ·· free\n"
        "16:00  ·· free\n");
  REQUIRE(calbook("availability set daily 00:00-24:00").exit == 0);  // too long for shorter rows
  CHECK(rows_from(calbook("week mon").out, "11:00").starts_with("11:00 ▌Ann +1   ·········"));
}

TEST_CASE("--free says when time is taken, and nothing else") {
  BusyWeek calbook;
  for (const std::string command : {"day mon", "week mon", "month", "day mon --all", "day thu"}) {
    for (const std::string format : {"text", "json", "jsonl", "tsv"}) {
      const std::string shown = calbook(command + " --free --format " + format).out;
      CAPTURE(shown);
      REQUIRE_FALSE(shown.empty());
      for (const char* planted : {"Bob", "山田", "Kim", "Max", "0170", "bob@", "planted", "team", "2S4M2C", "948N6B"})
        CHECK(shown.find(planted) == std::string::npos);
    }
  }
  CHECK(calbook("day mon --free --json").json()[0]["appointments"][0]["name"].is_null());
  CHECK(rows_from(calbook("day mon --free").out, "10:00").starts_with("10:00  ██ booked  10:00-11:00\n"));
  CHECK(calbook("week mon --free").out.find("10:00 ▌booked") != std::string::npos);
}

TEST_CASE("json of a picture is a list of days") {
  BusyWeek calbook;
  const auto week = calbook("week mon --json").json();
  REQUIRE(week.size() == 7);
  const auto& monday = week[0];
  CHECK(monday["date"] == "2026-11-23");
  CHECK(monday["tz"] == "Europe/Berlin");
  CHECK(monday["windows"].dump() == R"([{"end":"2026-11-23T12:00:00+01:00","start":"2026-11-23T09:00:00+01:00"},)"
                                    R"({"end":"2026-11-23T17:00:00+01:00","start":"2026-11-23T13:00:00+01:00"}])");
  CHECK(monday["free"] == 3);
  CHECK(monday["booked"] == 120);
  CHECK(monday["busy"] == 120);
  CHECK(monday["closed"] == false);
  CHECK(monday["appointments"][0]["name"] == "Bob Stone");
  CHECK(monday["owner"] == "alice");
  CHECK(monday["service"] == "default");
  CHECK(week[4]["closed"] == true);
  CHECK(week[6]["closed"] == false);
  CHECK(calbook("day mon --json").json()[0] == monday);
  CHECK(calbook("month 2026-11 --json").json()[22] == monday);
  CHECK(calbook("day mon --format tsv --header")
            .out.starts_with(
                "date\ttz\twindows\tfree\tbooked\tbusy\tclosed\tappointments\towner\tservice\n2026-11-23\t"));
}

TEST_CASE("names of any script and length stay in their cells") {
  Terminal calbook;
  calbook.open_office();
  std::string long_name;
  for (int i = 0; i < 200; ++i) long_name += "山";
  REQUIRE(calbook.run({"book", "mon", "9:00", "--name", long_name}).exit == 0);
  REQUIRE(calbook.run({"book", "mon", "10:00", "--name", "Zoe\u0308 Mu\u0308ller"}).exit == 0);
  REQUIRE(calbook.run({"book", "mon", "11:00", "--name", std::string(200, 'x')}).exit == 0);
  CHECK(rows_from(calbook("day mon --width 50").out, "09:00")
            .starts_with("09:00  ██ 2S4M2C  山山山山山山山山山…  09:00-10:00\n"
                         "10:00  ██ 948N6B  Zoe\u0308 Mu\u0308ller           10:00-11:00\n"
                         "11:00  ██ G2QQD7  xxxxxxxxxxxxxxxxxx…  11:00-12:00\n"));
  const std::string week = rows_from(calbook("week mon").out, "09:00");
  CHECK(week.starts_with("09:00 ▌山山山…  ·········"));
  CHECK(week.find("\n10:00 ▌Zoe\u0308 Mu\u0308l… ·········") != std::string::npos);
}

TEST_CASE("pictures are plain on a dumb terminal, and coloured on others") {
  BusyWeek calbook;
  const std::string picture = calbook("day mon --ascii").out;
  CHECK(picture.find("09:00  .. free\n10:00  || 2S4M2C") != std::string::npos);
  calbook.variables["TERM"] = "dumb";
  CHECK(calbook("day mon").out == picture);
  calbook.variables["TERM"] = "xterm";
  const std::string plain = calbook("day mon").out;
  calbook.is_terminal = true;
  const std::string coloured = calbook("day mon").out;
  CHECK(coloured != plain);
  std::string bare = coloured;
  for (std::size_t at = 0; (at = bare.find('\x1b')) != bare.npos;) bare.erase(at, bare.find('m', at) + 1 - at);
  CHECK(bare == plain);
  for (const char* red_or_green : {"[31m", "[32m", "[91m", "[92m"})
    CHECK(coloured.find(red_or_green) == std::string::npos);
}

TEST_CASE("pictures of nobody are empty, and wrong words are wrong even then") {
  Terminal calbook;
  for (const std::string picture : {"day", "week", "month", "day --all"}) {
    CAPTURE(picture);
    CHECK(calbook(picture).exit == 0);
    CHECK(calbook(picture).out.empty());
    CHECK(calbook(picture + " --json").out == "[]\n");
    CHECK(calbook.run({picture.substr(0, picture.find(' ')), "foo", "--json"}).error()["error"] == "invalid_date");
    CHECK(calbook(picture + " --width 39 --json").error()["error"] == "usage");
    CHECK(calbook(picture + " --service A --json").error()["error"] == "invalid_name");
  }
  CHECK(calbook("week 2026-12 --json").error()["error"] == "invalid_date");
  calbook.open_office();
  CHECK(calbook("day --owner bob --json").error()["error"] == "unknown_owner");
  CHECK(calbook("day --owner alice --all --json").error()["error"] == "usage");
  CHECK(calbook("day -q").out.empty());
}

TEST_CASE("a date that the zone skips says so") {
  // Apia went from 2011-12-29 to 2011-12-31.
  Terminal calbook;
  REQUIRE(calbook("availability set daily 09:00-12:00 --tz Pacific/Apia").exit == 0);
  CHECK(calbook("day 2011-12-30").out == "alice  Fri 2011-12-30  skipped by the clock   Pacific/Apia\n");
}
