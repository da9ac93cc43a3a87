#include <doctest/doctest.h>

#include "calendar/series.hpp"
#include "support/alice_calendar.hpp"

using namespace calendar;
using namespace std::chrono_literals;
using make::code_of;

namespace {

const Telling all_news{.booked = true, .moved = true, .cancelled = true};

// Alice, who tells invitees of everything that happens.
struct TellingAlice : AliceCalendar {
  TellingAlice() {
    owner = calendar.set_owner(owner, {.email = "alice@example.org"}, now, Effect::real).owner;
    tell({.invitee = all_news});
  }

  void tell(const TellingChange& change) { owner = calendar.set_telling(owner, change, now, Effect::real); }

  Appointment book_bob(std::string_view start) {
    BookingRequest asked = request(start);
    asked.invitee.email = "bob@example.org";
    return calendar.book(asked, now, Effect::real).appointment;
  }

  void move(const Appointment& appointment, std::string_view start) {
    calendar.reschedule({appointment.ref.value(), make::at(start), berlin}, now, Effect::real);
  }

  void cancel(const Appointment& appointment) { calendar.cancel(appointment.ref.value(), {}, now); }

  std::vector<OutboxMessage> due() {
    std::vector<OutboxMessage> messages = calendar.outbox({}, now).messages;
    std::erase_if(messages, [&](const OutboxMessage& each) { return !each.is_due(now); });
    return messages;
  }

  // Their ids, as if every reference were R: "R.0.invitee.booked".
  std::string ids() {
    std::string ids;
    for (const OutboxMessage& each : calendar.outbox({}, now).messages)
      ids += (ids.empty() ? "R" : " R") + each.id.substr(each.id.find('.'));
    return ids;
  }

  void end(AttemptEnd how) {
    for (const OutboxMessage& each : due()) {
      const auto attempt = calendar.begin_attempt(each, now);
      REQUIRE(attempt);
      calendar.end_attempt(attempt->message, how, "451 try again", now);
    }
  }

  void send() {
    end(AttemptEnd::told);
    calendar.settle_outbox({}, now);
  }
};

}  // namespace

TEST_CASE("without rules nothing is noted, nor told once rules are set") {
  AliceCalendar alice;
  BookingRequest asked = alice.request("2026-11-23T09:00Z");
  asked.invitee.email = "bob@example.org";
  const Appointment booked = alice.calendar.book(asked, alice.now, Effect::real).appointment;
  CHECK(alice.store.untold().empty());
  alice.owner = alice.calendar.set_owner(alice.owner, {.email = "alice@example.org"}, alice.now, Effect::real).owner;
  alice.calendar.set_telling(alice.owner, {.invitee = all_news}, alice.now, Effect::real);
  CHECK(alice.calendar.outbox({}, alice.now).messages.empty());
  alice.calendar.reschedule({booked.ref.value(), make::at("2026-11-23T10:00Z"), alice.berlin}, alice.now, Effect::real);
  const auto messages = alice.calendar.outbox({}, alice.now).messages;
  REQUIRE(messages.size() == 1);
  CHECK(messages.front().event == TellingEvent::moved);
  CHECK(messages.front().about.front().was == booked.span);
}

TEST_CASE("an invitee is told once of each booking, move and cancellation") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-23T09:00Z");
  CHECK(alice.ids() == "R.0.invitee.booked");
  alice.send();
  CHECK(alice.ids() == "");
  alice.move(bob, "2026-11-23T10:00Z");
  CHECK(alice.ids() == "R.1.invitee.moved");
  alice.send();
  alice.cancel(bob);
  CHECK(alice.ids() == "R.2.invitee.cancelled");
  alice.send();
  CHECK(alice.ids() == "");
  CHECK(alice.store.untold().empty());
}

TEST_CASE("what happens between two runs is one message, or none") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-23T09:00Z");
  alice.move(bob, "2026-11-23T10:00Z");
  CHECK(alice.ids() == "R.1.invitee.booked");
  alice.cancel(bob);
  CHECK(alice.ids() == "");
  CHECK(!alice.calendar.outbox({}, alice.now).is_settled);
  CHECK(alice.calendar.settle_outbox({}, alice.now).empty());
  CHECK(alice.calendar.outbox({}, alice.now).is_settled);
  CHECK(alice.store.untold().empty());
}

