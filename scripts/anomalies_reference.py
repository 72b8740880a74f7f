#!/usr/bin/env python3
"""Writes tests/data/anomalies.json: what scikit-learn makes of scores of normal and abnormal items.

    pip install scikit-learn && python3 scripts/anomalies_reference.py

With many ties, without any, and with the two kinds apart.
"""

import json
import pathlib

import numpy
from sklearn.metrics import confusion_matrix, precision_score, recall_score, roc_auc_score, roc_curve

generator = numpy.random.default_rng(5)


def case(scores, abnormal, threshold):
    fpr, tpr, _ = roc_curve(abnormal, scores, drop_intermediate=False)
    alarms = scores > threshold
    return {
        "scores": scores.tolist(),
        "abnormal": abnormal.astype(int).tolist(),
        "auc": roc_auc_score(abnormal, scores),
        "fpr": fpr.tolist(),
        "tpr": tpr.tolist(),
        "threshold": threshold,
        "confusion": confusion_matrix(abnormal, alarms).tolist(),
        "precision": precision_score(abnormal, alarms),
        "recall": recall_score(abnormal, alarms),
    }


kinds = generator.random(60) < 0.3
smooth = generator.normal(kinds.astype(float), 1.0)
cases = [
    case(smooth, kinds, 0.5),
    case(numpy.round(smooth), kinds, 0.0),
    case(numpy.array([0.1, 0.2, 0.9, 0.8]), numpy.array([False, False, True, True]), 0.5),
    case(numpy.ones(6), numpy.array([False, False, True, True, True, False]), 0.5),
]
target = pathlib.Path(__file__).parent.parent / "tests/data/anomalies.json"
target.write_text(json.dumps(cases, indent=1) + "\n")
print("wrote", target.name)
