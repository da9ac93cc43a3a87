#include "mail/parts.hpp"

#include <fmt/format.h>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "mail/encodings.hpp"
#include "mail/header.hpp"

namespace calendar {

namespace {

bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(" \t\r") == line.npos;
}

// What stands between the lines of a boundary (RFC 2046, 5.1.1); the end of a line before it is part of it.
class Multipart {
 public:
  Multipart(std::string_view body, const std::string& boundary) : rest_{body}, delimiter_{"--" + boundary} {
    next();  // what is before the first is for readers without MIME
  }

  std::optional<std::string_view> next() {
    if (ended_) return std::nullopt;
    const std::string_view body = rest_;
    for (std::size_t at = 0; at <= body.size();) {
      const std::string_view from = body.substr(at);
      const LineEnd line = line_end(from);
      if (is_delimiter(from.substr(0, line.end))) {
        rest_ = from.substr(line.next);
        return without_line_end(body.substr(0, at));
      }
      if (line.next == from.size()) break;
      at += line.next;
    }
    ended_ = true;  // cut off: what is there may be whole
    return body;
  }

 private:
  bool is_delimiter(std::string_view line) {
    if (!line.starts_with(delimiter_)) return false;
    line.remove_prefix(delimiter_.size());
    const bool last = line.starts_with("--");
    if (!is_blank_line(last ? line.substr(2) : line)) return false;
    ended_ = ended_ || last;
    return true;
  }

  static std::string_view without_line_end(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
  }

  std::string_view rest_;
  std::string delimiter_;
  bool ended_ = false;
};

std::string decoded(const PartHeader& header, std::string_view body) {
  if (header.encoding == "base64") return from_base64(body);
  if (header.encoding == "quoted-printable") return from_quoted_printable(body);
  return std::string{body};
}

std::string as_utf8(std::string text, const std::string& charset) {
  const std::string name = lower_case(charset);
  if (name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii") return text;
  if (name == "iso-8859-1" || name == "latin1") return from_latin1(text);
  throw Error{Code::invalid_calendar, fmt::format("the mail's calendar is written in {}: only UTF-8, US-ASCII and "
                                                  "ISO-8859-1 are read",
                                                  excerpt(charset))};
}

// Looks for calendars in a mail, and in what is in its parts.
class CalendarSearch {
 public:
  void look_at(const PartHeader& header, std::string_view body, std::size_t depth) {
    if (calendar_) return;
    if (++parts_ > limits::mail_parts)
      throw Error{Code::invalid_input, fmt::format("the mail has more than {} parts", limits::mail_parts)};
    const std::string type = first_word(header.content_type);
    if (type == "text/calendar") {
      calendar_ = as_utf8(decoded(header, body), parameter_in(header.content_type, "charset"));
    } else if (type == "application/ics" && !attached_) {
      attached_ = decoded(header, body);
    } else if (type.starts_with("multipart/") && depth < limits::mail_nesting) {
      look_into(header, body, depth + 1);
    }
  }

  std::optional<std::string> found() { return calendar_ ? std::move(calendar_) : std::move(attached_); }

 private:
  void look_into(const PartHeader& header, std::string_view body, std::size_t depth) {
    const std::string boundary = parameter_in(header.content_type, "boundary");
    if (boundary.empty()) return;
    Multipart parts{body, boundary};
    while (const auto part = parts.next()) {
      PartHeader own;
      const std::string_view rest =
          read_header(*part, [&](const std::string& name, const std::string& value) { own.take(name, value); });
      look_at(own, rest, depth);
    }
  }

  std::optional<std::string> calendar_, attached_;
  std::size_t parts_ = 0;
};

}  // namespace

void PartHeader::take(const std::string& name, const std::string& value) {
  if (name == "content-type") content_type = value;
  if (name == "content-transfer-encoding") encoding = first_word(value);
}

std::optional<std::string> calendar_in(const PartHeader& header, std::string_view body) {
  CalendarSearch search;
  search.look_at(header, body, 0);
  return search.found();
}

}  // namespace calendar
