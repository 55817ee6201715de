"""Updates a catalog to the current English, as gettext's msgmerge does, with two differences.

There is no fuzzy matching across messages: a new message gets a translation, marked fuzzy, only from its own earlier
version. And no translation is lost: obsolete entries are kept, and used again if their English comes back.
"""

import copy
import re
from collections.abc import Iterable
from difflib import SequenceMatcher

import polib

from mkdocs_handout.catalog.po_file import PoFile, previous_english

# Header values that gettext's and Babel's templates have as placeholders, or that Poedit leaves empty.
_PLACEHOLDER = re.compile(
    r"|FULL NAME <EMAIL@ADDRESS>|EMAIL@ADDRESS|.*<LL@li\.org>|YEAR-MO-DA HO:MI\+ZONE", re.IGNORECASE
)
_ASKED_FOR = ("Report-Msgid-Bugs-To", "Last-Translator", "Language-Team", "PO-Revision-Date")
_FIRST_AUTHOR = re.compile(r"^ ?FIRST AUTHOR.*\n?", re.MULTILINE)
_SAME_WORDS = 0.5  # the least share of common words, in order, for two texts to be versions of one


def merged(old: PoFile, template: PoFile, earlier: dict[str, str]) -> PoFile:
    """Return `old` with the messages of `template`, in its order, followed by obsolete entries.

    `earlier` is the result of `renamed`: the earlier English of changed messages, by their new English.
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
        if previous_english(entry) == entry.msgid:  # the English was changed and changed back
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
    """Return the translated entries of a catalog, by msgid; current entries have precedence over obsolete ones.

    A fuzzy translation is also listed, without the flag, under the earlier English that it was made from.
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
    """Copy a translation, its comment and its flags to an entry, except `*-format` flags, which are wrong for prose."""
    entry.msgstr, entry.tcomment, entry.previous_msgid = found.msgstr, found.tcomment, found.previous_msgid
    entry.flags = [flag for flag in found.flags if not flag.endswith("-format")]


def renamed(before: Iterable[polib.POEntry], after: Iterable[polib.POEntry]) -> dict[str, str]:
    """Return the earlier English of each changed message, by its new English.

    A message counts as changed if the old one is gone and the new one is between the same neighbours, on the same page,
    of the same kind, and has at least half of the words in common.
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
    """Return the share of common words of two messages, 0 to 1; 0 if they have no page and kind in common."""
    if not set(one.comment.splitlines()) & set(other.comment.splitlines()):
        return 0
    first, second = (re.findall(r"\w+", each.msgid.casefold()) for each in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def same(one: PoFile, other: PoFile) -> bool:
    """Return whether two files have the same content, regardless of order, wrapping and locations."""
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
