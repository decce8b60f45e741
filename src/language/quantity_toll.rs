//! Words that say that a number counts the dead or the hurt where no noun follows: "14 dead", "killed 14", "toll rises to 14".

use crate::language::sentence_words::SentenceWords;
use crate::language::stem::stem;

/// Words before a number that can say that it counts the dead.
pub(crate) const TOLL_REACH: usize = 6;
/// The term under which the dead are counted, whatever word says so.
const DEAD: &str = "dead";
/// The word under whose term the hurt are counted.
const HURT: &str = "injured";

/// "dead" or the hurt, if a word says so.
pub(crate) fn fate(word: &str) -> Option<String> {
    Some(match word {
        "dead" | "killed" | "died" | "dies" | "die" | "deaths" | "death" | "kills" | "killing" | "perished" | "slain" => DEAD.to_owned(),
        "injured" | "wounded" | "hurt" | "wounds" | "injures" | "hurts" | "wounding" | "injuring" | "injuries" => stem(HURT),
        _ => return None,
    })
}

/// "14 dead", "14 were killed", "14 feared dead".
pub(crate) fn fate_after(words: &SentenceWords<'_>, from: usize) -> Option<String> {
    let mut at = from;
    while at < from + 4
        && matches!(
            words.word(at),
            "were"
                | "was"
                | "are"
                | "have"
                | "had"
                | "been"
                | "also"
                | "feared"
                | "reported"
                | "left"
                | "confirmed"
                | "seriously"
                | "critically"
                | "slightly"
                | "more"
        )
    {
        at += 1;
    }
    fate(words.word(at))
}

/// "killed 14", "wounding at least three", "the death toll rose to 14", "Toll hits 14".
pub(crate) fn fate_before(words: &SentenceWords<'_>, at: usize) -> Option<String> {
    let hedge = |word: &str| {
        matches!(
            word,
            "at" | "least"
                | "more"
                | "than"
                | "about"
                | "some"
                | "up"
                | "to"
                | "nearly"
                | "almost"
                | "as"
                | "many"
                | "around"
                | "another"
                | "over"
        )
    };
    let back = (1..=TOLL_REACH.min(at)).find(|back| !hedge(words.word(at - back)))?;
    let word = words.word(at - back);
    if matches!(
        word,
        "killed" | "killing" | "kills" | "kill" | "wounded" | "wounding" | "wounds" | "injured" | "injuring" | "injures" | "hurt" | "hurts"
    ) {
        return fate(word);
    }
    let toll = (1..=TOLL_REACH.min(at)).find(|back| matches!(words.word(at - back), "toll" | "deaths"))?;
    let clear = (1..toll).all(|back| !matches!(words.word(at - back), "," | ";" | "." | "after" | "from"));
    clear.then(|| DEAD.to_owned())
}
