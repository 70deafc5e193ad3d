//! Names of mathematical signs in TeX fonts that are missing from the Adobe Glyph List.

/// Returns the character of a name.
pub(super) fn character(name: &str) -> Option<char> {
    let place = NAMES
        .binary_search_by_key(&name, |&(known, _)| known)
        .ok()?;
    Some(NAMES[place].1)
}

/// The names and their characters, sorted by name for a binary search.
#[rustfmt::skip] // keeps several entries on a line
const NAMES: &[(&str, char)] = &[
    ("Dbar", 'Đ'), ("Digamma", '𝟋'), ("Finv", 'Ⅎ'), ("Gmir", '⅁'), ("Ifractur", 'ℑ'), ("Ng", 'Ŋ'),
    ("Omegainv", '℧'), ("Rfractur", 'ℜ'), ("Yen", '¥'), ("angbracketleft", '⟨'), ("angbracketright", '⟩'),
    ("anticlockwise", '⟲'), ("approxorequal", '≊'), ("archleftdown", '↶'), ("archrightdown", '↷'),
    ("arrowbothv", '↕'), ("arrowdblbothv", '⇕'), ("arrowleftbothalf", '↽'), ("arrowlefttophalf", '↼'),
    ("arrownortheast", '↗'), ("arrownorthwest", '↖'), ("arrowparrleftright", '⇆'), ("arrowparrrightleft", '⇄'),
    ("arrowrightbothalf", '⇁'), ("arrowrighttophalf", '⇀'), ("arrowsoutheast", '↘'), ("arrowsouthwest", '↙'),
    ("arrowtailleft", '↢'), ("arrowtailright", '↣'), ("arrowtripleleft", '⇚'), ("arrowtripleright", '⇛'),
    ("asteriskcentered", '∗'), ("bardbl", '∥'), ("beth", 'ℶ'), ("between", '≬'), ("ceilingleft", '⌈'),
    ("ceilingright", '⌉'), ("check", '✓'), ("circleR", '®'), ("circleS", 'Ⓢ'), ("circleasterisk", '⊛'),
    ("circlecopyrt", '○'), ("circledivide", '⊘'), ("circledot", '⊙'), ("circleequal", '⊜'),
    ("circleminus", '⊖'), ("circlering", '⊚'), ("clockwise", '⟳'), ("complement", '∁'), ("coproduct", '⨿'),
    ("curlyleft", '↫'), ("curlyright", '↬'), ("daleth", 'ℸ'), ("dbar", 'đ'), ("dblarrowdwn", '⇊'),
    ("dblarrowheadleft", '↞'), ("dblarrowheadright", '↠'), ("dblarrowup", '⇈'), ("dblbracketleft", '⟦'),
    ("dblbracketright", '⟧'), ("defines", '≜'), ("diamondmath", '⋄'), ("diamondsolid", '♦'),
    ("difference", '≏'), ("dividemultiply", '⋇'), ("dotplus", '∔'), ("downfall", '⋎'), ("downslope", '⧹'),
    ("epsilon1", 'ϵ'), ("epsiloninv", '϶'), ("equaldotleftright", '≒'), ("equaldotrightleft", '≓'),
    ("equalorfollows", '⋟'), ("equalorgreater", '⪖'), ("equalorless", '⪕'), ("equalorprecedes", '⋞'),
    ("equalorsimilar", '≂'), ("equalsdots", '≑'), ("equivasymptotic", '≍'), ("flat", '♭'), ("floorleft", '⌊'),
    ("floorright", '⌋'), ("follownotdbleqv", '⪺'), ("follownotslnteql", '⪶'), ("followornoteqvlnt", '⋩'),
    ("follows", '≻'), ("followsequal", '⪰'), ("followsorcurly", '≽'), ("followsorequal", '≿'), ("forces", '⊩'),
    ("forcesbar", '⊪'), ("fork", '⋔'), ("frown", '⌢'), ("geomequivalent", '≎'), ("greaterdbleqlless", '⪌'),
    ("greaterdblequal", '≧'), ("greaterdot", '⋗'), ("greaterlessequal", '⋛'), ("greatermuch", '≫'),
    ("greaternotdblequal", '⪊'), ("greaternotequal", '⪈'), ("greaterorapproxeql", '⪆'),
    ("greaterorequalslant", '⩾'), ("greaterornotdbleql", '≩'), ("greaterornotequal", '≩'),
    ("greaterorsimilar", '≳'), ("harpoondownleft", '⇃'), ("harpoondownright", '⇂'), ("harpoonleftright", '⇌'),
    ("harpoonrightleft", '⇋'), ("harpoonupleft", '↿'), ("harpoonupright", '↾'), ("hyphenchar", '-'),
    ("integerdivide", '∖'), ("intercal", '⊺'), ("interrobang", '‽'), ("interrobangdown", '⸘'),
    ("intersectiondbl", '⋒'), ("intersectionsq", '⊓'), ("latticetop", '⊤'), ("lessdbleqlgreater", '⪋'),
    ("lessdblequal", '≦'), ("lessdot", '⋖'), ("lessequalgreater", '⋚'), ("lessmuch", '≪'),
    ("lessnotdblequal", '⪉'), ("lessnotequal", '⪇'), ("lessorapproxeql", '⪅'), ("lessorequalslant", '⩽'),
    ("lessornotdbleql", '≨'), ("lessornotequal", '≨'), ("lessorsimilar", '≲'), ("longst", 'ﬅ'),
    ("lscript", 'ℓ'), ("maltesecross", '✠'), ("measuredangle", '∡'), ("multicloseleft", '⋉'),
    ("multicloseright", '⋊'), ("multimap", '⊸'), ("multiopenleft", '⋋'), ("multiopenright", '⋌'), ("nand", '⊼'),
    ("natural", '♮'), ("negationslash", '\u{338}'), ("ng", 'ŋ'), ("notapproxequal", '≇'), ("notarrowboth", '↮'),
    ("notarrowleft", '↚'), ("notarrowright", '↛'), ("notbar", '∤'), ("notdblarrowboth", '⇎'),
    ("notdblarrowleft", '⇍'), ("notdblarrowright", '⇏'), ("notexistential", '∄'), ("notfollows", '⊁'),
    ("notforces", '⊮'), ("notforcesextra", '⊯'), ("notgreaterequal", '≱'), ("notlessequal", '≰'),
    ("notsatisfies", '⊭'), ("notsimilar", '≁'), ("notsubseteql", '⊈'), ("notsubsetoreql", '⊊'),
    ("notsuperseteql", '⊉'), ("notsupersetoreql", '⊋'), ("nottriangeqlleft", '⋬'), ("nottriangeqlright", '⋭'),
    ("nottriangleleft", '⋪'), ("nottriangleright", '⋫'), ("notturnstile", '⊬'), ("orunderscore", '⊻'),
    ("owner", '∋'), ("perpcorrespond", '⩞'), ("pertenthousand", '‱'), ("pi1", 'ϖ'), ("planckover2pi", 'ℏ'),
    ("planckover2pi1", 'ℏ'), ("precedenotdbleqv", '⪹'), ("precedenotslnteql", '⪵'), ("precedeornoteqvlnt", '⋨'),
    ("precedesequal", '⪯'), ("precedesorcurly", '≼'), ("precedesorequal", '≾'), ("prime", '′'),
    ("primereverse", '‵'), ("punctdash", '—'), ("rangedash", '–'), ("revasymptequal", '⋍'), ("revsimilar", '∽'),
    ("rho1", 'ϱ'), ("rightanglene", '⌝'), ("rightanglenw", '⌜'), ("rightanglese", '⌟'), ("rightanglesw", '⌞'),
    ("ringinequal", '≖'), ("satisfies", '⊨'), ("sharp", '♯'), ("shiftleft", '↰'), ("shiftright", '↱'),
    ("similarequal", '≃'), ("slurabove", '⌢'), ("slurbelow", '⌣'), ("smile", '⌣'), ("sphericalangle", '∢'),
    ("square", '□'), ("squaredot", '⊡'), ("squareimage", '⊏'), ("squareminus", '⊟'), ("squaremultiply", '⊠'),
    ("squareoriginal", '⊐'), ("squareplus", '⊞'), ("squaresolid", '■'), ("squiggleleftright", '↭'),
    ("squiggleright", '⇝'), ("st", 'ﬆ'), ("star", '⋆'), ("subsetdbl", '⋐'), ("subsetdblequal", '⫅'),
    ("subsetnoteql", '⊊'), ("subsetornotdbleql", '⫋'), ("subsetsqequal", '⊑'), ("supersetdbl", '⋑'),
    ("supersetdblequal", '⫆'), ("supersetnoteql", '⊋'), ("supersetornotdbleql", '⫌'), ("supersetsqequal", '⊒'),
    ("triangle", '△'), ("triangledownsld", '▼'), ("triangleinv", '▽'), ("triangleleft", '◁'),
    ("triangleleftequal", '⊴'), ("triangleleftsld", '◀'), ("triangleright", '▷'), ("trianglerightequal", '⊵'),
    ("trianglerightsld", '▶'), ("trianglesolid", '▲'), ("turnstileleft", '⊢'), ("turnstileright", '⊣'),
    ("uniondbl", '⋓'), ("unionmulti", '⊎'), ("unionsq", '⊔'), ("uprise", '⋏'), ("upslope", '⧸'),
    ("vector", '\u{20d7}'), ("visiblespace", '␣'), ("visualspace", '␣'), ("wreathproduct", '≀'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_so_that_they_are_found() {
        assert!(NAMES.is_sorted_by_key(|&(name, _)| name));
        assert_eq!(character("angbracketleft"), Some('⟨'));
        assert_eq!(character("negationslash"), Some('\u{338}'));
        assert_eq!(character("A"), None);
    }
}
