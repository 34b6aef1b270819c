"""The order's lifecycle: the single table of what may follow what, and who may do it (domain.md 3).

Buttons, services, the simulation and tests read it; nothing else knows the order of things.
"""

from enum import StrEnum

from marketplace.accounts.permissions import Permission as P


class OrderStatus(StrEnum):
    DRAFT = "draf"
    COMPARED = "dibandingkan"
    RFQ_SENT = "rfq_terkirim"
    OFFER_RECEIVED = "penawaran_masuk"
    NEGOTIATING = "negosiasi"
    PROPOSED = "usulan_pesanan"
    AWAITING_APPROVAL = "menunggu_persetujuan"
    RETURNED = "dikembalikan"
    APPROVED = "disetujui"
    ISSUED = "sp_terbit"
    ACCEPTED = "sp_diterima"
    IN_PROCESS = "diproses"
    AMENDING = "adendum"
    DESPATCHED = "dikirim"
    BEING_PERFORMED = "dikerjakan"
    PARTLY_RECEIVED = "tiba_sebagian"
    RECEIVED = "tiba"
    INSPECTED = "diperiksa"
    NONCONFORMING = "tidak_sesuai"
    RETURNING = "retur"
    REPAIRING = "perbaikan"
    PRICE_CUT = "potong_harga"
    DISPUTED = "sengketa"
    HANDED_OVER = "bast_terbit"
    BILLED = "ditagih"
    BILL_RETURNED = "tagihan_dikembalikan"
    VERIFIED = "verifikasi"
    AWAITING_PAYMENT = "menunggu_bayar"
    PAYMENT_FAILED = "gagal_bayar"
    PAID = "dibayar"
    TAX_DEPOSITED = "pajak_disetor"
    AWAITING_ASSESSMENT = "menunggu_penilaian"
    COMPLETED = "selesai"
    # side exits
    CANCELLED = "dibatalkan"
    DISAPPROVED = "ditolak"
    RFQ_DECLINED = "rfq_ditolak"
    RFQ_EXPIRED = "rfq_kedaluwarsa"
    REFUSED = "sp_ditolak"
    ISSUE_EXPIRED = "sp_kedaluwarsa"
    STOPPED = "penghentian"
    TERMINATED = "pemutusan"
    FAILED = "gagal"
    CLOSED_AT_YEAR_END = "ditutup_tahun_anggaran"


class OrderAction(StrEnum):
    """What somebody does. The value is the ledger entry's kind after `order.`: a past participle."""

    COMPARE = "compared"
    SEND_RFQ = "rfq_sent"
    OFFER = "offered"
    DECLINE_RFQ = "rfq_declined"
    EXPIRE_RFQ = "rfq_expired"
    COUNTER = "countered"
    PROPOSE = "proposed"
    SUBMIT = "submitted"
    WITHDRAW = "withdrawn"
    APPROVE = "approved"
    RETURN = "returned"
    DISAPPROVE = "disapproved"
    REVISE = "revised"
    ISSUE = "issued"
    ACCEPT = "accepted"
    REFUSE = "refused"
    EXPIRE_ISSUE = "issue_expired"
    START = "started"
    PROPOSE_AMENDMENT = "amendment_proposed"
    AGREE_AMENDMENT = "amended"
    DECLINE_AMENDMENT = "amendment_declined"
    DESPATCH = "despatched"
    PERFORM = "performed"
    RECEIVE_PART = "partly_received"
    RECEIVE = "received"
    INSPECT = "inspected"
    FIND_DEFECT = "defect_found"
    SEND_BACK = "sent_back"
    ASK_REPAIR = "repair_asked"
    CUT_PRICE = "price_cut"
    DISPUTE = "disputed"
    SETTLE = "settled"
    HAND_OVER = "handed_over"
    BILL = "billed"
    RETURN_BILL = "bill_returned"
    VERIFY_BILL = "bill_verified"
    AUTHORISE_PAYMENT = "payment_authorised"
    PAY = "paid"
    FAIL_PAYMENT = "payment_failed"
    RETRY_PAYMENT = "payment_retried"
    GIVE_UP_PAYMENT = "payment_given_up"
    PAY_OUT = "paid_out"
    REQUEST_ASSESSMENT = "assessment_requested"
    ASSESS = "completed"
    CLOSE_UNASSESSED = "closed_unassessed"
    STOP = "stopped"
    TERMINATE = "terminated"
    CLOSE_YEAR = "year_closed"
    CANCEL = "cancelled"


