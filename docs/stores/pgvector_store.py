"""Keeps a table of PostgreSQL with the extension `vector` in step with the chunks of a folder."""

import psycopg

from changes import row

FIELDS = ["document", "headings", "content", "origin", "parent"]
STORE = f"""
    INSERT INTO chunks (id, {", ".join(FIELDS)}, embedding)
    VALUES (%(id)s, {", ".join(f"%({name})s" for name in FIELDS)}, %(embedding)s)
    ON CONFLICT (id) DO UPDATE SET ({", ".join(FIELDS)}, embedding)
        = ROW ({", ".join(f"excluded.{name}" for name in FIELDS)}, excluded.embedding)"""
UPDATE = f"UPDATE chunks SET {', '.join(f'{name} = %({name})s' for name in FIELDS)} WHERE id = %(id)s"


class PgvectorStore:
    def __init__(self, address, dimensions, embed):
        self.embed = embed  # takes texts, returns vectors
        self.connection = psycopg.connect(address)
        with self.connection.transaction():
            self.connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
            fields = ", ".join(f"{name} text NOT NULL" for name in FIELDS)
            self.connection.execute(
                f"CREATE TABLE IF NOT EXISTS chunks (id text PRIMARY KEY, {fields}, embedding vector({dimensions}) NOT NULL)"
            )

    def apply(self, changes):
        # One transaction: a reader sees all of a change set or nothing of it.
        with self.connection.transaction(), self.connection.cursor() as cursor:
            add = list(changes.add)
            for old, chunk in changes.move:
                cursor.execute("UPDATE chunks SET id = %s WHERE id = %s", (chunk["id"], old))
                if cursor.rowcount == 0:
                    add.append(chunk)  # the set was applied before
            vectors = self.embed([row(chunk)["content"] for chunk in add]) if add else []
            for chunk, vector in zip(add, vectors):
                cursor.execute(STORE, {"id": chunk["id"], **row(chunk), "embedding": text(vector)})
            for chunk in changes.update + [chunk for _, chunk in changes.move]:
                cursor.execute(UPDATE, {"id": chunk["id"], **row(chunk)})
            cursor.execute("DELETE FROM chunks WHERE id = ANY(%s)", (changes.remove,))

    def rows(self):
        """Returns all chunks by id."""
        found = self.connection.execute(f"SELECT id, {', '.join(FIELDS)} FROM chunks").fetchall()
        return {id: dict(zip(FIELDS, fields)) for id, *fields in found}

    def search(self, question, number):
        query = "SELECT id, 1 - (embedding <=> %(vector)s::vector) FROM chunks ORDER BY embedding <=> %(vector)s::vector, id LIMIT %(number)s"
        vector = text(self.embed([question])[0])
        return self.connection.execute(query, {"vector": vector, "number": number}).fetchall()

    def close(self):
        self.connection.close()


def text(vector):
    return "[" + ",".join(map(repr, map(float, vector))) + "]"
