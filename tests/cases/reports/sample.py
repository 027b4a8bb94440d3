"""Reports made from ratings alone, without a database: the dictionary that `report_of` gives."""

import json

from cases import consensus
from cases.export.report import FORMAT, LIMITS, METHOD, MODIFICATIONS

TITLES = ("Septal reduction", "Bisoprolol 5 mg", "Watchful waiting", "Further work-up", "Ablation", "Disopyramide", "Pacing", "Verapamil")
KINDS = ("procedure", "other", "waiting", "work-up", "procedure", "medicine", "procedure", "medicine")
FOR, AGAINST, UNSURE = [8] * 9, [2] * 9, [5] * 9
DAY = "2026-11-{:02d}T09:00:00+00:00"


def report_with(*columns, eligible=9, words="", **changes):
    """A concluded decision of two equal rounds. columns: one list of ratings an option; words: put into every place for words."""
    codes = [f"{place}@1" for place in range(1, len(columns) + 1)]
    rows = [list(row) for row in zip(*columns, strict=True)]
    records = [
        consensus.record_of(consensus.Question(options=codes, ratings=rows, previous=previous, eligible=eligible))
        for previous in (None, rows)
    ]
    results = [json.loads(record.body) for record in records]
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
        "settings": {"profile": "ram_strict", "round_hours": 72, "quorum": "2/3", "percentile_type": 7, "engine": consensus.ENGINE},
        "opened_at": DAY.format(2), "proposals_close_at": DAY.format(4), "frozen_at": DAY.format(5), "concluded_at": DAY.format(20),
        "withdrawn_at": None, "withdrawn_reason": "", "supersedes": None, "superseded": False,
        "options": [
            {
                "code": code, "title": words or TITLES[place], "details": words, "kind": KINDS[place], "standing": "", "version": 1,
                "edited_at": None, "changes": [], "dropped_at": None, "dropped_reason": "",
            }
            for place, code in enumerate(codes)
        ],
        "panel": {
            "seats": eligible, "conflicts": {"none": eligible}, "interests": [words] if words else [], "exclusions": [],
            "specialties": {"Cardiology": 5, "other": eligible - 5}, "treating_clinician": True,
        },
        "rounds": [
            {
                "number": number, "opened_at": DAY.format(5 + number), "closes_at": DAY.format(8 + number), "extended_at": None,
                "closed_at": DAY.format(7 + number), "voided_at": None, "next_step": "next_round" if number == 1 else "conclude",
                "sha256": record.sha256, "result": result,
                "abstained": {code: result["submitted"] - result["options"][code]["n"] for code in codes},
            }
            for number, record, result in zip((1, 2), records, results, strict=True)
        ],
        "conclusion": {"statement": words or "Reduce the septum.", "strength": "strong", "conditions": words or "Not before day 12."},
        "minority_reports": [
            {"against": ["1@1"], "name": "Dr Signed", "pseudonym": "", "text": words or "It is early.", "written_at": DAY.format(21)}
        ],
        "deviations": [], "limits": list(LIMITS), "outcome": None,
    }  # fmt: skip
    return report | changes
