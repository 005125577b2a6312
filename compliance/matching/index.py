"""Candidates: which list names are worth a closer look, found by shared letter triples.

A sparse TF-IDF index over character n-grams of the core names (what they mean and how they are
spelled, with and without spaces), and the keys of `keys`, which similarity cannot reach. Pure: the
same names give the same index, and a name's candidates do not depend on the batch it came in.
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from compliance.matching import keys
from compliance.matching.keys import Keys
from compliance.names import PreparedName
from compliance.names.vowelless import consonants

_GRAM = 3
_BATCH = 256


def grams(name: PreparedName) -> set[str]:
    """The features a name is found by."""
    spelled = "".join(f" {token}" for token in name.tokens) + " "
    meant = "".join(f" {word}" for words in name.meanings for word in words) + " "
    found = set(_ngrams(spelled)) | set(_ngrams(meant)) | set(_ngrams(f" {name.joined} "))
    return found | {f"~{consonants(token)}" for token in name.tokens}


def _ngrams(text: str) -> Iterator[str]:
    return (text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1)))


@dataclass(frozen=True, slots=True)
class Index:
    """Letter triples of every list name, weighted by rarity, rows of length one."""

    features: dict[str, int]
    rarity: np.ndarray
    by_feature: csr_matrix
    """features x names."""
    keys: Keys
    """What similarity cannot reach."""

    def candidates(self, names: Sequence[PreparedName], most: int) -> list[list[int]]:
        """For each asked name the positions of the `most` nearest list names, nearest first.

        Behind them stand all that share a key with it.
        """
        found: list[list[int]] = []
        for start in range(0, len(names), _BATCH):
            asked = self._rows(names[start : start + _BATCH])
            product = (asked @ self.by_feature).tocsr()
            found += [self._nearest(product, row, most) for row in range(product.shape[0])]
        return [
            list(dict.fromkeys([*near, *self.keys.shared(name)]))
            for name, near in zip(names, found, strict=True)
        ]

    def _rows(self, names: Sequence[PreparedName]) -> csr_matrix:
        known = [sorted(self.features[g] for g in grams(n) if g in self.features) for n in names]
        return _matrix(known, self.rarity)

    def _nearest(self, product: csr_matrix, row: int, most: int) -> list[int]:
        start, end = product.indptr[row], product.indptr[row + 1]
        columns, scores = product.indices[start:end], product.data[start:end]
        if len(columns) > most:
            # Keep all ties of the last place, then cut by position, so that batches agree.
            cut = np.partition(scores, -most)[-most]
            keep = scores >= cut
            columns, scores = columns[keep], scores[keep]
        order = np.lexsort((columns, -scores))[:most]
        return [int(column) for column in columns[order]]


def build(names: Sequence[PreparedName], families: Set[str] = frozenset()) -> Index:
    """Index the names of a list; `families` are brands that many of them begin with."""
    per_name = [sorted(grams(name)) for name in names]
    counts = Counter(gram for found in per_name for gram in found)
    features = {gram: at for at, gram in enumerate(sorted(counts))}
    frequency = np.array([counts[gram] for gram in features], dtype=np.float64)
    rarity = np.log((1 + len(names)) / frequency).astype(np.float32) + np.float32(0.1)
    rows = _matrix([[features[gram] for gram in found] for found in per_name], rarity)
    return Index(
        features=features,
        rarity=rarity,
        by_feature=rows.T.tocsr(),
        keys=keys.build(names, families),
    )


def _matrix(rows: list[list[int]], rarity: np.ndarray) -> csr_matrix:
    """Rows of features as a sparse matrix of rarities, each row scaled to length one."""
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    indices = np.array([feature for row in rows for feature in row], dtype=np.int32)
    data = rarity[indices]
    for start, end in pairwise(indptr):
        data[start:end] /= np.sqrt((data[start:end] ** 2).sum()) or 1
    return csr_matrix((data, indices, indptr), shape=(len(rows), len(rarity)))
