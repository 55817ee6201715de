"""Coordinates in a page's content stream: short ones, and circles that are identical bytes wherever they are."""

from mkdocs_handout.pdf.size import short_coordinates


def circle(x, y, count=20):
    steps = "".join(f"{x + 0.123456 * step} {y + 0.5} l\n" for step in range(1, count))
    return f"{x} {y} m\n{steps}f\n".encode()


def test_coordinates_are_rounded_to_what_a_printer_shows():
    assert short_coordinates(b"1.23456 7.06 m\n10.04 -0.04 l\nS\n") == b"1.2 7.1 m\n10 -0 l\nS\n"
    assert short_coordinates(b"BT\n8.2661591 0 Td <0003> Tj\nET\n") == b"BT\n8.27 0 Td <0003> Tj\nET\n"


def test_other_numbers_are_kept():
    kept = b"1 0 0 1 8.2661591 700.12345 Tm\n.1020 .13731 .13331 rg\n/F4 14.6599998 Tf\n.24 0 0 -.24 0 792.12345 cm\n"
    assert short_coordinates(kept) == kept


def test_equal_long_paths_become_equal_bytes():
    here, there = (short_coordinates(circle(*place)) for place in ((12.5, 40.71), (300.25, 8)))
    assert here.startswith(b"q\n1 0 0 1 12.5 40.71 cm\n0 0 m\n0.1 0.5 l\n")
    assert here.endswith(b"f\nQ\n")
    assert here.split(b"cm")[1] == there.split(b"cm")[1]


def test_a_short_path_stays_where_it_is():
    assert short_coordinates(circle(12.5, 40.71, 19)).startswith(b"12.5 40.7 m\n12.6 41.2 l\n")


def test_a_string_is_never_changed():
    """One that goes on in the next line might look like an instruction there."""
    split = b"1.23456 7.06 m\n/Span<</ActualText (a\n8.2661591 0 Td )>> BDC\n"
    assert short_coordinates(split) == split
    one = rb"/Span<</ActualText (\() >> BDC" + b"\n"
    assert short_coordinates(one + b"1.23456 7.06 m\n") == one + b"1.2 7.1 m\n"
