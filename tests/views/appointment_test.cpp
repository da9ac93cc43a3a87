#include "views/appointment.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"
#include "support/written.hpp"
#include "views/series.hpp"

namespace calbook {

namespace {

const std::string bobs_object =
    R"({"ref":"K7QD3F","owner":"alice","service":"default","status":"booked",)"
    R"("start":"2026-11-23T10:00:00+01:00","end":"2026-11-23T11:00:00+01:00",)"
    R"("start_utc":"2026-11-23T09:00:00Z","end_utc":"2026-11-23T10:00:00Z","tz":"Europe/Berlin",)"
    R"("name":"Bob Stone","email":"bob@example.org","note":null,"key":null,)"
    R"("created_utc":"2026-11-22T09:00:00Z","cancelled_utc":null,"reason":null,)"
    R"("phone":null,"changed_utc":null,"attendance":null,"series":null,"position":null,"of":null,"revision":0})";

// Cancelled, of a service with a name, and full of what could break a line.
calendar::Appointment eves() {
  calendar::Appointment appointment = sample::appointment();
  appointment.ref = calendar::Reference{"2S4M2C"};
  appointment.owner = calendar::OwnerName{"bea-anne"};
  appointment.service = calendar::ServiceName{"call"};
  appointment.span = make::span("2026-11-24T09:00Z", "2026-11-24T09:30Z");
  appointment.status = calendar::Status::cancelled;
  appointment.invitee = {"Eve\x1b[2J", std::nullopt, "two\tcells"};
  appointment.key = "k1";
  appointment.cancelled = make::at("2026-11-22T10:00Z");
  appointment.reason = "ill";
  return appointment;
}

std::vector<ShownAppointment> both() {
  return shown_in(sample::berlin(), {sample::appointment(), eves()});
}

}  // namespace

TEST_CASE("a list of appointments has their times, references and invitees") {
  const Report report = appointments_report(both(), OwnerColumn::hidden, "No appointments.");
  CHECK(as_text(report) ==
        "Mon 2026-11-23 10:00-11:00  K7QD3F          Bob Stone                <bob@example.org>\n"
        "Tue 2026-11-24 10:00-10:30  2S4M2C  [call]  Eve\\u{1b}[2J  cancelled                     two\\u{9}cells\n");
  CHECK(as_quiet(report) == "K7QD3F\n2S4M2C\n");
  CHECK(as_tsv(report) ==
        "ref\tstart\tend\tname\temail\tservice\towner\tstatus\tphone\tnote\tkey\n"
        "K7QD3F\t2026-11-23T10:00:00+01:00\t2026-11-23T11:00:00+01:00\tBob "
        "Stone\tbob@example.org\tdefault\talice\tbooked\t\t\t\n"
        "2S4M2C\t2026-11-24T10:00:00+01:00\t2026-11-24T10:30:00+01:00\tEve\\u{1b}[2J\t\tcall\tbea-"
        "anne\tcancelled\t\ttwo\\tcells\tk1\n");
  CHECK(as_json(report) ==
        "[\n" + bobs_object +
            ",\n"
            R"({"ref":"2S4M2C","owner":"bea-anne","service":"call","status":"cancelled",)"
            R"("start":"2026-11-24T10:00:00+01:00","end":"2026-11-24T10:30:00+01:00",)"
            R"("start_utc":"2026-11-24T09:00:00Z","end_utc":"2026-11-24T09:30:00Z","tz":"Europe/Berlin",)"
            R"("name":"Eve\u001b[2J","email":null,"note":"two\tcells","key":"k1",)"
            R"("created_utc":"2026-11-22T09:00:00Z","cancelled_utc":"2026-11-22T10:00:00Z","reason":"ill",)"
            R"("phone":null,"changed_utc":null,"attendance":null,"series":null,"position":null,"of":null,"revision":0})"
            "\n]\n");
}

TEST_CASE("several owners have a column; several zones, offsets") {
  std::vector<ShownAppointment> shown = both();
  CHECK(as_text(appointments_report(shown, OwnerColumn::shown, {})) ==
        "Mon 2026-11-23 10:00-11:00  K7QD3F  alice             Bob Stone                <bob@example.org>\n"
        "Tue 2026-11-24 10:00-10:30  2S4M2C  bea-anne  [call]  Eve\\u{1b}[2J  cancelled                     "
        "two\\u{9}cells\n");
  shown.back().zone = make::zone("America/New_York");
  CHECK(as_text(appointments_report(shown, OwnerColumn::hidden, {})) ==
        "Mon 2026-11-23 10:00-11:00 +01:00  K7QD3F          Bob Stone                <bob@example.org>\n"
        "Tue 2026-11-24 04:00-04:30 -05:00  2S4M2C  [call]  Eve\\u{1b}[2J  cancelled                     "
        "two\\u{9}cells\n");
}

TEST_CASE("columns of a paged list fit the widest cell so far") {
  std::vector<ShownAppointment> shown = both();
  shown.back().zone = make::zone("America/New_York");
  CHECK(as_text(appointments_report(sample::pages<ShownAppointment>({{shown[0]}, {shown[1]}, {shown[0]}}),
                                    OwnerColumn::shown, sample::now(), {})) ==
        "Mon 2026-11-23 10:00-11:00  K7QD3F  alice  Bob Stone  <bob@example.org>\n"
        "Tue 2026-11-24 04:00-04:30 -05:00  2S4M2C  bea-anne  [call]  Eve\\u{1b}[2J  cancelled                     "
        "two\\u{9}cells\n"
        "Mon 2026-11-23 10:00-11:00 +01:00  K7QD3F  alice             Bob Stone                <bob@example.org>\n");
}

TEST_CASE("whatever the names, a list fits terminals of 80 and 120 cells") {
  std::vector<calendar::Appointment> all(4, sample::appointment());
  all[1].invitee = {"山田太郎", "yamada@example.jp", "first visit", "0170 5551234"};
  all[2].invitee.name = "Zoe\u0308 " + std::string(196, 'x');
  all[3].service = calendar::ServiceName{"call"};
  all[3].status = calendar::Status::cancelled;
  const Report report = appointments_report(shown_in(sample::berlin(), all), OwnerColumn::hidden, {});
  const std::string when = "Mon 2026-11-23 10:00-11:00  K7QD3F  ";
  CHECK(on_terminal(80, report) == when + "        Bob Stone\n" +                      //
                                       when + "        山田太郎     0170 5551234\n" +  //
                                       when + "        Zoe\u0308 xxxxxx…\n" +          //
                                       when + "[call]  Bob Stone                  cancelled\n");
  CHECK(on_terminal(120, report) ==
        when + "        Bob Stone                                                <bob@example.org>\n" + when +
            "        山田太郎                        0170 5551234             <yamada@example.jp>\n" + when +
            "        Zoe\u0308 xxxxxxxxxxxxxxxxxxxxxxxxx…                           <bob@example.org>\n" + when +
            "[call]  Bob Stone                                     cancelled  <bob@example.org>\n");
}

TEST_CASE("a terminal shows a gap between dates and marks what runs now") {
  std::vector<calendar::Appointment> all(3, sample::appointment());
  all[1].span = make::span("2026-11-24T09:00Z", "2026-11-24T10:00Z");
  all[2].span = make::span("2026-11-24T10:00Z", "2026-11-24T11:00Z");
  const auto report = [&] {
    return appointments_report(sample::pages<ShownAppointment>({shown_in(sample::berlin(), all)}), OwnerColumn::hidden,
                               make::at("2026-11-24T09:59Z"), {});
  };
  CHECK(on_terminal(80, report()) ==
        "  Mon 2026-11-23 10:00-11:00  K7QD3F  Bob Stone  <bob@example.org>\n"
        "\n"
        "> Tue 2026-11-24 10:00-11:00  K7QD3F  Bob Stone  <bob@example.org>\n"
        "  Tue 2026-11-24 11:00-12:00  K7QD3F  Bob Stone  <bob@example.org>\n");
  CHECK(as_text(report()) ==
        "Mon 2026-11-23 10:00-11:00  K7QD3F  Bob Stone  <bob@example.org>\n"
        "Tue 2026-11-24 10:00-11:00  K7QD3F  Bob Stone  <bob@example.org>\n"
        "Tue 2026-11-24 11:00-12:00  K7QD3F  Bob Stone  <bob@example.org>\n");
}

TEST_CASE("an appointment whose clock has shifted says for when it was made") {
  calendar::Appointment shifted = sample::appointment();
  shifted.utc_offset = std::chrono::hours{2};
  CHECK(as_text(appointments_report(shown_in(sample::berlin(), {shifted}), OwnerColumn::hidden, {})) ==
        "Mon 2026-11-23 10:00-11:00  K7QD3F  Bob Stone  (made for Mon 2026-11-23 11:00 in Europe/Berlin)  "
        "<bob@example.org>\n");
}

TEST_CASE("the details of an appointment are all that is known of it") {
  CHECK(as_text(details_report({ShownAppointment{sample::appointment(), sample::berlin()}}, sample::now())) ==
        "K7QD3F  booked\n"
        "  when      Mon 2026-11-23 10:00-11:00 +01:00, Europe/Berlin (tomorrow)\n"
        "  who       Bob Stone <bob@example.org>\n"
        "  owner     alice\n"
        "  service   default\n"
        "  booked    Sun 2026-11-22 10:00 +01:00\n");
  CHECK(as_text(details_report({ShownAppointment{eves(), sample::berlin()}}, sample::now())) ==
        "2S4M2C  cancelled\n"
        "  when      Tue 2026-11-24 10:00-10:30 +01:00, Europe/Berlin (in 2 days)\n"
        "  who       Eve\\u{1b}[2J\n"
        "  note      two\\u{9}cells\n"
        "  owner     bea-anne\n"
        "  service   call\n"
        "  booked    Sun 2026-11-22 10:00 +01:00\n"
        "  cancelled Sun 2026-11-22 11:00 +01:00\n"
        "  reason    ill\n");
}

TEST_CASE("a booking says its reference; a rehearsed one, what it would book") {
  calendar::Booking booking{sample::appointment(), std::nullopt};
  const Report real = booked_report(booking, sample::berlin(), sample::now());
  CHECK(as_text(real) == "Booked K7QD3F  Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow)\n");
  CHECK(as_quiet(real) == "K7QD3F\n");
  CHECK(as_json(real) == bobs_object + "\n");

  booking.appointment.ref.reset();
  const Report rehearsed = booked_report(booking, sample::berlin(), sample::now());
  CHECK(as_text(rehearsed) ==
        "Would book  Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow)\n");
  CHECK(as_quiet(rehearsed).empty());
}

TEST_CASE("a booking names each rule that it overrides") {
  const calendar::Appointment made = sample::appointment();
  const calendar::Refusal outside{calendar::Refusal::Rule::outside_hours, {made.span.start, made.span.start}};
  const calendar::Verdict overridden{made.span, made.owner, {}, sample::berlin(), {outside}, {}};
  CHECK(as_text(booked_report({made, overridden}, sample::berlin(), sample::now())) ==
        "Booked K7QD3F  Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow)\n"
        "  against the rules: Mon 2026-11-23 10:00-11:00 is outside alice's hours\n");
}

TEST_CASE("a move names the old time, or says that nothing changed") {
  calendar::Move move{sample::appointment(), sample::appointment(), {}};
  move.before.span = make::span("2026-11-23T13:00Z", "2026-11-23T14:00Z");
  CHECK(moved_line(move, sample::berlin(), calendar::Effect::real, sample::now()) ==
        "Moved K7QD3F  Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow), "
        "was Mon 2026-11-23 14:00-15:00");
  move.before.span = move.after.span;
  CHECK(moved_line(move, sample::berlin(), calendar::Effect::real, sample::now()) ==
        "K7QD3F is there already  Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow)");
}

TEST_CASE("a move to another owner names that owner") {
  calendar::Move move{sample::appointment(), sample::appointment(), {}};
  move.after.owner = calendar::OwnerName{"ben"};
  CHECK(moved_line(move, sample::berlin(), calendar::Effect::rehearsal, sample::now()) ==
        "Would move K7QD3F to ben  Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow), "
        "was Mon 2026-11-23 10:00-11:00");
}

TEST_CASE("a cancellation says what was cancelled") {
  CHECK(cancelled_line({eves(), sample::berlin()}, calendar::Effect::real, sample::now()) ==
        "Cancelled 2S4M2C  Tue 2026-11-24 10:00-10:30 +01:00  Eve\\u{1b}[2J  (in 2 days)");
}

TEST_CASE("what was done to one is an object, to several a list") {
  const ShownAppointment bob{sample::appointment(), sample::berlin()};
  const Report one = done_report({bob}, {"Cancelled"}, Report::Shape::single);
  CHECK(as_text(one) == "Cancelled\n");
  CHECK(as_json(one) == bobs_object + "\n");
  CHECK(as_quiet(one) == "K7QD3F\n");
  const Report two = done_report({bob, {eves(), sample::berlin()}}, {"One", "Two"}, Report::Shape::list);
  CHECK(as_text(two) == "One\nTwo\n");
  CHECK(as_json(two).front() == '[');
  CHECK(as_quiet(two) == "K7QD3F\n2S4M2C\n");
}

}  // namespace calbook
