"""Which lines belong to a page and not to a post, each limit at its edge."""

from __future__ import annotations

from clusterwatch.extraction.boilerplate.phrases import (
    is_byline,
    is_caption,
    is_page_label,
    is_row_of_facts,
    is_stock_phrase,
    opens_byline,
)
from tests.tables import each


@each(
    ("line", "is_stock"),
    [
        ("Read also: ".ljust(200, "x"), True),
        ("Read also: ".ljust(201, "x"), False),
        ("»›>→▶•[(*- Read also: Ten towns", True),
        ("We read also: Ten towns", False),
        ("Mehr zu ".ljust(60, "x"), True),
        ("Mehr zu ".ljust(61, "x"), False),
        ("Mehr zu den Städten", True),
        ("Mehr zu den Städten.", False),
        ("Mehr zu den Städten?", False),
        ("Mehr zu den Städten!", False),
        ("Drucken", True),
        ("Drucken :-–*", True),
        ("Drucken und falten", False),
        ("© Harbour Archive", True),
        ("Photo: ".ljust(119, "x"), True),
        ("Photo: ".ljust(120, "x"), False),
        ("Foto / Harbour Archive", True),
        ("Foto © Harbour Archive", True),
        ("Foto (c) Harbour Archive", True),
        ("Photo by Mary Example", True),
        ("…(( Photo: Mary Example", True),
        ("Photo of the harbour", False),
        ("Photobyte: a new firm", False),
        ("The text is free under CC BY 4.0", True),
        ("The text is free under CC-0", True),
        ("The text is free under Creative Commons 4.0", True),
        ("The text is free under Creative Commons 5.0", False),
        ("The text is free under Creative Commons", False),
        (f"Creative Commons {'x' * 78} 4.0", True),
        (f"Creative Commons {'x' * 79} 4.0", False),
        ("The accounts are free: CBY 4.0", False),
        ("CC BY 4.0 ".ljust(400, "x"), True),
        ("CC BY 4.0 ".ljust(401, "x"), False),
    ],
)
def test_a_stock_phrase(line: str, is_stock: bool) -> None:
    assert is_stock_phrase(line) is is_stock


@each(
    ("line", "is_of_picture"),
    [
        ("Im Bild: ".ljust(299, "x"), True),
        ("Im Bild: ".ljust(300, "x"), False),
        ("The oldest microscope (Photo: Mary Example)", True),
        ("The oldest microscope [Photo/Mary Example]", True),
        ("The oldest microscope. Photo © Mary", True),
        ("The oldest microscope|Photo (c) Mary", True),
        ("The oldest microscope,Photo: Mary", True),
        ("The oldest microscope/Photo: Mary", True),
        ("The oldest telephoto: Mary", False),
        ("The oldest microscope Photo: M.", False),
        ("The oldest microscope in a photo:", False),
        ("The oldest microscope Photo: M", True),
        (f"The oldest microscope Photo: {'x' * 69}", True),
        (f"The oldest microscope Photo: {'x' * 70}", False),
        ("The oldest microscope © Mary", True),
        ("© Mary", True),
        ("The oldest microscope (c) Mary", True),
        ("The oldest microscope, Getty Images/Mary", True),
        (f"The oldest microscope © {'x' * 69}", True),
        (f"The oldest microscope © {'x' * 70}", False),
        ("The oldest microscope /AFP.", True),
        ("The oldest microscope / AFP...", True),
        ("The oldest microscope AFP", False),
        ("The harbour at work | 12:30 min", True),
        ("The harbour at work | 12:30 hours", False),
    ],
)
def test_a_caption(line: str, is_of_picture: bool) -> None:
    assert is_caption(line) is is_of_picture


