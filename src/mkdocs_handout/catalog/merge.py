"""A catalog brought up to date with the English, as gettext's msgmerge does, but for two things.

No translation is guessed for a new sentence: one is marked as needing work only where the text's own earlier English
had it. And a translation of exactly this English is never lost: obsolete entries stay, and come back with their text.
"""

import copy
import re
from collections.abc import Iterable
from difflib import SequenceMatcher

import polib

from mkdocs_handout.catalog.po_file import PoFile, previous_english

# What gettext's and Babel's templates ask a translator to fill in, and what Poedit leaves empty.
_PLACEHOLDER = re.compile(
    r"|FULL NAME <EMAIL@ADDRESS>|EMAIL@ADDRESS|.*<LL@li\.org>|YEAR-MO-DA HO:MI\+ZONE", re.IGNORECASE
)
_ASKED_FOR = ("Report-Msgid-Bugs-To", "Last-Translator", "Language-Team", "PO-Revision-Date")
_FIRST_AUTHOR = re.compile(r"^ ?FIRST AUTHOR.*\n?", re.MULTILINE)
_SAME_WORDS = 0.5  # of two versions of a text: the share of words, in order, that makes them versions


def merged(old: PoFile, template: PoFile, earlier: dict[str, str]) -> PoFile:
    """Return `old` with the messages of `template`, in its order, then what is obsolete.

    `earlier` has the earlier English of changed messages, as `renamed` finds it.
    """
    new = PoFile(wrapwidth=0)
    new.header = _FIRST_AUTHOR.sub("", old.header)
    new.metadata = {
        key: value
        for key, value in old.metadata.items()
        if not (key in _ASKED_FOR and _PLACEHOLDER.fullmatch(value.strip()))
    }
    new.metadata_is_fuzzy = old.metadata_is_fuzzy
    wanted = {entry.msgid for entry in template}
    translated = _translated(old)
    kept = {entry.msgid: entry for entry in old if not entry.obsolete}
    for message in template:
        entry = polib.POEntry(msgid=message.msgid, comment=message.comment, occurrences=message.occurrences)
        if found := translated.get(message.msgid) or kept.get(message.msgid):
            _take(entry, found)
        elif before := translated.get(earlier.get(message.msgid, "")):
            _take(entry, before)
            entry.flags = list(dict.fromkeys([*entry.flags, "fuzzy"]))
            entry.previous_msgid = previous_english(before) or before.msgid
        if previous_english(entry) == entry.msgid:  # changed and changed back
            entry.flags.remove("fuzzy")
        if not entry.fuzzy:
            entry.previous_msgid = None
        new.append(entry)
    for msgid, found in translated.items():
        if msgid not in wanted:
            entry = polib.POEntry(msgid=msgid, obsolete=True)
            _take(entry, found)
            entry.previous_msgid = None
            new.append(entry)
    return new


def _translated(old: PoFile) -> dict[str, polib.POEntry]:
    """Return what is translated in a catalog, by its English: what is current before what is obsolete.

    A translation that waits because its English changed is also one of the English that it was made from.
    """
    found: dict[str, polib.POEntry] = {}
    for entry in sorted(old, key=lambda entry: entry.obsolete):
        if entry.msgstr:
            found.setdefault(entry.msgid, entry)
    for entry in list(found.values()):
        if (before := previous_english(entry)) and before not in found:
            found[before] = copy.copy(entry)
            found[before].msgid, found[before].previous_msgid = before, None
            found[before].flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return found


def _take(entry: polib.POEntry, found: polib.POEntry) -> None:
    """Give an entry the text and the remarks of a translator. Prose has no format: such flags are wrong."""
    entry.msgstr, entry.tcomment, entry.previous_msgid = found.msgstr, found.tcomment, found.previous_msgid
    entry.flags = [flag for flag in found.flags if not flag.endswith("-format")]


def renamed(before: Iterable[polib.POEntry], after: Iterable[polib.POEntry]) -> dict[str, str]:
    """Return the earlier English of each changed text, by its new English.

    A text changed if the old one went, the new one stands between the same neighbours, on the same page and as the
    same kind of block, and half of their words are the same.
    """
    old, new = ([entry for entry in each if not entry.obsolete] for each in (before, after))
    gone = {entry.msgid for entry in old} - {entry.msgid for entry in new}
    found: dict[str, str] = {}
    matcher = SequenceMatcher(None, [each.msgid for each in old], [each.msgid for each in new], autojunk=False)
    for _, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        candidates = [entry for entry in old[old_from:old_to] if entry.msgid in gone]
        for entry in new[new_from:new_to]:
            near = [(_likeness(each, entry), each) for each in candidates]
            likeness, best = max(near, key=lambda pair: pair[0], default=(0.0, None))
            if best is not None and likeness >= _SAME_WORDS:
                found[entry.msgid] = best.msgid
                candidates.remove(best)
    return found


def _likeness(one: polib.POEntry, other: polib.POEntry) -> float:
    """Return the share of words that two texts in one kind of place have in common, 0 to 1."""
    if not set(one.comment.splitlines()) & set(other.comment.splitlines()):
        return 0
    first, second = (re.findall(r"\w+", each.msgid.casefold()) for each in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def same(one: PoFile, other: PoFile) -> bool:
    """Say whether two files hold the same, whatever their order, wrapping and locations."""
    return (one.header.strip(), one.metadata, _content(one)) == (other.header.strip(), other.metadata, _content(other))


def _content(po: PoFile) -> dict[tuple[str, int], tuple[object, ...]]:
    return {
        (each.msgid, int(each.obsolete)): (
            each.msgstr,
            frozenset(each.flags),
            each.previous_msgid or "",
            each.tcomment,
            " ".join(each.comment.split()),
        )
        for each in po
    }
