"""QR codes are drawn once, and taken from a folder by later builds."""

import pytest
import segno

from mkdocs_handout.page.qr import FILE, QrCodes

ADDRESS = "https://clinic.example/ims/es/"


def drawn(folder, target):
    """Return a page's QR code as it is inline and as a file."""
    codes = QrCodes(folder)
    target.mkdir(exist_ok=True)
    codes.write({"": ADDRESS}, target)
    return codes.inline(ADDRESS), (target / FILE).read_bytes()


def refused(*args, **kwargs):
    raise AssertionError("drawn again")


def test_a_later_build_takes_the_codes_of_an_earlier_one(tmp_path, monkeypatch):
    first = drawn(tmp_path / "kept", tmp_path / "site")
    assert first[0] != first[1].decode()
    monkeypatch.setattr(segno, "make", refused)
    assert drawn(tmp_path / "kept", tmp_path / "site") == first
    with pytest.raises(AssertionError, match="drawn again"):
        QrCodes(tmp_path / "kept").inline(f"{ADDRESS}about/")


def test_codes_of_another_release_of_segno_are_drawn_again(tmp_path, monkeypatch):
    drawn(tmp_path / "kept", tmp_path / "site")
    monkeypatch.setattr(segno, "__version__", "9")
    monkeypatch.setattr(segno, "make", refused)
    with pytest.raises(AssertionError, match="drawn again"):
        QrCodes(tmp_path / "kept").inline(ADDRESS)


def test_codes_that_cannot_be_kept_are_drawn(tmp_path):
    first = drawn(tmp_path / "kept", tmp_path / "site")
    (tmp_path / "file").touch()
    assert drawn(tmp_path / "file" / "kept", tmp_path / "site") == first
