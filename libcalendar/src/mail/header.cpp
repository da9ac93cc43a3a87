#include "mail/header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

constexpr std::string_view blanks = " \t";

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// A structured value, piece by piece: words, quoted strings without quotes, and single special characters.
// Comments, which may hold others, are passed over.
struct Token {
  enum class Kind { word, quoted, special };

  Kind kind;
  std::string text;
};

class Tokens {
 public:
  Tokens(std::string_view text, std::string_view specials) : rest_{text}, specials_{specials} {}

  std::optional<Token> next() {
    skip_blanks_and_comments();
    if (rest_.empty()) return std::nullopt;
    if (rest_.front() == '"') return Token{Token::Kind::quoted, take_quoted('"')};
    if (is_special(rest_.front())) {
      Token token{Token::Kind::special, {rest_.front()}};
      rest_.remove_prefix(1);
      return token;
    }
    std::size_t size = 0;
    while (size < rest_.size() && !ends_word(rest_[size])) ++size;
    Token token{Token::Kind::word, std::string{rest_.substr(0, size)}};
    rest_.remove_prefix(size);
    return token;
  }

 private:
  bool is_special(char c) const { return specials_.find(c) != specials_.npos; }
  bool ends_word(char c) const { return is_blank(c) || c == '"' || c == '(' || is_special(c); }

  void skip_blanks_and_comments() {
    while (!rest_.empty() && (is_blank(rest_.front()) || rest_.front() == '(')) {
      if (rest_.front() == '(') {
        skip_comment();
      } else {
        rest_.remove_prefix(1);
      }
    }
  }

  void skip_comment() {
    std::size_t depth = 0;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(c == '\\' ? std::min(rest_.size(), std::size_t{2}) : 1);
      if (c == '(') ++depth;
      if (c == ')' && --depth == 0) return;
    }
  }

  std::string take_quoted(char quote) {
    std::string text;
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != quote) {
      if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    rest_.remove_prefix(std::min(rest_.size(), std::size_t{1}));
    return text;
  }

  std::string_view rest_, specials_;
};

// "From bob@example.org Mon Nov 23 09:00:00 2026": where mbox's mails begin.
std::string_view without_mbox_line(std::string_view text) {
  if (!text.starts_with("From ")) return text;
  return text.substr(line_end(text).next);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower{text};
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

LineEnd line_end(std::string_view text) {
  const std::size_t feed = text.find('\n');
  if (feed == text.npos) return {text.size(), text.size()};
  return {feed > 0 && text[feed - 1] == '\r' ? feed - 1 : feed, feed + 1};
}

std::string_view read_header(std::string_view text,
                             const std::function<void(const std::string& name, const std::string& value)>& take) {
  std::string name, value;
  const auto give = [&] {
    if (!name.empty()) take(name, std::string{trimmed(value)});
    name.clear();
  };
  std::string_view rest = without_mbox_line(text);
  while (!rest.empty()) {
    const LineEnd at = line_end(rest);
    const std::string_view line = rest.substr(0, at.end);
    rest.remove_prefix(at.next);
    if (text.size() - rest.size() > limits::mail_header)
      throw Error{Code::invalid_input,
                  fmt::format("the mail's header is longer than {} KiB", limits::mail_header >> 10)};
    if (line.empty()) break;
    if (blanks.find(line.front()) != blanks.npos) {
      value += line;
      continue;
    }
    give();
    const std::size_t colon = line.find(':');
    if (colon == line.npos) continue;
    name = lower_case(trimmed(line.substr(0, colon)));
    value = line.substr(colon + 1);
  }
  give();
  return rest;
}

std::vector<std::string> addresses_in(std::string_view value) {
  std::vector<std::string> all;
  std::string bare, angled;
  bool in_angles = false, had_angles = false;
  const auto give = [&] {
    std::string& address = had_angles ? angled : bare;
    if (!address.empty()) all.push_back(std::move(address));
    bare.clear();
    angled.clear();
    in_angles = had_angles = false;
  };
  Tokens tokens{value, "<>,;:"};
  while (const auto token = tokens.next()) {
    const bool special = token->kind == Token::Kind::special;
    if (special && token->text == "<") {
      in_angles = had_angles = true;
    } else if (special && token->text == ">") {
      in_angles = false;
    } else if (special && (token->text == "," || token->text == ";")) {
      give();
    } else if (special) {
      bare.clear();  // the name of a group
    } else {
      (in_angles ? angled : bare) += token->text;
    }
  }
  give();
  return all;
}

std::vector<std::string> ids_in(std::string_view value) {
  std::vector<std::string> all;
  while (true) {
    const std::size_t start = value.find('<');
    const std::size_t end = start == value.npos ? value.npos : value.find('>', start);
    if (end == value.npos) return all;
    all.emplace_back(value.substr(start, end + 1 - start));
    value.remove_prefix(end + 1);
  }
}

std::string first_word(std::string_view value) {
  const auto token = Tokens{value, ";,"}.next();
  return token ? lower_case(token->text) : "";
}

std::string parameter_in(std::string_view value, std::string_view wanted) {
  Tokens tokens{value, ";="};
  std::optional<Token> before, token = tokens.next();
  while (token) {
    const bool assigns = token->kind == Token::Kind::special && token->text == "=";
    const bool is_wanted = assigns && before && lower_case(before->text) == wanted;
    before = std::move(token);
    token = tokens.next();
    if (is_wanted) return token ? token->text : "";
  }
  return {};
}

}  // namespace calendar
