"""The names of an article with all their senses and what the words around each say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from geo.model import Gazetteer, Mention, Place
from geo.resolution.senses import said_kinds, senses
from geo.resolution.shapes import distance_km

WHOLES = frozenset({"country", "admin1", "admin2"})
SMALL = frozenset({"city", "admin2", "facility", "airport", "island", "region", "water"})
GREAT = 1_000_000  # inhabitants of a city that stands for itself, whatever is said before it
FAR_KM = 80.0  # from a city, beyond which nothing is a part of it
_JOINT = re.compile(r"\s{0,2}(?:,|\(|,? in|,? in the)\s{0,2}$|\s\($")
_AFTER = re.compile(
    r"\s{1,2}(\w+)|,\s(?:the|a|an)\s(?:[\w'’-]+\s){0,3}?(region|province|city|town|village|state|oblast|capital|county|island|district)\b"
)
_BEFORE = re.compile(r"(\w+)\s(?:of\s)?(?:the\s)?$")
_WATERSIDE = re.compile(
    r"\b(?:beside|along|across|over|on|down|up|crossed|crossing|bank of|banks of|bridge over)\sthe\s$"
)
_REACH = 60  # characters around a mention in which the words beside it are looked for


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the article: the mentions that bear it in one sense, and the places it may mean.

    ``outer`` holds the places named right after it ("Paris, Texas"), ``inner`` those named right before it;
    ``kinds`` the kinds of place that the text calls it; ``listed`` the kind (and for regions the country) of what
    stands beside it in a list; ``governs`` whether it stands for a government or is called a country's capital.
    """

    mentions: tuple[int, ...]
    text: str
    places: tuple[Place, ...]
    outer: tuple[Place, ...]
    inner: tuple[Place, ...]
    kinds: frozenset[str]
    listed: frozenset[tuple[str, str]]
    weight: float
    governs: bool = False


@dataclass(frozen=True, slots=True)
class _Sight:
    """One mention with what stands beside it."""

    index: int
    mention: Mention
    places: tuple[Place, ...]
    outer: int | None
    inner: int | None
    kinds: frozenset[str]
    listed: frozenset[tuple[str, str]]
    owners: tuple[Place, ...]


def names(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Name, ...]:
    """The names of the mentions, each once for each sense that the text itself tells apart."""
    places = [senses(mention, gazetteer) for mention in mentions]
    sights = [_sight(text, mentions, places, index) for index in range(len(mentions))]
    groups: defaultdict[tuple[str, str], list[_Sight]] = defaultdict(list)
    homes: dict[str, _Sight] = {}
    for sight in sorted(sights, key=lambda each: each.outer is None):
        key = _key(sight.mention)
        first = homes.setdefault(key, sight)
        home = sight if sight.outer is not None or _is_another(sight, first, places) else first
        groups[key, _home(home, mentions)].append(sight)
    return tuple(_name(group, places) for group in groups.values())


def _home(sight: _Sight, mentions: Sequence[Mention]) -> str:
    return mentions[sight.outer].name if sight.outer is not None else " ".join(sorted(sight.kinds))


def _is_another(sight: _Sight, first: _Sight, places: Sequence[tuple[Place, ...]]) -> bool:
    """Whether a mention is called a kind of place that the first of its name cannot be: "the state of Victoria"."""
    if not sight.kinds or first.outer is None:
        return False
    inside = (place for place in first.places if any(lies_in(place, whole) for whole in places[first.outer]))
    return not any(place.kind in sight.kinds for place in inside)


def _key(mention: Mention) -> str:
    return f"{mention.name.removeprefix('the ').casefold()}|{mention.kind == 'demonym'}"


def _sight(text: str, mentions: Sequence[Mention], places: Sequence[tuple[Place, ...]], index: int) -> _Sight:
    mention = mentions[index]
    after, before = index + 1 if index + 1 < len(mentions) else None, index - 1 if index else None
    outer = (
        after if after is not None and _nested(text, mention, places[index], mentions[after], places[after]) else None
    )
    inner = (
        before
        if before is not None and _nested(text, mentions[before], places[before], mention, places[index])
        else None
    )
    listed = _listed(text, mentions, places, index)
    owned = before is not None and _owned(text, mentions[before], mention, places[before : index + 1])
    return _Sight(
        index=index,
        mention=mention,
        places=places[index],
        outer=before if owned and outer is None else outer,
        inner=inner,
        kinds=_said(text, mention),
        listed=listed,
        owners=places[before] if owned and before is not None else (),
    )


def _owned(text: str, owner: Mention, owned: Mention, senses: Sequence[tuple[Place, ...]]) -> bool:
    """Whether a name is said to be of the place before it: "Argentina's Córdoba", "Jakarta's Cipinang prison"."""
    between = text[owner.span.stop : owned.span.start]
    if between not in {"'s ", "’s "} or not {owner.kind, owned.kind} <= {"place", "facility", "region"}:
        return False
    wholes, parts = senses
    # "Moscow's Kyiv policy", "Israel's Gaza campaign" are of no place in them
    if not wholes or not parts or parts[0].kind not in SMALL:
        return False
    inside = wholes[0].kind in WHOLES and any(lies_in(part, wholes[0]) for part in parts)
    return inside or (wholes[0].kind == "city" and parts[0].population < GREAT)


