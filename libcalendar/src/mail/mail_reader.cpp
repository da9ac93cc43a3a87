#include <fmt/format.h>

#include "calendar/error.hpp"
#include "calendar/mail.hpp"
#include "calendar/text.hpp"
#include "mail/header.hpp"
#include "mail/parts.hpp"

namespace calendar {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void append(std::vector<std::string>& all, std::vector<std::string> more) {
  for (std::string& each : more) all.push_back(std::move(each));
}

void take(Mail& mail, const std::string& name, const std::string& value) {
  if (name == "from") append(mail.from, addresses_in(value));
  if (name == "reply-to") append(mail.reply_to, addresses_in(value));
  if (name == "return-path") {
    const auto addresses = addresses_in(value);
    mail.return_path = addresses.empty() ? "" : addresses.front();
  }
  if (name == "message-id") {
    const auto ids = ids_in(value);
    mail.message_id = ids.empty() ? "" : ids.front();
  }
  if (name == "references") append(mail.references, ids_in(value));
  if (name == "auto-submitted") mail.auto_submitted = first_word(value);
  if (name == "precedence") mail.precedence = first_word(value);
  if (name == "list-id") mail.from_list = true;
}

}  // namespace

Mail read_mail(std::string_view bytes) {
  Mail mail;
  PartHeader header;
  bool any = false;
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  const std::string_view body = read_header(bytes, [&](const std::string& name, const std::string& value) {
    any = true;
    take(mail, name, value);
    header.take(name, value);
  });
  if (!any) throw Error{Code::invalid_input, "this is neither a mail nor a calendar"};
  mail.calendar = calendar_in(header, body);
  return mail;
}

bool is_bare_calendar(std::string_view bytes) {
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
  constexpr std::string_view beginning = "begin:";
  return lower_case(bytes.substr(0, beginning.size())) == beginning;
}

std::optional<std::string> why_automatic(const Mail& mail) {
  if (!mail.auto_submitted.empty() && mail.auto_submitted != "no")
    return fmt::format("it was sent automatically (Auto-Submitted: {})", excerpt(mail.auto_submitted));
  if (mail.from_list) return "it is from a mailing list";
  if (mail.precedence == "bulk" || mail.precedence == "list" || mail.precedence == "junk")
    return fmt::format("it was sent to many (Precedence: {})", mail.precedence);
  if (mail.return_path && mail.return_path->empty()) return "nobody is to be told of it (empty Return-Path)";
  return std::nullopt;
}

}  // namespace calendar
