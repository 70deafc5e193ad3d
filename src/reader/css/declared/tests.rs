//! Tests which declarations hide text, and which only look so.

use super::*;

fn value(declarations: &str, property: Property) -> Option<CssValue> {
    Declared::parse(declarations).get(property)
}

#[test]
fn values_that_hide_are_found_in_all_forms() {
    use Property as P;
    for (declarations, property) in [
        ("DISPLAY : None !important", P::Display),
        ("visibility:collapse", P::Visibility),
        ("opacity: 0.0", P::Opacity),
        ("opacity:0%", P::Opacity),
        ("filter: opacity(0)", P::Opacity),
        ("left:-9999px", P::Offset),
        ("top: -1000em", P::Offset),
        ("right:-500vw", P::Offset),
        ("margin-left:-10000px", P::Margin),
        ("text-indent:-9999px", P::Indent),
        ("text-indent:1000%", P::Indent),
        ("transform: translate(-9999px, 0)", P::Transform),
        ("transform:rotate(3deg) scale(0)", P::Transform),
        ("clip:rect(0 0 0 0)", P::Clip),
        ("clip: rect(1px, 1px, 1px, 1px)", P::Clip),
        ("clip-path:inset(50%)", P::ClipPath),
        ("clip-path: polygon(0 0, 0 0, 0 0)", P::ClipPath),
        ("max-height:0;overflow:hidden", P::Height),
        ("width:1px", P::Width),
        ("position:fixed", P::Position),
    ] {
        assert_eq!(
            value(declarations, property),
            Some(CssValue::Hides),
            "{declarations}"
        );
    }
}

#[test]
fn ordinary_values_hide_nothing() {
    use Property as P;
    for (declarations, property) in [
        ("display:block", P::Display),
        ("opacity:.8", P::Opacity),
        ("left:-100%", P::Offset),
        ("left:12px", P::Offset),
        ("text-indent:-2em", P::Indent),
        ("transform:translateX(-50%)", P::Transform),
        ("clip:rect(0,100px,20px,0)", P::Clip),
        ("clip-path:inset(10%)", P::ClipPath),
        ("width:100%", P::Width),
        ("height:auto", P::Height),
    ] {
        assert_eq!(
            value(declarations, property),
            Some(CssValue::Shows),
            "{declarations}"
        );
    }
}

#[test]
fn sizes_of_letters_are_zero_relative_or_absolute() {
    let size = |declarations: &str| match value(declarations, Property::FontSize) {
        Some(CssValue::Font(size)) => size,
        other => panic!("{other:?}"),
    };
    for zero in [
        "font-size:0",
        "font-size: 0em",
        "font-size:0.1px",
        "font:0/0 a",
    ] {
        assert_eq!(size(zero), FontSize::Zero, "{zero}");
    }
    assert_eq!(size("font-size:1.2em"), FontSize::Relative);
    assert_eq!(size("font-size:90%"), FontSize::Relative);
    for absolute in [
        "font-size:1rem",
        "font: bold 12px/1.5 serif",
        "font-size:large",
    ] {
        assert_eq!(size(absolute), FontSize::Absolute, "{absolute}");
    }
}

#[cfg(feature = "html")]
#[test]
fn an_important_declaration_is_stronger_than_a_later_one() {
    let mut declared = Declared::parse("display:none!important;opacity:0");
    declared.add(&Declared::parse("display:block;opacity:1"));
    assert_eq!(declared.get(Property::Display), Some(CssValue::Hides));
    assert_eq!(declared.get(Property::Opacity), Some(CssValue::Shows));
}
