//! Draws pages: the operators of their content become glyphs, rulings and pictures.

mod accents;
mod alternatives;
mod canvas;
mod content;
mod interpreter;
mod marks;
mod overprint;
mod path;
mod replacements;
mod state;
mod trouble;
mod unreadable;

pub(super) use alternatives::alternatives;
pub(super) use interpreter::Interpreter;
pub(super) use replacements::replace;
pub(super) use trouble::Trouble;
pub(super) use unreadable::warning as unreadable;
