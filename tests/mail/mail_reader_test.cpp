#include <doctest/doctest.h>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "calendar/mail.hpp"
#include "support/make.hpp"

using namespace calendar;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view calendar_text = "BEGIN:VCALENDAR\nEND:VCALENDAR\n";

Mail with(const std::string& header) {
  return read_mail(header + "\n\n");
}

std::optional<std::string> calendar_of(const std::string& mail) {
  return read_mail(mail).calendar;
}

}  // namespace

TEST_CASE("addresses are read without names, comments and groups") {
  CHECK(with("From: Bob Stone <bob@example.org>").from == Texts{"bob@example.org"});
  CHECK(with("From: \"Stone, Bob (\\\"B\\\")\" <bob@example.org>").from == Texts{"bob@example.org"});
  CHECK(with("From: bob@example.org (Bob <x@y>, (really))").from == Texts{"bob@example.org"});
  CHECK(with("From: a@example.org, B <b@example.org>").from == Texts{"a@example.org", "b@example.org"});
  CHECK(with("From: staff: a@example.org, b@example.org;").from == Texts{"a@example.org", "b@example.org"});
  CHECK(with("From: =?UTF-8?Q?eve=40example=2Eorg?= <bob@example.org>").from == Texts{"bob@example.org"});
}

TEST_CASE("two From fields are two senders") {
  CHECK(with("From: a@example.org\nFROM: b@example.org").from == Texts{"a@example.org", "b@example.org"});
}

TEST_CASE("a folded field is read as a whole, whatever ends its lines") {
  const Mail mail = with("Message-ID:\r\n <1@example.org>\r\nReferences: <2@example.org>\r\n\t<3@example.org>");
  CHECK(mail.message_id == "<1@example.org>");
  CHECK(mail.references == Texts{"<2@example.org>", "<3@example.org>"});
}

TEST_CASE("what a header says of automatic mails is in the answer why") {
  CHECK(!why_automatic(with("From: bob@example.org\nAuto-Submitted: (really) No\nReturn-Path: <bob@example.org>")));
  for (const char* header :
       {"Auto-Submitted: auto-replied (vacation)", "Auto-Submitted: auto-generated; x=y",
        "List-Id: Staff <staff.example.org>", "Precedence: Bulk", "Precedence: list", "Return-Path: <>"})
    CHECK_MESSAGE(why_automatic(with(header)), header);
}

TEST_CASE("a calendar is found in parts within parts, decoded") {
  CHECK(calendar_of("Content-Type: multipart/mixed; boundary=\"a b\"\n\npreamble\n--a b  \n"
                    "Content-Type: multipart/alternative; boundary=ab\n\n--ab\n\ntext\n--ab\n"
                    "Content-Type: TEXT/Calendar; method=REQUEST\nContent-Transfer-Encoding: Base64\n\nQkVH\nSU4=\n"
                    "--ab--\n--a b--\n") == "BEGIN");
}

TEST_CASE("text/calendar counts before an attached file, and the first of several") {
  const std::string parts =
      "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/ics\n\nfile\n--x\n"
      "Content-Type: text/calendar\n\nfirst\n--x\nContent-Type: text/calendar\n\nsecond\n--x--\n";
  CHECK(calendar_of(parts) == "first");
  CHECK(calendar_of(parts.substr(0, parts.find("\n--x\nContent-Type: text/calendar")) + "\n--x--") == "file");
}

TEST_CASE("a mail within a mail is not read") {
  CHECK(
      !calendar_of("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
                   "Content-Type: text/calendar\n\nforwarded\n--x--\n"));
}

TEST_CASE("a boundary is a whole line, with the line end before it") {
  CHECK(calendar_of("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/calendar\r\n\r\n"
                    "one\r\n--xy\r\ntwo\r\n--x--\r\n") == "one\r\n--xy\r\ntwo");
}

TEST_CASE("a mail that is cut off has what is there") {
  CHECK(calendar_of("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/calendar\n\nBEGIN") ==
        "BEGIN");
  CHECK(!calendar_of("Content-Type: multipart/mixed; boundary=x\n\nnothing"));
  CHECK(!calendar_of("Content-Type: multipart/mixed\n\n--\nContent-Type: text/calendar\n\nBEGIN"));
}

TEST_CASE("calendars in Latin-1 are read, in other sets refused") {
  CHECK(calendar_of("Content-Type: text/calendar; charset=\"ISO-8859-1\"\n\n\xE4") == "ä");
  CHECK(calendar_of("Content-Type: text/calendar; charset=us-ascii\n\na") == "a");
  CHECK(make::code_of([] { calendar_of("Content-Type: text/calendar; charset=utf-16\n\na"); }) ==
        Code::invalid_calendar);
}

TEST_CASE("mbox's first line is passed over") {
  CHECK(with("From bob@example.org Fri Nov 20 08:00:02 2026\nFrom: bob@example.org").from == Texts{"bob@example.org"});
}

TEST_CASE("what has no header is no mail") {
  for (const char* text : {"", "\n", "Are you free?", "\nFrom: bob@example.org\n"})
    CHECK(make::code_of([&] { read_mail(text); }) == Code::invalid_input);
}

TEST_CASE("endless headers and parts are refused, parts nested too deep passed over") {
  CHECK(make::code_of([] { with("Subject: " + std::string(limits::mail_header, 'x')); }) == Code::invalid_input);
  std::string many = "Content-Type: multipart/mixed; boundary=x\n\n";
  for (std::size_t i = 0; i <= limits::mail_parts; ++i) many += "--x\n\n\n";
  CHECK(make::code_of([&] { read_mail(many); }) == Code::invalid_input);
  std::string deep;
  for (std::size_t i = 0; i <= limits::mail_nesting; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  CHECK(!calendar_of(deep + "Content-Type: text/calendar\n\nBEGIN"));
}

TEST_CASE("a calendar alone is told from a mail") {
  CHECK(is_bare_calendar(calendar_text));
  CHECK(is_bare_calendar("\xEF\xBB\xBF\r\nbegin:vcalendar"));
  CHECK(!is_bare_calendar("From: bob@example.org\n\nBEGIN:VCALENDAR\n"));
  CHECK(!is_bare_calendar(""));
}
