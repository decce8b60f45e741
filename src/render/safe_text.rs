//! Text of articles made safe for a terminal: whatever steers the terminal, hides, or turns the reading direction
//! is left out, and every run of white space is one space.
//!
//! What is left out: control characters (ESC and the C1 range with them, so that no escape sequence survives),
//! the bidirectional overrides and isolates of "Trojan Source" (Boucher and Anderson 2021), zero-width characters
//! and variation selectors, tag characters. Linear.
//!
//! Known misses: zero-width joiners go too, so a joined emoji is shown as its parts, and Persian or Indic words
//! may be shaped otherwise than in the article; the machine formats keep them.

/// The text as one line that is safe to print.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_unsafe(character) {
            line.push(character);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Whether a character steers the terminal, hides, or turns the reading direction.
#[must_use]
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_lose_what_makes_them_work() {
        assert_eq!(clean("a\u{1b}[31mred\u{9b}0m\u{7}"), "a[31mred0m");
    }

    #[test]
    fn line_breaks_and_tabs_become_one_space() {
        assert_eq!(clean(" one\r\n\ttwo\u{2028}three\u{a0}four "), "one two three four");
    }

    #[test]
    fn nothing_turns_the_reading_direction_or_hides() {
        assert_eq!(clean("a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{fe0f}f"), "abcdef");
    }

    #[test]
    fn letters_of_all_scripts_stay() {
        assert_eq!(clean("שלום 東京 e\u{301} 😀"), "שלום 東京 e\u{301} 😀");
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left(text in any::<String>()) {
            let line = clean(&text);
            prop_assert!(line.chars().all(|character| !is_unsafe(character)));
            prop_assert!(!line.contains("  "));
            prop_assert_eq!(clean(&line), line);
        }
    }
}
