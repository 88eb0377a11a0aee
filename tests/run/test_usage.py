"""Wrong words on the command line: one line that names the word and the next step."""

import pytest

from newsspider.cli.main import main
from newsspider.errors import ConfigError
from newsspider.flavours import load


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["fecth", "http://a.example/"], ["'fecth'", "did you mean 'fetch'?"]),
        (["fetch", "--jsn", "http://a.example/"], ["'--jsn'", "did you mean '--json'?"]),
        (["fetch", "--ot=x", "http://a.example/"], ["'--ot=x'", "did you mean '--out'?"]),
        (["fetch"], ["URL", "see: newsspider fetch --help"]),
        (["fetch", "--json", "--stdout", "http://a.example/"], ["--json", "--stdout"]),
        (["--config", "x.toml", "fetch", "u"], ["'--config'", "see: newsspider"]),
    ],
)
def test_a_wrong_word_is_one_line_with_the_next_step(
    words: list[str], named: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)

    shown = capsys.readouterr()
    assert stopped.value.code == 2
    assert shown.out == ""
    [line] = shown.err.splitlines()
    assert line.startswith("newsspider: ")
    for text in named:
        assert text in line


def test_a_flavour_that_is_nearly_right_is_guessed() -> None:
    with pytest.raises(ConfigError, match="did you mean 'jekyll'"):
        load("jekyl")
