"""The log in a folder that the offline verifier reads: leaves, the newest checkpoint, the key."""

import json
from pathlib import Path

from marketplace.ledger import queries
from marketplace.ledger.notes import verifier_key

BATCH = 5_000


class NothingSealed(Exception):
    """Only what a checkpoint covers can be checked by somebody else; there is no checkpoint yet."""


def export(folder: Path) -> int:
    """Write every entry under the newest checkpoint; returns how many there are."""
    checkpoint, world = queries.newest_checkpoint(), queries.world()
    if checkpoint is None or world is None:
        raise NothingSealed
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "entri.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
        for start in range(0, checkpoint.size, BATCH):
            for leaf in queries.leaves(start, min(start + BATCH, checkpoint.size)):
                row = {"index": leaf.index, "leaf": leaf.text, "leaf_hash": leaf.digest.hex()}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    (folder / "pos-pemeriksaan.txt").write_text(checkpoint.signed_note, encoding="utf-8")
    (folder / "kunci.txt").write_text(verifier_key(world.origin, world.public_key) + "\n", encoding="utf-8")
    return int(checkpoint.size)
