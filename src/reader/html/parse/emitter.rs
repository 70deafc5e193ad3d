//! Passes the tokenizer's events to the bridge, and the state that the tree construction
//! requires back to the tokenizer.

use super::Bridge;
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, State};
use std::cell::Cell;
use std::convert::Infallible;

pub(super) struct BridgeEmitter<'b, 's, 'w> {
    inner: CallbackEmitter<Events<'b, 's, 'w>, Infallible, usize>,
    /// The bytes that the tokenizer's input skips next.
    skipped: &'b Cell<usize>,
    length: usize,
}

impl<'b, 's, 'w> BridgeEmitter<'b, 's, 'w> {
    /// Creates an emitter for a text of `length` bytes.
    pub(super) fn new(
        bridge: &'b mut Bridge<'s, 'w>,
        skipped: &'b Cell<usize>,
        length: usize,
    ) -> Self {
        let inner = CallbackEmitter::new(Events(bridge));
        Self {
            inner,
            skipped,
            length,
        }
    }
}

impl BridgeEmitter<'_, '_, '_> {
    /// Makes the tokenizer continue after the rows that were read without it.
    #[cold]
    fn skip(&mut self) {
        let skipped = std::mem::take(&mut self.inner.callback_mut().0.skipped);
        self.skipped.set(skipped);
        self.inner.move_position(skipped.cast_signed());
    }
}

impl ForwardingEmitter for BridgeEmitter<'_, '_, '_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.inner
    }

    /// Disables errors of syntax. They are not used, and detecting them takes a twentieth
    /// of the time.
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_eof(&mut self) {
        self.inner.emit_eof();
        let length = self.length;
        self.inner.callback_mut().0.end(length);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let _ = self.inner.emit_current_tag(); // its result is only a guess of the state
        let bridge = &mut *self.inner.callback_mut().0;
        if bridge.skipped > 0 {
            self.skip();
            return None;
        }
        bridge.next.take()
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.inner.callback_mut().0.has_character_data()
    }
}

struct Events<'b, 's, 'w>(&'b mut Bridge<'s, 'w>);

impl Callback<Infallible, usize> for Events<'_, '_, '_> {
    fn handle_event(
        &mut self,
        event: CallbackEvent<'_>,
        at: html5gum::Span<usize>,
    ) -> Option<Infallible> {
        if !self.0.is_given_up {
            self.0.event(&event, at);
        }
        None
    }
}