@each(
    ("line", "is_of_author"),
    [
        ("By Mary ".ljust(119, "x"), True),
        ("By Mary ".ljust(120, "x"), False),
        ("By Mary and four of her friends", True),
        ("By Mary and four of her friends.", False),
        ("By Mary, a friend.", True),
        ("By Mary and friends.", True),
        ("By Mary and her friends.", False),
        ("By Mary and four of her friends?", False),
        ("By Mary and four of her friends!", False),
        ("By Mary and four of her friends…", False),
        ("By Mary: four of her friends said so.", True),
        ("By Mary | four of her friends said so.", True),
        ("By Mary · four of her friends said so.", True),
        ("Mary Example, 12:30", True),
        ("Mary Example, 12 h 30", True),
        ("Mary Example, 12/30", True),
        ("Mary Example, 12-30", True),
        ("Mary Example, 12.30", True),
        ("Mary Example in 1999", True),
        ("Mary Example in 2026", True),
        ("Mary Example in 2126", False),
        ("Mary Example in 20261", False),
        ("Mary Example, 2026 ".ljust(79, "x"), True),
        ("Mary Example, 2026 ".ljust(80, "x"), False),
        ("4 minutes to read", True),
        ("Views: 124", True),
        ("124 views", True),
        ("Minut čtení: 2", True),
        ("2 λεπτά ανάγνωσης", True),
        ("Mary Example", False),
        ("Ten towns in 2026!", False),
        ("By Mary!", False),
        ("Open in 2026?", False),
        ("Number: ABCD.01.03-017/10-04", False),
        ("Prize of the towns / AB-2026", False),
        ("Prize of the towns / ÄÖ-2026", False),
        ("Mary Example / A-2026", True),
        ("Mary Example, AB 2026", True),
        ("Prize AB-2026, 30.05.2026", True),
        ("NEWS/12.05.2026", True),
        ("NEWS-12.05.2026", True),
        ("PRESS/2026-05-12", True),
        ("PRESS.1999/5/1", True),
        ("FR-12/05/2026", True),
        ("MB_1.5.1999", True),
        ("THE-NEWS/12.05.2026", True),
        ("AB-1.12.05.2026", False),
        ("AB-12.05.2026.01", False),
        ("AB-12.05.20261", False),
        ("AB-12.05-2026", False),
        ("AB-12.25.2026", False),
        ("AB-42.05.2026", False),
        ("AB-12.05.2126", False),
        ("AB-2026-25-12", False),
        ("AB-2026-05-42", False),
        ("AB-2026-05.12", False),
        ("AB-2026-05-12-001", False),
        ("AB-2126-05-12", False),
    ],
)
def test_a_byline(line: str, is_of_author: bool) -> None:
    assert is_byline(line) is is_of_author


@each(
    ("line", "opens"),
    [
        ("By Mary", True),
        ("Bytes and bits", False),
        ("Mary, by herself", False),
        ("4 min", True),
        ("4 Minuten", True),
        ("4 towns", False),
        ("Views 124", True),
        ("(Views: 1 240)", True),
        ("Read 124 times: views", False),
        ("Seen 124 views", True),
        ("124 page views", True),
        ("124 new views.", True),
        ("124 views of the harbour", False),
    ],
)
def test_a_line_that_opens_as_a_byline(line: str, opens: bool) -> None:
    assert opens_byline(line) is opens


@each(
    ("label", "is_of_page"),
    [
        ("Author", True),
        ("Views", True),
        ("Drucken", True),
        ("Tags", True),
        ("Quelle", True),
        ("First published", True),
        ("Last updated", True),
        ("Name of author", True),
        ("Le texte", False),  # a word for an author has six letters
        ("Name des Autors", False),
        ("Seite der Redaktion", True),
        ("Bericht von", False),
        ("Deadline", False),
    ],
)
def test_a_label_of_the_page(label: str, is_of_page: bool) -> None:
    assert is_page_label(label) is is_of_page


@each(
    ("line", "is_row"),
    [
        ("The editors12.03.2026Five minutes", True),
        ("The editors3/12/26News", True),
        ("The editors2026-03-12News", True),
        ("The editors12.03.2026", False),
        ("The editors 12.03.2026 News", False),
        ("Ed12.03.2026News", False),
        ("Editors12.03.2026Ne", False),
        ("The editors12.03.2026News of the towns of the coast.", False),
        ("The editors12.03.2026Five".ljust(200, "x"), True),
        ("The editors12.03.2026Five".ljust(201, "x"), False),
    ],
)
def test_a_row_of_facts(line: str, is_row: bool) -> None:
    assert is_row_of_facts(line) is is_row
