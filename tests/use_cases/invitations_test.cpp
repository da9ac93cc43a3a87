#include <doctest/doctest.h>

#include "support/alice_calendar.hpp"

using namespace calendar;
using Kind = InvitationAnswer::Kind;

namespace {

// Alice, who is invited by Bob.
struct Invited : AliceCalendar {
  Invited() {
    OwnerChange change;
    change.email = "alice@example.net";
    change.answered = "@example.org";
    owner = calendar.set_owner(owner, change, now, Effect::real).owner;
  }

  Invitation invitation(std::string_view from, std::string_view to, int sequence = 0) const {
    Invitation asked{.method = Invitation::Method::request, .zone = berlin};
    asked.uid = "1";
    asked.organizer = Participant{"bob@example.org", "Bob Stone"};
    asked.attendees = {{"alice@example.net"}};
    asked.title = "Lunch";
    asked.sequence = sequence;
    asked.stamp = now;
    asked.first = make::span(from, to);
    asked.meetings = {{*asked.first}};
    return asked;
  }

  // An hour at each of the starts.
  Invitation repetition(std::initializer_list<std::string_view> starts, int sequence = 0) const {
    Invitation asked = invitation(*starts.begin(), *starts.begin(), sequence);
    asked.repeats = true;
    asked.meetings.clear();
    for (const std::string_view start : starts) {
      const Instant at = make::at(start);
      asked.meetings.push_back({{at, at + std::chrono::hours{1}}, at});
    }
    asked.first = asked.meetings.front().span;
    return asked;
  }

  InvitationAnswer answer(const Invitation& asked, Wish wish = Wish::by_rules,
                          Conflicts conflicts = Conflicts::refuse) {
    return calendar.answer({owner, asked, wish, conflicts}, now);
  }

  InvitationAnswer cancel(Invitation asked) {
    asked.method = Invitation::Method::cancel;
    return answer(asked);
  }

  std::string booked() { return starts(upcoming()); }
};

std::string why_not_invited(const Invited& alice, const Invitation& asked, const std::optional<Delivery>& delivery) {
  const Error error = make::error_of([&] { require_invited(alice.owner, asked, delivery); });
  CHECK(error.code() == Code::not_invited);
  return error.message();
}

}  // namespace

TEST_CASE("an invitation is booked at any start and length that is free") {
  Invited alice;
  const InvitationAnswer answer = alice.answer(alice.invitation("2026-11-23T09:17Z", "2026-11-23T09:30Z"));
  CHECK(answer.kind == Kind::accepted);
  CHECK(answer.appointments.front().invitee == Invitee{"Bob Stone", "bob@example.org", "Lunch"});
  CHECK(answer.appointments.front().length() == Minutes{13});
  CHECK(alice.booked() == "2026-11-23T09:17Z");
}

TEST_CASE("buffers of the default service are kept around an invitation") {
  Invited alice;
  ServiceChange change;
  change.buffer_after = Minutes{10};
  alice.calendar.set_service(alice.owner, ServiceName{"default"}, change, alice.now);
  alice.book("2026-11-23T10:00Z");
  CHECK(alice.answer(alice.invitation("2026-11-23T09:00Z", "2026-11-23T09:55Z")).kind == Kind::declined);
  CHECK(alice.answer(alice.invitation("2026-11-23T09:00Z", "2026-11-23T09:50Z", 1)).kind == Kind::accepted);
}

