#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "cli/completion.hpp"
#include "session/invocation.hpp"

namespace calbook {

inline constexpr std::array<std::string_view, 3> shells{"bash", "zsh", "fish"};

/// The script that makes one of the shells ask calbook when TAB is pressed. It runs nothing that was typed, and
/// nothing that calbook answers.
std::string completion_script(std::string_view shell);

/// What the script reads: a candidate per line, for zsh and fish with its meaning; "/" alone where a file is to
/// be named. `typed` is what was typed of the word that bash completes, which may be its end only: bash also
/// divides words at '=' and ':'.
std::string answer_for(std::string_view shell, const Completion& completion, const std::vector<std::string>& words,
                       std::string_view typed);

/// Where the shell looks for a user's completions. Throws Error{cannot_open} if there is no home folder,
/// or its path is relative.
std::filesystem::path completion_file(std::string_view shell, const Invocation& invocation);
/// What else it takes for the shell to read it.
std::string_view completion_note(std::string_view shell);

}  // namespace calbook
