"""Messages of the command line itself: faults of the program, options in the wrong place."""

from __future__ import annotations

import pytest

from kg.cli import main


def test_fault_is_a_message_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.delenv("KG_TRACEBACK", raising=False)
    monkeypatch.setattr(main.cli, "main", broken)
    with pytest.raises(SystemExit) as stop:
        main.run()
    assert stop.value.code == 3
    message = capsys.readouterr().err
    assert "ZeroDivisionError: planted" in message
    assert "Traceback" not in message
    monkeypatch.setenv("KG_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main.run()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["assess", "--store", "x"], "It stands before the command: kg --store ... assess\n"),
        (["info", "--quiet"], "It stands before the command: kg --quiet info\n"),
        (["info", "--as-of", "2021"], None),
        (["--as-of", "2021"], None),
    ],
)
def test_option_of_kg_after_the_command_is_told_where_it_stands(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    hint: str | None,
) -> None:
    monkeypatch.setattr("sys.argv", ["kg", *arguments])
    with pytest.raises(SystemExit) as stop:
        main.run()
    assert stop.value.code == 2
    message = capsys.readouterr().err
    assert "No such option" in message
    if hint is None:
        assert "stands before" not in message
    else:
        assert message.endswith(hint)
