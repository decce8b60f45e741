//! Verbs that report what somebody said or thinks: forms, class, and the frames in which they do.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const DATA: &str = include_str!("data/reporting_cues.tsv");

/// Saying or thinking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CueKind {
    Speech,
    Attitude,
}

/// What the word does to what is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CueTone {
    Neutral,
    Doubt,
    Endorse,
    Attack,
    Concede,
    Command,
    Manner,
}

/// One way in which content stands beside a cue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Frame {
    Quote,
    Inverted,
    That,
    Bare,
    BareWeak,
    Whether,
    Infinitive,
    Ordered,
    Hearer,
    Object,
    ObjectWeak,
    Accuse,
    CallAs,
    PointOut,
    SeeAs,
    Passive,
}

/// A verb with what may stand beside it.
#[derive(Debug)]
pub(crate) struct Verb {
    pub(crate) lemma: &'static str,
    pub(crate) kind: CueKind,
    pub(crate) tone: CueTone,
    frames: u32,
    pub(crate) prepositions: Vec<&'static str>,
}

/// Which forms of its verb a word can be; several for "read".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Forms(u8);

impl Forms {
    const BASE: u8 = 1;
    const THIRD: u8 = 2;
    const PAST: u8 = 4;
    const PARTICIPLE: u8 = 8;
    const ING: u8 = 16;

    pub(crate) fn base(self) -> bool {
        self.0 & Self::BASE != 0
    }
    pub(crate) fn third(self) -> bool {
        self.0 & Self::THIRD != 0
    }
    pub(crate) fn past(self) -> bool {
        self.0 & Self::PAST != 0
    }
    pub(crate) fn participle(self) -> bool {
        self.0 & Self::PARTICIPLE != 0
    }
    pub(crate) fn ing(self) -> bool {
        self.0 & Self::ING != 0
    }
}

impl Verb {
    /// Whether the verb takes this frame.
    pub(crate) fn takes(&self, frame: Frame) -> bool {
        self.frames & (1 << frame as u32) != 0
    }
}

struct Table {
    verbs: Vec<Verb>,
    forms: FxHashMap<&'static str, (usize, Forms)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { verbs: Vec::new(), forms: FxHashMap::default() };
    for row in DATA.lines().filter(|line| !line.starts_with('#')) {
        let Some((verb, forms)) = read(row) else { continue };
        let index = table.verbs.len();
        for (form, bit) in forms.split(',').zip([Forms::BASE, Forms::THIRD, Forms::PAST, Forms::PARTICIPLE, Forms::ING]) {
            let entry = table.forms.entry(form).or_insert((index, Forms(0)));
            if entry.0 == index {
                entry.1.0 |= bit;
            }
        }
        table.verbs.push(verb);
    }
    table
});

fn read(row: &'static str) -> Option<(Verb, &'static str)> {
    let mut cells = row.split('\t');
    let (lemma, forms, kind, tone, frames, prepositions) =
        (cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let kind = match kind {
        "speech" => CueKind::Speech,
        "attitude" => CueKind::Attitude,
        _ => return None,
    };
    let tone = match tone {
        "neutral" => CueTone::Neutral,
        "doubt" => CueTone::Doubt,
        "endorse" => CueTone::Endorse,
        "attack" => CueTone::Attack,
        "concede" => CueTone::Concede,
        "command" => CueTone::Command,
        "manner" => CueTone::Manner,
        _ => return None,
    };
    let mut bits = 0;
    for frame in frames.split(',').filter(|frame| *frame != "-") {
        bits |= 1 << frame_named(frame)? as u32;
    }
    let prepositions = prepositions.split(',').filter(|word| *word != "-").collect();
    Some((Verb { lemma, kind, tone, frames: bits, prepositions }, forms))
}

fn frame_named(name: &str) -> Option<Frame> {
    Some(match name {
        "quote" => Frame::Quote,
        "inverted" => Frame::Inverted,
        "that" => Frame::That,
        "bare" => Frame::Bare,
        "bareweak" => Frame::BareWeak,
        "whether" => Frame::Whether,
        "infinitive" => Frame::Infinitive,
        "ordered" => Frame::Ordered,
        "hearer" => Frame::Hearer,
        "object" => Frame::Object,
        "objectweak" => Frame::ObjectWeak,
        "accuse" => Frame::Accuse,
        "callas" => Frame::CallAs,
        "pointout" => Frame::PointOut,
        "seeas" => Frame::SeeAs,
        "passive" => Frame::Passive,
        _ => return None,
    })
}

/// The reporting verb that a lower-case word is a form of.
pub(crate) fn verb(word: &str) -> Option<(&'static Verb, Forms)> {
    TABLE.forms.get(word).map(|&(index, forms)| (&TABLE.verbs[index], forms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_and_the_file_is_sorted_without_repeats() {
        let rows: Vec<&str> = DATA.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.windows(2).all(|pair| pair[0].split('\t').next() < pair[1].split('\t').next()));
        assert_eq!(rows.len(), TABLE.verbs.len());
    }

    #[test]
    fn forms_lead_to_their_verb() {
        let (said, forms) = verb("said").expect("said is a form of say");
        assert_eq!(said.lemma, "say");
        assert!(forms.past() && forms.participle() && !forms.ing());
        assert!(verb("slammed").is_some_and(|(verb, _)| verb.tone == CueTone::Attack));
        assert!(verb("house").is_none());
    }
}
