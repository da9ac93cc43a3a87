#include "views/availability.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"
#include "support/written.hpp"

namespace calbook {

namespace {

using calendar::Effect;

// Mon-Tue in the daytime, Saturday past midnight; a date off, and one that is over.
calendar::Availability hours() {
  calendar::Availability hours{sample::berlin(), {}, {}};
  hours.weekly.set(std::chrono::Monday, make::windows({"09:00-12:00", "13:00-17:00"}));
  hours.weekly.set(std::chrono::Tuesday, make::windows({"09:00-12:00", "13:00-17:00"}));
  hours.weekly.set(std::chrono::Saturday, make::windows({"22:00-02:30"}));
  hours.overrides[make::date("2026-11-21")] = {};
  hours.overrides[make::date("2026-12-24")] = {make::windows({"09:00-24:00"}), "until late"};
  hours.overrides[make::date("2026-12-25")] = {};
  return hours;
}

calendar::ServiceWeek evenings() {
  calendar::ServiceWeek week{calendar::ServiceName{"talk"}, {}};
  week.weekly.set(std::chrono::Monday, make::windows({"18:00-20:00"}));
  return week;
}

const std::string week_text =
    "alice (Europe/Berlin), 18 h 30 min a week\n"
    "  Mon-Tue  09:00-12:00 13:00-17:00\n"
    "  Sat      22:00-02:30\n";

const std::string hours_text = week_text +
                               "  talk, 2 h a week\n"
                               "    Mon      18:00-20:00\n"
                               "  Thu 2026-12-24  09:00-24:00  until late\n"
                               "  Fri 2026-12-25  closed\n";

const std::string hours_members =
    R"("owner":"alice","tz":"Europe/Berlin","weekly":[{"day":"mon","start":"09:00","end":"12:00"},)"
    R"({"day":"mon","start":"13:00","end":"17:00"},{"day":"tue","start":"09:00","end":"12:00"},)"
    R"({"day":"tue","start":"13:00","end":"17:00"},{"day":"sat","start":"22:00","end":"02:30"}],)"
    R"("overrides":[{"date":"2026-12-24","windows":[{"start":"09:00","end":"24:00"}],"note":"until late"},)"
    R"({"date":"2026-12-25","windows":[],"note":null}],)"
    R"("services":[{"service":"talk","weekly":[{"day":"mon","start":"18:00","end":"20:00"}]}])";

calendar::Date today() {
  return make::date("2026-11-22");
}

ShownAvailability changed(Touched touched) {
  return {calendar::OwnerName{"alice"},
          hours(),
          {evenings()},
          today(),
          shown_in(sample::berlin(), {sample::appointment()}),
          touched};
}

}  // namespace

TEST_CASE("an availability is the week, then the overrides from today on") {
  const Report report = availability_report({calendar::OwnerName{"alice"}, hours(), {evenings()}, today()});
  CHECK(as_text(report) == hours_text);
  CHECK(as_quiet(report).empty());
  CHECK(as_json(report) == "{" + hours_members + "}\n");
  CHECK(as_tsv(availability_report({calendar::OwnerName{"alice"}, {sample::berlin(), {}, {}}, {}, today()})) ==
        "owner\ttz\tweekly\toverrides\tservices\nalice\tEurope/Berlin\t[]\t[]\t[]\n");
}

TEST_CASE("on a terminal many windows go on below one another") {
  calendar::Availability hours{sample::berlin(), {}, {}};
  hours.weekly.set(std::chrono::Monday, make::windows({"09:00-10:00", "11:00-12:00", "13:00-14:00"}));
  hours.overrides[make::date("2026-12-24")] = make::windows({"09:00-10:00", "11:00-12:00", "13:00-14:00"});
  const Report report = availability_report({calendar::OwnerName{"alice"}, hours, {}, today()});
  CHECK(on_terminal(45, report) ==
        "alice (Europe/Berlin), 3 h a week\n"
        "  Mon      09:00-10:00 11:00-12:00\n"
        "           13:00-14:00\n"
        "  Thu 2026-12-24  09:00-10:00 11:00-12:00\n"
        "                  13:00-14:00\n");
}

TEST_CASE("a change of hours names the appointments that it leaves outside") {
  const std::string stranded =
      "Still booked, outside these hours:\n"
      "Mon 2026-11-23 10:00-11:00  K7QD3F  Bob Stone  <bob@example.org>\n";
  const auto report = [](Effect effect) {
    return changed_availability_report({changed({.week = true})}, effect, Report::Shape::single);
  };
  CHECK(as_text(report(Effect::real)) == week_text + stranded);
  CHECK(as_json(report(Effect::real)).starts_with("{" + hours_members + R"(,"stranded":[{"ref":"K7QD3F",)"));
  CHECK(as_text(report(Effect::rehearsal)) == "Dry run, nothing changed. New hours:\n" + week_text + stranded);
}

TEST_CASE("a change of dates prints these dates, in json everything") {
  ShownAvailability shown = changed({.dates = {make::date("2026-11-21"), make::date("2026-12-01")}});
  shown.stranded.clear();
  const Report report = changed_availability_report({shown}, Effect::real, Report::Shape::list);
  CHECK(as_text(report) ==
        "alice (Europe/Berlin)\n"
        "  Sat 2026-11-21  closed\n"
        "  Tue 2026-12-01  weekly hours\n");
  CHECK(as_json(report) == "[\n{" + hours_members + ",\"stranded\":[]}\n]\n");
}

TEST_CASE("dates in a row that are alike are one line") {
  calendar::Availability holidays{sample::berlin(), {}, {}};
  for (const char* day : {"2026-12-24", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-03"})
    holidays.overrides[make::date(day)] = {};
  holidays.overrides[make::date("2027-01-02")] = make::windows({"10:00-12:00"});
  CHECK(as_text(availability_report({calendar::OwnerName{"alice"}, holidays, {}, make::date("2026-12-31")})) ==
        "alice (Europe/Berlin), no weekly hours\n"
        "  Thu 2026-12-31..Fri 2027-01-01  closed\n"
        "  Sat 2027-01-02                  10:00-12:00\n"
        "  Sun 2027-01-03                  closed\n");
}

TEST_CASE("an owner without weekly hours says so") {
  CHECK(as_text(availability_report({calendar::OwnerName{"alice"}, {sample::berlin(), {}, {}}, {}, today()})) ==
        "alice (Europe/Berlin), no weekly hours\n");
}

}  // namespace calbook
