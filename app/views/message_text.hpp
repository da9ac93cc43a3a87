#pragma once

// The words of a message: a subject, and lines.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/outbox.hpp"
#include "output/template.hpp"

namespace calbook {

/// What a line of a message may have fields of. Of several dates each has its own of those from `when` on.
std::span<const Key> message_fields();

class MessageText {
 public:
  /// "Subject: ...", and lines with fields of message_fields(), as --template has them. Throws
  /// InputError{invalid_input} with the number of the line.
  static MessageText read(std::string_view text);
  static MessageText built_in(calendar::TellingEvent event, calendar::Recipient recipient);

  // `dates` are objects with message_fields(), at least one.
  std::string subject(std::span<const Object> dates) const;
  /// A line of which every field is empty is left out; one with a field of a date stands there for each date.
  std::string lines(std::span<const Object> dates) const;

 private:
  struct Line {
    Template text;
    bool is_of_date;
  };

  explicit MessageText(Template subject) : subject_{std::move(subject)} {}

  Template subject_;
  std::vector<Line> lines_;
};

}  // namespace calbook
