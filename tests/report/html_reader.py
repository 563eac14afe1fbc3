"""Reads a page the way a test wants it: ids, links, headings, tables as text, texts outside of style."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


@dataclass
class Page(HTMLParser):
    """What was found on a page; ``tables`` holds rows of cell texts by the id of the table."""

    ids: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    text: str = ""
    open: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in given.items()]
        self.ids += [given["id"]] if "id" in given else []
        self.targets += [given["href"][1:]] if given.get("href", "").startswith("#") else []
        self.labels += given.get("aria-labelledby", "").split()
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(int(tag[1]))
        if tag == "table":
            self.tables[given["id"]] = []
        if tag == "tr":
            list(self.tables.values())[-1].append([])
        if tag in {"th", "td"}:
            list(self.tables.values())[-1][-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes <{self.open[-1:]}>"
        self.open.pop()

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data
        if {"th", "td"} & set(self.open):
            list(self.tables.values())[-1][-1][-1] += data


def read(html: str) -> Page:
    """Return what stands on a page; fails if a tag is not closed."""
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page
