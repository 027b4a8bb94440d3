"""The numbers of a report: for each round charts and tables, how medians moved, and what other ways of counting would say."""

from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.consensus import UNCHANGED
from cases.export.wording import badge_of, class_of, label_of, move, share, shown, spread, too_few, yes_no


def rounds(rounds, numbers, titles):
    """A section for each closed round. numbers, titles: option code -> number, title, of the options that were rated."""
    top = max([1, *(max(of["counts"]) for round in rounds for of in round["result"]["options"].values() if of.get("counts"))])
    sections, before = [], {}
    for round in rounds:
        options = round["result"]["options"]
        strips = [_strip(numbers[code], titles[code], of, before.get(code), top) for code, of in options.items() if code in numbers]
        strips.sort(key=lambda strip: strip["number"])
        rated = [(numbers[code], of) for code, of in options.items() if code in numbers]
        rated.sort(key=lambda row: row[0])
        heading = _("Round %(number)d, option by option") % {"number": round["number"]}
        blocks = [{"kind": "strips", "items": strips, "labels": labels()}, _numbers(round, rated), _distribution(round, rated)]
        sections.append({"key": f"round-{round['number']}", "heading": heading, "blocks": blocks})
        before = options
    return sections


def labels():
    return {
        "low": _("1–3 inappropriate"),
        "middle": _("4–6 uncertain"),
        "high": _("7–9 appropriate"),
        # xgettext:no-python-format
        "legend": _("Bars: how many gave each rating. Diamond: median. Bracket: middle 40 % of ratings. Dashed: the round before."),
    }


def _strip(number, title, of, earlier, top):
    """One option's chart as numbers. Under five ratings `counts` is None and only `n` is told (CONSENSUS.md I11)."""
    badge, tone = badge_of(of)
    strip = {"number": number, "title": title, "badge": badge, "tone": tone, "n": of["n"]}
    if not of.get("counts"):
        return strip | {"counts": None, "sentence": too_few(of["n"]), "share": "", "alt": ""}
    sentence, outer = spread(of), share(of)
    name = _("Ratings of option %(number)d, %(title)s") % {"number": number, "title": title}
    counts = ", ".join(f"{rating}: {count}" for rating, count in enumerate(of["counts"], 1) if count)
    each = _("Ratings and how many gave each:")
    return strip | {
        "counts": of["counts"],
        "before": earlier.get("counts") if earlier else None,
        "top": top,
        "median": of["median"],
        "p30": of["p30"],
        "p70": of["p70"],
        "sentence": sentence,
        "share": outer,
        "alt": f"{name}. {badge}. {outer}. {sentence} {each} {counts}.",
    }


def _numbers(round, rated):
    """Every statistic, an option a column."""
    number = [(_("n"), "n"), (_("Median"), "median"), (_("p30"), "p30"), (_("p70"), "p70"), (_("IPR"), "ipr"), (_("IPRAS"), "ipras")]
    number += [
        (_("DI"), "di"),
        # xgettext:no-python-format
        (_("% in 7–9"), "pct_7_9"),
        # xgettext:no-python-format
        (_("% in 1–3"), "pct_1_3"),
        (_("Interpolated median"), "interpolated_median"),
    ]
    rows = [[label, *(_number(of.get(key), key) for _number_of, of in rated)] for label, key in number]
    rows.insert(1, [_("Abstained"), *(str(round["result"]["submitted"] - of["n"]) for _number_of, of in rated)])
    for label, key in (
        (_("Classic agreement"), "classic_agreement"),
        (_("Classic disagreement"), "classic_disagreement"),
        (_("IPR > IPRAS"), "ipras_disagreement"),
    ):
        rows.append([label, *(yes_no(of.get(key)) for _number_of, of in rated)])
    rows.append([_("Class"), *(of.get("class") or "–" for _number_of, of in rated)])
    rows.append([_("State"), *(badge_of(of)[0] for _number_of, of in rated)])
    rows.append([_("Without agreement"), *(label_of(of) for _number_of, of in rated)])
    head = [_("Option"), *(str(number) for number, _of in rated)]
    return {
        "kind": "table",
        "caption": _("Statistics of round %(number)d") % {"number": round["number"]},
        "head": head,
        "rows": rows,
        "words": [],
    }


def _number(value, key):
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else shown(value, 3 if key in ("di", "ipras", "interpolated_median") else 1)


def _distribution(round, rated):
    head = [_("Option"), *map(str, range(1, 10))]
    rows = [[str(number), *map(str, of["counts"])] for number, of in rated if of.get("counts")]
    caption = _("How many gave each rating in round %(number)d") % {"number": round["number"]}
    return (
        {"kind": "table", "caption": caption, "head": head, "rows": rows, "words": []}
        if rows
        else {"kind": "text", "text": _("Too few ratings to show.")}
    )


