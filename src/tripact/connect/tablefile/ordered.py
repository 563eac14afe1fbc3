"""Tables that are to be read in the order of a column: read whole, sorted, and cut again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tripact.connect.tablefile.cells import cell_text
from tripact.connect.tablefile.model import Batch


def ordered(batches: Iterator[Batch], column: str, size: int) -> Iterator[Batch]:
    """Yield the rows of all batches by a column, ascending; rows without a value come first.

    A column of numbers goes by number, any other by text. Rows of equal value keep their order.
    """
    read = list(batches)
    if not read:
        return
    names = read[0].columns
    columns = {name: [cell for batch in read for cell in batch.columns.get(name, ())] for name in names}
    lines = [line for batch in read for line in batch.lines]
    order = _order(columns.get(column, [None] * len(lines)))
    rejects, position = [reject for batch in read for reject in batch.rejects], read[-1].position
    for start in range(0, max(len(order), 1), size):
        chosen = order[start : start + size]
        cells = {name: [whole[at] for at in chosen] for name, whole in columns.items()}
        yield Batch(start + 1, cells, rejects if start == 0 else [], [lines[at] for at in chosen], position)


def _order(cells: Sequence[object]) -> list[int]:
    texts = [cell_text(cell) or "" for cell in cells]
    try:
        numbers = [float(text) if text else float("-inf") for text in texts]
    except ValueError:
        return sorted(range(len(texts)), key=texts.__getitem__)
    return sorted(range(len(numbers)), key=numbers.__getitem__)
