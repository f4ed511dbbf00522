"""What nobody can write into a layout with Word: slots in tables, lists, links and page sizes.

The layout is an ordinary Word file with words in braces. Jinja inside an attribute would spoil it
for Word, so each such slot is cut when the layout is opened, once for all papers.
"""

from typing import Any

from lxml import etree

from service.rendering.word_xml import W, style_of

_RUNS = "{{r runs }}"
_PAGE = {"pgSz": ("w", "h"), "pgMar": ("left", "right")}


class LayoutSpoiled(ValueError):
    """The layout has something that papers made from it could not keep."""


def dress(body: Any) -> None:
    """Cuts every slot into the body of the layout. Raises LayoutSpoiled."""
    for paragraph in body.iter(f"{W}p"):
        if _RUNS in "".join(paragraph.itertext(f"{W}t")):
            _cut_line(paragraph)
    for table in body.iter(f"{W}tbl"):
        _cut_table(table)
    for link in body.iter(f"{W}hyperlink"):
        link.set(f"{W}anchor", "{{ anchor }}")
    for page in body.iter(f"{W}sectPr"):
        _cut_page(page)


def _cut_line(paragraph: Any) -> None:
    """`runs` without the empty runs that docxtpl would put around them, `properties` beside."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None or [child.tag for child in properties] != [f"{W}pStyle"]:
        said = f"{style_of(paragraph)!r} of the layout has formatting of its own"
        raise LayoutSpoiled(f"a paragraph of style {said}: put it into the style")
    properties[-1].tail = "{% if properties %}{{ properties }}{% endif %}"
    for run in paragraph.findall(f"{W}r"):
        paragraph.remove(run)
    properties.tail = "{{ runs }}"


def _cut_table(table: Any) -> None:
    caption = etree.SubElement(table.find(f"{W}tblPr"), f"{W}tblCaption")
    caption.set(f"{W}val", "{{ table.caption }}")
    columns = table.find(f"{W}tblGrid")
    columns[:] = []
    columns.text = "{{ table.columns }}"
    for width in table.iter(f"{W}tcW"):
        width.set(f"{W}w", "{{ width }}")


def _cut_page(section: Any) -> None:
    for name, slots in _PAGE.items():
        for attribute in slots:
            section.find(W + name).set(W + attribute, f"{{{{ page.{attribute} }}}}")