def movement(rounds, numbers, titles):
    """Between each two rounds that follow each other: a chart of the medians, a list that says the same, and stability."""
    blocks = []
    for before, now in pairwise(rounds):
        moves = []
        for code, number in numbers.items():
            medians = [round["result"]["options"].get(code, {}).get("median") for round in (before, now)]
            if None not in medians:
                moves.append({"number": number, "before": medians[0], "now": medians[1], "words": _moved(number, titles[code], *medians)})
        names = {"before": before["number"], "now": now["number"]}
        caption = _("Medians of round %(before)d (circle) and round %(now)d (diamond)") % names
        if moves:
            alt = f"{caption}. {' '.join(move['words'] for move in moves)}"
            blocks.append({"kind": "dumbbell", "caption": caption, "moves": moves, "alt": alt})
            blocks.append({"kind": "items", "items": [move["words"] for move in moves]})
        blocks += _stability(now, numbers, names)
    return {"key": "stability", "heading": _("Movement and stability"), "blocks": [block for block in blocks if block]}


def _moved(number, title, before, now):
    return _("Option %(number)d, %(title)s: %(words)s.") % {"number": number, "title": title, "words": move(before, now)}


def _stability(round, numbers, names):
    moved = round["result"]["stability"]
    if moved is None:
        return
    rows, known = [], {number: of for code, number in numbers.items() if (of := moved.get(code)) is not None}
    for number in numbers.values():
        of = known.get(number, {"n": None, "changed": None, "median_shift": None, "stable": None})
        shift = None if of["median_shift"] is None else shown(of["median_shift"])
        cells = ["–" if cell is None else str(cell) for cell in (of["n"], of["changed"], shift)]
        rows.append([str(number), *cells, yes_no(of["stable"])])
    head = [_("Option"), _("Rated both times"), _("Changed third"), _("Median shift"), _("Stable")]
    caption = _("Stability from round %(before)d to round %(now)d") % names
    yield {"kind": "table", "caption": caption, "head": head, "rows": rows, "words": []}
    if any(of["stable"] is not None and of["changed"] is None for of in known.values()):
        words = _(
            "Where not the same members rated an option both times, only whether it is stable is told: more would tell how they rated."
        )
        yield {"kind": "text", "text": words}


def sensitivity(rounds, numbers, titles):
    """Whether percentile types 2 and 6 change a class, and the orders that decide nothing: Borda, Schulze paths, Kendall's W."""
    heading = _("Sensitivity")
    if not rounds:
        return {"key": "sensitivity", "heading": heading, "blocks": []}
    result = rounds[-1]["result"]
    rows, borda = [], dict(zip(result["option_order"], result.get("borda") or [], strict=False))
    for code, number in numbers.items():
        of = result["options"].get(code, {})
        kinds = [_same(of, kind) for kind in ("type_2", "type_6")]
        boundary = yes_no(of.get("boundary")) if of.get("counts") else "–"
        rows.append([str(number), class_of(of.get("class")), *kinds, boundary, shown(borda[code]) if code in borda else "–"])
    head = [_("Option"), _("Class"), _("By type 2"), _("By type 6"), _("Boundary result"), _("Borda points")]
    caption = _("Class of the last round by other percentile types; Borda points decide nothing")
    blocks = [{"kind": "table", "caption": caption, "head": head, "rows": rows, "words": [1, 2, 3, 4]}]
    blocks += _orders(result, numbers)
    return {"key": "sensitivity", "heading": heading, "blocks": blocks}


def _orders(result, numbers):
    """Kendall's W and the Schulze paths, or why they are not told."""
    withheld = result.get("withheld", {})
    if result.get("borda"):
        over = result["complete_raters"]
        yield {
            "kind": "text",
            "text": ngettext("%(n)d member rated every option.", "%(n)d members rated every option.", over) % {"n": over},
        }
    if result.get("kendall_w") is not None:
        words = _("Kendall’s W over the members who rated every option: %(w)s (1 is full concordance).")
        yield {"kind": "text", "text": words % {"w": shown(result["kendall_w"], 3)}}
    if result.get("schulze"):
        order = [number for code, number in numbers.items() if result["options"].get(code, {}).get("state") == "consensus_for"]
        matrix = [[str(number), *map(str, row)] for number, row in zip(order, result["schulze"], strict=False)]
        caption = _("Schulze method: strength of the strongest path from the row’s option to the column’s")
        yield {"kind": "table", "caption": caption, "head": [_("Option"), *map(str, order)], "rows": matrix, "words": []}
    for name, words in (
        ("schulze", _("The Schulze method put the appropriate options in order; its numbers are not told.")),
        ("borda", _("Borda points and Kendall’s W are not told.")),
    ):
        if name in withheld:
            yield {"kind": "text", "text": f"{words} {_why(withheld[name])}"}


def _why(reason):
    """Why a number over several options is withheld. reason: of consensus.publishing.REASONS."""
    return {
        "few_raters": _("Fewer than five members rated all of these options."),
        "near_other_seats": _(
            "One or two members who rated some of these options did not rate all: their ratings could be worked out from the difference."
        ),
    }[reason]


def _same(of, kind):
    """Whether another percentile type changes the class, in one word."""
    if not of.get("counts"):
        return "–"
    said = of["sensitivity"][kind]
    # Results that engine 1 sealed hold the other class instead of the word.
    unchanged = said["class"] == of["class"] if isinstance(said, dict) else said == UNCHANGED
    return _("unchanged") if unchanged else _("changed")
