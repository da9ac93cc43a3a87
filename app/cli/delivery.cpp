#include "cli/delivery.hpp"

#include <cerrno>
#include <new>

namespace calbook {

namespace {

constexpr std::size_t enough = std::size_t{1} << 16;  // to be written at once

}  // namespace

int Delivery::write(const Report& report, const OutputOptions& options) try {
  Writer writer{options};
  std::string text = writer.piece(report);
  while (const auto piece = report.next ? report.next() : std::nullopt) {
    text += writer.piece(*piece);
    if (text.size() < enough) continue;
    if (const int failure = put(text); failure != 0) return failure;
  }
  text += writer.end();
  if (!spool_) session_.reset();
  if (const int failure = put(text); failure != 0) return failure;
  return finish();
} catch (const std::bad_alloc&) {
  return ENOMEM;
}

// Takes all of the text.
int Delivery::put(std::string& text) {
  wrote_ = wrote_ || !text.empty();
  std::string_view rest = text;
  int failure = 0;
  if (session_ && !spool_) failure = put_while_read(rest);
  if (failure == 0 && !rest.empty()) failure = spool_ ? spool_->append(rest) : host_.write_out(rest);
  text.clear();
  return failure;
}

// Takes what the reader takes without delay, and leaves the rest to a new spool.
int Delivery::put_while_read(std::string_view& text) {
  constexpr std::size_t never_waits = 4096;  // PIPE_BUF: a pipe that is ready has room for it
  while (!text.empty()) {
    if (!host_.out_is_ready()) {
      spool_.emplace(folder_);
      return spool_->failure();
    }
    const std::string_view part = text.substr(0, never_waits);
    if (const int failure = host_.write_out(part); failure != 0) return failure;
    text.remove_prefix(part.size());
  }
  return 0;
}

// Lets the calendar go, and only then waits for the reader.
int Delivery::finish() {
  session_.reset();
  if (!spool_) return 0;
  return spool_->write_to(host_.write_out);
}

}  // namespace calbook
