//! Small word classes that the surface rules need in place of a tagger. Lower-case forms.

use crate::lexicon::reporting_cue;

pub(crate) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "some"
            | "many"
            | "several"
            | "both"
            | "another"
            | "each"
            | "every"
            | "no"
            | "any"
            | "most"
            | "such"
            | "one"
            | "two"
            | "three"
            | "four"
            | "other"
            | "few"
            | "all"
            | "half"
            | "nobody"
            | "everyone"
    )
}

/// Words after which a word of saying is a noun ("the claim", "Mr Smith's report").
pub(crate) fn makes_noun(word: &str) -> bool {
    (is_determiner(word)
        && !matches!(word, "some" | "many" | "most" | "both" | "all" | "several" | "few" | "that" | "one" | "two" | "three"))
        || word.ends_with("'s")
        || word.ends_with("s'")
        || is_preposition(word) && word != "to"
        || matches!(word, "new" | "own" | "latest" | "recent" | "false" | "public" | "to's")
}

pub(crate) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "with"
            | "without"
            | "about"
            | "against"
            | "under"
            | "over"
            | "into"
            | "to"
            | "through"
            | "during"
            | "since"
            | "until"
            | "between"
            | "among"
            | "amid"
            | "within"
            | "despite"
            | "via"
            | "upon"
            | "toward"
            | "towards"
            | "near"
            | "across"
            | "around"
            | "per"
            | "like"
    )
}

pub(crate) fn is_subordinator(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "when"
            | "if"
            | "because"
            | "as"
            | "while"
            | "after"
            | "before"
            | "although"
            | "though"
            | "than"
            | "whether"
            | "how"
            | "what"
            | "why"
            | "where"
            | "whom"
            | "whose"
            | "unless"
            | "once"
            | "even"
            | "so"
    )
}

pub(crate) fn is_relative(word: &str) -> bool {
    matches!(word, "who" | "which")
}

pub(crate) fn is_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "was" | "were" | "are" | "been" | "be" | "being" | "am" | "'s" | "'re" | "'m" | "isn't" | "wasn't" | "weren't" | "aren't"
    ) || matches!(word, "he's" | "she's" | "it's" | "they're" | "we're" | "i'm" | "that's")
}

pub(crate) fn is_have(word: &str) -> bool {
    matches!(word, "has" | "have" | "had" | "having" | "'ve" | "'d" | "hasn't" | "haven't" | "hadn't" | "i've" | "they've" | "we've")
}

pub(crate) fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "shall"
            | "did"
            | "does"
            | "do"
            | "won't"
            | "wouldn't"
            | "can't"
            | "cannot"
            | "couldn't"
            | "didn't"
            | "doesn't"
            | "don't"
            | "'ll"
    )
}

pub(crate) fn is_auxiliary(word: &str) -> bool {
    is_be(word) || is_have(word) || is_modal(word)
}

pub(crate) fn is_adverb(word: &str) -> bool {
    word.len() > 3
        && word.ends_with("ly")
        && !matches!(
            word,
            "family"
                | "ally"
                | "italy"
                | "july"
                | "assembly"
                | "rally"
                | "supply"
                | "reply"
                | "daily"
                | "weekly"
                | "early"
                | "kelly"
                | "apply"
        )
        || matches!(
            word,
            "also"
                | "then"
                | "later"
                | "never"
                | "often"
                | "not"
                | "n't"
                | "again"
                | "still"
                | "now"
                | "just"
                | "first"
                | "already"
                | "even"
                | "always"
                | "only"
                | "too"
                | "once"
                | "since"
                | "long"
                | "further"
                | "sometimes"
                | "soon"
                | "instead"
                | "ever"
                | "thus"
        )
}

pub(crate) fn is_conjunction(word: &str) -> bool {
    matches!(word, "and" | "but" | "or" | "yet" | "nor" | "&")
}

pub(crate) fn is_nominative(word: &str) -> bool {
    matches!(
        word,
        "he" | "she"
            | "they"
            | "i"
            | "we"
            | "it"
            | "you"
            | "there"
            | "he's"
            | "she's"
            | "it's"
            | "they're"
            | "we're"
            | "i'm"
            | "he'd"
            | "she'd"
            | "they'd"
            | "he'll"
            | "she'll"
            | "they'll"
    )
}

pub(crate) fn is_object_pronoun(word: &str) -> bool {
    matches!(word, "him" | "her" | "them" | "us" | "me" | "you" | "it" | "himself" | "herself" | "themselves" | "itself")
}