TEST_CASE("what is not told counts as told, one recipient as the other") {
  TellingAlice alice;
  alice.tell({.owner = Telling{.moved = true}});
  const Appointment bob = alice.book_bob("2026-11-23T09:00Z");
  CHECK(alice.ids() == "R.0.invitee.booked");
  alice.calendar.settle_outbox({}, alice.now);
  alice.move(bob, "2026-11-23T10:00Z");
  CHECK(alice.ids() == "R.1.invitee.booked R.1.owner.moved");
}

TEST_CASE("an event added to the rules is told only of what follows") {
  TellingAlice alice;
  alice.tell({.invitee = Telling{.booked = true}});
  const Appointment bob = alice.book_bob("2026-11-23T09:00Z");
  alice.send();
  alice.move(bob, "2026-11-23T10:00Z");
  alice.tell({.invitee = all_news});
  CHECK(alice.ids() == "");
  alice.cancel(bob);
  CHECK(alice.ids() == "R.2.invitee.cancelled");
}

TEST_CASE("nobody is told without an address, nor of a corrected name") {
  TellingAlice alice;
  const Appointment eve = alice.book("2026-11-23T09:00Z", "Eve Jones");
  CHECK(alice.ids() == "");
  alice.send();
  alice.calendar.edit(eve.ref.value(), {.name = "Eva Jones"}, Rules::obeyed, alice.now, Effect::real);
  CHECK(alice.ids() == "");
}

TEST_CASE("an address that is corrected is told what the other one was") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-23T09:00Z");
  alice.send();
  alice.calendar.edit(bob.ref.value(), {.email = "rob@example.org"}, Rules::obeyed, alice.now, Effect::real);
  CHECK(alice.ids() == "R.1.invitee.booked");
  CHECK(alice.due().front().address == "rob@example.org");
  alice.send();
  CHECK(alice.ids() == "");
}

TEST_CASE("an address that was corrected before the rules is not told") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-25T09:00Z");
  alice.send();
  alice.tell({.invitee = Telling{.moved = true}});
  alice.calendar.edit(bob.ref.value(), {.email = "rob@example.org"}, Rules::obeyed, alice.now, Effect::real);
  alice.tell({.invitee = all_news});
  CHECK(alice.ids() == "");
  CHECK(alice.calendar.settle_outbox({}, alice.now).empty());
  CHECK(alice.calendar.outbox({}, alice.now).is_settled);
}

TEST_CASE("a move tells the old owner 'cancelled', and the new one 'booked'") {
  TellingAlice alice;
  alice.tell({.invitee = Telling{}, .owner = all_news});
  Owner bea = alice.calendar.add_owner(OwnerName{"bea"}, alice.berlin, alice.now, Effect::real);
  AvailabilityChange hours;
  hours.weekly = AliceCalendar::every_day({"09:00-17:00"});
  alice.calendar.change_availability(bea, hours, alice.now, Effect::real);
  bea = alice.calendar.set_owner(bea, {.email = "bea@example.org"}, alice.now, Effect::real).owner;
  bea = alice.calendar.set_telling(bea, {.owner = all_news}, alice.now, Effect::real);
  const Appointment bob = alice.book_bob("2026-11-23T09:00Z");
  alice.send();
  alice.calendar.reschedule({bob.ref.value(), make::at("2026-11-23T10:00Z"), alice.berlin, bea}, alice.now,
                            Effect::real);
  CHECK(alice.ids() == "R.1.owner.booked R.1.owner-alice.cancelled");
  const Appointment lost = alice.due().back().about.front().appointment;
  CHECK(lost.span == bob.span);  // as alice knows it
  CHECK(lost.owner == alice_name());
  CHECK(lost.status == Status::cancelled);
  alice.send();
  CHECK(alice.ids() == "");
}

TEST_CASE("a reminder is given once, and again for another time") {
  TellingAlice alice;
  alice.tell({.invitee = Telling{.leads = {{24h}}}});
  const Appointment bob = alice.book_bob("2026-11-25T09:00Z");
  CHECK(alice.ids() == "");
  alice.now = make::at("2026-11-24T09:00Z");
  CHECK(alice.ids() == "R.0.invitee.reminder.1440");
  alice.send();
  CHECK(alice.ids() == "");
  alice.move(bob, "2026-11-27T09:00Z");
  alice.now = make::at("2026-11-26T09:00Z");
  CHECK(alice.ids() == "R.1.invitee.reminder.1440");
  alice.cancel(bob);
  CHECK(alice.ids() == "");
}

