#pragma once

#include <string>

#include "text/complaint.hpp"

/// The text with a value in place of the word at fault; a time that a clock skips or repeats is named
/// in the complaint's own way, and all of the text is at fault.
inline std::string corrected(const std::string& text, const calbook::Complaint& complaint, const std::string& value) {
  const std::size_t at = text.find(complaint.word);
  if (at == std::string::npos) return value;
  return std::string{text}.replace(at, complaint.word.size(), value);
}
