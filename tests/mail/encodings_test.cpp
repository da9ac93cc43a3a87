#include "mail/encodings.hpp"

#include <doctest/doctest.h>

using namespace calendar;

TEST_CASE("base64 is what RFC 4648 has as examples, and is read back") {
  for (const auto& [bytes, text] : {std::pair{"", ""},
                                    {"f", "Zg=="},
                                    {"fo", "Zm8="},
                                    {"foo", "Zm9v"},
                                    {"foob", "Zm9vYg=="},
                                    {"foobar", "Zm9vYmFy"},
                                    {"\xFF\xFE\xFD", "//79"}}) {
    CHECK(base64(bytes) == text);
    CHECK(from_base64(text) == bytes);
  }
}

TEST_CASE("line breaks, blanks and nonsense in base64 are passed over") {
  CHECK(from_base64("Zm9v\r\nYm Fy\t*") == "foobar");
  CHECK(from_base64("Zm9v=Zm9v") == "foo");
  CHECK(from_base64("Z") == "");
}

TEST_CASE("quoted-printable loses soft line breaks and blanks at the end of lines") {
  CHECK(from_quoted_printable("Gespr=C3=a4ch =\r\nmit  \r\nBob") == "Gespräch mit\r\nBob");
  CHECK(from_quoted_printable("a=\nb\n") == "ab\n");
}

TEST_CASE("an escape that is none stays as it is") {
  CHECK(from_quoted_printable("1=2, =G0, =4") == "1=2, =G0, =4");
  CHECK(from_quoted_printable("=") == "");
}

TEST_CASE("lines of quoted-printable are short and read back as they were") {
  const std::string text = "a = b \n" + std::string(200, 'x') + "\n\tä" + std::string(100, ' ') + "\n.\n";
  const std::string lines = quoted_printable(text);
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = lines.find('\n', start);
    CHECK(end - start <= 76);
    start = end + 1;
  }
  CHECK(from_quoted_printable(lines) == text);
}

TEST_CASE("Latin-1 becomes UTF-8") {
  CHECK(from_latin1("Gespr\xE4"
                    "ch") == "Gespräch");
}
