"""People (`User`), what they may do where (`Membership`), and organisations (`Buyer`, `Supplier`)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.extensions import Model
from marketplace.web.columns import UtcTime


class BusinessClass(StrEnum):
    """`kelas_usaha`, PP 7/2021 Pasal 35. UMK-Koperasi is micro, small and cooperative, not medium."""

    MICRO = "mikro"
    SMALL = "kecil"
    MEDIUM = "menengah"
    LARGE = "besar"
    COOPERATIVE = "koperasi"

    @property
    def is_umk(self) -> bool:
        return self in (BusinessClass.MICRO, BusinessClass.SMALL, BusinessClass.COOPERATIVE)


class User(Model):
    """A person who can log in. Every person here is fictitious.

    In the ledger a person is only `commitment` = SHA-256(salt + public_id); destroying `salt` cuts the thread.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(30))
    nip: Mapped[str | None] = mapped_column(String(30))  # shown on documents, never on public pages (R42)
    position: Mapped[str | None] = mapped_column(String(120))  # jabatan, e.g. "Lurah Sukun"
    password_hash: Mapped[str | None] = mapped_column(String(200))
    locale: Mapped[str | None] = mapped_column(String(5))
    is_active: Mapped[bool] = mapped_column(default=True)
    session_epoch: Mapped[int] = mapped_column(default=0)  # a new password ends every other session
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))
    persona_order: Mapped[int | None]  # place in the demo's persona switcher; NULL for everyone else
    persona_wish: Mapped[str | None] = mapped_column(String(200))  # one line: what this character wants to do
    persona_wish_en: Mapped[str | None] = mapped_column(String(200))
    once_key: Mapped[str | None] = mapped_column(String(32), unique=True)  # of the form that made this account
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="user", lazy="raise")


class FailedLogin(Model):
    """Wrong passwords in a row for one username, whether or not anybody has it: a lock-out tells nobody who exists.

    Only a hash is kept: people type their password into the wrong field.
    """

    __tablename__ = "failed_logins"

    username_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcTime, index=True)  # wall time
    locked_until: Mapped[datetime | None] = mapped_column(UtcTime)  # wall time


class Buyer(Model):
    """A buying unit (satuan kerja): OPD, bagian, kecamatan, kelurahan, UPT, puskesmas, SMP."""

    __tablename__ = "buyers"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)  # satker code, e.g. "3573-KEL-SUKUN"
    document_code: Mapped[str] = mapped_column(String(20))  # in document numbers, e.g. "KEL-SUKUN"
    name: Mapped[str] = mapped_column(String(160))
    short_name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))  # kinds of malang_units.csv
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("buyers.id"))
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), index=True)
    district_code: Mapped[str | None] = mapped_column(String(13))
    address: Mapped[str] = mapped_column(String(200))
    kpa_approval_above_idr: Mapped[int | None] = mapped_column(BigInteger)  # unit wants PA/KPA approval above this
    is_active: Mapped[bool] = mapped_column(default=True)


class Supplier(Model):
    """A shop (penyedia). Legal and bank details are for its owner, its verifier and the auditor only (R42)."""

    __tablename__ = "suppliers"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)  # public id, e.g. "P-35730001"
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    legal_form: Mapped[str] = mapped_column(String(20))  # perorangan | cv | pt | koperasi | ...
    business_class: Mapped[str] = mapped_column(String(10))
    nib: Mapped[str] = mapped_column(String(13))
    npwp: Mapped[str] = mapped_column(String(20))
    is_pkp: Mapped[bool]
    kbli: Mapped[list[str]] = mapped_column(JSON, default=list)
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), index=True)
    district_code: Mapped[str | None] = mapped_column(String(13))
    address: Mapped[str] = mapped_column(String(200))
    bank_name: Mapped[str] = mapped_column(String(60))
    bank_account: Mapped[str] = mapped_column(String(30))
    bank_holder: Mapped[str] = mapped_column(String(120))
    shipping_local_idr: Mapped[int] = mapped_column(BigInteger, default=0)  # per order, inside the own region
    shipping_other_idr: Mapped[int] = mapped_column(BigInteger, default=0)  # per order, elsewhere
    verified_at: Mapped[datetime | None] = mapped_column(UtcTime)  # NULL: may not list or sell yet (R39)
    returned_at: Mapped[datetime | None] = mapped_column(UtcTime)  # the verifier asked for something to be put right
    return_reason: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (
        CheckConstraint(
            "business_class IN ({})".format(", ".join(f"'{c.value}'" for c in BusinessClass)), name="class"
        ),
    )


class Membership(Model):
    """A person holds one role in one place for a time; a transfer (mutasi) ends one row and starts another."""

    __tablename__ = "memberships"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))  # accounts.permissions.Role
    buyer_id: Mapped[int | None] = mapped_column(ForeignKey("buyers.id"), index=True)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("suppliers.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]  # first day on which it no longer holds

    user: Mapped["User"] = relationship(back_populates="memberships", lazy="raise")

    __table_args__ = (
        # One place at most: a unit, a shop or a region. Platform-wide roles have none.
        CheckConstraint(
            "(CASE WHEN buyer_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN supplier_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN region_code IS NULL THEN 0 ELSE 1 END) <= 1",
            name="one_place",
        ),
    )


class Sanction(Model):
    """A sanction blocks new orders to a supplier while it runs, never running ones (R22, R23)."""

    __tablename__ = "sanctions"

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("suppliers.id"))
    kind: Mapped[str] = mapped_column(String(30))  # teguran | suspensi_6_bulan | ...
    order_number: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcTime)  # half-open; NULL for a warning without duration

    __table_args__ = (Index("ix_sanctions_supplier", "supplier_id", "ends_at"),)


JsonObject = dict[str, Any]
