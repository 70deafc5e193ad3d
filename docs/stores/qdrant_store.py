"""Keeps a collection of Qdrant in step with the chunks of a folder.

The id of a chunk has 32 hexadecimal digits, which are a UUID, as Qdrant wants it.
"""

import uuid

from qdrant_client import QdrantClient, models

from changes import row


class QdrantStore:
    def __init__(self, path, dimensions, embed):
        self.client = QdrantClient(path=str(path))  # or QdrantClient(url="http://...")
        self.embed = embed  # takes texts, returns vectors
        if not self.client.collection_exists("chunks"):
            size = models.VectorParams(size=dimensions, distance=models.Distance.COSINE)
            self.client.create_collection("chunks", vectors_config=size)

    def apply(self, changes):
        vectors = self.vectors([old for old, _ in changes.move])
        # A set that is applied again finds no old ids: it embeds what was moved.
        add = changes.add + [chunk for old, chunk in changes.move if old not in vectors]
        embedded = self.embed([row(chunk)["content"] for chunk in add]) if add else []
        pairs = list(zip(add, embedded))
        pairs += [(chunk, vectors[old]) for old, chunk in changes.move if old in vectors]
        points = [models.PointStruct(id=key(chunk["id"]), vector=vector, payload=row(chunk)) for chunk, vector in pairs]
        if points:
            self.client.upsert("chunks", points)
        for chunk in changes.update:
            self.client.overwrite_payload("chunks", row(chunk), points=[key(chunk["id"])])
        gone = [key(old) for old, _ in changes.move] + [key(id) for id in changes.remove]
        if gone:
            self.client.delete("chunks", gone)

    def vectors(self, ids):
        points = self.client.retrieve("chunks", [key(id) for id in ids], with_vectors=True) if ids else []
        return {uuid.UUID(point.id).hex: point.vector for point in points}

    def rows(self):
        """Returns all chunks by id."""
        rows, start = {}, None
        while True:
            points, start = self.client.scroll("chunks", limit=256, offset=start)
            rows |= {uuid.UUID(point.id).hex: point.payload for point in points}
            if start is None:
                return rows

    def search(self, question, number):
        found = self.client.query_points("chunks", self.embed([question])[0], limit=number).points
        return [(uuid.UUID(point.id).hex, point.score) for point in found]

    def close(self):
        self.client.close()


def key(id):
    return str(uuid.UUID(id))
