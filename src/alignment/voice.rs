//! In whose mouth a passage stands.

use crate::alignment::{Member, Voice};
use crate::span::{AttributionIndex, Span, StatementIndex};

/// The voice of a statement: its innermost attribution, else the outlet's own.
pub(crate) fn of_statement(member: &Member<'_>, statement: StatementIndex) -> Voice {
    innermost(member, |at| member.attributions[at].statements.contains(&statement))
}

/// The voice of a passage: the innermost attribution whose content holds most of it.
pub(crate) fn of_span(member: &Member<'_>, span: Span) -> Voice {
    innermost(member, |at| {
        let held: usize = member.attributions[at].content.iter().filter_map(|content| content.intersection(span)).map(Span::len).sum();
        held * 2 > span.len()
    })
}

fn innermost(member: &Member<'_>, holds: impl Fn(usize) -> bool) -> Voice {
    let length = |at: usize| member.attributions[at].content.iter().map(|content| content.len()).sum::<usize>();
    (0..member.attributions.len())
        .filter(|at| holds(*at))
        .min_by_key(|at| (length(*at), *at))
        .map_or(Voice::Own, |at| Voice::Source(AttributionIndex::new(at)))
}
