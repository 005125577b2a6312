"""Questions made small: on their way between processes, and held while their file is screened.

To make a question from its row takes ten times as long as to unpack it, and a file's questions are
walked several times: to be asked, to be shown where they are open, and to be written.
"""

import zlib
from collections.abc import Iterator, Sequence

import msgspec

from compliance.model import Question

MOST_HELD = 1 << 19
"""Questions that are held, in some 12 MB; where there are more none are, and memory stays flat."""
QUESTIONS_TOGETHER = 1024
"""Questions that are packed as one."""
QUICK = 1
"""Level of compression: a third more bytes than the best, in a tenth of the time."""
_DECODER = msgspec.msgpack.Decoder(list[Question])


def encode_questions(questions: Sequence[Question]) -> bytes | None:
    """Questions as bytes; None where a text has letters that UTF-8 has no way to write."""
    try:
        return msgspec.msgpack.encode(questions)
    except UnicodeEncodeError:
        return None


def decode_questions(data: bytes) -> list[Question]:
    """The questions that `encode_questions` made bytes of."""
    return _DECODER.decode(data)


class PackedQuestions:
    """The first questions of a sheet, in order; all of them, unless they are too many."""

    def __init__(self) -> None:
        self.is_whole = True
        """Whether all that were added are held; else none are."""
        self._blocks: list[bytes] = []
        self._block: list[Question] = []

    def add(self, question: Question) -> None:
        """Hold one more."""
        self._block.append(question)
        if len(self._block) == QUESTIONS_TOGETHER:
            self.close_block()

    def close_block(self) -> None:
        """Pack what was added since the last block."""
        data = encode_questions(self._block)
        self._block = []
        if data is None or len(self._blocks) >= MOST_HELD // QUESTIONS_TOGETHER:
            self.is_whole = False  # for good: some are missing
        if data is not None and self.is_whole:
            self._blocks.append(zlib.compress(data, QUICK))
        else:
            self._blocks.clear()

    def __iter__(self) -> Iterator[Question]:
        for block in self._blocks:
            yield from decode_questions(zlib.decompress(block))
