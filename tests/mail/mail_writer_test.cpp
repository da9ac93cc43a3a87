#include <doctest/doctest.h>

#include "calendar/mail.hpp"
#include "support/make.hpp"

using namespace calendar;

namespace {

OutgoingMail mail() {
  return {.from = {"alice@example.net", "Dr. Alice Roe"},
          .to = {"bob@example.org", "Bob Stone"},
          .subject = "Accepted: lunch",
          .date = make::at("2026-11-22T09:05Z"),
          .message_id = "<1@example.net>",
          .text = "Mon 2026-11-23\n"};
}

std::string header_of(const OutgoingMail& outgoing) {
  const std::string text = written_mail(outgoing);
  return text.substr(0, text.find("\n\n") + 1);
}

std::string field(const OutgoingMail& outgoing, const std::string& name) {
  const std::string header = "\n" + header_of(outgoing);
  const std::size_t start = header.find("\n" + name + ": ");
  if (start == header.npos) return {};
  const std::size_t value = start + name.size() + 3;
  std::size_t end = header.find('\n', value);
  while (header[end + 1] == ' ') end = header.find('\n', end + 1);
  return header.substr(value, end - value);
}

}  // namespace

TEST_CASE("a mail without a calendar is a text") {
  CHECK(written_mail(mail()) ==
        "From: \"Dr. Alice Roe\" <alice@example.net>\n"
        "To: Bob Stone <bob@example.org>\n"
        "Subject: Accepted: lunch\n"
        "Date: Sun, 22 Nov 2026 09:05:00 +0000\n"
        "Message-ID: <1@example.net>\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n"
        "\n"
        "Mon 2026-11-23\n");
}

TEST_CASE("a calendar is the second of two alternatives, and is read back") {
  OutgoingMail outgoing = mail();
  outgoing.calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Gespräch\r\nEND:VCALENDAR\r\n";
  outgoing.method = "REPLY";
  const std::string text = written_mail(outgoing);
  CHECK(text.find("Content-Type: text/calendar; charset=utf-8; method=REPLY; component=VEVENT\n") != text.npos);
  const Mail read = read_mail(text);
  CHECK(read.calendar == outgoing.calendar);
  CHECK(read.from == std::vector<std::string>{"alice@example.net"});
}

TEST_CASE("an automatic mail says so, and what it answers") {
  OutgoingMail outgoing = mail();
  outgoing.automatic = Automatic::reply;
  outgoing.in_reply_to = "<3@example.org>";
  outgoing.references = {"<2@example.org>"};
  CHECK(field(outgoing, "Auto-Submitted") == "auto-replied");
  CHECK(field(outgoing, "In-Reply-To") == "<3@example.org>");
  CHECK(field(outgoing, "References") == "<2@example.org> <3@example.org>");
  CHECK(why_automatic(read_mail(written_mail(outgoing))));
}

TEST_CASE("names and subjects outside ASCII are encoded words of whole characters") {
  OutgoingMail outgoing = mail();
  outgoing.from.name = "Dr. Zoë";
  CHECK(field(outgoing, "From") == "=?UTF-8?B?RHIuIFpvw6s=?= <alice@example.net>");
  outgoing.subject = "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü";
  CHECK(field(outgoing, "Subject") ==
        "=?UTF-8?B?w6TDtsO8w6TDtsO8w6TDtsO8w6TDtsO8w6TDtsO8w6TDtsO8w6TDtsO8?=\n"
        " =?UTF-8?B?w6TDtsO8w6TDtsO8w6TDtsO8w6TDtsO8w6TDtsO8?=");
  outgoing.subject = "=?UTF-8?Q?free?=";
  CHECK(field(outgoing, "Subject") == "=?UTF-8?B?PT9VVEYtOD9RP2ZyZWU/PQ==?=");
}

TEST_CASE("a name with special characters is quoted") {
  OutgoingMail outgoing = mail();
  outgoing.to.name = "Stone, \"Bob\" <x@y>";
  CHECK(field(outgoing, "To") == "\"Stone, \\\"Bob\\\" <x@y>\" <bob@example.org>");
  outgoing.to.name = "";
  CHECK(field(outgoing, "To") == "bob@example.org");
}

TEST_CASE("no text ends a header") {
  OutgoingMail outgoing = mail();
  outgoing.subject = "lunch\r\nBcc: eve@example.org";
  outgoing.to.name = "Bob\nBcc: eve@example.org";
  outgoing.in_reply_to = "<1@example.org>\nBcc: eve@example.org";
  outgoing.references = {"<a b@example.org>", "<" + std::string(300, 'x') + ">"};
  const std::string header = header_of(outgoing);
  CHECK(header.find("\nBcc") == header.npos);
  CHECK(field(outgoing, "In-Reply-To").empty());
  CHECK(field(outgoing, "References").empty());
}

TEST_CASE("long lines go on in the next one") {
  OutgoingMail outgoing = mail();
  for (int i = 0; i < 30; ++i) outgoing.subject += " word";
  for (int i = 0; i < 50; ++i)
    outgoing.references.push_back("<" + std::string(20, 'x') + std::to_string(i) + "@example.org>");
  const std::string header = header_of(outgoing);
  for (std::size_t start = 0; start < header.size();) {
    const std::size_t end = header.find('\n', start);
    CHECK(end - start <= 78);
    start = end + 1;
  }
  CHECK(read_mail(header + "\n").references.size() == 20);
}