def _listed(
    text: str, mentions: Sequence[Mention], places: Sequence[tuple[Place, ...]], index: int
) -> frozenset[tuple[str, str]]:
    pairs = ((index - 1, index), (index, index + 1))
    beside = (first if second == index else second for first, second in pairs if _joined(text, mentions, first, second))
    return frozenset(list_kind(places[other][0]) for other in beside if places[other])


def _joined(text: str, mentions: Sequence[Mention], first: int, second: int) -> bool:
    if first < 0 or second >= len(mentions) or "demonym" in {mentions[first].kind, mentions[second].kind}:
        return False
    between = text[mentions[first].span.stop : mentions[second].span.start]
    return len(between) < 8 and between.strip() in {",", "and", "or", ", and", ", or", "&"}


def list_kind(place: Place) -> tuple[str, str]:
    """What a place has in common with those listed beside it: its kind, and for a region its country."""
    return place.kind, place.country if place.kind == "admin1" else ""


def _nested(text: str, inner: Mention, parts: Sequence[Place], outer: Mention, wholes: Sequence[Place]) -> bool:
    between = text[inner.span.stop : outer.span.start]
    if len(between) > 8 or inner.kind == "demonym" or outer.kind == "demonym" or not _JOINT.match(between):
        return False
    if _alike(parts, wholes) or (siblings(parts, wholes) and _is_list(text, inner, outer)):
        return False
    return not parts or any(lies_in(part, whole) for whole in wholes for part in parts)


def _alike(parts: Sequence[Place], wholes: Sequence[Place]) -> bool:
    """Whether two names beside each other are best known as places of one kind: "China, Japan" is a list."""
    return bool(parts) and siblings(parts[:1], wholes)


def siblings(parts: Sequence[Place], wholes: Sequence[Place]) -> bool:
    """Whether the first of two names may be a country or a state as the second is."""
    whole = wholes[0] if wholes else None
    if whole is None or whole.kind not in {"country", "admin1"}:
        return False
    alike = [part for part in parts[:3] if part.kind == whole.kind]
    return any(whole.kind == "country" or part.country == whole.country for part in alike)


def _is_list(text: str, inner: Mention, outer: Mention) -> bool:
    """Whether the two names stand in a longer list: "Oregon, Washington, Idaho and Utah"."""
    before, after = text[max(0, inner.span.start - 3) : inner.span.start], text[outer.span.stop : outer.span.stop + 5]
    return before.rstrip().endswith(",") or after.startswith((" and ", ", and", " or "))


def lies_in(part: Place, whole: Place) -> bool:
    """Whether a place lies in a country, a first-level or a second-level region."""
    if whole.kind == "country":
        return part.country == whole.country and part.kind != "country"
    if whole.kind == "admin1":
        return (part.country, part.admin1) == (whole.country, whole.admin1) and part.kind not in {"country", "admin1"}
    if whole.kind == "admin2":
        return (
            part.kind == "city"
            and (part.country, part.admin1) == (whole.country, whole.admin1)
            and abs(part.lat - whole.lat) + abs(part.lon - whole.lon) < 1.5
        )
    return False


def _said(text: str, mention: Mention) -> frozenset[str]:
    start, stop = mention.span.start, mention.span.stop
    after = _AFTER.match(text[stop : stop + _REACH])
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    words = [word for word in (after.groups() if after else ()) if word]
    if before and before.group().rstrip().endswith("of") and before.group(1) != "capital":
        words.append(before.group(1))
    if _WATERSIDE.search(text[max(0, start - _REACH) : start]):
        words.append("river")  # "beside the White Nile"
    return frozenset(said_kinds(mention.name, *words))


def _name(group: Sequence[_Sight], places: Sequence[tuple[Place, ...]]) -> Name:
    first = group[0]
    outer = next((places[sight.outer] for sight in group if sight.outer is not None), ())
    inner = next((places[sight.inner] for sight in group if sight.inner is not None), ())
    kinds = frozenset().union(*(sight.kinds for sight in group))
    return Name(
        mentions=tuple(sight.index for sight in group),
        text=first.mention.name,
        places=_within(first),
        outer=tuple(place for place in outer if place.kind in WHOLES),
        inner=inner,
        kinds=kinds,
        listed=frozenset().union(*(sight.listed for sight in group)) - {("city", "")},
        weight=_weight(group),
        governs=any(_governs(sight.mention) for sight in group),
    )


def _within(sight: _Sight) -> tuple[Place, ...]:
    """The places that a mention may mean; none where all lie far from the city that it is said to belong to."""
    owners = _cities(sight)
    near = [place for place in sight.places if any(distance_km(place, city) < FAR_KM for city in owners)]
    return tuple(near) if owners else sight.places


def _cities(sight: _Sight) -> tuple[Place, ...]:
    return sight.owners[:1] if sight.owners and sight.owners[0].kind == "city" else ()


def _governs(mention: Mention) -> bool:
    return mention.kind == "metonym" or (mention.kind == "anaphor" and "capital" in mention.text)


def _weight(group: Sequence[_Sight]) -> float:
    """How much a name counts as company: a demonym half, a frequent name more."""
    demonym = all(sight.mention.kind == "demonym" for sight in group)
    return (0.5 if demonym else 1.0) * (1.0 + 0.3 * (min(len(group), 6) - 1))
