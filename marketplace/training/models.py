"""Tables of a class that belong to its world, because they must go with it when it is copied, kept or sent away."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Model
from marketplace.web.columns import UtcTime


class BotEvent(Model):
    """What a bot does next: one act for one state of one subject, so that it is planned once and done once.

    `subject` is an order's number, or what else can wait for a bot (`need/3/1`, `verify/P-35730001`).
    """

    __tablename__ = "bot_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]  # of the order as it stood when this was planned; another version is another state
    order_number: Mapped[str | None] = mapped_column(String(20), index=True)
    username: Mapped[str] = mapped_column(String(80))
    temperament: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(24))
    due_at: Mapped[datetime | None] = mapped_column(UtcTime)  # world time; NULL: done, or given up
    tries: Mapped[int] = mapped_column(default=0)
    refusal: Mapped[str | None] = mapped_column(String(40))  # code of the last refusal; NULL once it succeeded
    flaws: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # {line: pieces} sent that are not as ordered

    __table_args__ = (
        UniqueConstraint("subject", "version"),
        CheckConstraint("tries BETWEEN 0 AND 3", name="tries"),
        Index("ix_bot_events_due", "due_at", sqlite_where=text("due_at IS NOT NULL"),
              postgresql_where=text("due_at IS NOT NULL")),
    )  # fmt: skip


class TrainingAnswer(Model):
    """What somebody found and handed in, and what it was worth then; the newest of a person and step counts."""

    __tablename__ = "training_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80), index=True)
    step: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)  # as it was typed
    score: Mapped[dict[str, int | bool]] = mapped_column(JSON)
    given_at: Mapped[datetime] = mapped_column(UtcTime)  # world time
