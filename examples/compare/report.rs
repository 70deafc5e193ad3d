//! The results that the reports show.

use crate::gate::Gate;
use crate::input::Input;
use crate::retrieval::Retrieval;
use sectile::evaluate::Shape;

/// The results of a comparison with questions.
pub(crate) struct Report<'r> {
    pub(crate) input: &'r Input,
    /// The name and the shape of each chunking.
    pub(crate) shapes: &'r [(&'r str, Shape)],
    pub(crate) retrieval: &'r Retrieval,
    pub(crate) gate: &'r Gate,
}
