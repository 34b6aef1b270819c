"""Sentences for what went wrong, in the reader's language."""

from flask_babel import gettext as _

from marketplace.transparency.errors import TransparencyError


def sentence(error: TransparencyError) -> str:
    """What is wrong and what to do about it."""
    match error.code:
        case "backward":
            text = _("Bulan awal (%(first)s) lebih lambat dari bulan akhir (%(last)s). Tukar keduanya.")
        case "month":
            text = _("Bulan ditulis tahun-bulan, misalnya 2023-08. Yang diminta: %(first)s sampai %(last)s.")
        case "outside":
            text = _("Pilih bulan antara %(first)s dan %(last)s.")
        case "long":
            text = _("Periode paling panjang %(months)s bulan. Pilih periode yang lebih pendek.")
        case "sort":
            text = _("Tidak ada urutan “%(asked)s”. Pilih nilai, pesanan, atau indeks.")
        case "page":
            text = _("Tidak ada halaman “%(asked)s”. Persempit dengan saringan, atau unduh seluruhnya.")
        case "region":
            text = _("Tidak ada kabupaten atau kota dengan kode “%(asked)s” dalam peringkat ini.")
        case "unit":
            text = _("Tidak ada satuan kerja terdaftar dengan kode “%(asked)s”.")
        case "supplier":
            text = _("Tidak ada penyedia terverifikasi dengan kode “%(asked)s”.")
        case "order":
            text = _(
                "Tidak ada pesanan “%(asked)s” di buku besar. Pesanan terbit sejak permintaan atau usulan pertama."
            )
        case "entry":
            text = _("Nomor entri ditulis sebagai bilangan bulat mulai dari 0. Yang diminta: “%(asked)s”.")
        case "order_number":
            text = _("Nomor pesanan ditulis seperti TD-2023-000123. Yang diminta: “%(asked)s”.")
        case "no_releases":
            text = _("Belum ada rilis mulai entri %(asked)s. Datang lagi setelah buku besar bertambah.")
        case "no_records":
            text = _("Tidak ada pesanan terbit setelah nomor “%(asked)s”.")
        case "ocid":
            text = _("Tidak ada proses “%(asked)s”. Bentuknya ocds-213czf- diikuti nomor pesanan.")
        case _:
            text = _("Permintaan ini tidak dapat dijawab.")
    return str(text % error.values)


def advice(error: TransparencyError) -> str:
    """The heading above the sentence."""
    if error.status == 404:
        return str(_("Tidak ada dalam data publik"))
    if error.code in ("sort", "page", "entry", "order_number"):
        return str(_("Pilihan itu tidak ada"))
    return str(_("Periode itu tidak dapat ditampilkan"))
