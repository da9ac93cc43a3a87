#include "calendar/appointment.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <unordered_set>

#include "calendar/service.hpp"
#include "calendar/text.hpp"
#include "support/make.hpp"

namespace calendar {

namespace {

using make::code_of;
using make::error_of;

// What must not compile is part of the interface.
template <class A, class B>
concept Addable = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept Comparable = requires(A a, B b) {
  a < b;
};
template <class A, class B>
concept Equal = requires(A a, B b) {
  a == b;
};

static_assert(!Addable<Instant, Instant>);
static_assert(!Addable<WallTime, WallTime>);
static_assert(Addable<Instant, Minutes>);
static_assert(!Comparable<Instant, WallTime>);
static_assert(!Comparable<Instant, Date>);
static_assert(!std::is_convertible_v<WallTime, Instant>);
static_assert(!std::is_convertible_v<Instant, WallTime>);
static_assert(!std::is_convertible_v<int, Minutes>);
static_assert(!std::is_convertible_v<Instant, Date>);
static_assert(std::is_convertible_v<Date, WallTime>);
static_assert(!std::is_convertible_v<std::string, OwnerName>);
static_assert(!std::is_convertible_v<const char*, OwnerName>);
static_assert(!std::is_convertible_v<OwnerName, ServiceName>);
static_assert(!std::is_constructible_v<ServiceName, OwnerName>);
static_assert(!Equal<OwnerName, ServiceName>);
static_assert(!std::is_default_constructible_v<OwnerName>);
static_assert(!std::is_convertible_v<std::string, Reference>);
static_assert(!std::is_default_constructible_v<Reference>);
static_assert(!std::is_default_constructible_v<TimeZone>);
static_assert(!std::is_convertible_v<std::string, TimeZone>);

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

Invitee invitee(const std::string& name) {
  return {name, {}, {}};
}
Invitee with_email(const std::string& email) {
  return {"Bob", email, {}};
}
Invitee with_note(const std::string& note) {
  return {"Bob", {}, note};
}

TEST_CASE("a reference is read without regard to case") {
  CHECK(Reference{"k7qd3f"}.str() == "K7QD3F");
  CHECK(Reference{"K7qD3f"} == Reference{"K7QD3F"});
  CHECK(Reference{"234567"}.str() == "234567");
}

TEST_CASE("what is not six characters of the alphabet is an unknown reference") {
  for (const std::string text : {"", "K7QD3", "K7QD3FF", "K7QD3 ", " K7QD3F", "K7QD3F ", "K7QD30", "K7QD31", "K7QD3I",
                                 "K7QD3L", "K7QD3O", "K7QD3U", "k7qd3l", "K7QD3-", "K7QDé", "K7QD3\n"}) {
    CAPTURE(text);
    CHECK(code_of([&] { Reference{text}; }) == Code::unknown_reference);
  }
  const Error error = error_of([] { Reference{"nobody"}; });
  CHECK(error.message().find("'nobody'") != std::string::npos);
  CHECK(error.remedy().kind == calendar::Remedy::Kind::list_appointments);
  CHECK(error_of([] { Reference{"\x1B[2Jxx"}; }).message().find('\x1B') == std::string::npos);
}

TEST_CASE("200,000 appointments have 200,000 references, each of which can be read back") {
  std::unordered_set<std::string> seen;
  for (std::int64_t number = 0; number < 200'000; ++number) {
    const Reference ref = Reference::of_number(number, {});
    REQUIRE(Reference{ref.str()} == ref);
    REQUIRE(seen.insert(ref.str()).second);
  }
}

TEST_CASE("numbers far apart have different references too, up to 30^6 of them") {
  constexpr std::int64_t all = 729'000'000;
  std::unordered_set<std::string> seen;
  for (std::int64_t number = 0; number < all; number += 7'919) {
    REQUIRE(seen.insert(Reference::of_number(number, {}).str()).second);
  }
  CHECK(Reference::of_number(all - 1, {}) != Reference::of_number(0, {}));
  CHECK(Reference::of_number(std::numeric_limits<std::int64_t>::max(), {}).str().size() == 6);
}

TEST_CASE("a reference does not show which came before it") {
  int alike = 0, rising = 0;
  constexpr int pairs = 10'000;
  for (int number = 1; number <= pairs; ++number) {
    const std::string one = Reference::of_number(number, {}).str();
    const std::string next = Reference::of_number(number + 1, {}).str();
    int same = 0;
    for (std::size_t i = 0; i < one.size(); ++i) same += one[i] == next[i] ? 1 : 0;
    if (same >= 4) ++alike;
    if (one < next) ++rising;
  }
  CHECK(alike < pairs / 100);
  CHECK(rising > pairs / 4);
  CHECK(rising < pairs * 3 / 4);
}

TEST_CASE("a short name has 1 to 32 of a-z, 0-9 and '-'") {
  CHECK(OwnerName{"alice"}.str() == "alice");
  CHECK(OwnerName{"a"}.str() == "a");
  CHECK(OwnerName{"7"}.str() == "7");
  CHECK(OwnerName{"room-2-"}.str() == "room-2-");
  CHECK(OwnerName{repeated("a", 32)}.str().size() == 32);
  for (const std::string text : {"", "-", "-a", "Alice", "a b", " a", "a ", "a_b", "a.b", "é", "a/b", "a\n", "--all",
                                 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    CAPTURE(text);
    CHECK(code_of([&] { OwnerName{text}; }) == Code::invalid_name);
  }
  CHECK(code_of([] { OwnerName{std::string_view{"a\0b", 3}}; }) == Code::invalid_name);
  CHECK(OwnerName{"alice"} < OwnerName{"bob"});
}

TEST_CASE("a refused short name is quoted under what it was to name") {
  const Error owner = error_of([] { OwnerName{"Alice"}; });
  CHECK(owner.message().find("'Alice'") != std::string::npos);
  CHECK(owner.field() == "owner");
  CHECK(error_of([] { ServiceName{"Cut & Dry"}; }).field() == "service");
}

TEST_CASE("an invitee needs no more than a name") {
  CHECK_NOTHROW(validated(invitee("B")));
  CHECK_NOTHROW(validated(invitee("Zoë Müller-Lüdenscheidt")));
  CHECK_NOTHROW(validated({"Bob Stone", "bob@example.org", "brings the contract"}));
  CHECK_NOTHROW(validated(with_note("")));
}

TEST_CASE("a name has 1 to 200 characters, and is not blank") {
  CHECK_NOTHROW(validated(invitee(repeated("x", 200))));
  CHECK_NOTHROW(validated(invitee(repeated("山", 200))));
  for (const std::string& name :
       {std::string{}, std::string{" "}, std::string{"\t"}, repeated(" ", 20), std::string{"\u3000"},
        repeated("x", 201), repeated("山", 201), repeated("x", 1'000'000)}) {
    CAPTURE(name.size());
    const Error error = error_of([&] { validated(invitee(name)); });
    CHECK(error.code() == Code::invalid_name);
    CHECK(error.field() == "name");
    CHECK(error.message().size() < 300);
  }
}

TEST_CASE("what an invitee says holds nothing that a terminal acts on") {
  for (const std::string text : {"a\tb", "a\vb", "a\fb", "\x1B[2J", "\u202Eevil", "a\u2028b", "\u009B", "\xFF",
                                 "\xC0\xAF", "\xED\xA0\x80", "\x7F"}) {
    CHECK(code_of([&] { validated(invitee(text)); }) == Code::invalid_name);
    CHECK(code_of([&] { validated(with_email("bob@" + text + "example.org")); }) == Code::invalid_email);
    CHECK(code_of([&] { validated(with_note(text)); }) == Code::invalid_input);
    CHECK(error_of([&] { validated(with_note(text)); }).message().find_first_of("\n\r\t\x1B\x7F\xFF") ==
          std::string::npos);
  }
  CHECK(code_of([] { validated(invitee(std::string{"a\0b", 3})); }) == Code::invalid_name);
}

TEST_CASE("only a note has several lines, whose ends become line feeds") {
  for (const std::string text : {"a\nb", "a\rb", "a\r\nb"}) {
    CHECK(code_of([&] { validated(invitee(text)); }) == Code::invalid_name);
    CHECK(code_of([&] { validated(with_email("bob@" + text)); }) == Code::invalid_email);
    CHECK(code_of([&] { validated({"Bob", {}, {}, "0170" + text}); }) == Code::invalid_phone);
    CHECK(code_of([&] { validated_reason(text); }) == Code::invalid_input);
    CHECK(validated(with_note(text)).note == "a\nb");
    CHECK(validated_note(text) == "a\nb");
  }
  CHECK(validated_note("\r\n \t one \n\r\n  two\r \n") == "one \n\n  two");
  CHECK(code_of([] { validated_note(" \r\n\t"); }) == Code::invalid_input);
  CHECK(code_of([] { validated_note(repeated("a\n", 1000) + "b"); }) == Code::invalid_input);
  CHECK_NOTHROW(validated_note(repeated("a\n", 1000)));
}

TEST_CASE("blanks and tabs around an invitee's texts are dropped, inside they stay") {
  const Invitee kept = validated({" \tBob  Stone ", "\tbob@example.org", " first\u3000visit \t"});
  CHECK(kept == Invitee{"Bob  Stone", "bob@example.org", "first\u3000visit"});
  CHECK(validated(invitee(repeated(" ", 200) + "x")).name == "x");
  CHECK(code_of([] { validated(with_email("  ")); }) == Code::invalid_email);
}

TEST_CASE("an e-mail address has one '@', no blanks or quotes, 254 characters") {
  CHECK_NOTHROW(validated(with_email("a@b")));
  CHECK_NOTHROW(validated(with_email("bob+calbook@mail.example.org")));
  const std::string domain = "@example.org";
  CHECK_NOTHROW(validated(with_email(repeated("b", 254 - domain.size()) + domain)));
  for (const std::string& email :
       {std::string{}, std::string{"bob"}, std::string{"@example.org"}, std::string{"bob@"}, std::string{"@"},
        std::string{"bob@mail@example.org"}, std::string{"bob @example.org"}, std::string{"Bob <bob@example.org>"},
        std::string{"a@b,c@d"}, std::string{"\"bob\"@example.org"}, repeated("b", 255 - domain.size()) + domain}) {
    CAPTURE(email);
    const Error error = error_of([&] { validated(with_email(email)); });
    CHECK(error.code() == Code::invalid_email);
    CHECK(error.field() == "email");
  }
}

TEST_CASE("an address that a mail program takes for something else is refused") {
  for (const std::string email :
       {"ann@example..org", "ann@.org", "ann@example.", "-oQ/tmp@x.org", "|sh@x.org", "g:a@b.org", "a@b(c)",
        "a(c)@b.org", "a\\b@c.org", "ann\u00A0b@x.org", "ann@x\u3000.org"}) {
    CAPTURE(email);
    CHECK(code_of([&] { validated(with_email(email)); }) == Code::invalid_email);
  }
  for (const std::string email : {"o'brien@example.org", "a-b@example.org", "a@[192.0.2.1]", "a@[IPv6:2001:db8::1]",
                                  "müller@straße.example", "ann..b@example.org"}) {
    CAPTURE(email);
    CHECK(validated(with_email(email)).email == email);
  }
}

TEST_CASE("names that are partly or wholly invisible are refused") {
  for (const std::string name :
       {"\u3164", "\u2800", "\u180E", "\u115F", "\uFFA0", "A\u00ADB", "A\U000E0041", "\u3000\u00A0"}) {
    CAPTURE(escaped(name));
    CHECK(code_of([&] { validated(invitee(name)); }) == Code::invalid_name);
  }
}

TEST_CASE("a note has at most 2,000 characters") {
  CHECK_NOTHROW(validated(with_note(repeated("ë", 2000))));
  const Error error = error_of([] { validated(with_note(repeated("ë", 2001))); });
  CHECK(error.code() == Code::invalid_input);
  CHECK(error.field() == "note");
}

}  // namespace

}  // namespace calendar
