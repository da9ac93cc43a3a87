#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/spool.hpp"
#include "output/report.hpp"
#include "session/host.hpp"
#include "session/session.hpp"

namespace calbook {

/// Writes a report to stdout, a long one piece by piece. A list that is read from the calendar shows one
/// moment, takes no more memory for being long, and keeps nobody from writing for the sake of a slow
/// reader: what that one has not taken after a moment goes to a temporary file, and the calendar is closed.
class Delivery {
 public:
  /// `session` is where the rest of the report comes from; empty where that is in memory.
  Delivery(const Host& host, std::filesystem::path temporary_folder, std::unique_ptr<Session> session)
      : host_{host}, folder_{std::move(temporary_folder)}, session_{std::move(session)} {}

  /// Returns 0 or an errno.
  int write(const Report& report, const OutputOptions& options);
  /// Whether there was anything to write.
  bool wrote() const { return wrote_; }

 private:
  int put(std::string& text);
  int put_while_read(std::string_view& text);
  int finish();

  const Host& host_;
  std::filesystem::path folder_;
  std::unique_ptr<Session> session_;
  std::optional<Spool> spool_;  ///< Once the reader was too slow.
  bool wrote_ = false;
};

}  // namespace calbook