A, S = OrderAction, OrderStatus

TRANSITIONS: dict[tuple[OrderStatus, OrderAction], OrderStatus] = {
    # choosing
    (S.DRAFT, A.COMPARE): S.COMPARED,
    (S.DRAFT, A.SEND_RFQ): S.RFQ_SENT,
    (S.COMPARED, A.SEND_RFQ): S.RFQ_SENT,
    (S.RFQ_SENT, A.OFFER): S.OFFER_RECEIVED,
    (S.RFQ_SENT, A.DECLINE_RFQ): S.RFQ_DECLINED,
    (S.RFQ_SENT, A.EXPIRE_RFQ): S.RFQ_EXPIRED,
    (S.OFFER_RECEIVED, A.COUNTER): S.NEGOTIATING,
    (S.NEGOTIATING, A.OFFER): S.OFFER_RECEIVED,
    (S.NEGOTIATING, A.DECLINE_RFQ): S.RFQ_DECLINED,
    (S.NEGOTIATING, A.EXPIRE_RFQ): S.RFQ_EXPIRED,
    (S.OFFER_RECEIVED, A.PROPOSE): S.PROPOSED,
    # deciding
    (S.DRAFT, A.SUBMIT): S.AWAITING_APPROVAL,
    (S.COMPARED, A.SUBMIT): S.AWAITING_APPROVAL,
    (S.PROPOSED, A.SUBMIT): S.AWAITING_APPROVAL,
    (S.AWAITING_APPROVAL, A.WITHDRAW): S.DRAFT,
    (S.AWAITING_APPROVAL, A.APPROVE): S.APPROVED,
    (S.AWAITING_APPROVAL, A.RETURN): S.RETURNED,
    (S.AWAITING_APPROVAL, A.DISAPPROVE): S.DISAPPROVED,
    (S.APPROVED, A.ISSUE): S.ISSUED,
    (S.ISSUED, A.ACCEPT): S.ACCEPTED,
    (S.ISSUED, A.REFUSE): S.REFUSED,
    (S.ISSUED, A.EXPIRE_ISSUE): S.ISSUE_EXPIRED,
    (S.RETURNED, A.REVISE): S.DRAFT,
    (S.RFQ_DECLINED, A.REVISE): S.DRAFT,
    (S.RFQ_EXPIRED, A.REVISE): S.DRAFT,
    (S.REFUSED, A.REVISE): S.DRAFT,
    (S.ISSUE_EXPIRED, A.REVISE): S.DRAFT,
    # delivering
    (S.ACCEPTED, A.START): S.IN_PROCESS,
    (S.ACCEPTED, A.DESPATCH): S.DESPATCHED,
    (S.ACCEPTED, A.PERFORM): S.BEING_PERFORMED,
    (S.IN_PROCESS, A.DESPATCH): S.DESPATCHED,
    (S.IN_PROCESS, A.PERFORM): S.BEING_PERFORMED,
    (S.ACCEPTED, A.PROPOSE_AMENDMENT): S.AMENDING,
    (S.IN_PROCESS, A.PROPOSE_AMENDMENT): S.AMENDING,
    (S.AMENDING, A.AGREE_AMENDMENT): S.IN_PROCESS,
    (S.AMENDING, A.DECLINE_AMENDMENT): S.IN_PROCESS,
    (S.DESPATCHED, A.RECEIVE_PART): S.PARTLY_RECEIVED,
    (S.DESPATCHED, A.RECEIVE): S.RECEIVED,
    (S.BEING_PERFORMED, A.RECEIVE_PART): S.PARTLY_RECEIVED,
    (S.BEING_PERFORMED, A.RECEIVE): S.RECEIVED,
    (S.PARTLY_RECEIVED, A.DESPATCH): S.DESPATCHED,
    (S.PARTLY_RECEIVED, A.RECEIVE_PART): S.PARTLY_RECEIVED,
    (S.PARTLY_RECEIVED, A.RECEIVE): S.RECEIVED,
    # accepting
    (S.RECEIVED, A.INSPECT): S.INSPECTED,
    (S.PARTLY_RECEIVED, A.INSPECT): S.INSPECTED,  # short-close: the rest never comes
    (S.RECEIVED, A.FIND_DEFECT): S.NONCONFORMING,
    (S.PARTLY_RECEIVED, A.FIND_DEFECT): S.NONCONFORMING,
    (S.INSPECTED, A.HAND_OVER): S.HANDED_OVER,
    (S.NONCONFORMING, A.SEND_BACK): S.RETURNING,
    (S.NONCONFORMING, A.ASK_REPAIR): S.REPAIRING,
    (S.NONCONFORMING, A.CUT_PRICE): S.PRICE_CUT,
    (S.NONCONFORMING, A.DISPUTE): S.DISPUTED,
    (S.RETURNING, A.DESPATCH): S.DESPATCHED,
    (S.REPAIRING, A.INSPECT): S.INSPECTED,
    (S.REPAIRING, A.FIND_DEFECT): S.NONCONFORMING,
    (S.PRICE_CUT, A.HAND_OVER): S.HANDED_OVER,  # both sign: the supplier agrees to the lower value
    (S.PRICE_CUT, A.DISPUTE): S.DISPUTED,
    (S.DISPUTED, A.SETTLE): S.NONCONFORMING,
    # paying
    (S.HANDED_OVER, A.BILL): S.BILLED,
    (S.BILLED, A.RETURN_BILL): S.BILL_RETURNED,
    (S.VERIFIED, A.RETURN_BILL): S.BILL_RETURNED,
    (S.BILL_RETURNED, A.BILL): S.BILLED,
    (S.BILLED, A.VERIFY_BILL): S.VERIFIED,
    (S.VERIFIED, A.AUTHORISE_PAYMENT): S.AWAITING_PAYMENT,
    (S.AWAITING_PAYMENT, A.PAY): S.PAID,
    (S.AWAITING_PAYMENT, A.FAIL_PAYMENT): S.PAYMENT_FAILED,
    (S.PAYMENT_FAILED, A.RETRY_PAYMENT): S.AWAITING_PAYMENT,
    (S.PAYMENT_FAILED, A.GIVE_UP_PAYMENT): S.FAILED,
    (S.PAID, A.PAY_OUT): S.TAX_DEPOSITED,
    (S.TAX_DEPOSITED, A.REQUEST_ASSESSMENT): S.AWAITING_ASSESSMENT,
    (S.AWAITING_ASSESSMENT, A.ASSESS): S.COMPLETED,
    (S.AWAITING_ASSESSMENT, A.CLOSE_UNASSESSED): S.COMPLETED,
    # what had been accepted before a stop is still handed over and paid
    (S.STOPPED, A.HAND_OVER): S.HANDED_OVER,
    (S.TERMINATED, A.HAND_OVER): S.HANDED_OVER,
}

