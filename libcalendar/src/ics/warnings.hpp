#pragma once

#include <map>
#include <string>
#include <utility>

#include "calendar/foreign.hpp"

namespace calendar {

/// Warnings while a calendar is read: of each kind, and of each subject, one that counts.
class ForeignWarnings {
 public:
  void add(ForeignWarning::Kind kind, const std::string& uid, std::size_t line, const std::string& subject = {});

  /// By kind, then by subject.
  std::vector<ForeignWarning> all() const;

 private:
  std::map<std::pair<ForeignWarning::Kind, std::string>, ForeignWarning> warnings_;
};

}  // namespace calendar
