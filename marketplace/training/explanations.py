"""What a check or a scenario's file has to say, in the reader's language: one sentence each, and the way out."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from marketplace.accounts.labels import ROLES
from marketplace.accounts.permissions import Role
from marketplace.purchasing.labels import HAPPENED
from marketplace.training.checks import Problem
from marketplace.training.scenario_nodes import Fault
from marketplace.training.vocabulary import ANSWER_GIVEN, OFFICE_HANDED_OVER, PRODUCT_LISTED
from marketplace.web.filters import time_long
from marketplace.web.order_statuses import status_word

ENTRIES: dict[str, Any] = {f"order.{action}": word for action, word in HAPPENED.items()} | {
    "supplier.verified": _l("Toko diverifikasi"),
    "sanction.imposed": _l("Sanksi ditetapkan"),
    "complaint.filed": _l("Komplain diajukan"),
    "complaint.resolved": _l("Komplain selesai"),
    "plan.announced": _l("Paket RUP diumumkan"),
    "plan.changed": _l("Pagu paket diubah"),
    PRODUCT_LISTED: _l("Produk ditayangkan"),
    OFFICE_HANDED_OVER: _l("Jabatan diserahkan"),
    ANSWER_GIVEN: _l("Jawaban dikirim"),
}

PROBLEMS: dict[str, Any] = {
    "other_shop": _l("Pesanan %(order)s dibuat pada toko di luar kelompok ini. Pesanlah dari toko kelompok Anda."),
    "ended": _l("Pesanan %(order)s berakhir dengan status “%(status)s”. Mulailah pesanan baru."),
    "wrong_role": _l("“%(entry)s” pada %(order)s dilakukan oleh %(role)s, padahal di latihan ini tugas %(wanted)s."),
    "never_came": _l("Pada %(order)s “%(entry)s” sudah terjadi, tetapi “%(wanted)s” belum pernah terjadi."),
    "came_too_late": _l(
        "Pada %(order)s “%(wanted)s” baru terjadi sesudah “%(entry)s”. Seharusnya sebelum itu; ulangi dengan pesanan "
        "baru."
    ),
    "out_of_order": _l("Pada %(order)s “%(second)s” terjadi sebelum “%(first)s”. Urutannya terbalik."),
    "not_wanted": _l("Pada %(order)s ada “%(unwanted)s” sebelum “%(entry)s”; langkah ini dinilai tanpa itu."),
    "condition": _l("“%(entry)s” pada %(order)s belum memenuhi syarat langkah ini."),
}

FAULTS: dict[str, Any] = {
    "not_toml": _l("Baris ini bukan TOML yang benar. Periksa tanda kutip, kurung, dan tanda sama dengan."),
    "missing": _l("“%(name)s” belum diisi di bagian ini."),
    "unknown_key": _l("“%(name)s” tidak dikenal di sini. Yang dikenal: %(known)s."),
    "not_a_text": _l('Tulis teks dalam dua bahasa: { id = "...", en = "..." }.'),
    "language_missing": _l("Teks dalam bahasa “%(language)s” belum ada."),
    "not_a_string": _l("“%(name)s” harus berupa teks di antara tanda kutip, dan tidak kosong."),
    "not_strings": _l("“%(name)s” harus berupa teks atau daftar teks."),
    "not_numbers": _l("“%(name)s” harus berupa tabel bilangan bulat, misalnya { percent = 30 }."),
    "not_a_flag": _l("“%(name)s” harus true atau false."),
    "not_a_moment": _l("“%(name)s” harus berupa tanggal dan jam dengan zona, misalnya 2023-09-04T08:00:00+07:00."),
    "not_a_table": _l("“%(name)s” harus berupa bagian sendiri dengan judul dalam kurung siku."),
    "not_a_list": _l("“%(name)s” harus berupa satu bagian [[%(name)s]] atau lebih."),
    "not_plain": _l("“%(name)s” harus berupa teks, bilangan, true, false, atau daftar."),
    "bad_code": _l("“%(value)s” bukan kode. Pakai huruf kecil, angka, dan garis bawah, paling banyak 30 huruf."),
    "bad_choice": _l("“%(value)s” tidak dikenal. Pilih salah satu: %(known)s."),
    "bad_pace": _l("“%(value)s” bukan laju jam. Pilih real, paused, atau jumlah detik untuk satu hari (9–86400)."),
    "unknown_entry": _l("“%(value)s” bukan jenis entri buku besar. Yang dikenal: %(known)s."),
    "unknown_fact": _l("“%(value)s” tidak disebut oleh entri itu. Yang disebut: %(known)s."),
    "unknown_seat": _l("Tidak ada kursi “%(value)s”. Kursi skenario ini: %(known)s."),
    "unknown_step": _l("Tidak ada langkah “%(value)s”. Langkah skenario ini: %(known)s."),
    "unknown_place": _l("“%(value)s” bukan nama tempat. Pilih salah satu: %(known)s."),
    "unknown_placeholder": _l("“{%(value)s}” tidak diganti oleh apa pun. Yang dikenal: %(known)s."),
    "place_missing": _l("Tempat “%(value)s” dipakai di sini, tetapi belum ada bagian [places.%(value)s]."),
    "one_measure": _l("Tulis tepat satu pembanding: %(known)s."),
    "out_of_range": _l("“%(name)s” harus bilangan bulat antara %(least)s dan %(most)s."),
    "duplicate": _l("Kode “%(value)s” sudah dipakai di atas. Beri kode lain."),
    "clock_before_world": _l("Jam kelas tidak boleh sebelum jam dunianya, %(clock)s."),
}

REFUSALS: dict[str, Any] = {
    "cannot_cast": _l(
        "Dunia latihan ini hanya punya %(found)s tempat yang cocok untuk “%(where)s”, sedangkan kelas ini perlu "
        "%(wanted)s. Kurangi jumlah kelompok."
    ),
    "answer_too_long": _l("Jawaban terlalu panjang. Paling banyak %(max)s huruf."),
    "no_order_numbers": _l("Tulis sedikitnya satu nomor pesanan, misalnya TD-2023-000123."),
    "no_entry_and_proof": _l("Tulis nomor entri lalu bukti yang gagal, misalnya: 4711 leaf."),
    "log_is_intact": _l("Buku besar masih utuh: belum ada entri yang diubah. Tunggu aba-aba pelatih."),
}


def problem_sentence(problem: Problem, language: str, words: Mapping[str, str]) -> str:
    """The scenario's own sentence where it has one, with the group's names in it; else ours."""
    if problem.say is not None:
        return problem.say.filled(language, words)
    return str(PROBLEMS[problem.code]) % {key: _shown(key, value) for key, value in problem.values.items()}


def fault_sentence(fault: Fault) -> str:
    """What is wrong in one line of a scenario's file; the line stands beside it."""
    _, code, values = fault
    shown = {key: time_long(value) if key == "clock" else value for key, value in values.items()}
    return str(FAULTS[code]) % shown


def refusal_sentence(code: str, values: Mapping[str, Any]) -> str:
    return str(REFUSALS[code]) % values


def _shown(key: str, value: Any) -> str:
    if key in ("entry", "wanted", "first", "second", "unwanted") and isinstance(value, str):
        return str(ENTRIES.get(value, value))
    if key == "wanted":
        return ", ".join(_role(role) for role in value)
    if key == "role":
        return _role(value)
    if key == "status":
        return str(status_word(value))
    return str(value or "–")


def _role(value: str | None) -> str:
    return str(ROLES[Role(value)]) if value else "–"
