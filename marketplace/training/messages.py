"""Refusals of classes in the reader's language."""

from flask_babel import lazy_gettext as _l

from marketplace.training.errors import TrainingError

SENTENCES = {
    "training": _l("Kelas tidak dapat melakukan itu sekarang. Muat ulang halaman, lalu coba lagi."),
    "no_such_room": _l("Tidak ada kelas terbuka dengan kode itu. Periksa enam hurufnya di layar pelatih."),
    "room_full": _l("Semua kursi kelas ini sudah terisi. Minta pelatih mengosongkan satu kursi."),
    "seat_taken": _l("Kursi itu baru saja diduduki orang lain. Pilih kursi lain."),
    "name_taken": _l("Di kelas ini sudah ada “%(name)s”. Tambahkan nama kedua atau asal instansi Anda."),
    "wrong_pin": _l("Nama atau PIN tidak cocok. Pelatih dapat menunjukkan PIN Anda sekali lagi."),
    "room_closed": _l("Kelas ini sudah ditutup; isinya hanya dapat dibaca."),
    "room_moved_on": _l(
        "Kelas ini baru saja diatur ulang atau ditutup oleh pelatih lain. Lihat keadaannya yang baru."
    ),
    "too_many_seats": _l("Dunia latihan ini cukup untuk paling banyak %(most)s kursi. Kurangi jumlah pesertanya."),
}


def sentence(error: TrainingError) -> str:
    text = str(SENTENCES[error.code])
    return text % error.values if error.values else text
