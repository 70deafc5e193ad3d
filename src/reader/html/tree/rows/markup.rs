//! Reads single texts and tags with the tokenizer that reads whole pages.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::convert::Infallible;

/// A start tag with its attributes.
#[derive(Debug)]
pub(super) struct StartTag {
    pub(super) name: LocalName,
    pub(super) attributes: Vec<Attribute>,
    pub(super) is_self_closing: bool,
}

/// Returns a text without tags as a page shows it: with its character references decoded,
/// and with other line breaks.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    tokenize(text, |event| {
        if let CallbackEvent::String { value } = event {
            decoded.push_str(&String::from_utf8_lossy(value));
        }
    });
    decoded
}

/// Reads a text that is one start tag. One that repeats an attribute is not read.
pub(super) fn start_tag(text: &str) -> Option<StartTag> {
    let mut open: Option<StartTag> = None;
    let (mut is_closed, mut is_repeated) = (false, false);
    tokenize(text, |event| match (event, &mut open) {
        (CallbackEvent::OpenStartTag { name }, None) => {
            open = Some(StartTag {
                name: LocalName::from(&*String::from_utf8_lossy(name)),
                attributes: Vec::new(),
                is_self_closing: false,
            });
        }
        (CallbackEvent::AttributeName { name }, Some(tag)) => {
            let local = LocalName::from(&*String::from_utf8_lossy(name));
            let mut names = tag.attributes.iter().map(|own| &own.name.local);
            is_repeated |= names.any(|own| *own == local);
            tag.attributes.push(Attribute {
                name: QualName::new(None, ns!(), local),
                value: StrTendril::new(),
            });
        }
        (CallbackEvent::AttributeValue { value }, Some(tag)) => {
            if let Some(attribute) = tag.attributes.last_mut() {
                attribute.value.push_slice(&String::from_utf8_lossy(value));
            }
        }
        (CallbackEvent::CloseStartTag { self_closing }, Some(tag)) => {
            tag.is_self_closing = self_closing;
            is_closed = true;
        }
        _ => {}
    });
    open.filter(|_| is_closed && !is_repeated)
}

fn tokenize(text: &str, mut event: impl FnMut(CallbackEvent<'_>)) {
    let emitter = CallbackEmitter::new(|found: CallbackEvent<'_>, _: Span<()>| {
        event(found);
        None::<Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
}