/// Verbs so frequent that they end a search for the subject to the left. No tagger: "-ed" words count unless a determiner
/// or preposition stands before them.
pub(crate) fn is_finite_verb(word: &str, before: &str) -> bool {
    if is_auxiliary(word) {
        return true;
    }
    if let Some((_, forms)) = reporting_cue::verb(word) {
        return (forms.past() || forms.third()) && !makes_noun(before) && !is_conjunction(before);
    }
    matches!(
        word,
        "went"
            | "came"
            | "took"
            | "made"
            | "got"
            | "gave"
            | "won"
            | "lost"
            | "ran"
            | "met"
            | "held"
            | "left"
            | "began"
            | "became"
            | "put"
            | "set"
            | "kept"
            | "brought"
            | "led"
            | "fell"
            | "rose"
            | "grew"
            | "drew"
            | "sent"
            | "spent"
            | "stood"
            | "sat"
            | "heard"
            | "paid"
            | "built"
            | "chose"
            | "goes"
            | "comes"
            | "takes"
            | "makes"
            | "gets"
            | "gives"
            | "means"
            | "remains"
            | "includes"
            | "needs"
            | "wants"
            | "looks"
            | "let"
            | "helped"
    ) || word.len() > 4
        && word.ends_with("ed")
        && !is_determiner(before)
        && !is_preposition(before)
        && !is_conjunction(before)
        && !before.is_empty()
}

pub(crate) fn is_time_word(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
            | "tonight"
            | "earlier"
            | "later"
            | "recently"
            | "week"
            | "month"
            | "year"
            | "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "last"
            | "this"
            | "late"
            | "early"
            | "day"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "aug"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "ago"
            | "weekend"
            | "ahead"
            | "before"
            | "after"
            | "next"
    )
}

/// Who is told: plural nouns and agencies that stand without article after "told".
pub(crate) fn is_bare_hearer(word: &str) -> bool {
    matches!(
        word,
        "reporters"
            | "journalists"
            | "supporters"
            | "lawmakers"
            | "viewers"
            | "voters"
            | "parliament"
            | "congress"
            | "officials"
            | "police"
            | "investigators"
            | "delegates"
            | "fans"
            | "colleagues"
            | "aides"
            | "donors"
            | "readers"
            | "people"
            | "investors"
            | "members"
            | "state"
            | "residents"
            | "senators"
            | "students"
            | "republicans"
            | "democrats"
            | "advisers"
            | "followers"
            | "troops"
            | "lawyers"
    )
}

pub(crate) fn is_comma(word: &str) -> bool {
    word == ","
}

pub(crate) fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "--" | "-" | "―" | "---")
}

pub(crate) fn is_stop(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "…" | "...")
}

/// Nouns that open a bare source ("said police", "officials said").
pub(crate) fn is_noun_opener(word: &str) -> bool {
    is_bare_hearer(word)
        || matches!(
            word,
            "sources"
                | "witnesses"
                | "experts"
                | "analysts"
                | "critics"
                | "activists"
                | "prosecutors"
                | "researchers"
                | "scientists"
                | "authorities"
                | "former"
                | "state"
                | "local"
                | "senior"
                | "federal"
                | "top"
                | "military"
                | "government"
                | "ministers"
                | "diplomats"
                | "protesters"
                | "leaders"
                | "doctors"
                | "polls"
                | "campaign"
                | "spokesman"
                | "spokeswoman"
                | "people"
                | "long-time"
                | "longtime"
                | "host"
        )
}

/// What something is said in or at: "in a statement", "at a rally".
pub(crate) fn is_adjunct_noun(word: &str) -> bool {
    matches!(
        word,
        "statement"
            | "interview"
            | "speech"
            | "tweet"
            | "post"
            | "letter"
            | "email"
            | "memo"
            | "report"
            | "address"
            | "conference"
            | "briefing"
            | "rally"
            | "event"
            | "debate"
            | "twitter"
            | "facebook"
            | "remarks"
            | "message"
            | "call"
            | "video"
            | "column"
            | "blog"
            | "book"
            | "part"
            | "response"
            | "telegram"
            | "instagram"
            | "appearance"
            | "meeting"
            | "hearing"
            | "town"
            | "fundraiser"
            | "statements"
            | "interviews"
            | "series"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "condition"
            | "news"
            | "press"
            | "phone"
            | "television"
    )
}
