//! Small closed word classes, by lower-case form, that the surface reading of a sentence needs in place of a tagger.

/// Whether a lower-case word is a form of "be", "have", "do" or a modal.
pub(super) fn is_auxiliary(low: &str) -> bool {
    matches!(
        low,
        "be" | "been"
            | "being"
            | "is"
            | "are"
            | "was"
            | "were"
            | "am"
            | "'re"
            | "'m"
            | "'ve"
            | "'ll"
            | "'d"
            | "'s"
            | "has"
            | "had"
            | "have"
            | "having"
            | "do"
            | "does"
            | "did"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "shall"
            | "should"
            | "ca"
            | "wo"
            | "cannot"
            | "get"
            | "gets"
            | "got"
    )
}

/// "plans to", "vows to": verbs before "to", if nothing surer follows.
pub(super) fn is_intent(low: &str) -> bool {
    matches!(
        low.trim_end_matches('s'),
        "plan"
            | "vow"
            | "pledge"
            | "promise"
            | "hope"
            | "aim"
            | "move"
            | "offer"
            | "intend"
            | "threaten"
            | "seek"
            | "agree"
            | "want"
            | "need"
            | "race"
    )
}

/// Whether a noun looks like a plural.
pub(super) fn is_plural(low: &str) -> bool {
    low.len() > 3 && low.ends_with('s') && !low.ends_with("ss")
        || matches!(low, "people" | "police" | "children" | "men" | "women" | "many" | "others" | "both" | "most" | "some")
}

/// Whether an adverb by its ending.
pub(super) fn is_adverb(low: &str) -> bool {
    low.len() > 4
        && low.ends_with("ly")
        && !matches!(
            low,
            "family"
                | "italy"
                | "july"
                | "assembly"
                | "rally"
                | "supply"
                | "reply"
                | "apply"
                | "comply"
                | "imply"
                | "early"
                | "daily"
                | "weekly"
                | "monthly"
                | "likely"
                | "unlikely"
                | "monopoly"
                | "anomaly"
                | "multiply"
        )
}

/// "two days after", "shortly after": whether a word measures a time.
pub(super) fn is_measure(low: &str) -> bool {
    ["minute", "hour", "day", "week", "month", "year", "decade"].contains(&low.trim_end_matches('s'))
        || matches!(low, "shortly" | "soon" | "just" | "immediately" | "only" | "long" | "moments" | "right")
}

/// Whether a word in -ing is a preposition or belongs to a saying: no tail of its own.
pub(super) fn is_ing_preposition(low: &str) -> bool {
    matches!(
        low,
        "including"
            | "according"
            | "regarding"
            | "concerning"
            | "excluding"
            | "ranging"
            | "depending"
            | "pending"
            | "barring"
            | "being"
            | "starting"
            | "beginning"
            | "saying"
            | "adding"
    )
}

/// Whether a word in -ing is a noun first.
pub(super) fn is_ing_noun(low: &str) -> bool {
    matches!(
        low,
        "morning"
            | "evening"
            | "thing"
            | "king"
            | "spring"
            | "string"
            | "wing"
            | "ring"
            | "nothing"
            | "something"
            | "anything"
            | "everything"
            | "building"
            | "meeting"
            | "ceiling"
            | "sibling"
            | "ceasing-fire"
            | "hearing"
            | "briefing"
            | "filing"
            | "ruling"
            | "shooting"
            | "bombing"
            | "wedding"
            | "funding"
            | "housing"
            | "spending"
            | "training"
            | "opening"
            | "warning"
            | "finding"
            | "feeling"
            | "during"
    )
}

/// Whether a word in -ed is no verb form, or one that seldom is finite.
pub(super) fn is_ed_adjective(low: &str) -> bool {
    low.contains('-')
        || matches!(
            low,
            "hundred"
                | "hundreds"
                | "indeed"
                | "unprecedented"
                | "hatred"
                | "sacred"
                | "naked"
                | "wicked"
                | "unnamed"
                | "alleged"
                | "so-called"
                | "supposed"
                | "proceed"
                | "exceed"
                | "succeed"
                | "unarmed"
                | "infrared"
        )
}
