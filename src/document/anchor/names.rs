//! A map from names to the number paths of sections, in one text.
//!
//! The anchors of all documents of a folder are kept for the links of later ones. A map of
//! strings takes 150 bytes for each, this 8 and the letters.

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

/// Names with the paths of their sections, in the order of the names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::document) struct Names {
    /// Each name, and the path after it.
    text: Box<str>,
    /// The end of each name and of the path after it.
    ends: Box<[(u32, u32)]>,
}

impl Names {
    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the path of the section with a name.
    pub(in crate::document) fn get(&self, name: &str) -> Option<&str> {
        self.find(name).map(|at| self.pair(at).1)
    }

    /// Returns the place of a name among all, for [`at`](Self::at).
    pub(super) fn place(&self, name: &str) -> Option<u32> {
        self.find(name).and_then(|at| u32::try_from(at).ok())
    }

    /// Returns the name at a place, and its path; `None` if there are not so many.
    pub(super) fn at(&self, place: u32) -> Option<(&str, &str)> {
        let at = place as usize;
        (at < self.ends.len()).then(|| self.pair(at))
    }

    /// Returns the bytes of memory that they take.
    pub(super) fn memory(&self) -> usize {
        self.text.len() + size_of_val(&*self.ends)
    }

    fn find(&self, name: &str) -> Option<usize> {
        let (mut first, mut end) = (0, self.ends.len());
        while first < end {
            let middle = first.midpoint(end);
            match self.pair(middle).0.cmp(name) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => first = middle + 1,
                Ordering::Greater => end = middle,
            }
        }
        None
    }

    pub(in crate::document) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        (0..self.ends.len()).map(|at| self.pair(at))
    }

    fn pair(&self, at: usize) -> (&str, &str) {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        let (name, path) = self.ends[at];
        let [start, name, path] = [start, name, path].map(|end| end as usize);
        (&self.text[start..name], &self.text[name..path])
    }
}

impl<N: AsRef<str>, P: AsRef<str>> FromIterator<(N, P)> for Names {
    /// Sorts the names. The first path of a name that comes twice is kept.
    fn from_iter<I: IntoIterator<Item = (N, P)>>(pairs: I) -> Self {
        let mut sorted: Vec<(N, P)> = pairs.into_iter().collect();
        sorted.sort_by(|a, b| a.0.as_ref().cmp(b.0.as_ref()));
        sorted.dedup_by(|later, first| later.0.as_ref() == first.0.as_ref());
        let mut text = String::new();
        let mut ends = Vec::with_capacity(sorted.len());
        // The text of a document, in which the names are, has less than 4 GiB.
        let end = |text: &str| u32::try_from(text.len()).ok();
        for (name, path) in sorted {
            let start = text.len();
            text.push_str(name.as_ref());
            let name_end = end(&text);
            text.push_str(path.as_ref());
            let (Some(name_end), Some(path_end)) = (name_end, end(&text)) else {
                text.truncate(start);
                break;
            };
            ends.push((name_end, path_end));
        }
        Self {
            text: text.into(),
            ends: ends.into(),
        }
    }
}

impl Serialize for Names {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// A text that is copied only if it has escapes.
#[derive(Deserialize)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Names;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a map of names to number paths")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut pairs = Vec::new();
                while let Some((Text(name), Text(path))) = map.next_entry()? {
                    pairs.push((name, path));
                }
                Ok(pairs.into_iter().collect())
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(pairs: &[(&str, &str)]) -> Names {
        let pairs = pairs.iter();
        pairs
            .map(|(name, path)| ((*name).to_owned(), (*path).to_owned()))
            .collect()
    }

    #[test]
    fn names_are_found_and_others_are_not() {
        let all = names(&[("tea", "1"), ("", "0"), ("milk", "1.2"), ("tea", "9")]);
        assert_eq!(all.get("tea"), Some("1"));
        assert_eq!(all.get("milk"), Some("1.2"));
        assert_eq!(all.get(""), Some("0"));
        assert_eq!(all.get("te"), None);
        assert_eq!(all.get("zest"), None);
        assert_eq!(Names::default().get("tea"), None);
        let place = all.place("milk").expect("it is one of the names");
        assert_eq!(all.at(place), Some(("milk", "1.2")));
        assert_eq!((all.place("zest"), all.at(3)), (None, None));
    }

    #[test]
    fn names_are_a_map_in_json() {
        let all = names(&[("tea", "1"), ("milk", "1.2")]);
        let json = serde_json::to_string(&all).unwrap();
        assert_eq!(json, r#"{"milk":"1.2","tea":"1"}"#);
        assert_eq!(serde_json::from_str::<Names>(&json).unwrap(), all);
    }
}