BEFORE_ISSUE = (
    S.DRAFT, S.COMPARED, S.RFQ_SENT, S.OFFER_RECEIVED, S.NEGOTIATING, S.PROPOSED, S.AWAITING_APPROVAL, S.RETURNED,
    S.APPROVED,
)  # fmt: skip
UNDER_WAY = (
    S.ACCEPTED, S.IN_PROCESS, S.AMENDING, S.DESPATCHED, S.BEING_PERFORMED, S.PARTLY_RECEIVED, S.NONCONFORMING,
    S.RETURNING, S.REPAIRING, S.DISPUTED,
)  # fmt: skip
DEAD = (
    S.CANCELLED, S.DISAPPROVED, S.RFQ_DECLINED, S.RFQ_EXPIRED, S.REFUSED, S.ISSUE_EXPIRED, S.FAILED,
    S.CLOSED_AT_YEAR_END,
)  # fmt: skip


TRANSITIONS |= {(status, A.CANCEL): S.CANCELLED for status in BEFORE_ISSUE}
TRANSITIONS |= {(status, A.STOP): S.STOPPED for status in UNDER_WAY}
TRANSITIONS |= {(status, A.TERMINATE): S.TERMINATED for status in UNDER_WAY}
TRANSITIONS |= {(status, A.CLOSE_YEAR): S.CLOSED_AT_YEAR_END for status in (*BEFORE_ISSUE, S.ISSUED, *UNDER_WAY)}


