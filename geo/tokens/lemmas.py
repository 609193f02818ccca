"""The dictionary form of a word from its Penn tag: tables for what is irregular, rules for the rest."""

from __future__ import annotations

from functools import cache, lru_cache

from geo.tokens.lexicon import kinds_of, rows, words

_CACHED = 8192
_VOWELS = "aeiou"
_DOUBLED_IN_LEMMA = "lszf"
_CLOSED = {
    "n't": "not",
    "n’t": "not",
    "an": "a",
    "'ll": "will",
    "’ll": "will",
    "wo": "will",
    "ca": "can",
    "sha": "shall",
}
_PRONOUNS = {
    "me": "I", "my": "my", "him": "he", "us": "we", "them": "they", "her": "she", "'s": "us", "’s": "us",
    "i": "I", "those": "that", "these": "this",
}  # fmt: skip
_DEGREES = {
    "better": "well", "best": "well", "worse": "bad", "worst": "bad", "more": "more", "most": "most",
    "further": "far", "farther": "far", "furthest": "far", "farthest": "far", "less": "less", "least": "least",
}  # fmt: skip


@lru_cache(maxsize=_CACHED)
def lemma(word: str, tag: str) -> str:
    """The lemma of ``word`` with the Penn tag ``tag``; names keep their capitals.

    >>> [lemma(*pair) for pair in (("seized", "VBD"), ("troops", "NNS"), ("fighting", "VBG"), ("Alps", "NNPS"))]
    ['seize', 'troop', 'fight', 'Alps']
    >>> lemma("was", "VBD"), lemma("stopped", "VBN"), lemma("cities", "NNS"), lemma("n't", "RB")
    ('be', 'stop', 'city', 'not')
    """
    if tag.startswith("NNP"):
        return word
    lower = word.lower()
    if tag.startswith("VB"):
        return _verb(lower, tag)
    if tag == "NNS":
        return _noun(lower).capitalize() if word[0].isupper() and "E" in kinds_of(lower) else _noun(lower)
    if tag in ("JJR", "JJS", "RBR", "RBS"):
        return "good" if tag[0] == "J" and lower in ("better", "best") else _degree(lower)
    if tag in ("JJ", "NN") and word[0].isupper() and "E" in kinds_of(lower):
        return lower.capitalize()
    return _closed(lower, tag)


def _closed(lower: str, tag: str) -> str:
    if tag in ("PRP", "DT"):
        return _PRONOUNS.get(lower, lower)
    if tag == "POS":
        return "'s"
    if tag == "TO":
        return "to"
    if tag == "MD" and lower in ("'d", "’d"):
        return "would"
    return _CLOSED.get(lower, lower)


def _verb(lower: str, tag: str) -> str:
    irregular = _irregular_verbs().get((lower, _FORMS.get(tag, "present")))
    if irregular:
        return irregular
    if tag == "VBZ" and lower.endswith("s"):
        return _unsuffixed_s(lower)
    if tag in ("VBD", "VBN") and lower.endswith("ed"):
        return _stem(lower[:-2], "ied" if lower.endswith("ied") else "")
    if tag == "VBG" and lower.endswith("ing"):
        return _stem(lower[:-3], "")
    return lower


_FORMS = {"VBD": "past", "VBN": "participle", "VBZ": "present", "VBP": "present", "VBG": "gerund"}


def _stem(stem: str, ending: str) -> str:
    """The verb whose past or gerund begins with ``stem``: "seiz" is "seize", "stopp" is "stop", "carri" is "carry"."""
    if ending:
        return f"{stem}e" if len(stem) <= 2 else f"{stem[:-1]}y"
    known = words("verbs")
    candidates = (f"{stem}e", stem, stem[:-1]) if _is_doubled(stem) else (f"{stem}e", stem)
    found = next((candidate for candidate in candidates if candidate in known), "")
    return found or _guessed(stem)


def _guessed(stem: str) -> str:
    if _is_doubled(stem):
        return stem if stem[-1] in _DOUBLED_IN_LEMMA else stem[:-1]
    return f"{stem}e" if _lacks_e(stem) else stem


def _is_doubled(stem: str) -> bool:
    return len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS


def _lacks_e(stem: str) -> bool:
    """Whether a stem that is no known verb has lost an "e": "exacerbat", "oversimplifi" no, "reorganiz"."""
    if len(stem) < 2 or not any(letter in _VOWELS + "y" for letter in stem):
        return False
    if stem[-1] in "cuvz" or stem.endswith(("dg", "ng", "rg", "lg", "eg", "ag", "iag")):
        return not stem.endswith("ing")
    if stem.endswith(("at", "ut", "ir", "ur", "ad", "id", "as", "is", "us", "os", "ns", "rs", "ps")):
        return stem[-3:-2] not in tuple(_VOWELS)
    if stem[-1] == "l":
        return stem[-2] not in _VOWELS + "rlwy"
    return len(stem) == 3 and stem[1] in _VOWELS and stem[0] not in _VOWELS and stem[2] not in "wxy"


def _noun(lower: str) -> str:
    return _irregular_nouns().get(lower) or _compound(lower) or _unsuffixed_s(lower)


def _compound(lower: str) -> str:
    for plural, singular in (("women", "woman"), ("men", "man"), ("children", "child"), ("wives", "wife")):
        if lower.endswith(plural):
            return lower[: -len(plural)] + singular
    return ""


def _unsuffixed_s(lower: str) -> str:
    if lower.endswith("ies"):
        return f"{lower[:-3]}y" if len(lower) > 4 else lower[:-1]
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return lower[:-2]
    if lower.endswith("s") and lower[0].isalpha() and not lower.endswith(("ss", "us", "is")) and len(lower) > 2:
        return lower[:-1].removesuffix("'").removesuffix("’")
    return lower


def _degree(lower: str) -> str:
    if lower in _DEGREES:
        return _DEGREES[lower]
    stem = lower.removesuffix("est") if lower.endswith("est") else lower.removesuffix("er")
    if stem == lower or len(stem) < 3:
        return lower
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if _is_doubled(stem) and stem[-1] not in "ls":
        return stem[:-1]
    return f"{stem}e" if stem.endswith(_E_ADJECTIVES) else stem


_E_ADJECTIVES = ("larg", "strang", "sav", "brav", "grav", "nic", "fierc", "scarc", "lat", "rar", "saf", "wid", "cut", "clos",
                 "mpl", "bl", "tl", "ntl", "pur", "sur", "fin", "whit", "ripe", "wis", "loos", "dens", "intens", "hug",
                 "vagu", "tru", "blu", "remot", "sever", "extrem", "handsom", "free", "pal", "tam", "sor", "dir")  # fmt: skip


@cache
def _irregular_verbs() -> dict[tuple[str, str], str]:
    forms = {}
    for row in rows("irregular_verbs"):
        for form in ("past", "participle", "present", "gerund"):
            forms.update({(spelt, form): row["lemma"] for spelt in row[form].split("|") if spelt})
    return forms


@cache
def _irregular_nouns() -> dict[str, str]:
    return {row["plural"]: row["singular"] for row in reversed(rows("irregular_nouns"))}
