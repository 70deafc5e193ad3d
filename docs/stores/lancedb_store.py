"""Keeps a table of LanceDB in step with the chunks of a folder."""

import lancedb
import pyarrow

from changes import row

FIELDS = ["document", "headings", "content", "origin", "parent"]


class LanceStore:
    def __init__(self, path, dimensions, embed):
        self.embed = embed  # takes texts, returns vectors
        vector = pyarrow.field("vector", pyarrow.list_(pyarrow.float32(), dimensions))
        texts = [pyarrow.field(name, pyarrow.string()) for name in ["id", *FIELDS]]
        database = lancedb.connect(str(path))
        self.table = database.create_table("chunks", schema=pyarrow.schema([*texts, vector]), exist_ok=True)

    def apply(self, changes):
        vectors = self.vectors([old for old, _ in changes.move] + [chunk["id"] for chunk in changes.update])
        pairs = [(chunk, vectors.get(old)) for old, chunk in changes.move]
        pairs += [(chunk, vectors.get(chunk["id"])) for chunk in changes.update]
        # A set that is applied again finds no old ids: it embeds what was moved.
        add = changes.add + [chunk for chunk, vector in pairs if vector is None]
        pairs = [(chunk, vector) for chunk, vector in pairs if vector is not None]
        if add:
            pairs += zip(add, self.embed([row(chunk)["content"] for chunk in add]))
        if pairs:
            rows = [{"id": chunk["id"], **row(chunk), "vector": vector} for chunk, vector in pairs]
            merge = self.table.merge_insert("id").when_matched_update_all().when_not_matched_insert_all()
            merge.execute(pyarrow.Table.from_pylist(rows, schema=self.table.schema))
        gone = [old for old, _ in changes.move] + changes.remove
        if gone:
            self.table.delete(among(gone))

    def vectors(self, ids):
        if not ids:
            return {}
        found = self.table.search().where(among(ids)).select(["id", "vector"]).limit(len(ids)).to_list()
        return {found["id"]: found["vector"] for found in found}

    def rows(self):
        """Returns all chunks by id."""
        rows = self.table.to_arrow().select(["id", *FIELDS]).to_pylist()
        return {found.pop("id"): found for found in rows}

    def search(self, question, number):
        query = self.table.search(self.embed([question])[0]).distance_type("cosine").limit(number)
        return [(found["id"], 1 - found["_distance"]) for found in query.to_list()]

    def close(self):
        pass


def among(ids):
    # Ids are hexadecimal digits: nothing in them ends the text.
    return "id IN (" + ", ".join(f"'{id}'" for id in ids) + ")"
