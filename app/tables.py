"""All tables of the product in one metadata, and the tool that writes their migrations.

python -m app.tables "measures: a column for the cost"
"""

import sys
import tempfile
from pathlib import Path

from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session

import app.accounts.models
import app.files.models
import surveys.models
import workshops.models
from app.database import migrate
from app.database.base import Base

__all__ = ["app", "empty", "metadata", "surveys", "workshops"]

metadata: MetaData = Base.metadata


def empty(session: Session) -> bool:
    """Whether nothing at all has been stored yet."""
    return not any(
        session.execute(select(table).limit(1)).first() for table in metadata.sorted_tables
    )


def main(message: str) -> None:
    """Compare the models with an empty database that has every migration."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'compare.db'}"
        migrate.upgrade(url)
        print(migrate.new_migration(url, message, metadata))


if __name__ == "__main__":
    main(sys.argv[1])
