//! Words as evidence is compared by: letters and digits in lower case, nothing else.

/// The words of `text`: the longest runs of letters and digits, in lower case.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_punctuation_are_not_words() {
        let found: Vec<String> = words("**The** `max_size` isn't 4\\.5!").collect();
        assert_eq!(found, ["the", "max", "size", "isn", "t", "4", "5"]);
    }
}
