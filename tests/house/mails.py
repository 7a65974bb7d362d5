"""What is wrong with the mails among these templates: both parts are there, with the same links."""

import re
from collections.abc import Iterator, Mapping

from app.web.templating import environment

FRAME = "mail/_rahmen"
_LINK = re.compile(r"\{\{\s*(link|adresse)\b|(https?://[^\s\"'<]+)")


def mails() -> dict[str, str]:
    """The source of each part, by the name under which it is loaded."""
    folder = environment()
    loader = folder.loader
    assert loader is not None
    names = [name for name in folder.list_templates() if name.startswith("mail/")]
    return {name: loader.get_source(folder, name)[0] for name in names}


def mail_faults(sources: Mapping[str, str]) -> Iterator[str]:
    for stem in sorted({name.rpartition(".")[0] for name in sources}):
        missing = [f"{stem}.{kind}" for kind in ("txt", "html") if f"{stem}.{kind}" not in sources]
        yield from (f"{name} is missing" for name in missing)
        if not missing and _links(sources, stem, "txt") != _links(sources, stem, "html"):
            yield f"{stem}.txt has other links than {stem}.html"


def _links(sources: Mapping[str, str], stem: str, kind: str) -> set[str]:
    """With those of the frame, where the mail leaves its block as it is."""
    source = sources[f"{stem}.{kind}"]
    if "block knopf" not in source and stem != FRAME:
        source += sources.get(f"{FRAME}.{kind}", "")
    return {"".join(groups) for groups in _LINK.findall(source)}
