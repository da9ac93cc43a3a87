#pragma once

// Mails (RFC 5322, MIME): read as far as an invitation needs it, and written.
//
//     constexpr std::string_view bytes = "From: Bob Stone <bob@example.org>\r\nMessage-ID: <1@example.org>\r\n"
//                                        "Content-Type: text/calendar; method=REQUEST\r\n\r\n"
//                                        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
//     const Mail mail = read_mail(bytes);
//     assert(mail.from == std::vector<std::string>{"bob@example.org"});
//     assert(mail.calendar->starts_with("BEGIN:VCALENDAR"));
//     assert(!why_automatic(mail));

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/time.hpp"

namespace calendar {

/// What a mail says of itself, and the calendar in it.
struct Mail {
  std::vector<std::string> from = {}, reply_to = {};  ///< Addresses, without names.
  std::optional<std::string> return_path = {};        ///< Empty within: nobody is to be told of it.
  std::string message_id = {};                        ///< "<1@example.org>"; empty without one.
  std::vector<std::string> references = {};           ///< The ids of the mails before it.
  std::string auto_submitted = {}, precedence = {};   ///< In lower case; empty if it does not say.
  bool from_list = false;                             ///< It has a List-Id.
  std::optional<std::string> calendar = {};           ///< The first text/calendar part, decoded.
};

/// Reads a mail; lines end in any way, and mbox's "From " line may stand in front. Mails within it are not read.
///
/// Throws Error{invalid_input} if it is no mail or beyond a limit, and Error{invalid_calendar} if its calendar is in
/// another character set than UTF-8, ASCII and Latin-1. O(bytes * limits::mail_nesting).
Mail read_mail(std::string_view bytes);

/// Whether the bytes are iCalendar and no mail.
bool is_bare_calendar(std::string_view bytes);

/// Why a mail is not from a person who waits for an answer (RFC 3834, 2): "it is from a mailing list". Empty if it
/// may be.
std::optional<std::string> why_automatic(const Mail& mail);

/// Somebody to whom a mail goes, or from whom it comes.
struct Mailbox {
  std::string address;  ///< Must hold: is_plain_ascii().
  std::string name = {};
};

/// Whether nobody is to answer a mail automatically (RFC 3834).
enum class Automatic {
  no,
  reply,   ///< It answers another mail.
  notice,  ///< It tells something.
};

/// A mail to one recipient.
struct OutgoingMail {
  Mailbox from, to;
  std::string subject;
  Instant date;
  std::string message_id;                    ///< "<1@example.org>".
  std::string in_reply_to = {};              ///< Of the mail that it answers; else empty.
  std::vector<std::string> references = {};  ///< Of those before that one.
  Automatic automatic = Automatic::no;
  std::string text;
  std::string calendar = {};  ///< iCalendar with one kind of component; may be empty.
  std::string method = {};    ///< Its METHOD.
};

/// The mail, for `sendmail -t`: in ASCII, with lines that end in a line feed and have at most 78 characters where
/// they can. Nothing in a text can end a header.
std::string written_mail(const OutgoingMail& mail);

}  // namespace calendar
