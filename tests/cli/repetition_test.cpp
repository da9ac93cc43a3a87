// What is repeated, as typed.

#include "support/terminal.hpp"

namespace {

using Lines = std::vector<std::string>;

struct Refusal {
  Lines typed;  ///< Behind "busy add".
  std::string message, hint;
  Lines corrected;
};

void check_refusal(Terminal& calbook, const Refusal& one) {
  CAPTURE(one.message);
  const auto run = [&](Lines words) {
    words.insert(words.begin(), {"busy", "add"});
    return calbook.run(words);
  };
  const Answer refused = run(one.typed);
  CHECK(refused.exit == 2);
  CHECK(refused.err == "calbook: " + one.message + "\nhint: " + one.hint + "\n");
  CHECK(run(one.corrected).exit == 0);
}

}  // namespace

TEST_CASE("repeated busy time is one change, and lists each appointment once") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book tue 10:00 --name Bob").exit == 0);
  CHECK(calbook("busy add mon 18:00..wed 9:00 --every week --times 2 --note away").out ==
        "Busy on 2 dates\n"
        "1  Mon 2026-11-23 18:00-Wed 2026-11-25 09:00  away\n"
        "2  Mon 2026-11-30 18:00-Wed 2026-12-02 09:00  away\n"
        "Still booked during that time:\n"
        "Tue 2026-11-24 10:00-11:00  2S4M2C  Bob\n");
  CHECK(calbook("busy add tue 9:00..14:00 --every day --until tue -q").out == "3\n");
  CHECK(calbook("busy add mon 8:00..tue 12:00 --every day --times 2")
            .out.ends_with("Still booked during that time:\nTue 2026-11-24 10:00-11:00  2S4M2C  Bob\n"));
  REQUIRE(calbook("undo").exit == 0);
  REQUIRE(calbook("undo").exit == 0);
  CHECK(calbook("busy list -q").out == "1\n2\n");
  CHECK(calbook("undo -q").exit == 0);
  CHECK(calbook("busy list").out.empty());
}

TEST_CASE("repeated busy time is an array of what is one object alone") {
  Terminal calbook;
  calbook.open_office();
  const auto all = calbook("busy add 2026-12-08 9:00 1h --every 2nd-tue --until 2027-02-09 --json").json();
  REQUIRE(all.size() == 3);
  CHECK(all[0]["start"] == "2026-12-08T09:00:00+01:00");
  CHECK(all[2]["start"] == "2027-02-09T09:00:00+01:00");
  CHECK(calbook("busy add fri 9:00 1h --every week --until fri --json").json().size() == 1);
  CHECK(calbook("busy add fri 9:00 1h --json").json()["id"] == 5);
}

TEST_CASE("a repetition that begins where the clock changes goes on as typed") {
  Terminal calbook;  // in Berlin, where 2027-03-28 has no hour from 02:00 to 03:00
  calbook.open_office();
  CHECK(calbook("busy add 2027-03-28 1:00..4:00 --every day --times 2").out.ends_with("Mon 2027-03-29 01:00-04:00\n"));
  CHECK(calbook("busy add 2027-03-28 1:00 1h --every day --times 2").out ==
        "Busy on 2 dates\n"
        "3  Sun 2027-03-28 01:00-03:00\n"
        "4  Mon 2027-03-29 01:00-02:00\n");
}

TEST_CASE("a date that the zone skips has no busy time") {
  Terminal calbook;
  calbook.now = make::at("2011-12-20T20:00Z");
  REQUIRE(calbook("availability set mon 9-17 --tz Pacific/Apia").exit == 0);
  CHECK(calbook("busy add 2011-12-29 9:00 1h --every day --times 3").out ==
        "Busy on 2 dates\n"
        "1  Thu 2011-12-29 09:00-10:00\n"
        "2  Sat 2011-12-31 09:00-10:00\n");
}

TEST_CASE("366 dates can be busy at once, and not one more") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("busy add mon 9:00 1h --every day --times 366 --json").json().size() == 366);
  CHECK(calbook("busy add mon 9:00 1h --every day --until 2027-11-23 --json").json().size() == 366);
  CHECK(calbook("busy add 9998-12-24 9:00 1h --every week --times 3").err ==
        "calbook: --times '3' goes beyond 9998-12-31\nhint: --until 9998-12-31\n");
  CHECK(calbook("busy add 9998-12-24 9:00 1h --every week --until 9998-12-31 -q").exit == 0);
}

TEST_CASE("a refused repetition says what to write, and that is accepted") {
  Terminal calbook;  // on a Sunday
  calbook.open_office();
  const std::vector<Refusal> all{
      {{"mon", "9:00", "1h", "--every", "2w"},
       "--every goes with --times or --until",
       "--every 2w --times 8",
       {"mon", "9:00", "1h", "--every", "2w", "--times", "8"}},
      {{"mon", "9:00", "1h", "--times", "3"},
       "--times goes with --every",
       "--every week --times 3",
       {"mon", "9:00", "1h", "--every", "week", "--times", "3"}},
      {{"mon", "9:00", "1h", "--until", "in 3 weeks"},
       "--until goes with --every",
       "--every week --until 'in 3 weeks'",
       {"mon", "9:00", "1h", "--every", "week", "--until", "in 3 weeks"}},
      {{"mon", "9:00", "1h", "--every", "week", "--times", "3", "--until", "2027-01-01"},
       "use either --times or --until, not both",
       "leave one of them out",
       {"mon", "9:00", "1h", "--every", "week", "--times", "3"}},
      {{"mon", "9:00", "1h", "--every", "fortnightly", "--times", "3"},
       "'fortnightly' is not a repetition",
       "write 2w",
       {"mon", "9:00", "1h", "--every", "2w", "--times", "3"}},
      {{"wed", "9:00", "1h", "--every", "tue,thu", "--times", "3"},
       "'wed 9:00 1h' is not one of 'tue,thu'",
       "begin on 2026-11-26, or write --every wed",
       {"2026-11-26", "9:00", "1h", "--every", "tue,thu", "--times", "3"}},
      {{"wed", "9:00", "1h", "--every", "second tuesday", "--times", "3"},
       "'wed 9:00 1h' is not one of 'second tuesday'",
       "begin on 2026-12-08, or write --every '4th wed'",
       {"wed", "9:00", "1h", "--every", "4th wed", "--times", "3"}},
      {{"mon", "9:00", "1h", "--every", "week", "--until", "2026-11-01"},
       "--until '2026-11-01' is before 'mon 9:00 1h'",
       "--until 2026-11-30",
       {"mon", "9:00", "1h", "--every", "week", "--until", "2026-11-30"}},
      {{"mon", "9:00", "1h", "--every", "day", "--until", "2027-11-24"},
       "--until '2027-11-24' goes beyond 366 dates",
       "--until 2027-11-23",
       {"mon", "9:00", "1h", "--every", "day", "--until", "2027-11-23"}},
  };
  for (const Refusal& one : all) check_refusal(calbook, one);
  for (const std::string typed : {"1", "0", "367", "-3", "3x", "1000", "2.5"}) {
    check_refusal(calbook, {{"mon", "9:00", "1h", "--every", "week", "--times", typed},
                            "--times '" + typed + "' is not a number from 2 to 366",
                            "--times 2",
                            {"mon", "9:00", "1h", "--every", "week", "--times", "2"}});
  }
}
