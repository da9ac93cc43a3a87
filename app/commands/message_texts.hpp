#pragma once

// The words of messages: the user's own, or the built-in ones.

#include <filesystem>
#include <map>
#include <utility>

#include "views/message_text.hpp"

namespace calbook {

class MessageTexts {
 public:
  /// Reads what there is of "booked.txt", "booked.owner.txt" and so on. Throws InputError{invalid_input, io_error}
  /// with the file and the line.
  explicit MessageTexts(const std::filesystem::path& folder);

  const MessageText& of(const calendar::OutboxMessage& message) const;

 private:
  std::map<std::pair<calendar::TellingEvent, calendar::Recipient>, MessageText> texts_;
};

}  // namespace calbook
