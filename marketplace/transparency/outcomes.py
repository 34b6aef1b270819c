"""How an order can stand towards the public figures; a test holds these words to the lifecycle table."""

COMPLETED = "selesai"
COMPLETIONS = frozenset({"order.completed", "order.closed_unassessed"})
OPENINGS = frozenset({"order.rfq_sent", "order.submitted"})  # before these nothing of an order is public

# Ended without completion. Some can still come back: revised and submitted again, or handed over after a stop.
UNFULFILLED = (
    "dibatalkan",
    "ditolak",
    "rfq_ditolak",
    "rfq_kedaluwarsa",
    "sp_ditolak",
    "sp_kedaluwarsa",
    "penghentian",
    "pemutusan",
    "gagal",
    "ditutup_tahun_anggaran",
)
REVERSED = ("pemutusan", "gagal")  # broken after the promise: these cost integrity points
ENDS = frozenset((COMPLETED, *UNFULFILLED))
