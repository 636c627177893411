"""A fault of the program itself is one message too, and the trace is there for who asks."""

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
