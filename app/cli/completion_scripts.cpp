#include "cli/completion_scripts.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "text/complaint.hpp"

namespace calbook {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_wanted = "/\n";  // no command, option or value of ours is a slash

constexpr const char* bash_script = R"(# Completion of calbook for bash, which asks calbook itself what fits.
_calbook() {
  local answer
  if [[ ${COMP_WORDS[COMP_CWORD - 1]} =~ [\<\>][\|\&]?$ ]]; then
    COMPREPLY=()
    compopt -o default
    return
  fi
  answer=$(command calbook completion bash -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
  COMPREPLY=()
  if [[ $answer == / ]]; then
    compopt -o default
  elif [[ -n $answer ]]; then
    mapfile -t COMPREPLY <<<"$answer"
  fi
}
complete -o nosort -F _calbook calbook
)";

constexpr const char* zsh_script = R"(#compdef calbook
# Completion of calbook for zsh, which asks calbook itself what fits.
_calbook() {
  local -a typed answers
  typed=("${(@Q)words[2,CURRENT]}")
  typed[-1]=${(Q)PREFIX}
  answers=("${(@f)$(command calbook completion zsh -- "${(@)typed}" 2>/dev/null)}")
  if [[ $answers == / ]]; then
    [[ $PREFIX == --*=* ]] && compset -P '*='
    _files
  elif [[ -n $answers ]]; then
    _describe -V calbook answers -M 'm:{[:lower:]}={[:upper:]}'
  fi
}
if [[ ${funcstack[1]} == _calbook ]]; then
  _calbook "$@"
else
  compdef _calbook calbook
fi
)";

constexpr const char* fish_script = R"(# Completion of calbook for fish, which asks calbook itself what fits.
function __calbook_complete
    set -l typed (commandline --tokenize --current-process --cut-at-cursor)
    set -l last (commandline --current-token --cut-at-cursor)
    set -l word (string unescape -- "$last"; or string unescape -- "$last'"; or string unescape -- "$last\"")
    set -l answers (command calbook completion fish -- $typed[2..] "$word" 2>/dev/null)
    if test "$answers" = /
        set -l option (string match --regex -- '^--[a-z-]+=' "$word")
        set -l path (string escape -- (string replace --regex -- '^--[a-z-]+=' '' "$word"))
        string match --quiet -- '~*' "$last"; and set path $last
        for file in (complete --do-complete "'' $path")
            printf '%s%s\n' "$option" $file
        end
    else if set -q answers[1]
        printf '%s\n' $answers
    end
end
complete --command calbook --no-files --keep-order --arguments '(__calbook_complete)'
)";

// For bash: what is left of the word behind what bash does not replace.
std::string_view tail_of(std::string_view word, std::string_view whole, std::string_view typed) {
  const bool is_end = whole.size() >= typed.size() && whole.ends_with(typed);
  return word.substr(is_end ? whole.size() - typed.size() : 0);
}

std::string with_backslashes(std::string_view text, std::string_view before) {
  std::string out;
  for (const char c : text) {
    if (before.find(c) != before.npos) out += '\\';
    out += c;
  }
  return out;
}

// zsh divides word and meaning at the first colon without a backslash in front of it, and takes backslashes away.
std::string for_zsh(const Candidate& candidate) {
  const std::string word = with_backslashes(candidate.word, "\\:");
  return candidate.meaning.empty() ? word : word + ":" + with_backslashes(candidate.meaning, "\\");
}

std::string line_for(std::string_view shell, const Candidate& candidate) {
  if (shell == "zsh") return for_zsh(candidate);
  return candidate.meaning.empty() ? candidate.word : candidate.word + "\t" + candidate.meaning;
}

fs::path in_folder(const fs::path& folder, const char* name) {
  if (folder.is_absolute()) return folder / name;
  const std::string why =
      folder.empty() ? "there is no home folder to install it in"
                     : fmt::format("'{}' is relative: HOME has to begin with /", calendar::excerpt(folder.string()));
  throw InputError{calendar::Code::cannot_open, why,
                   "leave --install out, and put what is printed where the shell reads it"};
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script;
  return shell == "zsh" ? zsh_script : fish_script;
}

std::string answer_for(std::string_view shell, const Completion& completion, const std::vector<std::string>& words,
                       std::string_view typed) {
  if (completion.files) return std::string{file_wanted};
  std::string lines;
  for (const Candidate& each : completion.candidates) {
    if (shell == "bash") lines.append(tail_of(each.word, words.back(), typed)).append("\n");
    if (shell != "bash") lines.append(line_for(shell, each)).append("\n");
  }
  return lines;
}

fs::path completion_file(std::string_view shell, const Invocation& invocation) {
  if (shell == "bash") {
    return in_folder(invocation.user_folder("XDG_DATA_HOME", ".local/share"), "bash-completion/completions/calbook");
  }
  if (shell == "zsh") return in_folder(invocation.user_folder("ZDOTDIR", ""), ".zfunc/_calbook");
  return in_folder(invocation.user_folder("XDG_CONFIG_HOME", ".config"), "fish/completions/calbook.fish");
}

std::string_view completion_note(std::string_view shell) {
  if (shell == "bash") return "New shells read it, if the package bash-completion is installed.";
  if (shell == "fish") return "New shells read it.";
  return "New shells read it, if .zshrc has, before it calls compinit: fpath=(${ZDOTDIR:-~}/.zfunc $fpath)";
}

}  // namespace calbook