SYSTEM_ONLY = None  # in WHO: a timer of the world, never a person

WHO: dict[OrderAction, P | None] = {
    **dict.fromkeys(
        (A.COMPARE, A.SEND_RFQ, A.COUNTER, A.PROPOSE, A.SUBMIT, A.WITHDRAW, A.REVISE, A.CANCEL), P.ORDER_DRAFT
    ),
    **dict.fromkeys(
        (A.OFFER, A.DECLINE_RFQ, A.ACCEPT, A.REFUSE, A.START, A.DESPATCH, A.PERFORM, A.BILL), P.ORDER_ANSWER
    ),
    **dict.fromkeys((A.APPROVE, A.RETURN, A.DISAPPROVE, A.ISSUE, A.TERMINATE), P.ORDER_APPROVE),
    **dict.fromkeys((A.RECEIVE_PART, A.RECEIVE), P.ORDER_RECEIVE),
    **dict.fromkeys((A.INSPECT, A.FIND_DEFECT, A.SEND_BACK, A.ASK_REPAIR, A.CUT_PRICE, A.HAND_OVER), P.ORDER_INSPECT),
    A.PROPOSE_AMENDMENT: P.ORDER_ANSWER,
    A.AGREE_AMENDMENT: P.ORDER_APPROVE,
    A.DECLINE_AMENDMENT: P.ORDER_APPROVE,
    A.DISPUTE: P.ORDER_ANSWER,
    A.SETTLE: P.DISPUTE_MEDIATE,
    A.STOP: P.ORDER_ANSWER,  # mutual: the PPK asks for it, the supplier agrees to it
    A.RETURN_BILL: P.BILL_VERIFY,
    A.VERIFY_BILL: P.BILL_VERIFY,
    A.AUTHORISE_PAYMENT: P.PAYMENT_AUTHORISE,
    **dict.fromkeys((A.PAY, A.FAIL_PAYMENT, A.RETRY_PAYMENT, A.GIVE_UP_PAYMENT), P.PAYMENT_MAKE),
    A.PAY_OUT: P.PAYMENT_PAY_OUT,  # also done by the platform's timer after one working day
    A.ASSESS: P.SUPPLIER_ASSESS,
    **dict.fromkeys(
        (A.EXPIRE_RFQ, A.EXPIRE_ISSUE, A.REQUEST_ASSESSMENT, A.CLOSE_UNASSESSED, A.CLOSE_YEAR), SYSTEM_ONLY
    ),
}
BY_TIMER = frozenset(
    {A.EXPIRE_RFQ, A.EXPIRE_ISSUE, A.PAY_OUT, A.REQUEST_ASSESSMENT, A.CLOSE_UNASSESSED, A.CLOSE_YEAR}
)


def may_follow(status: OrderStatus) -> frozenset[OrderAction]:
    """Every action the table allows from here."""
    return frozenset(action for (start, action) in TRANSITIONS if start is status)
