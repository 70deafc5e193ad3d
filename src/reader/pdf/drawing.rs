//! Draws pages: the operators of their content become glyphs, rulings and pictures.

mod accents;
mod alternatives;
mod canvas;
mod colour;
mod content;
mod interpreter;
mod letters;
mod marks;
mod overprint;
mod paper;
mod path;
mod placed;
mod replacements;
mod sight;
mod state;
#[cfg(test)]
mod tests;
mod trouble;
mod unreadable;
mod withheld;

pub(super) use alternatives::alternatives;
pub(super) use interpreter::Interpreter;
pub(super) use letters::{count_alternatives, ledgers};
pub(super) use placed::place_words;
pub(super) use replacements::replace;
pub(super) use trouble::Trouble;
pub(super) use unreadable::{
    is_unreadable, warning as unreadable, withhold as withhold_unreadable,
};
