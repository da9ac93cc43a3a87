#pragma once

#include <doctest/doctest.h>

#include "input/parsed.hpp"

/// What a parser complains of; fails where it does not.
template <class T>
calbook::Complaint refusal(const calbook::Parsed<T>& parsed) {
  REQUIRE_FALSE(parsed);
  return parsed.complaint();
}
