"""Reports made from ratings alone, without a database: the dictionary that `report_of` gives."""

import json

from cases import consensus
from cases.export.report import FORMAT, LIMITS, METHOD, MODIFICATIONS

TITLES = ("Septal reduction", "Bisoprolol 5 mg", "Watchful waiting", "Further work-up", "Ablation", "Disopyramide", "Pacing", "Verapamil")
KINDS = ("procedure", "other", "waiting", "work-up", "procedure", "medicine", "procedure", "medicine")
FOR, AGAINST, UNSURE = [8] * 9, [2] * 9, [5] * 9
DAY = "2026-11-{:02d}T09:00:00+00:00"


def report_with(*columns, eligible=9, words="", earlier=None, profile="ram_strict", **changes):
    """A concluded decision. columns: the last round's ratings, one list an option; words: put into every place for words.

    earlier: the columns of each round before, first to last; without it one round that was equal.
    """
    codes = [f"{place}@1" for place in range(1, len(columns) + 1)]
    held = [[list(row) for row in zip(*of, strict=True)] for of in (*([columns] if earlier is None else earlier), columns)]
    asked = [
        consensus.Question(options=codes, ratings=rows, previous=before, eligible=eligible, profile=profile)
        for before, rows in zip([None, *held], held, strict=False)
    ]
    records = [consensus.record_of(question) for question in asked]
    results = [json.loads(record.body) for record in records]
    steps = [consensus.next_step(consensus.result_of(question), number) for number, question in enumerate(asked, 1)]
    report = {
        "format": FORMAT,
        "decision": "0b0b7f4e-2f0e-4f37-9d5c-4a2f3a9c1d11",
        "question": words or "Which treatment first?",
        "stage": "concluded",
        "case": {
            "reference": "ab" * 8, "posted_at": DAY.format(1), "edited_at": None, "sha256": "cd" * 32,
            "age_band": "40-49", "sex": "intersex", "specialty": "cardiology",
        },
        "method": {"name": METHOD, "modifications": list(MODIFICATIONS)},
        "settings": {"profile": profile, "round_hours": 72, "quorum": "2/3", "percentile_type": 7, "engine": consensus.ENGINE},
        "opened_at": DAY.format(2), "proposals_close_at": DAY.format(4), "frozen_at": DAY.format(5), "concluded_at": DAY.format(20),
        "withdrawn_at": None, "withdrawn_reason": "", "supersedes": None, "superseded": False,
        "options": [
            {
                "code": code, "title": words or TITLES[place], "details": words, "evidence": words, "kind": KINDS[place], "standing": "",
                "version": 1,
                "edited_at": None, "changes": [], "dropped_at": None, "dropped_reason": "",
            }
            for place, code in enumerate(codes)
        ],
        "panel": {
            "seats": eligible, "conflicts": {"none": eligible}, "exclusions": [],
            "interests": [words] if words else [], "recusals": [words] if words else [],
            "specialties": {"other": eligible}, "treating_clinician": True,
        },
        "rounds": [
            {
                "number": number, "opened_at": DAY.format(5 + number), "closes_at": DAY.format(8 + number), "extended_at": None,
                "closed_at": DAY.format(7 + number), "voided_at": None, "next_step": step,
                "sha256": record.sha256, "result": result,
                "abstained": {code: result["submitted"] - result["options"][code]["n"] for code in codes},
            }
            for number, (record, result, step) in enumerate(zip(records, results, steps, strict=True), 1)
        ],
        "conclusion": {"statement": words or "Reduce the septum.", "strength": "strong", "conditions": words or "Not before day 12."},
        "minority_reports": [
            {"against": ["1@1"], "name": "Dr Signed", "pseudonym": "", "text": words or "It is early.", "written_at": DAY.format(21)}
        ],
        "deviations": [], "limits": list(LIMITS), "outcome": None,
    }  # fmt: skip
    return report | changes
