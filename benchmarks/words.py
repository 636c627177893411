"""What is said in a made-up world: sources that copy one another, statements, and details.

Incidents take their share of the statements by their rank, the first most. Around each grows a
tree of sources: documents of those who speak, reports, and articles that carry other articles,
now and then in a circle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import world as made
from world import Incident, Skew, World, code, edtf, iri, plain, text, typed

from kg.graph import PREFIXES
from kg.vocabulary import CEV

ASPECTS = ("rounds", "killed", "wounded", "time", "weapon", "place")
WEAPONS = ("107 mm rockets", "122 mm rockets", "drones", "mortar shells", "a missile")
OUTLETS = Skew(made.OUTLETS)
# how much of what is said is what; the rest is in `_Scene.speak`
LINKS = 0.04
SOURCES = 0.8  # for each statement
DETAILS = 0.6
QUOTED = 0.15


def lines(world: World) -> Iterator[str]:
    """Yield the whole world as lines of N-Triples."""
    yield from made.cast(world)
    for number in range(world.incidents):
        incident = world.incident(number)
        yield from made.incident_lines(incident, world.random(f"node {number}"))
    general = 0
    for name, day, found in made.general_denials(world, world.statements // 4):
        general += 1
        yield from found
        yield from _published(name, day, world)
    about_links = round(world.statements * LINKS)
    yield from _about_links(world, about_links)
    rest = world.statements - general - about_links
    for number, share in enumerate(_shares(world, rest)):
        if share:
            yield from _Scene(world, number, share).tell()


def _shares(world: World, statements: int) -> list[int]:
    shares = [0] * world.incidents
    for number in Skew(world.incidents, shift=4).many(world.random("shares"), statements):
        shares[number] += 1
    return shares


def _published(name: str, day: date, world: World) -> Iterator[str]:
    """Yield two sources for a statement of a day, one copied from the other."""
    random = world.random(f"sources of {name}")
    first, copy = f"source-{name}-0", f"source-{name}-1"
    yield from _source(first, f"outlet {OUTLETS.one(random)}", "source-type-article", day)
    yield from _source(copy, f"outlet {OUTLETS.one(random)}", "source-type-article", day, (first,))
    yield _line(name, "isReportedIn", copy)


def _source(
    name: str, publisher: str, kind: str, day: date, origins: tuple[str, ...] = ()
) -> Iterator[str]:
    return made.node(
        name,
        "Source",
        ("dcterms:title", text(f"title of {name}")),
        ("dcterms:publisher", plain(publisher)),
        ("dcterms:issued", edtf(f"{day}")),
        ("hasSourceType", code(kind)),
        ("hasAccess", code("access-excerpt")),
        *(("prov:wasDerivedFrom", iri(origin)) for origin in origins),
    )


def _line(subject: str, predicate: str, value: str) -> str:
    return f"{iri(subject)} <{CEV[predicate]}> {iri(value)} .\n"


def _quotation(name: str, source: str) -> Iterator[str]:
    """Yield the exact words of a statement, in a source."""
    yield _line(name, "hasQuotation", f"{name}-quote")
    yield from made.node(
        f"{name}-quote",
        "Quotation",
        ("oa:hasSource", iri(source)),
        ("oa:hasSelector", iri(f"{name}-words")),
    )
    selector, oa = iri(f"{name}-words"), PREFIXES["oa"]
    yield f"{selector} <{PREFIXES['rdf']}type> <{oa}TextQuoteSelector> .\n"
    yield f"{selector} <{oa}exact> {text(f'the words of {name}, as they were printed')} .\n"


def _about_links(world: World, count: int) -> Iterator[str]:
    """Yield statements about who sponsors whom and who is behind a name.

    A link has a few accusers, however often they repeat themselves, and its principal denies it.
    """
    random = world.random("statements about links")
    all_links = list(made.links(world))
    skew = Skew(len(all_links), shift=8)
    for number in range(count):
        name = f"link-statement-{number}"
        chosen = skew.one(random)
        link, kind, _ = all_links[chosen]
        first = int(link.split("-")[-1])
        denied = random.random() < 0.12
        if denied and kind == "Sponsorship":
            speaker = f"state-{first}-organ-1"
        else:
            accuser = (chosen + random.randrange(1 + chosen % 3)) % made.STATES
            speaker = f"state-{accuser}-organ-{random.randrange(1, 4)}"
        day = made.FIRST_DAY + timedelta(random.randrange(made.DAYS))
        stance = "denies" if denied else "affirms"
        yield from made.statement(name, speaker, f"{day}", (stance, iri(link)))
        yield from _published(name, day, world)


@dataclass
class _Said:
    name: str
    speaker: str
    day: date
    denied: str | None = None  # whose part it denies
    affirmed: str | None = None


@dataclass
class _Scene:
    """What is said around one incident.

    Attributes
    ----------
    number
        Of the incident.
    share
        How many statements it gets.
    """

    world: World
    number: int
    share: int
    said: list[_Said] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    days: dict[str, date] = field(default_factory=dict)
    documents: dict[str, list[str]] = field(default_factory=dict)
    details: list[str] = field(default_factory=list)

    def tell(self) -> Iterator[str]:
        """Yield sources, details and statements."""
        random = self.world.random(f"scene {self.number}")
        incident = self.world.incident(self.number)
        yield from self._publish(incident, random)
        for detail in range(round(self.share * DETAILS + random.random())):
            yield from self._detail(incident, detail, random)
        for number in range(self.share):
            yield from self._speak(incident, number, random)

    def _publish(self, incident: Incident, random: Random) -> Iterator[str]:
        parties = [self._sponsor(incident), *incident.accusers, incident.country]
        count = max(1, round(self.share * SOURCES))
        delays = sorted(int(random.expovariate(0.05)) for _ in range(count))
        for number, delay in enumerate(delays):
            name = f"source-{self.number}-{number}"
            day = incident.day + timedelta(delay)
            if random.random() < 0.15:
                party = f"state-{random.choice(parties)}"
                kind = random.choice(("source-type-un-letter", "source-type-statement"))
                self.documents.setdefault(party, []).append(name)
                yield from _source(name, party.replace("-", " "), kind, day)
            else:
                origins = self._origins(random)
                outlet = f"outlet {OUTLETS.one(random)}"
                yield from _source(name, outlet, "source-type-article", day, origins)
            self.sources.append(name)
            self.days[name] = day
        if len(self.sources) > 3 and random.random() < 0.03:
            # what was first is said to have it from what came last
            circle = f"<{PREFIXES['prov']}wasDerivedFrom>"
            yield f"{iri(self.sources[0])} {circle} {iri(self.sources[-1])} .\n"
            yield f"{iri(self.sources[-1])} {circle} {iri(self.sources[0])} .\n"

    def _origins(self, random: Random) -> tuple[str, ...]:
        """Choose what an article carries: nothing, the last (chains), any (trees), or two."""
        if not self.sources:
            return ()
        forms = ((), self.sources[-1:], random.choices(self.sources), self.sources[:1])
        chosen = random.choices(forms, cum_weights=(40, 55, 80, 95))[0]
        also = random.choices(self.sources, k=int(random.random() < 0.05))
        return tuple(dict.fromkeys((*chosen, *also)))

    def _sponsor(self, incident: Incident) -> int:
        return self.world.sponsors[incident.group]

    def _detail(self, incident: Incident, number: int, random: Random) -> Iterator[str]:
        name = f"detail-{self.number}-{number}"
        self.details.append(name)
        aspect = random.choice(ASPECTS)
        properties = [("isAbout", iri(incident.name)), ("hasAspect", code(f"aspect-{aspect}"))]
        if aspect == "time":
            hour = min(22, max(0, 12 + int(random.gauss(0, 3))))
            properties.append(("value", plain(f"between {hour:02}:00 and {hour:02}:50")))
            for bound, minutes in (("earliest", "00"), ("latest", "50")):
                moment = f"{incident.day}T{hour:02}:{minutes}:00+03:00"
                properties.append((bound, typed(moment, "dateTime")))
        elif aspect in {"weapon", "place"}:
            properties.append(("value", plain(random.choice(WEAPONS))))
        else:
            properties += _count(self.number % 17, random)
        if random.random() < 0.2:
            giver = f"state-{random.choice(incident.accusers)}-organ-{random.randrange(3)}"
            properties.append(("isAttributedTo", iri(giver)))
        for source in {random.choice(self.sources) for _ in range(random.choice((1, 1, 1, 3)))}:
            properties.append(("isReportedIn", iri(source)))
        return made.node(name, "Detail", *sorted(properties))

    def _speak(self, incident: Incident, number: int, random: Random) -> Iterator[str]:
        """Yield one statement, with what it says and where it can be read."""
        name = f"statement-{self.number}-{number}"
        earlier = random.choice(self.said) if self.said else None
        now = _Said(name, "", incident.day)
        properties: list[tuple[str, str]] = []
        if earlier and random.random() < 0.06 and (earlier.denied or earlier.affirmed):
            now = _Said(name, earlier.speaker, earlier.day, earlier.denied, earlier.affirmed)
            properties.append(("isRenderingOf", iri(earlier.name)))
        else:
            self._cast(incident, now, random)
            properties += self._relations(now, earlier, random)
        whose = now.denied or now.affirmed
        if whose:
            stance = (
                "denies"
                if now.denied
                else random.choices(("affirms", "leavesOpen"), cum_weights=(94, 100))[0]
            )
            about = "concerns" if random.random() < 0.9 else "mayConcern"
            meant = None if now.denied else random.choice((1, 1, 1, 2))
            yield from made.involvement(name, whose, random, (about, incident.name), meant)
            properties.append((stance, iri(f"{name}-involvement")))
        elif self.details and random.random() < 0.8:
            stance = "affirms" if random.random() < 0.85 else "denies"
            properties.append((stance, iri(random.choice(self.details))))
        else:
            properties.append(("hasSpeechAct", code("act-condemnation")))
        self.said.append(now)
        reported = self._read_in(now.speaker, random)
        if now.day == incident.day:
            read = min(self.days[source] for source in reported)
            now.day += timedelta(random.randrange((read - incident.day).days + 1))
        properties += [("isReportedIn", iri(source)) for source in reported]
        stated = None if random.random() < 0.03 else made.uncertain(now.day, random)
        yield from made.statement(name, now.speaker, stated, *properties)
        if random.random() < QUOTED:
            yield from _quotation(name, reported[0])

    def _cast(self, incident: Incident, now: _Said, random: Random) -> None:
        """Choose who speaks and whose part is affirmed or denied, if anybody's."""
        sponsor, group = f"state-{self._sponsor(incident)}", f"group-{incident.group}"
        accuser = f"state-{random.choice(incident.accusers)}"
        kind = random.choices(range(7), cum_weights=(40, 54, 60, 64, 68, 72, 100))[0]
        suspects = (group, group, group, sponsor, sponsor, f"group-{incident.rival}")
        if kind == 0:
            now.speaker, now.affirmed = _voice(accuser, random), random.choice(suspects)
        elif kind == 1:
            now.denied = random.choice((sponsor, sponsor, group))
            now.speaker = now.denied if now.denied == group else _voice(sponsor, random)
        elif kind == 2:
            persona = incident.persona
            claimant = group if persona is None else f"persona-{persona}"
            now.speaker = now.affirmed = claimant
        elif kind == 3:
            now.speaker = f"body-{random.randrange(made.BODIES)}"
            now.affirmed = random.choice(suspects)
        elif kind == 4:
            now.speaker = f"crowd-{random.randrange(made.CROWDS)}"
            now.affirmed = random.choice(suspects)
        elif kind == 5:
            now.speaker, now.denied = f"state-{incident.country}-organ-1", random.choice(suspects)
        else:
            speakers = (accuser, sponsor, f"state-{incident.country}")
            now.speaker = _voice(random.choice(speakers), random)

    def _relations(
        self, now: _Said, earlier: _Said | None, random: Random
    ) -> list[tuple[str, str]]:
        """Choose what a statement rests on, answers, replaces or says that it repeats."""
        if earlier is None:
            return []
        chance = random.random()
        own = [said for said in self.said[-20:] if said.speaker == now.speaker]
        following = f"statement-{self.number}-{len(self.said) + 1}"
        found = ("", "")
        if chance < 0.08:
            found = ("isBasedOn", earlier.name)
        elif chance < 0.082 and len(self.said) + 1 < self.share:
            found = ("isBasedOn", following)  # which may rest on this one: a circle
        elif chance < 0.15:
            found = ("answers", earlier.name)
        elif own and chance < 0.19:
            found = ("supersedes", own[-1].name)
        elif own and chance < 0.21:
            found = ("claimsToRepeat", own[0].name)
        return [(found[0], iri(found[1]))] if found[0] else []

    def _read_in(self, speaker: str, random: Random) -> list[str]:
        """Choose sources: a document of the speaker's own state, and articles."""
        own = self.documents.get("-".join(speaker.split("-")[:2]), [])
        count = random.choice((1, 1, 1, 2, 3))
        chosen = random.choices(self.sources, k=count)
        if own and random.random() < 0.4:
            chosen.insert(0, random.choice(own))
        return list(dict.fromkeys(chosen))


def _voice(state: str, random: Random) -> str:
    """Choose somebody who speaks for a state."""
    organ = f"{state}-organ-{random.choice((0, 1, 1, 1, 2, 3, 4))}"
    return random.choice((state, organ, f"{organ}-person-{random.randrange(2)}"))


def _count(truth: int, random: Random) -> list[tuple[str, str]]:
    """Return a number as sources give it: exactly, at least, about, or between."""
    seen = max(0, truth + round(random.gauss(0, 1.5)))
    about = (f"about {seen}", max(0, seen - 1), seen + 1)
    forms = (
        (f"{seen}", seen, seen),
        (f"at least {seen}", seen, None),
        about,
        (f"{seen} to {seen + 3}", seen, seen + 3),
    )
    words, lower, upper = random.choices(forms, cum_weights=(60, 80, 90, 100))[0]
    found = [("value", plain(words)), ("lowerBound", typed(lower, "decimal"))]
    if upper is not None:
        found.append(("upperBound", typed(upper, "decimal")))
    return found
