"""What an order starts from: the announced plan with its money, and the cart."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Model
from marketplace.web.columns import UtcTime


class PlanPackage(Model):
    """A package of the announced procurement plan (RUP). held + posted never pass pagu, whatever runs at once."""

    __tablename__ = "plan_packages"

    id: Mapped[int] = mapped_column(primary_key=True)
    rup_code: Mapped[str] = mapped_column(String(12), unique=True)
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyers.id"))
    fiscal_year: Mapped[int]
    name: Mapped[str] = mapped_column(String(160))
    account_code: Mapped[str] = mapped_column(String(20))  # kode rekening
    account_name: Mapped[str] = mapped_column(String(120))
    fund_source: Mapped[str] = mapped_column(String(20), default="APBD")
    category_code: Mapped[str | None] = mapped_column(String(5))  # top-level category the package is meant for
    pagu_idr: Mapped[int] = mapped_column(BigInteger)
    held_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    posted_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    announced_at: Mapped[datetime | None] = mapped_column(
        UtcTime
    )  # NULL: not announced, cannot be ordered from (R03)

    __table_args__ = (
        CheckConstraint("held_idr >= 0 AND posted_idr >= 0", name="not_negative"),
        CheckConstraint("held_idr + posted_idr <= pagu_idr", name="within_pagu"),  # R03, R38
        Index("ix_plan_packages_buyer", "buyer_id", "fiscal_year"),
    )

    @property
    def free_idr(self) -> int:
        return self.pagu_idr - self.held_idr - self.posted_idr


class CartLine(Model):
    """One product in one person's cart for one unit, at the version that was seen."""

    __tablename__ = "cart_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyers.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    product_version: Mapped[int]
    quantity: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (
        UniqueConstraint("user_id", "buyer_id", "product_id"),
        CheckConstraint("quantity >= 1", name="quantity"),
    )
