"""A made-up wire without end: stories about happenings all over the map, each with several accounts, in the density of real wire copy.

The same seed gives the same stories. A long one has about 780 words, the mean of a wire story: a lead, paragraphs that count, and prose
that counts nothing. A short one is its lead alone, or, nine times of ten, a note of markets and sport. Both bring new names all the time,
as the world does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from schemas.article import Article, Source
from schemas.base import StoryId

FIRST_DAY = datetime(2015, 3, 1, 5, tzinfo=UTC)
STORIES_A_DAY = 40
HAPPENINGS_A_DAY = 12
"""So each is told by three or four outlets, as breaking news is."""
COUNTING, TELLING = 12, 22
"""Paragraphs of a long story that count, and that do not: 780 words, 40 in a hundred of them in sentences with a number."""
MARKET_NOTES = 0.9

OUTLETS = ("Tern", "Northlight", "Harrow Press", "Volga-Info", "Cape Courier", "Meridian")
PLACES = (
    "Gulu", "Multan", "Kharkiv", "Bukavu", "Cotabato", "Trujillo", "Aleppo", "Maiduguri", "Taiz", "Mandalay", "Goma", "Herat", "Kunduz",
    "Quetta", "Peshawar", "Odesa", "Sumy", "Belgorod", "Khartoum", "Benghazi", "Mosul", "Kirkuk", "Basra", "Gao", "Mopti", "Kaduna", "Jos",
    "Mekele", "Gondar", "Kismayo", "Beira", "Nampula", "Davao", "Padang", "Palu", "Chittagong", "Sylhet", "Jaffna", "Cali", "Arequipa",
)  # fmt: skip
SIDES = (("Russia", "Ukraine"), ("Armenia", "Azerbaijan"), ("India", "Pakistan"), ("Sudan", "Chad"))

LEADS = (
    ("River bursts its banks near {place}, {n} dead",
     "At least {n} people were killed and {m} were injured when a river burst its banks near {place} on {day}, the mayor, {name}, said."),
    ("Bomb in {place} market kills {n}",
     "A bomb hidden in a market in {place} killed {n} people and wounded {m} on {day}, police chief {name} said."),
    ("{a} and {b} swap {k} prisoners each",
     "{a} and {b} each released {k} prisoners of war on {day}, the defence ministry of {a} said."),
    ("Drones over {place} overnight",
     "{a} launched {k} drones at {b} overnight into {day}, and {m} of them were shot down, the air force of {b} said."),
    ("Quake shakes {place}",
     "An earthquake killed {n} people in {place} on {day} and left {m} missing, {name} of the disaster agency said."),
    ("Gunmen take {n} near {place}",
     "Gunmen abducted {n} people from a bus near {place} on {day}, said General {name} of the army."),
    ("Ferry sinks off {place}",
     "A ferry with {k} people aboard sank off {place} on {day}, and {n} bodies had been recovered by nightfall, the coast guard said."),
)  # fmt: skip
COUNTED = (
    "Among the dead in {place} were {f} children and two teachers, the head of the district hospital told reporters by telephone.",
    "The mayor said {m} of the injured had been discharged by the evening, while {f} remained in a critical condition.",
    "Rescuers pulled {f} survivors from the rubble before dawn, and {n} residents of the quarter were still unaccounted for.",
    "About {k} families left the villages around {place} for the provincial capital, the regional governor said on {day}.",
    "Two weeks earlier, shelling near {place} had killed {f} civilians and injured {m}, according to the local prosecutor.",
    "The Red Crescent said its volunteers had evacuated {k} people from low ground, most of them women and children.",
    "In a separate incident, a minibus ran off the mountain road outside {place}, killing {f} passengers and injuring {n}.",
    "The army said it had destroyed {k} drones over the border region and that debris had wounded {f} people in {place}.",
    "Police detained {n} men on suspicion of having taken part, and said {f} others had fled across the river.",
    "The bodies of {f} fishermen were recovered on {day}; the coast guard said {n} crew members were missing.",
    "Officials in {b} said {m} soldiers had come home since the talks began, and that {k} more were on the lists.",
    "A doctor at the clinic said {f} patients had died of their wounds overnight, bringing the number of dead there to {n}.",
    "Local television reported {n} dead, but the interior ministry in the capital said it could confirm no more than {f}.",
    "Some {k} people were rescued from rooftops by boat and helicopter by {day}, the civil protection agency said.",
)  # fmt: skip
TOLD = (
    '"We heard it before we saw it, and then there was only dust," said a shopkeeper back to look for his ledger and his keys.',
    "The road along the ridge was closed to all traffic except ambulances, and lorries queued back beyond the old toll station.",
    "Neighbours carried mattresses, gas bottles and a sewing machine out of the houses that still stood, to the schoolyard.",
    "The government has promised an inquiry, as it did last year, though that commission has yet to publish a page.",
    "Analysts in the capital said the timing was no accident, since both delegations were due to meet again under the same mediator soon.",
    '"Nobody came to warn us, neither by radio nor from the mosque," said the headmaster of the village school, wiping a register.',
    "Power returned to parts of the town in the afternoon, but the pumping station stayed silent and water was handed out from tankers.",
    "The governor, who flew in by helicopter, walked through the market with his jacket over his arm and declined to answer questions.",
    "Aid agencies warned that the rains would make the tracks impassable, and asked for permission to use the airfield on the other bank.",
    "In the hospital corridor relatives compared photographs on their phones, and a nurse read out names from a sheet of squared paper.",
    "Opposition members left the chamber in protest when the minister called the event a tragedy that nobody could have foreseen.",
    "The spokesman said that contacts with the other side continued through intermediaries, and that lists were compared line by line.",
    "Shops along the promenade had lowered their shutters, and a loudspeaker van told people to keep away from the harbour wall.",
    "The district lies on a plain between the river and the railway, and most of its people live from cotton, sesame and remittances.",
    "Diplomats who know the file cautioned against hope, pointing out that similar promises had been broken within days before.",
    "An old man sat on a kitchen chair in the middle of the street and would not be led away, saying that his dog was still inside.",
    "Meteorologists expected the wind to turn before the weekend, which would ease the work of the crews on the northern slope.",
    "The company that runs the line said it would comment when its own engineers had been given access to the place.",
    "Church bells rang at noon, and the prayer was relayed over loudspeakers to those who had found no room in the nave.",
    "Both armies have accused each other of breaking the truce ever since it was signed, and each publishes its own map of the line.",
    "The prime minister cut short a journey abroad, his office said, and was expected to visit the families on his return.",
    "Volunteers from the university cooked rice in drums, while students of the technical school repaired a generator by torchlight.",
    '"I only want to know where he is," said a woman with a folded poster under her arm, who had travelled through the night.',
    "Foreign journalists were kept at the checkpoint, where an officer collected their questions on a piece of cardboard.",
)  # fmt: skip
MARKET = (
    "Shares of shipping lines rose in quiet trade, and the dealer {name} said the mood had been lifted by talk of a late close.",
    "The national side named an unchanged squad for the final, its coach {name} saying that those who got there deserved to play.",
    "Cotton growers asked for a longer planting window, and their speaker {name} said that an answer was due before the rains.",
)
SYLLABLES = (
    "ba",
    "dor",
    "ek",
    "fin",
    "gul",
    "hav",
    "ist",
    "jor",
    "kem",
    "lun",
    "mir",
    "nod",
    "osk",
    "pra",
    "rit",
    "sul",
    "tav",
    "ulm",
    "vek",
    "zan",
)


def stories(seed: int, count: int, *, short: bool = False, a_day: int = STORIES_A_DAY) -> Iterator[Article]:
    """So many stories in the order of publication, with distinct ids. With one ``a_day`` each tells of a happening of its own."""
    rng = Random(seed)
    for number in range(count):
        published = FIRST_DAY + timedelta(days=number // a_day, minutes=number % a_day * 25 + rng.randrange(25))
        outlet = rng.choice(OUTLETS)
        if short and rng.random() < MARKET_NOTES:
            headline, dateline, body = "Notes of the day", "", rng.choice(MARKET).format(name=_name(rng))
        else:
            headline, dateline, body = _account(rng, number // a_day, published, outlet, short)
        yield Article(
            story_id=StoryId(f"bench-{seed}-{number}"),
            source=Source(id=outlet.lower().replace(" ", "-"), name=outlet),
            headline=headline,
            dateline=dateline,
            body=body,
            published_at=published,
        )


def _account(rng: Random, day: int, published: datetime, outlet: str, short: bool) -> tuple[str, str, str]:
    """Headline, dateline and body of one account of a happening."""
    # What happened is the same in every account of it; what else a story tells is its own.
    happening = Random(f"{day}/{rng.randrange(HAPPENINGS_A_DAY)}")
    headline, lead = happening.choice(LEADS)
    told = _blanks(happening, published)
    dateline = f"{told['place'].upper()} ({outlet}) -- "
    paragraphs = [dateline + lead.format(**told)]
    if not short:
        body = [*(one.format(**_blanks(rng, published)) for one in rng.sample(COUNTED, COUNTING)), *rng.sample(TOLD, TELLING)]
        rng.shuffle(body)
        paragraphs += body
    return headline.format(**told), dateline, "\n\n".join(paragraphs)


def _blanks(rng: Random, published: datetime) -> dict[str, str]:
    few, dead, hurt, many = sorted(rng.sample(range(3, 160), 4))
    a, b = rng.choice(SIDES)
    happened = published - timedelta(days=rng.randrange(2))
    numbers = {"f": few, "n": dead, "m": hurt, "k": many}
    words = {"place": rng.choice(PLACES), "a": a, "b": b, "day": f"{happened:%A}", "name": _name(rng)}
    return {**words, **{blank: str(number) for blank, number in numbers.items()}}


def _name(rng: Random) -> str:
    return " ".join("".join(rng.sample(SYLLABLES, 3)).capitalize() for _ in range(2))
