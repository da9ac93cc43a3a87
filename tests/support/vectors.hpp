#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

/// The worked cases of one kind in a file of data/; `kind` is a path in it, e.g. "/slots".
inline nlohmann::json vectors(const std::string& file, const std::string& kind) {
  std::ifstream stream{std::string{CALBOOK_TEST_DATA} + "/" + file};
  REQUIRE_MESSAGE(stream.good(), "cannot read ", file);
  nlohmann::json cases = nlohmann::json::parse(stream).at(nlohmann::json::json_pointer{kind});
  REQUIRE_MESSAGE(cases.size() >= 10, "hardly any cases of ", kind);
  return cases;
}
