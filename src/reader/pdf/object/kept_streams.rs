//! Keeps object streams as they are while lopdf loads a file.

use super::Id;
use lopdf::Object;

/// A type that replaces that of object streams, so that lopdf does not read them.
///
/// lopdf limits the decoded size of each, but not their number nor the memory of their
/// objects: a kilobyte of compressed `0 0 0` becomes gigabytes of integers.
pub(super) const OBJECT_STREAM: &[u8] = b"ObjStm (kept)";

/// Changes the type of object streams, and drops the bytes of pictures, which are not
/// read.
#[expect(
    clippy::unnecessary_wraps,
    reason = "lopdf's signature; what matters is that it is not `None`"
)]
pub(super) fn keep_object_streams(id: Id, object: &mut Object) -> Option<(Id, Object)> {
    if let Object::Stream(stream) = object {
        if stream.dict.has_type(b"ObjStm") {
            stream
                .dict
                .set("Type", Object::Name(OBJECT_STREAM.to_vec()));
        } else if stream
            .dict
            .get(b"Subtype")
            .is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Image"))
        {
            stream.content = Vec::new();
        }
    }
    Some((id, Object::Null))
}