TEST_CASE("only a reminder is told of what was booked before the rules") {
  AliceCalendar plain;
  BookingRequest asked = plain.request("2026-11-25T09:00Z");
  asked.invitee.email = "bob@example.org";
  const Appointment bob = plain.calendar.book(asked, plain.now, Effect::real).appointment;
  plain.owner = plain.calendar.set_owner(plain.owner, {.email = "alice@example.org"}, plain.now, Effect::real).owner;
  const Telling rules{.booked = true, .moved = true, .cancelled = true, .leads = {{24h}}};
  plain.calendar.set_telling(plain.owner, {.invitee = rules}, plain.now + 1s, Effect::real);
  const Instant soon = make::at("2026-11-24T09:30Z");
  CHECK(plain.calendar.outbox({}, soon).messages.empty());
  plain.calendar.reschedule({bob.ref.value(), make::at("2026-11-25T10:00Z"), plain.berlin}, plain.now + 2s,
                            Effect::real);
  for (const OutboxMessage& each : plain.calendar.outbox({}, plain.now + 3s).messages)
    plain.calendar.skip_message(each.id, plain.now + 3s);
  const auto due = plain.calendar.outbox({}, make::at("2026-11-24T10:00Z")).messages;
  REQUIRE(due.size() == 1);
  CHECK(due.front().event == TellingEvent::reminder);
  const Instant then = make::at("2026-11-24T10:00Z");
  const auto attempt = plain.calendar.begin_attempt(due.front(), then);
  REQUIRE(attempt);
  CHECK(plain.calendar.outbox({}, then).messages.size() == 1);  // it waits
  plain.calendar.end_attempt(attempt->message, AttemptEnd::told, "", then);
  CHECK(plain.calendar.outbox({}, then).messages.empty());
  plain.calendar.settle_outbox({}, then);
  CHECK(plain.store.untold().empty());
}

TEST_CASE("a reminder makes no news of what counts as told") {
  TellingAlice alice;
  alice.tell({.invitee = Telling{.leads = {{24h}}}});
  alice.book_bob("2026-11-25T09:00Z");
  alice.calendar.settle_outbox({}, alice.now);
  CHECK(alice.store.untold().empty());
  alice.tell({.invitee = Telling{.booked = true, .leads = {{24h}}}, .owner = Telling{.booked = true}});
  alice.now = make::at("2026-11-24T09:00Z");
  CHECK(alice.ids() == "R.0.invitee.reminder.1440");
  alice.end(AttemptEnd::failed);
  CHECK(alice.ids() == "R.0.invitee.reminder.1440");
  alice.now += 1min;
  alice.send();
  CHECK(alice.ids() == "");
}

TEST_CASE("what failed waits ever longer, and after an hour says so once") {
  TellingAlice alice;
  alice.book_bob("2026-11-25T09:00Z");
  int reports = 0, attempts = 0;
  for (; alice.now < make::at("2026-11-22T13:00Z"); alice.now += 1min) {
    for (const OutboxMessage& each : alice.due()) {
      const auto attempt = alice.calendar.begin_attempt(each, alice.now);
      REQUIRE(attempt);
      reports += alice.calendar.end_attempt(attempt->message, AttemptEnd::failed, "451", alice.now) ? 1 : 0;
      ++attempts;
    }
  }
  CHECK(attempts == 9);  // after 0, 1, 3, 7, 15, 31, 63, 123 and 183 minutes
  CHECK(reports == 1);
  const auto waiting = alice.calendar.outbox({}, alice.now).messages;
  REQUIRE(waiting.size() == 1);
  CHECK(waiting.front().failure == "451");
  CHECK(!waiting.front().is_due(alice.now));
  CHECK(alice.calendar.retry_messages({}, alice.now).size() == 1);
  CHECK(alice.due().size() == 1);
}

TEST_CASE("what cannot be tried counts as no attempt") {
  TellingAlice alice;
  alice.book_bob("2026-11-25T09:00Z");
  alice.end(AttemptEnd::not_made);
  REQUIRE(alice.due().size() == 1);
  CHECK(alice.due().front().attempts == 0);
}

TEST_CASE("what failed until it is pointless is given up") {
  TellingAlice alice;
  alice.book_bob("2026-11-23T09:00Z");
  alice.end(AttemptEnd::failed);
  alice.now = make::at("2026-11-27T09:00Z");  // five days later
  CHECK(alice.due().size() == 1);
  alice.now += 1s;
  CHECK(alice.due().empty());
  CHECK(alice.calendar.settle_outbox({}, alice.now).size() == 1);
  CHECK(alice.calendar.settle_outbox({}, alice.now).empty());
  CHECK(alice.store.untold().empty());
}

