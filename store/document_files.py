"""Which stored file belongs to which document, and which document still waits for one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, bindparam, insert, literal, select, union_all, update

from store.records import Outcome, StoredFile
from store.rows import batches, cells, columns, records
from store.schema import document_files, documents

_COLUMNS = columns(StoredFile, document_files)


def of(connection: Connection, document_ids: Iterable[int]) -> tuple[StoredFile, ...]:
    """The files of these documents, the PDF first."""
    found: tuple[StoredFile, ...] = ()
    for batch in batches(sorted(set(document_ids)), 1000):
        query = select(*_COLUMNS).where(document_files.c.document_id.in_(batch))
        rows = connection.execute(query.order_by(document_files.c.document_id, document_files.c.role))
        found += records(StoredFile, rows)
    return found


def attach(connection: Connection, files: Sequence[tuple[int, StoredFile]]) -> list[Outcome]:
    """Set files by (document, role)."""
    known = {(file.document_id, file.role): file for file in of(connection, (id for id, _ in files))}
    outcomes: list[Outcome] = []
    new: dict[tuple[int, str], dict[str, object]] = {}
    changed: dict[tuple[int, str], dict[str, object]] = {}
    for id, file in files:
        values = cells(file) | {"document_id": id}
        key, stored = (id, file.role), StoredFile(**values)
        before = known.get(key)
        outcome = Outcome.NEW if before is None else Outcome.SAME if before == stored else Outcome.CHANGED
        if outcome is not Outcome.SAME:
            (new if before is None or key in new else changed)[key] = values
        known[key] = stored
        outcomes.append(outcome)
    _write(connection, list(new.values()), list(changed.values()))
    return outcomes


def _write(connection: Connection, new: list[dict[str, object]], changed: list[dict[str, object]]) -> None:
    if new:
        connection.execute(insert(document_files), new)
    if changed:
        table = document_files.c
        same = (table.document_id == bindparam("of_document")) & (table.role == bindparam("of_role"))
        rows = [row | {"of_document": row["document_id"], "of_role": row["role"]} for row in changed]
        connection.execute(update(document_files).where(same), rows)


def declaring(
    connection: Connection, names: Iterable[str], *, missing: bool = False
) -> dict[str, tuple[tuple[int, str], ...]]:
    """File name -> (document id, role) of the documents that declare it; `missing`: and have it not yet."""
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for batch in batches(sorted(set(names)), 500):
        roles = [("pdf", documents.c.file), ("xml", documents.c.xml)]
        query = union_all(
            *(
                select(column, documents.c.id, literal(role))
                .where(column.in_(batch))
                .where(~_stored(role) if missing else documents.c.id > 0)
                for role, column in roles
            )
        )
        for name, id, role in connection.execute(query):
            found[name].append((id, role))
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def _stored(role: str) -> ColumnElement[bool]:
    column = documents.c.file if role == "pdf" else documents.c.xml
    same = and_(
        document_files.c.document_id == documents.c.id,
        document_files.c.role == role,
        document_files.c.name == column,
    )
    return select(document_files.c.document_id).where(same).exists()
