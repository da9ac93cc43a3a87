#include "cli/delivery.hpp"

#include <cerrno>
#include <new>

namespace calbook {

namespace {

// To be written at once.
constexpr std::size_t enough = std::size_t{1} << 16;
// Pages in which little is found come slowly: what was found does not wait for more of them.
constexpr int most_pages = 2;

}  // namespace

int Delivery::write(const Report& report, const OutputOptions& options) try {
  Writer writer{options};
  std::string text = writer.piece(report);
  int pages = 0;  // since something was there to be written
  while (const auto piece = report.next ? report.next() : std::nullopt) {
    text += writer.piece(*piece);
    if (!text.empty()) ++pages;
    if (text.size() < enough && pages < most_pages) continue;
    if (const int failure = put(text); failure != 0) return failure;
    pages = 0;
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