TEST_CASE("a reminder that failed until the start is given up") {
  TellingAlice alice;
  alice.tell({.invitee = Telling{.leads = {{1h}}}});
  alice.book_bob("2026-11-23T09:00Z");
  alice.now = make::at("2026-11-23T08:30Z");
  alice.end(AttemptEnd::failed);
  alice.now = make::at("2026-11-23T09:00Z");
  CHECK(alice.due().empty());
  const auto given_up = alice.calendar.settle_outbox({}, alice.now);
  REQUIRE(given_up.size() == 1);
  CHECK(given_up.front().event == TellingEvent::reminder);
  CHECK(alice.calendar.outbox({}, alice.now).is_settled);
}

TEST_CASE("a killed sender's message is told again with its id, while true") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-25T09:00Z");
  const std::string id = alice.calendar.begin_attempt(alice.due().front(), alice.now)->message.id;
  CHECK(alice.due().empty());  // for a minute
  alice.calendar.edit(bob.ref.value(), {.name = "Rob Stone"}, Rules::obeyed, alice.now, Effect::real);
  alice.now += 1min;
  REQUIRE(alice.due().size() == 1);
  CHECK(alice.due().front().id == id);
  alice.cancel(bob);
  CHECK(alice.ids() == "R.2.invitee.cancelled");
  alice.send();
  CHECK(alice.ids() == "");
}

TEST_CASE("what was perhaps told stays so, whatever fails after it") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-25T09:00Z");
  alice.calendar.begin_attempt(alice.due().front(), alice.now);  // and the sender is killed
  alice.now += 1min;
  alice.end(AttemptEnd::failed);
  alice.cancel(bob);
  CHECK(alice.ids() == "R.1.invitee.cancelled");
  alice.end(AttemptEnd::failed);
  alice.now += 1min;
  CHECK(alice.ids() == "R.1.invitee.cancelled");
}

TEST_CASE("a message that is not true any more is not sent") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-25T09:00Z");
  const OutboxMessage booked = alice.due().front();
  alice.move(bob, "2026-11-26T09:00Z");
  CHECK(!alice.calendar.begin_attempt(booked, alice.now));
}

TEST_CASE("a message that is skipped counts as told") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-25T09:00Z");
  CHECK(code_of([&] { alice.calendar.skip_message("K7QD3F.0.invitee.booked", alice.now); }) == Code::unknown_message);
  alice.calendar.skip_message(alice.due().front().id, alice.now);
  CHECK(alice.ids() == "");
  alice.cancel(bob);
  CHECK(alice.ids() == "R.1.invitee.cancelled");
}

TEST_CASE("what is skipped takes no other message along") {
  TellingAlice alice;
  alice.book_bob("2026-11-23T09:00Z");
  alice.end(AttemptEnd::failed);
  alice.now = make::at("2026-11-27T09:01Z");  // five days later
  alice.book_bob("2026-11-30T09:00Z");
  REQUIRE(alice.due().size() == 1);
  alice.calendar.skip_message(alice.due().front().id, alice.now);
  CHECK(alice.ids() == "");
  CHECK(alice.calendar.settle_outbox({}, alice.now).size() == 1);  // bob's first is given up, and said to be
}

TEST_CASE("the dates of a series are one message, those that change another") {
  TellingAlice alice;
  BookingRequest first = alice.request("2026-11-23T09:00Z");
  first.invitee.email = "bob@example.org";
  const SeriesRequest weekly{first, {.every = *Every::parse("week"), .times = 3}};
  const SeriesBooking booked = alice.calendar.book_series(weekly, alice.now, Effect::real);
  REQUIRE(alice.due().size() == 1);
  CHECK(alice.due().front().about.size() == 3);
  CHECK(alice.due().front().id == booked.series.ref->str() + ".0.invitee.booked");
  alice.send();
  alice.cancel(booked.appointments[0]);
  alice.cancel(booked.appointments[2]);
  REQUIRE(alice.due().size() == 1);
  CHECK(alice.due().front().about.size() == 2);
  CHECK(alice.calendar.rehearsed_attempt(alice.due().front()).entries.entries.front().appointments.size() == 3);
}

TEST_CASE("a date of a series whose invitee's address differs is told alone") {
  TellingAlice alice;
  BookingRequest first = alice.request("2026-11-23T09:00Z");
  first.invitee.email = "bob@example.org";
  const SeriesRequest weekly{first, {.every = *Every::parse("week"), .times = 3}};
  const SeriesBooking booked = alice.calendar.book_series(weekly, alice.now, Effect::real);
  const Reference second = booked.appointments[1].ref.value();
  alice.calendar.edit(second, {.email = "rob@example.org"}, Rules::obeyed, alice.now, Effect::real);
  REQUIRE(alice.due().size() == 2);
  CHECK(alice.due()[0].id == booked.series.ref->str() + ".1.invitee.booked");
  CHECK(alice.due()[0].about.size() == 2);
  CHECK(alice.due()[1].id == second.str() + ".1.invitee.booked");
  alice.send();
  CHECK(alice.ids() == "");
}

