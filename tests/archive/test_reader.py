"""What a copy is, and its text: charsets, visible text of pages, PDFs, and everything broken."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_support import pdf, pdf_of
from pypdf import PdfWriter

from kg.archive import child
from kg.archive.match import Quoted, find
from kg.archive.media import HTML, OTHER, PDF, TEXT, decode, known_charset, media_type
from kg.archive.normal import Text
from kg.archive.page import visible_text
from kg.archive.reader import MAX_BYTES, Reader

PAGE = """<!DOCTYPE html><html><head><title>Denial &mdash; News</title>
<script>var lie = "the minister confessed";</script><style>p { color: red }</style></head>
<body><!-- the minister confessed --><h1>Minister denies it</h1>
<p>“We had <b>no</b> part in the
   attack,” the&nbsp;minister<br>said. I<i>ra</i>n&#8217;s way.</p><p hidden>hidden one</p>
<div style="color:red; display : none">hidden two</div><noscript>hidden three</noscript>
<ul><li>first</li><li>second</li></ul><pre>kept
  as it is</pre><template>hidden four</template></body></html>"""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


# --- what it is --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"plain words", "a.txt", TEXT),
        (b"plain words", "a.pdf", TEXT),
        (b"plain words", "a.html", TEXT),
        (b"words <b>bold</b>", "a.html", HTML),
        (b"<!---->" * 580, "a.txt", TEXT),
        (b"if a <b then", "a.txt", TEXT),
        (PAGE.encode(), "a.txt", HTML),
        (b"\xef\xbb\xbf  <!-- saved --><!DOCTYPE HTML>", "a", HTML),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", "a", HTML),
        ("\ufeff<html>".encode("utf-16-le"), "a", HTML),
        ("\ufeffwords".encode("utf-16"), "a.txt", TEXT),
        (b"%PDF-1.4\n", "a.html", PDF),
        (b"junk\n%PDF-1.4\n", "a.txt", PDF),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "image/png"),
        (b"\xff\xd8\xff\xe0", "a.pdf", "image/jpeg"),
        (b"PK\x03\x04rest", "a.docx", "application/zip"),
        (b"\x1f\x8brest", "a.html", "application/gzip"),
        (b"\0\0\0\x18ftypmp42", "a.txt", "video/mp4"),
        (b"From: <Saved by B>\nContent-Type: multipart/related;", "a.html", "multipart/related"),
        (b"words\0words", "a.txt", OTHER),
    ],
)
def test_media_type_is_that_of_the_content(content: bytes, name: str, kind: str) -> None:
    assert media_type(content, name) == kind


@pytest.mark.parametrize(
    ("content", "kind", "stated", "text", "charset", "guessed"),
    [
        ("é".encode(), TEXT, None, "é", "utf-8", False),
        ("\ufeffé".encode(), TEXT, None, "é", "utf-8", False),
        ("\ufeffé".encode("utf-16-le"), TEXT, None, "é", "utf-16", False),
        ("\ufeffé".encode("utf-32-be"), TEXT, None, "é", "utf-32", False),
        ("إيران".encode("cp1256"), TEXT, "cp1256", "إيران", "cp1256", False),
        ("“é”".encode("cp1252"), TEXT, None, "“é”", "cp1252", True),
        (b"<meta charset=windows-1256>" + "إ".encode("cp1256"), HTML, None, "إ", "cp1256", False),
        (b"<meta charset='windows-1256'>" + "إ".encode(), HTML, None, "إ", "utf-8", False),
        (b'<meta content="text/html; charset=ISO-8859-1">\x93', HTML, None, "“", "cp1252", False),
        (b"<meta charset=nonsense>\xe9", HTML, None, "é", "cp1252", True),
        (b"<meta charset=iso-2022-jp>\x1b$B$3\x1b(B", HTML, None, "こ", "iso2022_jp", False),
        (b"<?xml version='1.0' encoding='koi8-r'?>\xd1", HTML, None, "я", "koi8-r", False),
    ],
)
def test_charset(
    content: bytes, kind: str, stated: str | None, text: str, charset: str, guessed: bool
) -> None:
    found = decode(content, kind, stated)
    assert found is not None
    assert found.text.endswith(text)
    assert (found.charset, found.guessed) == (charset, guessed)


@pytest.mark.parametrize(
    ("content", "stated"), [(b"\x81\x8d", None), (b"\xff\xfe\x00", None), (b"\xe9", "utf-8")]
)
def test_bytes_that_are_no_text(reader: Reader, content: bytes, stated: str | None) -> None:
    assert decode(content, TEXT, stated) is None
    assert reader.read(content, TEXT, stated).problem == "undecodable"


def test_names_of_charsets() -> None:
    assert known_charset("Windows-1256") == "cp1256"
    assert known_charset("latin1") == "cp1252"
    for name in ("nonsense", "base64", "rot13", "", "\0", "idna" * 50, "punycode", "utf-7"):
        assert known_charset(name) is None


# --- pages -------------------------------------------------------------------------------------


def test_visible_text() -> None:
    assert visible_text(PAGE) == (
        "Denial — News\nMinister denies it\n“We had no part in the attack,” the\u00a0minister\n"
        "said. Iran\u2019s way.\nfirst\nsecond\nkept\nas it is"
    )


def test_a_page_is_read_in_a_process_of_its_own(reader: Reader) -> None:
    reading = reader.read(PAGE.encode("utf-16"), HTML)
    assert reading.text == visible_text(PAGE)
    assert reading.charset == "utf-16"
    assert find(Quoted("We had no part in the attack"), Text(reading.text)).status == "exact"
    assert find(Quoted("the minister said"), Text(reading.text)).status == "normalised"
    assert find(Quoted("the minister confessed"), Text(reading.text)).status == "missing"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" * 50_000 + "words",
        "<div><span>" * 30_000 + "words",
        "<p " + "a='b' " * 50_000 + ">words",
        "<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a; words",
        "<a href='file:///etc/passwd'>words</a><iframe src='http://127.0.0.1/'>not</iframe>",
        "</p></p></html>words",
        "<table><tr><p>words",
        "<p>\ud800 words",
    ],
    ids=range(8),
)
def test_odd_pages(reader: Reader, markup: str) -> None:
    reading = reader.read(markup.encode("utf-8", "replace"), HTML)
    assert reading.text is not None
    assert "words" in reading.text
    assert "not" not in reading.text
    assert "root:" not in reading.text


def test_a_page_that_only_a_script_fills(reader: Reader) -> None:
    page = b"<html><body><div id=app></div><script>fill('words')</script></body></html>"
    assert reader.read(page, HTML).problem == "no-text"


# --- PDFs --------------------------------------------------------------------------------------


def test_pdf(reader: Reader) -> None:
    reading = reader.read(
        pdf(["We had no part in the attri-", "bution of Iran-", "backed acts."]), PDF
    )
    assert reading.text is not None
    text = Text(reading.text)
    assert find(Quoted("We had no part"), text).status == "exact"
    assert find(Quoted("the attribution of Iran-backed acts"), text).status == "normalised"


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(["Secret words."])))
    writer.encrypt(user_password=password, owner_password=password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_encrypted_pdf(reader: Reader) -> None:
    assert reader.read(locked("password"), PDF).problem == "encrypted"
    reading = reader.read(locked(""), PDF)
    assert reading.text is not None
    assert "Secret words." in reading.text


WHOLE = pdf(["We had no part."])


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.4\n" + bytes(range(256)) * 20,
        WHOLE[:200],
        WHOLE.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        WHOLE.replace(b"/Type /Page ", b"/Type /Fish ").replace(b"/Type /Catalog", b""),
    ],
    ids=["only a mark", "noise", "cut off", "pages in a circle", "no catalogue"],
)
def test_broken_pdf_is_unreadable_and_no_crash(reader: Reader, content: bytes) -> None:
    reading = reader.read(content, PDF)
    assert reading.text is None
    assert reading.problem in {"unreadable", "no-text"}


def test_pdf_of_pictures(reader: Reader) -> None:
    assert reader.read(pdf_of(b"0 0 100 100 re f"), PDF).problem == "no-text"


def test_pdf_that_unpacks_to_hundreds_of_megabytes(reader: Reader) -> None:
    bomb = zlib.compress(zlib.compress(b"(a) Tj " * 30_000_000))
    content = pdf_of(bomb, "/FlateDecode", "/FlateDecode")
    assert len(content) < 1_000_000
    assert reader.read(content, PDF).problem in {"too-large", "unreadable", "no-text"}


# --- limits ------------------------------------------------------------------------------------


def test_what_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    with Reader(seconds=0.0) as hurried:
        assert hurried.read(PAGE.encode(), HTML).problem == "too-slow"
        assert hurried.read(PAGE.encode(), HTML).problem == "too-slow"
        assert hurried.read(b"plain words", TEXT).text == "plain words"


def test_a_reader_that_dies_is_started_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Reader() as own:
        monkeypatch.setattr("kg.archive.reader._PROGRAM", "raise SystemExit")
        assert own.read(PAGE.encode(), HTML).problem == "too-large"
        monkeypatch.undo()
        assert own.read(PAGE.encode(), HTML).text == visible_text(PAGE)


def test_too_large_copies_are_not_read(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_BYTES > 10_000_000
    monkeypatch.setattr("kg.archive.reader.MAX_BYTES", 5)
    assert reader.read(b"plain words", TEXT).problem == "too-large"
    monkeypatch.setattr("kg.archive.reader.MAX_CHARACTERS", 3)
    assert reader.read(b"plain", TEXT).problem == "too-large"


def test_too_many_pages_or_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MAX_PAGES", 0)
    assert child.extract(child.DOCUMENT, WHOLE) == {"problem": "too-large"}
    monkeypatch.setattr(child, "MAX_CHARACTERS", 3)
    assert child.extract(child.PAGE, b"<p>words") == {"problem": "too-large"}


def test_the_working_directory_is_not_searched_for_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bs4.py").write_text("raise SystemExit('somebody else\\'s code ran')")
    monkeypatch.chdir(tmp_path)
    with Reader() as own:
        assert own.read(PAGE.encode(), HTML).problem is None


def test_other_files_have_no_text(reader: Reader) -> None:
    assert reader.read(b"\x89PNG", "image/png").problem == "not-text"
    assert reader.read(b" \n ", TEXT).problem == "no-text"
