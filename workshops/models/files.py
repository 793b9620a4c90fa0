"""Files that are filled by exports."""

import datetime as dt

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime


class Letterhead(Base):
    """An office's own Word file with placeholders, into which exports are written."""

    __tablename__ = "letterheads"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
