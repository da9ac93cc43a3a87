#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "calendar/mail.hpp"
#include "calendar/text.hpp"
#include "mail/encodings.hpp"

namespace calendar {

namespace {

constexpr std::size_t longest_header_line = 78;
constexpr std::size_t longest_encoded = 42;  // bytes, so that an encoded word has less than 76 characters

// In one line, and UTF-8: a blank for what is neither.
std::string one_line(std::string_view text) {
  std::string line;
  for (CharacterReader reader{text}; !reader.done();) {
    const Character next = reader.take();
    const auto first = static_cast<unsigned char>(next.bytes.front());
    const bool shown = next.well_formed && first >= ' ' && first != 0x7F;
    shown ? line += next.bytes : line += ' ';
  }
  return std::string{trimmed(line)};
}

// "=?UTF-8?B?...?= =?UTF-8?B?...?=", each with whole characters (RFC 2047, 5).
std::vector<std::string> encoded_words(std::string_view text) {
  std::vector<std::string> words;
  std::string piece;
  const auto give = [&] {
    if (!piece.empty()) words.push_back("=?UTF-8?B?" + base64(piece) + "?=");
    piece.clear();
  };
  for (CharacterReader reader{text}; !reader.done();) {
    const std::string_view next = reader.take().bytes;
    if (piece.size() + next.size() > longest_encoded) give();
    piece += next;
  }
  give();
  return words;
}

// Who reads an encoded word in a plain text would decode it.
bool looks_encoded(std::string_view text) {
  return text.find("=?") != text.npos;
}

std::vector<std::string> words_of(std::string_view text) {
  if (!is_plain_ascii(text) || looks_encoded(text)) return encoded_words(text);
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// A name in front of an address: quoted where it has more than letters.
std::vector<std::string> words_of_name(const std::string& name) {
  constexpr std::string_view atoms = "!#$%&'*+-/=?^_`{|}~ ";
  if (!is_plain_ascii(name) || looks_encoded(name)) return encoded_words(name);
  const bool plain = std::ranges::all_of(name, [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || atoms.find(c) != atoms.npos;
  });
  if (plain) return words_of(name);
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return {quoted + "\""};
}

class HeaderWriter {
 public:
  // Words go on in the next line where they do not fit.
  void field(std::string_view name, const std::vector<std::string>& words) {
    std::string line = fmt::format("{}:", name);
    for (const std::string& word : words) {
      const bool first = line.size() == name.size() + 1;
      if (!first && line.size() + 1 + word.size() > longest_header_line) {
        bytes_ += line + "\n";
        line.clear();
      }
      line += " " + word;
    }
    bytes_ += line + "\n";
  }

  void field(std::string_view name, std::string_view value) { field(name, std::vector{std::string{value}}); }
  void text(std::string_view name, std::string_view text) { field(name, words_of(one_line(text))); }

  void mailbox(std::string_view name, const Mailbox& mailbox) {
    const std::string address = one_line(mailbox.address), shown = one_line(mailbox.name);
    if (shown.empty()) return field(name, address);
    std::vector<std::string> words = words_of_name(shown);
    words.push_back("<" + address + ">");
    field(name, words);
  }

  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// "Mon, 23 Nov 2026 09:00:00 +0000"
std::string date_text(Instant instant) {
  constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto date = std::chrono::floor<Days>(instant);
  const std::chrono::year_month_day day{date};
  const std::chrono::hh_mm_ss time{instant - date};
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", days.at(std::chrono::weekday{date}.c_encoding()),
                     static_cast<unsigned>(day.day()), months.at(static_cast<unsigned>(day.month()) - 1),
                     static_cast<int>(day.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

// An id that another mail says is printed only if it is one.
bool is_id(std::string_view id) {
  constexpr std::size_t longest = 250;
  return id.size() <= longest && id.starts_with('<') && id.ends_with('>') && is_plain_ascii(id) &&
         id.find(' ') == id.npos;
}

std::vector<std::string> references_of(const OutgoingMail& mail) {
  constexpr std::size_t most = 20;
  std::vector<std::string> ids = mail.references;
  ids.push_back(mail.in_reply_to);
  std::erase_if(ids, [](const std::string& id) { return !is_id(id); });
  if (ids.size() > most) ids.erase(ids.begin() + 1, ids.end() - (most - 1));
  return ids;
}

std::string in_lines(std::string_view text) {
  constexpr std::size_t width = 76;
  std::string lines;
  for (; !text.empty(); text.remove_prefix(std::min(width, text.size())))
    lines.append(text.substr(0, width)).append("\n");
  return lines;
}

std::string header_of(const OutgoingMail& mail) {
  HeaderWriter header;
  header.mailbox("From", mail.from);
  header.mailbox("To", mail.to);
  header.text("Subject", mail.subject);
  header.field("Date", date_text(mail.date));
  header.field("Message-ID", mail.message_id);
  if (is_id(mail.in_reply_to)) header.field("In-Reply-To", mail.in_reply_to);
  if (const auto ids = references_of(mail); !ids.empty()) header.field("References", ids);
  if (mail.automatic != Automatic::no) {
    header.field("Auto-Submitted", mail.automatic == Automatic::reply ? "auto-replied" : "auto-generated");
    header.field("X-Auto-Response-Suppress", "All");  // as Exchange calls the same
  }
  header.field("MIME-Version", "1.0");
  return header.take();
}

std::string text_part(std::string_view text) {
  return "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" +
         quoted_printable(text);
}

std::string calendar_part(const OutgoingMail& mail) {
  return fmt::format(
             "Content-Type: text/calendar; charset=utf-8; method={}; component=VEVENT\nContent-Transfer-Encoding: "
             "base64\n\n",
             mail.method) +
         in_lines(base64(mail.calendar));
}

}  // namespace

std::string written_mail(const OutgoingMail& mail) {
  // "=_" is in no line of either encoding.
  constexpr std::string_view boundary = "=_calbook";
  if (mail.calendar.empty()) return header_of(mail) + text_part(mail.text);
  return fmt::format("{0}Content-Type: multipart/alternative; boundary=\"{1}\"\n\n--{1}\n{2}\n--{1}\n{3}\n--{1}--\n",
                     header_of(mail), boundary, text_part(mail.text), calendar_part(mail));
}

}  // namespace calendar