TEST_CASE("who could not be told at one address is told at another") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-25T09:00Z");
  alice.end(AttemptEnd::given_up);
  CHECK(alice.ids() == "");
  alice.calendar.edit(bob.ref.value(), {.email = "rob@example.org"}, Rules::obeyed, alice.now, Effect::real);
  CHECK(alice.ids() == "R.1.invitee.booked");
}

TEST_CASE("what was perhaps told at one address is another message at another") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-25T09:00Z");
  alice.calendar.begin_attempt(alice.due().front(), alice.now);  // and the sender is killed
  alice.calendar.edit(bob.ref.value(), {.email = "rob@example.org"}, Rules::obeyed, alice.now, Effect::real);
  REQUIRE(alice.due().size() == 1);
  CHECK(alice.ids() == "R.1.invitee.booked");
  CHECK(alice.due().front().attempts == 0);
}

TEST_CASE("an undone booking is gone, or cancelled if somebody was told") {
  TellingAlice alice;
  const Appointment untold = alice.book_bob("2026-11-25T09:00Z");
  alice.calendar.undo({}, alice.now);
  CHECK(!alice.store.appointment(untold.ref.value()));
  const Appointment bob = alice.book_bob("2026-11-25T10:00Z");
  alice.send();
  alice.calendar.undo({}, alice.now);
  CHECK(alice.calendar.appointment(bob.ref.value()).status == Status::cancelled);
  CHECK(alice.ids() == "R.1.invitee.cancelled");
  alice.send();
  alice.calendar.undo(alice.calendar.changes({}).back().number, alice.now);
  CHECK(alice.ids() == "R.2.invitee.booked");
}

TEST_CASE("who comes back along with their owner is not told again") {
  TellingAlice alice;
  alice.book_bob("2026-11-25T09:00Z");
  alice.send();
  alice.calendar.remove_owner(alice.owner, alice.now, Removal::forced);
  alice.calendar.undo({}, alice.now);
  CHECK(alice.ids() == "");
}

TEST_CASE("a purge removes addresses from what was told, forgetting removes it all") {
  TellingAlice alice;
  const Appointment bob = alice.book_bob("2026-11-25T09:00Z");
  alice.send();
  REQUIRE(alice.calendar.sent({}, 10).size() == 1);
  CHECK(alice.calendar.sent({}, 10).front().message.address == "bob@example.org");
  alice.calendar.purge({}, bob.span.end);
  CHECK(alice.calendar.sent({}, 10).front().message.address.empty());
  alice.calendar.forget_told(bob.span.end);
  CHECK(alice.calendar.sent({}, 10).empty());
}

TEST_CASE("nobody is told without an address from which that comes") {
  AliceCalendar alice;
  const auto set = [&](const TellingChange& change) {
    return alice.calendar.set_telling(alice.owner, change, alice.now, Effect::real);
  };
  CHECK_THROWS_WITH_AS(set({.invitee = all_news}), "alice needs an address from which messages come", Error);
  CHECK_THROWS_WITH_AS(set({.from = "j\xc3\xbcrgen@example.org"}), "no mail can come from 'j\xc3\xbcrgen@example.org'",
                       Error);
  CHECK(set({.invitee = all_news, .from = "desk@example.org"}).telling.from == "desk@example.org");
  CHECK_THROWS_WITH_AS(set({.owner = all_news}), "alice needs an address to which messages go", Error);
}

TEST_CASE("an address that messages need is not taken away") {
  TellingAlice alice;
  const auto set = [&](const std::optional<std::string>& email) {
    alice.calendar.set_owner(alice.owner, {.email = email}, alice.now, Effect::real);
  };
  CHECK_THROWS_WITH_AS(set({}), "alice needs an address from which messages come", Error);
  CHECK_THROWS_WITH_AS(set("j\xc3\xbcrgen@example.org"), "no mail can come from 'j\xc3\xbcrgen@example.org'", Error);
  alice.tell({.from = "desk@example.org"});
  set({});
  alice.tell({.invitee = Telling{}, .from = std::optional<std::string>{}});
  set("j\xc3\xbcrgen@example.org");
}
