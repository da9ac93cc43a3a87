// Ranges: the windows that are read ascend, do not overlap, tails past midnight included, and read
// back as the same.

#include "input/grammar.hpp"
#include "parsing.hpp"
#include "text/time_text.hpp"

using namespace std::chrono_literals;
using calendar::Window;
using calendar::Windows;

namespace {

std::string spelled(const Windows& windows) {
  std::string text;
  for (const Window& window : windows) {
    text += (text.empty() ? "" : ",") + calbook::window_label(window.start, window.end);
  }
  return windows.empty() ? "closed" : text;
}

}  // namespace

void check(std::string_view text) {
  const auto windows = parsed_or_refused({calbook::codes::invalid_range}, text, calbook::parse_ranges);
  if (!windows) return;
  for (const Window& window : *windows) {
    must_hold(0min <= window.start && window.start < 24h, "a window starts on its date");
    must_hold(window.start < window.end && window.end <= window.start + 24h, "a window has a length, of a day at most");
  }
  for (std::size_t i = 1; i < windows->size(); ++i) {
    must_hold((*windows)[i - 1].end <= (*windows)[i].start, "windows ascend and are disjoint");
  }
  if (!windows->empty()) {
    must_hold(windows->back().end - 24h <= windows->front().start, "a tail past midnight overlaps nothing");
  }
  must_hold(calbook::parse_ranges(spelled(*windows)).value() == *windows, "windows read back");
}