TEST_CASE("a service that is closed takes no invitations either") {
  Invited alice;
  ServiceChange change;
  change.closed = true;
  alice.calendar.set_service(alice.owner, ServiceName{"default"}, change, alice.now);
  const InvitationAnswer answer = alice.answer(alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  CHECK(answer.declined.front().error == "not_offered");
  CHECK(answer.next.empty());
}

TEST_CASE("dates of a repetition count as taken for those behind them") {
  Invited alice;
  const InvitationAnswer answer =
      alice.answer(alice.repetition({"2026-11-23T09:00Z", "2026-11-23T09:30Z", "2026-11-24T09:00Z"}), Wish::by_rules,
                   Conflicts::skip);
  CHECK(answer.kind == Kind::accepted);
  REQUIRE(answer.declined.size() == 1);
  CHECK(answer.declined.front().meeting.instance == make::at("2026-11-23T09:30Z"));
  CHECK(alice.booked() == "2026-11-23T09:00Z 2026-11-24T09:00Z");
}

TEST_CASE("dates of a repetition may change places") {
  Invited alice;
  alice.answer(alice.repetition({"2026-11-23T09:00Z", "2026-11-24T09:00Z"}));
  Invitation swapped = alice.repetition({"2026-11-23T09:00Z", "2026-11-24T09:00Z"}, 1);
  std::swap(swapped.meetings[0].instance, swapped.meetings[1].instance);
  const InvitationAnswer answer = alice.answer(swapped);
  CHECK(answer.kind == Kind::updated);
  CHECK(alice.booked() == "2026-11-23T09:00Z 2026-11-24T09:00Z");
}

TEST_CASE("an update that leaves dates out cancels them") {
  Invited alice;
  alice.answer(alice.repetition({"2026-11-23T09:00Z", "2026-11-24T09:00Z"}));
  CHECK(alice.answer(alice.repetition({"2026-11-24T09:00Z", "2026-11-25T09:00Z"}, 1)).kind == Kind::updated);
  CHECK(alice.booked() == "2026-11-24T09:00Z 2026-11-25T09:00Z");
}

TEST_CASE("only a later version asks anew about what the owner cancelled") {
  Invited alice;
  const InvitationAnswer first = alice.answer(alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  alice.calendar.cancel(first.appointments.front().ref.value(), {}, alice.now);
  CHECK(alice.answer(alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z")).kind == Kind::repeated);
  CHECK(alice.booked().empty());
  CHECK(alice.answer(alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z", 1)).kind == Kind::accepted);
}

TEST_CASE("a declined invitation's cancellation is kept, and an older one is ignored") {
  Invited alice;
  alice.book("2026-11-23T09:00Z");
  const Invitation asked = alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z", 2);
  CHECK(alice.answer(asked).kind == Kind::declined);
  CHECK(alice.cancel(alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z", 1)).kind == Kind::repeated);
  CHECK(alice.cancel(asked).kind == Kind::cancelled);
  CHECK(alice.cancel(asked).kind == Kind::repeated);
}

TEST_CASE("an answer without an appointment is no change to take back") {
  Invited alice;
  alice.book("2026-11-23T09:00Z");
  const std::size_t before = alice.calendar.changes().size();
  CHECK(alice.answer(alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z")).kind == Kind::declined);
  CHECK(alice.calendar.changes().size() == before);
  CHECK(alice.calendar.undo({}, alice.now).front().deed == Deed::undone);
  CHECK(alice.booked().empty());
}

TEST_CASE("an update that was taken back leaves what was there before it") {
  Invited alice;
  alice.answer(alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  alice.answer(alice.invitation("2026-11-24T09:00Z", "2026-11-24T10:00Z", 1));
  alice.calendar.undo({}, alice.now);
  CHECK(alice.booked() == "2026-11-23T09:00Z");
  CHECK(alice.answer(alice.invitation("2026-11-24T09:00Z", "2026-11-24T10:00Z", 1)).kind == Kind::updated);
}

TEST_CASE("who is answered are addresses and domains, in any case") {
  CHECK(validated_answered(" Bob@Example.org,@EXAMPLE.com , bob@example.org,") == "bob@example.org,@example.com");
  for (const char* list : {"", ",", "@", "bob", "@a..b", "a@b,c d@e"}) {
    const Code code = make::code_of([&] { validated_answered(list); });
    CHECK_MESSAGE((code == Code::invalid_email || code == Code::invalid_input), list);
  }
}

TEST_CASE("a domain has no other domain that ends like it") {
  Invited alice;
  Invitation asked = alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z");
  CHECK_NOTHROW(require_invited(alice.owner, asked, Delivery{{"BOB@example.org"}}));
  for (const char* address : {"bob@notexample.org", "bob@sub.example.org", "bob@example.org.evil.com"}) {
    asked.organizer->address = address;
    CHECK(why_not_invited(alice, asked, Delivery{{address}}).find("not among those") != std::string::npos);
  }
}

TEST_CASE("whoever is not its organizer invites nobody") {
  Invited alice;
  const Invitation asked = alice.invitation("2026-11-23T09:00Z", "2026-11-23T10:00Z");
  CHECK(why_not_invited(alice, asked, Delivery{{"eve@example.org"}}).find("organized by bob@") != std::string::npos);
  CHECK(why_not_invited(alice, asked, Delivery{{}}).find("0 addresses") != std::string::npos);
  CHECK(why_not_invited(alice, asked, Delivery{{"bob@example.org"}, "it is from a mailing list"}) ==
        "not answered: it is from a mailing list");
}
