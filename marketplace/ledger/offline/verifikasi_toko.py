#!/usr/bin/env python3
"""Memeriksa buku besar Toko Daring tanpa Toko Daring. / Checks a Toko Daring ledger without Toko Daring.

    python3 verifikasi_toko.py ekspor FOLDER                 --kunci KUNCI
    python3 verifikasi_toko.py bukti BERKAS.tlog-proof       --kunci KUNCI
    python3 verifikasi_toko.py konsistensi LAMA BARU BUKTI   --kunci KUNCI

ekspor       folder dari `toko ledger export`: setiap entri, pohon Merkle (RFC 6962), tanda tangan
bukti        satu bukti terima (C2SP tlog-proof) yang diunduh dari halaman bukti
konsistensi  dua pos pemeriksaan (C2SP tlog-checkpoint) dan jawaban /data/ledger/consistency: buku yang baru
             harus memuat seluruh buku yang lama
KUNCI        satu baris dari /data/ledger/key, atau berkas yang berisi baris itu. Simpan kunci sejak awal:
             kunci yang datang bersama data hanya membuktikan bahwa data itu utuh, bukan dari siapa asalnya.

Perlu Python 3.9 dan paket `cryptography` (pip install cryptography).
Kode keluar: 0 cocok, 1 tidak cocok, 2 salah pakai.
This file imports nothing else, on purpose: read it, it is short.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Failed(Exception):
    """Sesuatu tidak cocok."""


def leaf_hash(text: str) -> bytes:
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Key:
    """Nama buku, sidik kunci, dan kunci umum Ed25519."""

    def __init__(self, line: str) -> None:
        try:
            self.name, self.fingerprint, coded = line.strip().split("+", 2)
            raw = base64.b64decode(coded, validate=True)
        except ValueError:
            raise Failed("kunci tidak terbaca; salin utuh satu baris dari /data/ledger/key") from None
        wanted = hashlib.sha256(self.name.encode() + b"\n" + raw).hexdigest()[:8]
        if len(raw) != 33 or raw[:1] != b"\x01" or wanted != self.fingerprint:
            raise Failed("kunci tidak utuh: sidiknya tidak cocok")
        self._public = Ed25519PublicKey.from_public_bytes(raw[1:])

    def open(self, note: str) -> tuple[int, bytes]:
        """Ukuran dan akar yang dinyatakan pos pemeriksaan, setelah tanda tangannya diperiksa."""
        text, separator, signatures = note.rpartition("\n\n")
        text += "\n"
        mark = f"\u2014 {self.name} "
        ours = [line[len(mark) :] for line in signatures.splitlines() if line.startswith(mark)]
        if not separator or not any(self._signed(text, signature) for signature in ours):
            raise Failed("pos pemeriksaan tidak bertanda tangan kunci ini")
        lines = text.split("\n")
        if len(lines) < 4 or lines[0] != self.name:
            raise Failed(f"pos pemeriksaan bukan dari buku {self.name}")
        return int(lines[1]), base64.b64decode(lines[2], validate=True)

    def _signed(self, text: str, signature: str) -> bool:
        raw = base64.b64decode(signature)
        if raw[:4].hex() != self.fingerprint:
            return False
        try:
            self._public.verify(raw[4:], text.encode())
        except InvalidSignature:
            raise Failed("tanda tangan pos pemeriksaan tidak sah") from None
        return True


def root_of(hashes: Iterable[bytes]) -> bytes:
    """Akar pohon RFC 6962; `hashes` dibaca sekali, yang diingat hanya satu sisa per tingkat."""
    stack: list[tuple[int, bytes]] = []
    for digest in hashes:
        height = 0
        while stack and stack[-1][0] == height:
            digest, height = node_hash(stack.pop()[1], digest), height + 1
        stack.append((height, digest))
    if not stack:
        return hashlib.sha256(b"").digest()
    digest = stack.pop()[1]
    while stack:
        digest = node_hash(stack.pop()[1], digest)
    return digest


def root_of_path(index: int, size: int, digest: bytes, path: list[bytes]) -> bytes:
    """Akar yang dicapai jalur bukti (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise Failed(f"entri {index} di luar pos pemeriksaan berukuran {size}")
    node, last = index, size - 1
    for sibling in path:
        if last == 0:
            raise Failed("jalur bukti terlalu panjang")
        if node & 1 or node == last:
            digest = node_hash(sibling, digest)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            digest = node_hash(digest, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise Failed("jalur bukti terlalu pendek")
    return digest


def roots_of_consistency(old: int, new: int, old_root: bytes, path: list[bytes]) -> tuple[bytes, bytes]:
    """Akar lama dan akar baru yang dicapai bukti konsistensi (RFC 9162, 2.1.4.2)."""
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        raise Failed("bukti konsistensi kosong")
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            raise Failed("bukti konsistensi terlalu panjang")
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise Failed("bukti konsistensi terlalu pendek")
    return first, second


def check_leaf(index: int, text: str) -> None:
    """Entri menyebut nomornya sendiri dan ditulis dalam satu-satunya bentuk yang sah (RFC 8785)."""
    try:
        leaf = json.loads(text)
        canonical = json.dumps(in_order(leaf), ensure_ascii=False, separators=(",", ":"))
        number = leaf["index"]
    except (ValueError, KeyError, TypeError):
        raise Failed(f"entri {index} tidak terbaca") from None
    if number != index:
        raise Failed(f"entri {index} menyebut dirinya nomor {number}")
    if canonical != text:
        raise Failed(f"entri {index} tidak ditulis dalam bentuk baku")


def in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: in_order(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [in_order(item) for item in value] if isinstance(value, list) else value


def check_export(folder: Path, key: Key) -> str:
    """Seluruh buku: setiap entri pada tempatnya, dan akarnya sama dengan yang ditandatangani."""
    size, root = key.open((folder / "pos-pemeriksaan.txt").read_text(encoding="utf-8"))
    count = 0

    def hashes() -> Iterator[bytes]:
        nonlocal count
        with (folder / "entri.jsonl").open(encoding="utf-8") as lines:
            for index, line in enumerate(lines):
                row = json.loads(line)
                check_leaf(index, row["leaf"])
                digest = leaf_hash(row["leaf"])
                if digest.hex() != row["leaf_hash"]:
                    raise Failed(f"entri {index} tidak cocok dengan sidiknya")
                count += 1
                yield digest

    found = root_of(hashes())
    if count != size:
        raise Failed(f"pos pemeriksaan mencakup {size} entri, ekspor berisi {count}")
    if found != root:
        raise Failed("isi buku tidak cocok dengan akar yang ditandatangani")
    return f"{size} entri utuh di bawah satu tanda tangan"


def check_receipt(text: str, key: Key) -> str:
    """Satu bukti terima: entri itu benar ada di buku yang ditandatangani."""
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not separator:
        raise Failed("bukan berkas bukti terima (tlog-proof)")
    if len(lines) < 3 or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise Failed("bukti terima tidak memuat entri dan nomornya")
    leaf = base64.b64decode(lines[1][6:], validate=True).decode()
    index = int(lines[2][6:])
    path = [base64.b64decode(line, validate=True) for line in lines[3:]]
    size, root = key.open(note)
    check_leaf(index, leaf)
    if root_of_path(index, size, leaf_hash(leaf), path) != root:
        raise Failed(f"entri {index} tidak ada dalam buku yang ditandatangani")
    return f"entri {index} tercatat dalam buku berukuran {size}\n{leaf}"


def check_consistency(old_note: str, new_note: str, proof: dict[str, Any], key: Key) -> str:
    """Buku yang baru memuat seluruh buku yang lama, tidak ada yang diubah atau dihapus."""
    (old, old_root), (new, new_root) = key.open(old_note), key.open(new_note)
    if not 0 < old <= new:
        raise Failed(f"pos pemeriksaan lama ({old}) harus tidak lebih besar daripada yang baru ({new})")
    if (proof["from"], proof["to"]) != (old, new):
        raise Failed(f"bukti ini untuk {proof['from']} ke {proof['to']}, bukan {old} ke {new}")
    path = [bytes.fromhex(digest) for digest in proof["path"]]
    found = (old_root, old_root) if old == new else roots_of_consistency(old, new, old_root, path)
    if found != (old_root, new_root):
        raise Failed("buku yang baru bukan lanjutan buku yang lama")
    return f"buku berukuran {new} memuat seluruh buku berukuran {old}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways = parser.add_subparsers(dest="way", required=True)
    for way, files in (("ekspor", ["folder"]), ("bukti", ["berkas"]), ("konsistensi", ["lama", "baru", "bukti"])):
        way_parser = ways.add_parser(way)
        for name in files:
            way_parser.add_argument(name, type=Path)
        way_parser.add_argument("--kunci", required=True, help="satu baris, atau berkas yang berisi baris itu")
    return parser.parse_args()


def check(given: argparse.Namespace) -> str:
    place = Path(given.kunci)
    key = Key(place.read_text(encoding="utf-8") if len(given.kunci) < 256 and place.is_file() else given.kunci)
    if given.way == "ekspor":
        return check_export(given.folder, key)
    if given.way == "bukti":
        return check_receipt(given.berkas.read_text(encoding="utf-8"), key)
    proof = json.loads(given.bukti.read_text(encoding="utf-8"))
    return check_consistency(
        given.lama.read_text(encoding="utf-8"), given.baru.read_text(encoding="utf-8"), proof, key
    )


def main() -> int:
    given = arguments()
    try:
        print("COCOK:", check(given))
    except Failed as error:
        print("TIDAK COCOK:", error)
        return 1
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        print("TIDAK COCOK: berkas rusak atau bukan dari Toko Daring:", error)
        return 1
    except OSError as error:
        print("Berkas tidak terbaca:", error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
